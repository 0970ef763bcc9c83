import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiError, asApiError } from '../api';
import { keepAnswer, keptAnswers } from './kept';
import { isLineFault } from './line-fault';
import { onBack } from './online';
import { becomeGuest } from './session';

export interface Resource<T> {
  data: T | null;
  error: ApiError | null;
  loading: boolean;
  /** When `data` was read, ms since the epoch; 0 before. */
  at: number;
  refresh: () => Promise<void>;
  /** Shows an answer that came with a write, without reading again. */
  put: (data: T) => void;
}

/** What could not be read for want of a line is asked for again this often. */
const RETRY_MS = 5000;

/** Reads something for a screen. `key` null means: nothing to read (yet). An older answer never overwrites a newer one. */
export function useResource<T>(key: string | null, read: () => Promise<T>): Resource<T> {
  const before = key === null ? undefined : keptAnswers.get(key);
  const [state, setState] = useState<{ key: string | null; data: T | null; error: ApiError | null; at: number }>({
    key,
    data: (before?.data as T | undefined) ?? null,
    error: null,
    at: before?.at ?? 0,
  });
  const reader = useRef(read);
  reader.current = read;
  const turn = useRef(0);

  const refresh = useCallback(async () => {
    if (key === null) return;
    const mine = ++turn.current;
    try {
      const data = await reader.current();
      if (mine !== turn.current) return;
      keepAnswer(key, data);
      setState({ key, data, error: null, at: Date.now() });
    } catch (thrown) {
      if (mine !== turn.current) return;
      const error = asApiError(thrown);
      if (error.code === 'unauthenticated') becomeGuest();
      // What was known before, from before a reload too, is still shown beside the error.
      const known = keptAnswers.get(key);
      const data = (known?.data as T | undefined) ?? null;
      setState((s) => (s.key === key ? { ...s, error } : { key, data, error, at: known?.at ?? 0 }));
    }
  }, [key]);

  const put = useCallback(
    (data: T) => {
      turn.current++;
      if (key !== null) keepAnswer(key, data);
      setState({ key, data, error: null, at: Date.now() });
    },
    [key],
  );

  useEffect(() => {
    void refresh();
  }, [refresh]);
  const broken = state.key === key && isLineFault(state.error);
  useEffect(() => {
    if (!broken) return;
    const again = () => void refresh();
    const stop = onBack(again);
    const timer = setInterval(again, RETRY_MS);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [broken, refresh]);

  const current = state.key === key;
  const data = current ? state.data : ((before?.data as T | undefined) ?? null);
  const error = current ? state.error : null;
  return {
    data,
    error,
    loading: key !== null && data === null && error === null,
    at: current ? state.at : (before?.at ?? 0),
    refresh,
    put,
  };
}
