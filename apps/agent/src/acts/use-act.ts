import type { Answer } from '@latchkey/client';
import { call, toProblem } from '@latchkey/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type ActState, isMoving, stateOfRecord } from './act-state.ts';

export type ServiceRecord = Answer<'GET /staff/services/:id'>;
export type Act = { state: ActState; start: (note: string) => void };

const POLL_MS = 700;
/** An answer stays long enough to be read, a failure longer: its door may still speak. Then the button is ready again. */
const SHOWN_MS = { succeeded: 8_000, failed: 20_000 };

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
    refetchInterval: (query) => (query.state.data && isMoving(query.state.data) ? POLL_MS : false),
  });
  const start = (note: string) => {
    setSent({ state: { phase: 'sending' }, recordId: null });
    send(note).then(
      (answer) => {
        queryClient.setQueryData(['services', 'one', answer.id], answer);
        setSent({ state: stateOfRecord(answer), recordId: answer.id });
      },
      (cause) => {
        const reason = toProblem(cause).message;
        setSent({ state: { phase: 'failed', reason, code: null, late: null }, recordId: null });
      },
    );
  };
  const state = record.data ? stateOfRecord(record.data) : sent.state;
  const { phase } = state;
  const moving = record.data?.opening?.state === 'acknowledged';
  useEffect(() => {
    if (moving || (phase !== 'succeeded' && phase !== 'failed')) return;
    const timer = setTimeout(() => setSent({ state: { phase: 'idle' }, recordId: null }), SHOWN_MS[phase]);
    return () => clearTimeout(timer);
  }, [phase, moving]);
  return { state, start };
}
