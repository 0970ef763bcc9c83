import { createStore } from './store';

/** What is asked for is wanted now: a door must never open by itself long after the tap. */
const WANTED_MS = 5 * 60_000;

/** What the customer asked for before a sign-in or a phone number was needed: it goes on by itself afterwards (VIS-18). */
const intent = createStore<{ doorAskedAt: number }>({ doorAskedAt: 0 });

export function wantDoor(): void {
  intent.set({ doorAskedAt: Date.now() });
}

/** Whether a door is still wanted; asking forgets it. */
export function takeWantedDoor(): boolean {
  const { doorAskedAt } = intent.get();
  intent.set({ doorAskedAt: 0 });
  return Date.now() - doorAskedAt < WANTED_MS;
}
