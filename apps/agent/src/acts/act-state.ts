import type { ServiceRecord } from './use-act.ts';

/** How far an act got, as the device and the server tell it. */
export type ActState =
  | { phase: 'idle' }
  | { phase: 'sending' }
  | { phase: 'waiting'; sent: boolean }
  /** `door`: what became of the released door; null for acts that open none. */
  | { phase: 'succeeded'; seconds: number | null; door: 'released' | 'opened' | null }
  | { phase: 'failed'; code: string | null; reason: string | null; late: 'answered' | 'opened' | null };

type Opening = NonNullable<ServiceRecord['opening']>;
type Told = Pick<ServiceRecord, 'outcome' | 'code' | 'requestedAt' | 'settledAt'> & {
  opening: Pick<Opening, 'state' | 'code' | 'sentAt' | 'answeredLateAt'> | null;
};

export function stateOfRecord(record: Told): ActState {
  const { opening } = record;
  if (record.outcome === 'waiting') return { phase: 'waiting', sent: Boolean(opening?.sentAt) };
  if (record.outcome === 'failed') return { phase: 'failed', code: record.code, reason: null, late: lateOf(opening) };
  // The lock was released, but nobody pushed the door in time.
  if (opening?.state === 'failed') return { phase: 'failed', code: opening.code, reason: null, late: null };
  const seconds = record.settledAt ? (Date.parse(record.settledAt) - Date.parse(record.requestedAt)) / 1000 : null;
  return { phase: 'succeeded', seconds, door: opening && (opening.state === 'opened' ? 'opened' : 'released') };
}

/** After the time-out the door may still speak: it is told, and it never turns the failure into a success. */
function lateOf(opening: Told['opening']): 'answered' | 'opened' | null {
  if (!opening) return null;
  if (opening.state === 'opened') return 'opened';
  return opening.answeredLateAt ? 'answered' : null;
}

/** Whether the device may still have something to say: an answer, the door's own report, or a late word. */
export function isMoving(record: Told): boolean {
  if (record.outcome === 'waiting') return true;
  const state = record.opening?.state;
  return state === 'requested' || state === 'sent' || state === 'acknowledged' || state === 'timed_out';
}

/** An act that is under way is not sent again. */
export function mayStart(state: ActState): boolean {
  return state.phase !== 'sending' && state.phase !== 'waiting';
}
