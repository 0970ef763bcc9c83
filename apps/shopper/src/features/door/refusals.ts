import type { ApiError } from '../../api';
import { isMessageKey, type MessageKey } from '../../i18n/messages';

/** What a button under a refusal does. */
export type RefusalAct =
  | 'sign-in'
  | 'bind-phone'
  | 'pay-order'
  | 'go-visit'
  | 'other-store'
  | 'call'
  | 'locate'
  | 'consent'
  | 'offline-code'
  | 'birth-date'
  | 'scan'
  | 'again';

const acts: Record<string, RefusalAct> = {
  unauthenticated: 'sign-in',
  phone_not_verified: 'bind-phone',
  consent_required: 'consent',
  unpaid_order: 'pay-order',
  visit_open_elsewhere: 'go-visit',
  store_closed: 'other-store',
  outside_attended_window: 'other-store',
  store_locked_down: 'other-store',
  store_suspended: 'other-store',
  store_full: 'again',
  age_restricted: 'other-store',
  member_frozen: 'call',
  device_offline: 'offline-code',
  age_unknown: 'birth-date',
  too_far_away: 'locate',
  door_code_invalid: 'scan',
  opening_in_progress: 'again',
  offline: 'again',
  unavailable: 'again',
  rate_limited: 'again',
};

export interface Refusal {
  /** What happened, from the server in the customer's language; null where this app says it better. */
  text: MessageKey | null;
  /** What to do now. */
  advice: MessageKey;
  act: RefusalAct;
}

/** VIS-2: every refusal has its own text and its own way on. */
export function refusalOf({ code, data }: Pick<ApiError, 'code' | 'data'>): Refusal {
  // The store wants to know that the person stands there, and nobody has told it yet: that is a question, not a distance.
  if (code === 'too_far_away' && typeof data.distance !== 'number')
    return { text: 'refusal.placeUnknown', advice: 'advice.placeUnknown', act: 'locate' };
  const key = `advice.${code}`;
  return { text: null, advice: isMessageKey(key) ? key : 'advice.other', act: acts[code] ?? 'again' };
}

/** The codes of VIS-2 and of what else a door answers, each with its way on. */
export const refusalCodes: readonly string[] = Object.keys(acts);
