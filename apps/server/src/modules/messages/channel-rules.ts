import type { MessageKind, PromptMoment, SubscriptionPurpose } from '@latchkey/contract';
import type { TemplateName } from './templates.ts';

/** MSG-5: what a message is worth on WeChat, where every consent is good for one message. */
export interface Reminder {
  purpose: SubscriptionPurpose;
  /** Whether it may take the last consent, or leaves that to something that matters more. */
  worth: 'last' | 'spare';
  /** Does not wait for the end of the quiet hours. */
  urgent: boolean;
  /** MSG-3: goes over every channel that it may take, as a door code does, which has to be found again. */
  all?: true;
}

export const reminders: Partial<Record<TemplateName, Reminder>> = {
  // Who has just paid holds the phone in the hand: a consent is better kept for what comes later.
  order_paid: { purpose: 'order', worth: 'spare', urgent: false },
  payment_failed: { purpose: 'order', worth: 'spare', urgent: false },
  payment_late: { purpose: 'order', worth: 'last', urgent: false },
  refund_succeeded: { purpose: 'refund', worth: 'last', urgent: false },
  refund_failed: { purpose: 'refund', worth: 'last', urgent: false },
  top_up_refund_failed: { purpose: 'refund', worth: 'last', urgent: false },
  visit_unclear: { purpose: 'visit', worth: 'last', urgent: true },
  door_left_open: { purpose: 'visit', worth: 'last', urgent: true },
  booking_confirmed: { purpose: 'visit', worth: 'spare', urgent: false, all: true },
  booking_disrupted: { purpose: 'visit', worth: 'last', urgent: true },
  booking_locked_out: { purpose: 'visit', worth: 'last', urgent: true },
  booking_ending: { purpose: 'visit', worth: 'last', urgent: true },
  booking_deposit_low: { purpose: 'visit', worth: 'last', urgent: true },
  booking_refunded: { purpose: 'refund', worth: 'last', urgent: false },
  waiting_offer: { purpose: 'visit', worth: 'last', urgent: true, all: true },
  balance_topped_up: { purpose: 'balance', worth: 'last', urgent: false },
  balance_topped_up_gift: { purpose: 'balance', worth: 'last', urgent: false },
};

export interface Preferences {
  wechat: boolean;
  sms: boolean;
  muted: readonly MessageKind[];
  quiet: { from: string; to: string } | null;
}

/** Of somebody who never chose. */
export const EVERYTHING: Preferences = { wechat: true, sms: true, muted: [], quiet: null };

/**
 * MSG-3: the paid channels that a message may take, the first one first; one is enough. `system` messages are about the
 * account itself: they are not muted.
 */
export function channelsFor(
  message: { kind: MessageKind; reminder: Reminder | null; sms: boolean },
  wants: Preferences,
): readonly ('wechat' | 'sms')[] {
  if (wants.muted.includes(message.kind)) return [];
  const wechat = message.reminder !== null && wants.wechat ? (['wechat'] as const) : [];
  const sms = message.sms && (wants.sms || message.kind === 'system') ? (['sms'] as const) : [];
  return [...wechat, ...sms];
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Minutes until the quiet hours end; 0 outside them. `now` is minutes since midnight by the wall clock. */
export function minutesToWait(quiet: Preferences['quiet'], now: number): number {
  if (!quiet) return 0;
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  const length = (to - from + 1440) % 1440;
  const since = (now - from + 1440) % 1440;
  return since < length ? length - since : 0;
}

/** What is asked for at a moment, the most useful first. */
const ASKED_AT: Readonly<Record<PromptMoment, readonly SubscriptionPurpose[]>> = {
  paid: ['refund', 'visit', 'order'],
  topped_up: ['balance', 'refund'],
  settings: ['refund', 'visit', 'order', 'balance'],
};
/** WeChat takes no more in one prompt. */
const MOST_AT_ONCE = 3;
/** More consents than this in reserve are not asked for by ourselves. */
const ENOUGH = 3;
/** Who said no is left alone for so long. */
const PAUSE_MS = 30 * 24 * 3_600_000;

export interface Quota {
  purpose: SubscriptionPurpose;
  templateId: string;
  remaining: number;
  refusedAt: Date | null;
}

/** MSG-5: which templates are worth asking about now; the person's own wish to be asked overrules what is enough. */
export function planPrompt(moment: PromptMoment, quotas: readonly Quota[], wants: Preferences, now: Date): Quota[] {
  const own = moment === 'settings';
  if (!wants.wechat && !own) return [];
  const rested = ({ refusedAt }: Quota) => refusedAt === null || now.getTime() - refusedAt.getTime() >= PAUSE_MS;
  const order = ASKED_AT[moment];
  return quotas
    .filter((quota) => order.includes(quota.purpose) && (own || (quota.remaining < ENOUGH && rested(quota))))
    .sort((a, b) => (own ? a.remaining - b.remaining : 0) || order.indexOf(a.purpose) - order.indexOf(b.purpose))
    .slice(0, MOST_AT_ONCE);
}

/** What a template's field takes: WeChat judges by the letters of its name. Null where the value does not fit at all. */
export function fieldValue(field: string, value: string): string | null {
  const kind = field.replace(/\d+$/, '');
  const short = (length: number) => [...value].slice(0, length).join('');
  if (value === '') return null;
  if (kind === 'thing') return [...value].length > 20 ? `${short(19)}…` : value;
  if (kind === 'character_string') return /^[\x20-\x7e]+$/.test(value) ? short(32) : null;
  if (kind === 'phrase') return /^\p{Script=Han}+$/u.test(value) ? short(5) : null;
  return value;
}

/** How WeChat's refusal of one message ends it, and what that says about the consent that was to be spent. */
export function judgeRefusal(errcode: number | null): { again: boolean; consent: 'gone' | 'kept' } {
  // 43101: the person took the consents back, or our count was wrong.
  if (errcode === 43101) return { again: false, consent: 'gone' };
  // Busy, asked too often in this minute, or a token that just changed: later.
  if (errcode === -1 || errcode === 45011 || errcode === 40001 || errcode === 40014 || errcode === 42001)
    return { again: true, consent: 'kept' };
  // 45009: today's calls are used up. 40003, 40037, 41030, 47003: this message will never be taken.
  return { again: false, consent: 'kept' };
}
