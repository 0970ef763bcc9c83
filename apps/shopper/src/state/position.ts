import { locate, locationSettings, mayLocateSilently } from '../platform/location';
import type { Position } from '../platform/location-types';
import { createStore, useStore } from './store';

/** Where the phone is, as far as the person lets us know. */
export interface Whereabouts {
  position: Position | null;
  at: number;
  busy: boolean;
  /** The person or the phone said no to the last question. */
  refused: boolean;
}

const FRESH_MS = 60_000;

const whereabouts = createStore<Whereabouts>({ position: null, at: 0, busy: false, refused: false });
export const useWhereabouts = () => useStore(whereabouts);
export { locationSettings };

/** Asks for the position, after a tap that needs it. Null when the person or the phone says no. */
export async function askPosition(): Promise<Position | null> {
  whereabouts.patch({ busy: true });
  const position = await locate();
  const before = whereabouts.get();
  whereabouts.set({
    position: position ?? before.position,
    at: position ? Date.now() : before.at,
    busy: false,
    refused: position === null,
  });
  return position;
}

/** Looks again where the phone is, without a question: only for who allowed it before. */
export async function refreshPosition(): Promise<void> {
  const { at, busy } = whereabouts.get();
  if (busy || Date.now() - at < FRESH_MS) return;
  if (await mayLocateSilently()) await askPosition();
}

/** The position as it is known now, if it is young enough to say where the person stands. */
export function knownPosition(): Position | null {
  const { position, at } = whereabouts.get();
  return position !== null && Date.now() - at < 5 * FRESH_MS ? position : null;
}
