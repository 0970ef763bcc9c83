import type { Answer } from '@latchkey/client';
import { call, toProblem } from '@latchkey/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type ActState, stateOfRecord } from './act-state.ts';

export type ServiceRecord = Answer<'GET /staff/services/:id'>;
export type Act = { state: ActState; start: (note: string) => void };

const POLL_MS = 700;
/** An answer stays long enough to be read, then the button is ready again. */
const SHOWN_MS = 8000;

/** One act on a device: sent, then followed until the device itself has answered. */
export function useAct(send: (note: string) => Promise<ServiceRecord>): Act {
  const queryClient = useQueryClient();
  const [sent, setSent] = useState<{ state: ActState; recordId: string | null }>({
    state: { phase: 'idle' },
    recordId: null,
  });
  const record = useQuery({
    queryKey: ['services', 'one', sent.recordId],
    queryFn: () => call('GET /staff/services/:id', { params: { id: sent.recordId ?? '' } }),
    enabled: sent.recordId !== null,
    refetchInterval: (query) => (query.state.data?.outcome === 'waiting' ? POLL_MS : false),
  });
  const start = (note: string) => {
    setSent({ state: { phase: 'sending' }, recordId: null });
    send(note).then(
      (answer) => {
        queryClient.setQueryData(['services', 'one', answer.id], answer);
        setSent({ state: stateOfRecord(answer), recordId: answer.id });
      },
      (cause) => setSent({ state: { phase: 'failed', reason: toProblem(cause).message, code: null }, recordId: null }),
    );
  };
  const state = record.data ? stateOfRecord(record.data) : sent.state;
  const settled = state.phase === 'succeeded' || state.phase === 'failed';
  useEffect(() => {
    if (!settled) return;
    const timer = setTimeout(() => setSent({ state: { phase: 'idle' }, recordId: null }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [settled]);
  return { state, start };
}
