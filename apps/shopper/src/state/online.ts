import { watchNetwork } from '../platform/network';
import { reviveRealtime } from './realtime';
import { createStore } from './store';

export const network = createStore<{ online: boolean }>({ online: true });

export function startNetworkWatch(): void {
  watchNetwork((online) => {
    network.patch({ online });
    if (online) reviveRealtime();
  });
}
