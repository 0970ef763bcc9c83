import { useCallback, useRef, useState } from 'react';
import { type ApiError, api, asApiError, newIdempotencyKey, type Opening } from '../api';
import { useLive } from '../state/realtime';

export type OpeningPhase =
  | { kind: 'idle' }
  | { kind: 'asking' }
  | { kind: 'following'; opening: Opening }
  | { kind: 'opened'; opening: Opening }
  | { kind: 'failed'; opening: Opening }
  | { kind: 'refused'; error: ApiError };

const FOLLOW_MS = 700;
const ends = new Set(['opened', 'rejected', 'timed_out', 'expired', 'failed']);

export function phaseOf(opening: Opening): OpeningPhase {
  if (opening.state === 'opened') return { kind: 'opened', opening };
  return { kind: ends.has(opening.state) ? 'failed' : 'following', opening };
}

/** One try at a door, followed to its true end: two taps are one act, and a retry after a lost network is the same act. */
export function useOpening() {
  const [phase, setPhase] = useState<OpeningPhase>({ kind: 'idle' });
  const key = useRef<string | null>(null);

  const ask = useCallback(async (act: (idempotencyKey: string) => Promise<Opening>) => {
    setPhase({ kind: 'asking' });
    key.current ??= newIdempotencyKey();
    try {
      const opening = await act(key.current);
      key.current = null;
      setPhase(phaseOf(opening));
    } catch (thrown) {
      const error = asApiError(thrown);
      if (error.code !== 'offline') key.current = null;
      setPhase({ kind: 'refused', error });
    }
  }, []);

  const follow = useCallback(async (id: string) => {
    try {
      setPhase(phaseOf(await api('GET /visits/openings/:id', { params: { id } })));
    } catch {
      /* the next poll tells; the bar on top says that the line is lost */
    }
  }, []);

  const following = phase.kind === 'following' ? phase.opening.id : null;
  useLive(
    ['opening.changed', 'visit.changed'],
    () => following && void follow(following),
    FOLLOW_MS,
    following !== null,
  );

  const reset = useCallback(() => setPhase({ kind: 'idle' }), []);
  return { phase, ask, follow, reset };
}
