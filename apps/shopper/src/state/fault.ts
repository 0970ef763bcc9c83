import { useCallback, useEffect, useState } from 'react';
import { type ApiError, asApiError } from '../api';
import { isLineFault } from './line-fault';
import { onBack } from './online';

/** The error of an act, gone by itself when the network is back: it is no longer true then. */
export function useFault() {
  const [fault, setFault] = useState<ApiError | null>(null);
  useEffect(() => onBack(() => setFault((now) => (isLineFault(now) ? null : now))), []);
  return [fault, setFault] as const;
}

/** One act with its waiting and its error: the shape of every button that writes. */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useFault();
  const run = useCallback(
    async (act: () => Promise<void>): Promise<boolean> => {
      setBusy(true);
      setError(null);
      try {
        await act();
        return true;
      } catch (thrown) {
        setError(asApiError(thrown));
        return false;
      } finally {
        setBusy(false);
      }
    },
    [setError],
  );
  return { busy, error, setError, run };
}
