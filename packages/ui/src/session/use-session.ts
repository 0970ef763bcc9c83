import type { Answer } from '@latchkey/client';
import type { Permission } from '@latchkey/contract';
import { createContext, useContext } from 'react';

export type Me = Answer<'GET /staff/me'>;
export type Session = Me & { can: (permission: Permission) => boolean; signOut: () => void };

/** Under which the answer to “who is there” is kept. */
export const SESSION_KEY = ['session', 'me'] as const;
export const SessionContext = createContext<Session | null>(null);

/** The signed-in staff member; only below `SessionGate`. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('SessionGate is missing');
  return session;
}
