import type { Transaction } from './wechat-pay/index.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** When to query an attempt again, by its age: every few seconds while young, hourly in the end (ORD-6). */
export function nextQueryDelay(ageMs: number): number {
  if (ageMs < 15 * SECOND) return 3 * SECOND;
  if (ageMs < MINUTE) return 5 * SECOND;
  if (ageMs < 5 * MINUTE) return 15 * SECOND;
  if (ageMs < 30 * MINUTE) return MINUTE;
  if (ageMs < 2 * HOUR) return 10 * MINUTE;
  return HOUR;
}

/** Attempts that ended here without money are still asked about, because a success may have raced the close. */
export const ENDED_QUERY_FOR_MS = 26 * HOUR;
export function nextQueryAfterEnd(ageMs: number): number | null {
  if (ageMs < 10 * MINUTE) return 2 * MINUTE;
  if (ageMs < 2 * HOUR) return 30 * MINUTE;
  return ageMs < ENDED_QUERY_FOR_MS ? 6 * HOUR : null;
}

/** Waits after outcomes that are not known: 1, 2, 4 … 60 s. */
export function retryDelay(tries: number): number {
  return Math.min(60 * SECOND, SECOND * 2 ** Math.min(tries, 6));
}

/** After so many unknown outcomes the customer is told to pay another way; the attempt is closed at the channel. */
export const MAX_REQUEST_TRIES = 6;

export interface ExpectedPayment {
  mchid: string;
  appid: string;
  outTradeNumber: string;
  amount: number;
}

export type MismatchKind = 'merchant_differs' | 'app_differs' | 'order_differs' | 'currency_differs' | 'amount_differs';

/** PAY-3: merchant, app, order, currency and amount must all be ours. Answers the first that is not, or null. */
export function compareTransaction(expected: ExpectedPayment, transaction: Transaction): MismatchKind | null {
  if (transaction.mchid !== expected.mchid) return 'merchant_differs';
  if (transaction.appid !== expected.appid) return 'app_differs';
  if (transaction.out_trade_no !== expected.outTradeNumber) return 'order_differs';
  if ((transaction.amount?.currency ?? 'CNY') !== 'CNY') return 'currency_differs';
  return transaction.amount?.total === expected.amount ? null : 'amount_differs';
}

/** What a channel's state means for the attempt. */
export type ChannelVerdict = 'paid' | 'open' | 'failed' | 'closed';

export function verdictOf(state: Transaction['trade_state']): ChannelVerdict {
  switch (state) {
    case 'SUCCESS':
    case 'REFUND':
      return 'paid';
    case 'PAYERROR':
      return 'failed';
    case 'CLOSED':
    case 'REVOKED':
      return 'closed';
    case 'NOTPAY':
    case 'USERPAYING':
    case 'ACCEPT':
      return 'open';
  }
}

/** WeChat Pay: at most so many refunds of one payment, so far apart, within so many days. */
const MOST_REFUNDS = 50;
const REFUND_DISTANCE_MS = MINUTE;
const REFUND_DAYS = 365;

type RefundRule =
  | { code: 'refund_limit_reached'; data: { most: number } }
  | { code: 'refund_too_late'; data: { days: number } };

/** The channel's rule that another refund would break, or null. */
export function brokenRefundRule(facts: { refunds: number; paidAt: Date; now: Date }): RefundRule | null {
  if (facts.refunds >= MOST_REFUNDS) return { code: 'refund_limit_reached', data: { most: MOST_REFUNDS } };
  if (facts.now.getTime() - facts.paidAt.getTime() > REFUND_DAYS * 24 * HOUR) {
    return { code: 'refund_too_late', data: { days: REFUND_DAYS } };
  }
  return null;
}

/** When the next refund of a payment may be sent. A second more than asked, for clocks that differ. */
export function nextRefundAt(now: Date, lastPlannedAt: Date | null): Date {
  if (lastPlannedAt === null) return now;
  return new Date(Math.max(now.getTime(), lastPlannedAt.getTime() + REFUND_DISTANCE_MS + SECOND));
}

/** How a rejected refund goes on: the number that the channel closed is dead, one that it holds is asked about again. */
export function resumption(code: string | null): { state: 'requesting' | 'processing'; newNumber: boolean } {
  if (code === 'ABNORMAL') return { state: 'processing', newNumber: false };
  return { state: 'requesting', newNumber: code === 'CLOSED' };
}
