import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiError, api, asApiError, newIdempotencyKey, type Opening } from '../api';
import { onBack } from '../state/online';
import { useLive } from '../state/realtime';
import { hasFailed } from './door-outcome';

export type OpeningPhase =
  | { kind: 'idle' }
  | { kind: 'asking' }
  | { kind: 'following'; opening: Opening }
  | { kind: 'opened'; opening: Opening }
  | { kind: 'failed'; opening: Opening }
  | { kind: 'refused'; error: ApiError };

const FOLLOW_MS = 700;
/** A door that fell silent is listened to a little longer: its answer, or the door itself, may still come. */
const LATE_MS = 30_000;

export function phaseOf(opening: Opening): OpeningPhase {
  if (opening.state === 'opened') return { kind: 'opened', opening };
  return { kind: hasFailed(opening) ? 'failed' : 'following', opening };
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
      const next = phaseOf(await api('GET /visits/openings/:id', { params: { id } }));
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
  useLive(['opening.changed', 'visit.changed'], () => heard && void follow(heard), FOLLOW_MS, heard !== null);
  // "No connection" is no longer true once there is one.
  useEffect(
    () => onBack(() => setPhase((now) => (now.kind === 'refused' && now.error.code === 'offline' ? idle : now))),
    [],
  );

  const reset = useCallback(() => setPhase(idle), []);
  return { phase, ask, reset };
}

const idle: OpeningPhase = { kind: 'idle' };
