import { storage } from '../platform/storage';
import { createStore } from './store';

/** The door in front of the customer: by its code when it was scanned, else by the store picked from the list. */
export interface Place {
  doorToken: string | null;
  storeId: string | null;
}

/** A store that was picked is the one that is meant for about this long; next time the person says anew where they are. */
const PICKED_MS = 2 * 3_600_000;
/** Who is this near stands in front of the store, within what a phone's position is good for. */
export const NEAR_METRES = 150;

export const place = createStore<Place>({ doorToken: null, storeId: remembered() });

function remembered(): string | null {
  const [id = '', at = ''] = (storage.read('picked') ?? '').split('@');
  return id !== '' && Date.now() - Number(at) < PICKED_MS ? id : null;
}

export function chooseStore(storeId: string): void {
  storage.write('picked', `${storeId}@${Date.now()}`);
  place.set({ doorToken: null, storeId });
}

export function scannedDoor(doorToken: string): void {
  place.set({ doorToken, storeId: null });
}

/** No door is meant any more: the button scans again. */
export function forgetPlace(): void {
  storage.remove('picked');
  place.set({ doorToken: null, storeId: null });
}
