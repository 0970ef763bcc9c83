import { type ApiError, api, asApiError, type Profile } from '../api';
import { sessionToken } from '../api/token';
import { keptAnswers } from './kept';
import { startRealtime, stopRealtime } from './realtime';
import { createStore, useStore } from './store';

export interface Session {
  /** `unknown` until the server was asked; browsing works in every state. */
  status: 'unknown' | 'guest' | 'customer';
  profile: Profile | null;
  error: ApiError | null;
}

export const session = createStore<Session>({ status: 'unknown', profile: null, error: null });
export const useSession = () => useStore(session);

export function becomeGuest(): void {
  sessionToken.set(null);
  // Nothing of the customer who left is shown to the next one on this phone.
  keptAnswers.clear();
  stopRealtime();
  session.set({ status: 'guest', profile: null, error: null });
}

export function becomeCustomer(profile: Profile): void {
  session.set({ status: 'customer', profile, error: null });
  startRealtime();
}

/** Asks the server who we are. A network failure leaves what we knew. */
export async function refreshSession(): Promise<void> {
  try {
    becomeCustomer(await api('GET /me'));
  } catch (thrown) {
    const error = asApiError(thrown);
    if (error.status === 401) becomeGuest();
    else session.patch({ error });
  }
}

export async function signOut(): Promise<void> {
  await api('POST /auth/sign-out');
  becomeGuest();
}
