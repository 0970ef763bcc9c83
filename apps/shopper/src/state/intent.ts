import { createStore } from './store';

/** What the customer asked for before a sign-in or a phone number was needed: it goes on by itself afterwards (VIS-18). */
export const intent = createStore<{ openDoor: boolean }>({ openDoor: false });
