import { type ApiError, api, asApiError, type Profile } from '../api';
import { sessionToken } from '../api/token';

import { forgetAnswers, keepAnswer, keptAnswers } from './kept';
import { isLineFault } from './line-fault';
import { onBack } from './online';
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
  forgetAnswers();
  stopRealtime();
  session.set({ status: 'guest', profile: null, error: null });
}

export function becomeCustomer(profile: Profile): void {
  const before = keptAnswers.get('me')?.data as Profile | undefined;
  if (before && before.id !== profile.id) forgetAnswers();
  keepAnswer('me', profile);
  session.set({ status: 'customer', profile, error: null });
  startRealtime();
}

/** Asks the server who we are. A lost line leaves what we knew, from before a reload too. */
export async function refreshSession(): Promise<void> {
  try {
    becomeCustomer(await api('GET /me'));
  } catch (thrown) {
    const error = asApiError(thrown);
    if (error.status === 401) return becomeGuest();
    const known = keptAnswers.get('me')?.data as Profile | undefined;
    if (session.get().status === 'unknown' && known && isLineFault(error)) becomeCustomer(known);
    session.patch({ error });
  }
}

/** Who we are is asked at the start, and again when a lost line is back before it was answered. */
export function startSession(): void {
  void refreshSession();
  onBack(() => {
    if (session.get().error) void refreshSession();
  });
}

export async function signOut(): Promise<void> {
  await api('POST /auth/sign-out');
  becomeGuest();
}
