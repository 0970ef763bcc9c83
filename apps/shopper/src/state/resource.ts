import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiError, asApiError } from '../api';
import { keptAnswers } from './kept';
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
      keptAnswers.set(key, { data, at: Date.now() });
      setState({ key, data, error: null, at: Date.now() });
    } catch (thrown) {
      if (mine !== turn.current) return;
      const error = asApiError(thrown);
      if (error.code === 'unauthenticated') becomeGuest();
      setState((s) => (s.key === key ? { ...s, error } : { key, data: null, error, at: 0 }));
    }
  }, [key]);

  const put = useCallback(
    (data: T) => {
      turn.current++;
      if (key !== null) keptAnswers.set(key, { data, at: Date.now() });
      setState({ key, data, error: null, at: Date.now() });
    },
    [key],
  );

  useEffect(() => {
    void refresh();
  }, [refresh]);

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
