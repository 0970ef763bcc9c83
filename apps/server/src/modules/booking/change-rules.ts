import type { BookingState, bookingsSchemas } from '@latchkey/contract';
import { basisPointsOf } from '@latchkey/pricing';
import type { Policy } from './rules.ts';

const MINUTE = 60_000;
/** The most that a policy can hold. Minutes. */
const LONGEST_FREE_CANCEL = 43_200;

interface PaidFor {
  id: string;
  kind: string;
  state: string;
  amount: number;
  quote: bookingsSchemas.BookingQuote | null;
}

/** What a charge was asked for time alone: a coupon paid for it too, and things of the menu are not time. */
function timeOf({ amount, quote }: PaidFor): number {
  if (quote === null) return amount;
  const coupons = quote.discounts.filter((one) => one.kind === 'coupon').reduce((sum, one) => sum + one.amount, 0);
  return Math.max(0, quote.total + coupons - quote.addOns.reduce((sum, one) => sum + one.amount, 0));
}

/** What a booking's time is worth: what its last paid change says, and what was paid for time after that. Fen. */
export function worthOf(charges: readonly PaidFor[], changes: ReadonlyMap<string, { after: number }>): number {
  let worth = 0;
  for (const charge of charges) {
    const change = changes.get(charge.id);
    // What staff changed holds from then on, whether it is paid yet or went back; a walk-in pays afterwards.
    const agreed = charge.kind === 'extension' || (charge.kind === 'booking' && charge.state === 'owed');
    if (charge.state !== 'paid' && !agreed) continue;
    if (change) worth = change.after;
    else if (charge.kind === 'booking' || charge.kind === 'renewal') worth += timeOf(charge);
  }
  return worth;
}

export interface Difference {
  /** To be paid for the change, or given back for it after the fee. Fen; one of pay and refund is zero. */
  pay: number;
  fee: number;
  refund: number;
}

/** The price of a change: the difference of what time is worth; a fee is kept of what would go back, in basis points. */
export function differenceOf(worth: { before: number; after: number; paid: number }, feeRate: number): Difference {
  const back = Math.min(worth.paid, Math.max(0, worth.before - worth.after));
  const fee = basisPointsOf(back, feeRate);
  return { pay: Math.max(0, worth.after - worth.before), fee, refund: back - fee };
}

/** BKG-7: until when a booking may be moved by its customer, and the share that is kept of what would go back. */
export function rescheduleTerms(
  booking: { state: BookingState; kind: string; from: Date; policy: Policy },
  now: Date,
): { possible: boolean; until: Date; feeRate: number } {
  const until = new Date(booking.from.getTime() - booking.policy.reschedule * MINUTE);
  const free = now.getTime() <= booking.from.getTime() - booking.policy.freeCancel * MINUTE;
  const possible = booking.state === 'confirmed' && booking.kind === 'customer' && now < until && now < booking.from;
  return { possible, until, feeRate: free ? 0 : booking.policy.lateCancelFee };
}

/** Moving late does not buy free cancelling anew: the instant until which it was free stays where it was. */
export function termsAfterMove(policy: Policy, oldFrom: Date, newFrom: Date, now: Date): Policy {
  const freeUntil = oldFrom.getTime() - policy.freeCancel * MINUTE;
  if (now.getTime() <= freeUntil) return policy;
  const minutes = Math.ceil((newFrom.getTime() - freeUntil) / MINUTE);
  return { ...policy, freeCancel: Math.min(LONGEST_FREE_CANCEL, Math.max(0, minutes)) };
}
