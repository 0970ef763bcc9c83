import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiError, api, asApiError, newIdempotencyKey, type Opening } from '../api';
import { onBack } from '../state/online';
import { useLive } from '../state/realtime';
import { hasFailed } from './door-outcome';

/** What every opening has, of a shop's door or of a room's. */
export type AnyOpening = Pick<Opening, 'id' | 'state' | 'code'>;

export type OpeningPhase<O extends AnyOpening = Opening> =
  | { kind: 'idle' }
  | { kind: 'asking' }
  | { kind: 'following'; opening: O }
  | { kind: 'opened'; opening: O }
  | { kind: 'failed'; opening: O }
  | { kind: 'refused'; error: ApiError };

const FOLLOW_MS = 700;
/** A door that fell silent is listened to a little longer: its answer, or the door itself, may still come. */
const LATE_MS = 30_000;

export function phaseOf<O extends AnyOpening>(opening: O): OpeningPhase<O> {
  if (opening.state === 'opened') return { kind: 'opened', opening };
  return { kind: hasFailed(opening) ? 'failed' : 'following', opening };
}

const readVisit = (id: string): Promise<Opening> => api('GET /visits/openings/:id', { params: { id } });

/** One try at a shop's door. */
export const useOpening = () => useOpeningOf(readVisit, 'visit.changed');

/**
 * One try at a door, followed to its true end by `read` and by the news that tell of it: two taps are one act, and a retry
 * after a lost network is the same act.
 */
export function useOpeningOf<O extends AnyOpening>(
  read: (id: string) => Promise<O>,
  moved: 'visit.changed' | 'booking.changed',
) {
  const [phase, setPhase] = useState<OpeningPhase<O>>({ kind: 'idle' });
  const reader = useRef(read);
  reader.current = read;
  const key = useRef<string | null>(null);

  const ask = useCallback(async (act: (idempotencyKey: string) => Promise<O>) => {
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
      const next = phaseOf(await reader.current(id));
      setPhase((now) => ('opening' in now && now.opening.id === id ? next : now));
    } catch {
      /* the next poll tells; the bar on top says that the line is lost */
    }
  }, []);

  const following = phase.kind === 'following' ? phase.opening.id : null;
  const silent = phase.kind === 'failed' && phase.opening.state === 'timed_out' ? phase.opening.id : null;
  const [listening, setListening] = useState(false);
  useEffect(() => {
    setListening(silent !== null);
    if (silent === null) return;
    const timer = setTimeout(() => setListening(false), LATE_MS);
    return () => clearTimeout(timer);
  }, [silent]);
  const heard = following ?? (listening ? silent : null);
  useLive(['opening.changed', moved], () => heard && void follow(heard), FOLLOW_MS, heard !== null);
  // "No connection" is no longer true once there is one.
  useEffect(
    () => onBack(() => setPhase((now) => (now.kind === 'refused' && now.error.code === 'offline' ? idle : now))),
    [],
  );

  const reset = useCallback(() => setPhase(idle), []);
  return { phase, ask, reset };
}

const idle = { kind: 'idle' } as const;
