import type { ApiError } from '../../api';
import { isMessageKey, type MessageKey } from '../../i18n';

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
  device_offline: 'call',
  too_far_away: 'locate',
  door_code_invalid: 'scan',
  opening_in_progress: 'again',
};

export interface Refusal {
  /** What happened, from the server in the customer's language. */
  text: string;
  /** What to do now. */
  advice: MessageKey;
  act: RefusalAct;
}

/** VIS-2: every refusal has its own text and its own way on. */
export function refusalOf(error: ApiError): Refusal {
  const key = `advice.${error.code}`;
  return { text: error.message, advice: isMessageKey(key) ? key : 'advice.other', act: acts[error.code] ?? 'again' };
}
