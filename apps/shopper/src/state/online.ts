import { watchNetwork } from '../platform/network';
import { onLive, reviveRealtime } from './realtime';
import { createStore } from './store';

export const network = createStore<{ online: boolean }>({ online: true });
const listeners = new Set<() => void>();

export function startNetworkWatch(): void {
  watchNetwork((online) => {
    const before = network.get().online;
    network.patch({ online });
    if (!online) return;
    reviveRealtime();
    if (!before) tellBack();
  });
  onLive(tellBack);
}

/** Tells that the line is back: the phone's network, or the server after it could not be reached. */
export function onBack(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Something reached the server again after it did not. */
export function tellBack(): void {
  for (const listener of [...listeners]) listener();
}
