/** How far an act got, as the device and the server tell it. */
export type ActState =
  | { phase: 'idle' }
  | { phase: 'sending' }
  | { phase: 'waiting' }
  | { phase: 'succeeded'; seconds: number | null }
  | { phase: 'failed'; code: string | null; reason: string | null };

type Told = {
  outcome: 'waiting' | 'succeeded' | 'failed';
  code: string | null;
  requestedAt: string;
  settledAt: string | null;
};

export function stateOfRecord(record: Told): ActState {
  if (record.outcome === 'waiting') return { phase: 'waiting' };
  if (record.outcome === 'failed') return { phase: 'failed', code: record.code, reason: null };
  const seconds = record.settledAt ? (Date.parse(record.settledAt) - Date.parse(record.requestedAt)) / 1000 : null;
  return { phase: 'succeeded', seconds };
}

/** An act that is under way is not sent again. */
export function mayStart(state: ActState): boolean {
  return state.phase !== 'sending' && state.phase !== 'waiting';
}
