import type { BookingState, PowerStep, roomsSchemas } from '@latchkey/contract';
import { basisPointsOf } from '@latchkey/pricing';
import { AppError } from '../../kernel/errors.ts';

export type Policy = roomsSchemas.BookingPolicy;

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** The platform's terms, for stores that set none of their own. */
export const DEFAULT_POLICY: Policy = {
  granularity: 15,
  minimum: 60,
  maximum: 720,
  lead: 0,
  horizonDays: 14,
  earlyHorizons: [],
  hold: 10,
  waitOffer: 10,
  cleaning: 'buffer',
  precondition: 10,
  emptyOff: 10,
  energyPrice: 80,
  entryEarly: 10,
  entryUnattended: true,
  freeCancel: 120,
  lateCancelFee: 3000,
  reschedule: 60,
  noShow: 45,
  noShowFee: 10_000,
  reminders: [15, 5],
  dimAfterSeconds: 30,
  graceAfterSeconds: 120,
  cutAfterSeconds: 300,
  atEnd: 'cut',
  menuTab: 0,
  open: { horizon: 180, maximum: 720, whenUsedUp: 'end', creditLevels: [] },
};

/** BKG-24: the moves of a booking. A lapsed one is revived by a late payment while its room is still free. */
export const BOOKING_MOVES: Record<BookingState, readonly BookingState[]> = {
  held: ['confirmed', 'lapsed', 'cancelled'],
  confirmed: ['in_use', 'cancelled', 'no_show', 'completed'],
  in_use: ['completed'],
  lapsed: ['confirmed'],
  completed: [],
  cancelled: [],
  no_show: [],
};

export const bookingMayMove = (from: BookingState, to: BookingState): boolean => BOOKING_MOVES[from].includes(to);

export interface RangeFacts {
  from: Date;
  to: Date;
  now: Date;
  people: number;
  capacity: number;
  policy: Policy;
  /** Minutes since midnight on the store's clock, of both ends. */
  fromMinutes: number;
  toMinutes: number;
  /** Whether one opening span holds the whole range. */
  withinHours: boolean;
  /** Staff may book what begins now or lies beyond the horizon, and any length. */
  byStaff: boolean;
}

/** BKG-2: the first rule that a wished range breaks, or null. */
export function rangeRefusal(facts: RangeFacts): AppError | null {
  const { from, to, now, policy } = facts;
  const minutes = (to.getTime() - from.getTime()) / MINUTE;
  const { granularity, minimum, maximum, lead } = policy;
  if (minutes <= 0) return new AppError('booking_length', { minimum, maximum });
  if (from.getTime() < now.getTime() - (facts.byStaff ? granularity : 0) * MINUTE)
    return new AppError('booking_in_past');
  const offGrid = facts.fromMinutes % granularity !== 0 || facts.toMinutes % granularity !== 0;
  if (offGrid || from.getTime() % MINUTE !== 0 || to.getTime() % MINUTE !== 0)
    return new AppError('booking_off_grid', { minutes: granularity });
  if (facts.people > facts.capacity) return new AppError('too_many_people', { capacity: facts.capacity });
  if (facts.byStaff) return null;
  if (minutes < minimum || minutes > maximum) return new AppError('booking_length', { minimum, maximum });
  if (!facts.withinHours) return new AppError('booking_out_of_hours');
  if (from.getTime() < now.getTime() + lead * MINUTE) return new AppError('booking_too_soon', { minutes: lead });
  const days = policy.horizonDays;
  if (from.getTime() > now.getTime() + days * DAY) return new AppError('booking_too_far', { days });
  return null;
}

export interface CancelTerms {
  possible: boolean;
  freeUntil: Date;
  fee: number;
  refund: number;
}

/** BKG-7: what cancelling at an instant gives back of what was paid. */
export function cancelTerms(
  booking: { state: BookingState; from: Date; policy: Policy; paid: number },
  now: Date,
): CancelTerms {
  const freeUntil = new Date(booking.from.getTime() - booking.policy.freeCancel * MINUTE);
  const possible = booking.state === 'held' || (booking.state === 'confirmed' && now < booking.from);
  const fee = now <= freeUntil ? 0 : basisPointsOf(booking.paid, booking.policy.lateCancelFee);
  return { possible, freeUntil, fee: possible ? fee : booking.paid, refund: possible ? booking.paid - fee : 0 };
}

/** What a no-show gets back. */
export const noShowRefund = (paid: number, policy: Policy): number => paid - basisPointsOf(paid, policy.noShowFee);

export interface ChargeFacts {
  state: 'awaiting_payment' | 'paid' | 'void' | 'owed';
  amount: number;
  paymentId: string | null;
}
export type ChargeVerdict = 'repeat' | 'accept' | 'revive' | 'second' | 'differs';

/** What a believed payment means to its charge. A void one may still be revived where the room is free. */
export function judgeCharge(charge: ChargeFacts, payment: { paymentId: string; amount: number }): ChargeVerdict {
  if (charge.paymentId === payment.paymentId) return 'repeat';
  if (charge.state === 'paid') return 'second';
  if (payment.amount !== charge.amount) return 'differs';
  return charge.state === 'void' ? 'revive' : 'accept';
}

export interface EntryFacts {
  state: BookingState;
  revoked: boolean;
  from: Date;
  to: Date;
  policy: Policy;
  store: { state: string; locked: boolean; attendedNow: boolean; attendedText: string };
  owes: boolean;
  doorOnline: boolean;
}

/** BKG-5, BKG-29: when the doors open for a booking. */
export const entryRight = (booking: { from: Date; to: Date; policy: Policy }): { from: Date; to: Date } => ({
  from: new Date(booking.from.getTime() - booking.policy.entryEarly * MINUTE),
  to: booking.to,
});

/** The first reason why a door stays shut for a booking, or null. A session that runs is rejoined, overtime included. */
export function entryRefusal(facts: EntryFacts, now: Date): AppError | null {
  const right = entryRight(facts);
  if (facts.store.state === 'suspended') return new AppError('store_suspended');
  if (facts.store.locked) return new AppError('store_locked_down');
  if (facts.state !== 'confirmed' && facts.state !== 'in_use') return new AppError('entry_over');
  if (facts.revoked) return new AppError('entry_revoked');
  if (facts.state === 'confirmed' && now < right.from)
    return new AppError('entry_too_early', { from: right.from.toISOString() });
  if (facts.state === 'confirmed' && now >= right.to) return new AppError('entry_over');
  if (!facts.policy.entryUnattended && !facts.store.attendedNow)
    return new AppError('outside_attended_window', { hours: facts.store.attendedText });
  if (facts.owes) return new AppError('booking_owes');
  return facts.doorOnline ? null : new AppError('device_offline');
}

export type TimerKind =
  | 'lapse'
  | 'no_show'
  | 'reminder'
  | 'end'
  | 'dim'
  | 'grace'
  | 'cut'
  | 'renewal_lapse'
  | 'precondition'
  | 'empty'
  | 'open_plan'
  | 'open_low'
  | 'deposit_lapse'
  | 'self_renewal'
  | 'refund_retry';
export interface Timer {
  kind: TimerKind;
  dueAt: Date;
  minutes: number;
}

const timer = (kind: TimerKind, dueAt: number, minutes = 0): Timer => ({ kind, dueAt: new Date(dueAt), minutes });

/** BKG-12, BKG-20: what happens towards and after the end, in its order: reminders, warning, dimming, grace, cut. */
export function endTimers(end: Date, policy: Policy, now: Date): Timer[] {
  const at = end.getTime();
  const reminders = [...new Set(policy.reminders)].map((minutes) => timer('reminder', at - minutes * MINUTE, minutes));
  const ladder =
    policy.atEnd === 'overtime'
      ? []
      : [
          timer('dim', at + policy.dimAfterSeconds * 1000),
          timer('grace', at + Math.max(policy.dimAfterSeconds, policy.graceAfterSeconds) * 1000),
          timer('cut', at + Math.max(policy.graceAfterSeconds, policy.cutAfterSeconds) * 1000),
        ];
  return [...reminders.filter(({ dueAt }) => dueAt > now), timer('end', at), ...ladder];
}

/** BKG-20: the power steps in the order in which they are taken; nothing is skipped on the way to the cut. */
export const POWER_LADDER: readonly PowerStep[] = ['on', 'warned', 'dimmed', 'grace', 'cut'];

/** Whether a step follows the one that a room is at: a late timer never jumps the warnings. */
export const ladderMay = (at: PowerStep, next: PowerStep): boolean =>
  POWER_LADDER.indexOf(next) === POWER_LADDER.indexOf(at) + 1;

export interface Span {
  from: number;
  to: number;
}

/** What is left of open spans when the taken ones are cut out; a stretch shorter than `least` is not worth showing. */
export function freeSpans(open: readonly Span[], taken: readonly Span[], least: number): Span[] {
  const sorted = [...taken].sort((a, b) => a.from - b.from);
  const free: Span[] = [];
  for (const span of open) {
    let at = span.from;
    for (const { from, to } of sorted) {
      if (to <= at) continue;
      if (from >= span.to) break;
      if (from - at >= least) free.push({ from: at, to: from });
      at = Math.max(at, to);
    }
    if (span.to - at >= least) free.push({ from: at, to: span.to });
  }
  return free;
}

/** BKG-3: the free ranges of a length nearest to the one that was wished, at most `most`, the nearest first. */
export function nearestRanges(wished: Span, free: readonly Span[], step: number, most: number): Span[] {
  const length = wished.to - wished.from;
  const candidates = free
    .filter((span) => span.to - span.from >= length)
    .map((span) => {
      const first = Math.ceil(span.from / step) * step;
      const last = Math.floor((span.to - length) / step) * step;
      const from = Math.min(Math.max(wished.from, first), last);
      return from < first ? null : { from, to: from + length };
    })
    .filter((span) => span !== null);
  return candidates.sort((a, b) => Math.abs(a.from - wished.from) - Math.abs(b.from - wished.from)).slice(0, most);
}
