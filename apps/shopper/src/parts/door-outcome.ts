import type { Opening } from '../api';
import { isMessageKey, type MessageKey } from '../i18n/messages';

/** How far the way out is: what the picture shows and the words say. */
export type ExitStage = 'opening' | 'unlocked' | 'open' | 'late' | 'stuck' | 'notOpen';

type Facts = Pick<Opening, 'state' | 'code' | 'answeredLateAt'>;

export function exitStage(opening: Facts | null, asking = false): ExitStage {
  if (asking || opening?.state === 'requested' || opening?.state === 'sent') return 'opening';
  if (opening?.state === 'acknowledged') return 'unlocked';
  if (opening?.state === 'opened') return 'open';
  if (opening?.code === 'lock_stuck') return 'stuck';
  return opening?.answeredLateAt ? 'late' : 'notOpen';
}

export function isExit({ purpose }: Pick<Opening, 'purpose'>): boolean {
  return purpose === 'emergency' || purpose.startsWith('exit_');
}

export function hasFailed({ state }: Pick<Opening, 'state'>): boolean {
  return state === 'rejected' || state === 'timed_out' || state === 'expired' || state === 'failed';
}

/** Why a door stayed shut from outside, and what to do: the controller's own reason first, else how far it got. */
export function entryFailure(opening: Facts): MessageKey {
  if (opening.answeredLateAt) return 'opening.answeredLate';
  const byCode = `opening.code.${opening.code}`;
  if (opening.code !== null && isMessageKey(byCode)) return byCode;
  const { state } = opening;
  return state === 'rejected' || state === 'timed_out' || state === 'expired' ? `opening.${state}` : 'opening.failed';
}

export const doorPictures = {
  opening: 'shut',
  unlocked: 'ajar',
  open: 'open',
  late: 'ajar',
  stuck: 'shut',
  notOpen: 'shut',
} as const satisfies Record<ExitStage, 'shut' | 'ajar' | 'open'>;
