import { storage } from '../platform/storage';
import { createStore } from './store';

/** The door in front of the customer: by its code when it was scanned, else by the store chosen from the list. */
export interface Place {
  doorToken: string | null;
  storeId: string | null;
}

export const place = createStore<Place>({ doorToken: null, storeId: storage.read('store') });

export function chooseStore(storeId: string): void {
  storage.write('store', storeId);
  place.set({ doorToken: null, storeId });
}

export function scannedDoor(doorToken: string): void {
  place.set({ doorToken, storeId: null });
}
