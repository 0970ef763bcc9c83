import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { refundsOfOrder, retryRefund } from '../payments/index.ts';
import { record } from './announce.ts';
import { findRefund, refundsOf } from './charge-store.ts';
import { type BookingRow, lockBooking } from './store.ts';
import { addTimers, countTimers } from './timer-store.ts';

const MINUTE = 60_000;
/** How long after each rejection a refund is sent again; the last one for all that follow. Minutes. */
const WAITS = [1, 5, 30, 120, 720] as const;
/** After a week of refusals people look after it. */
const MOST_TRIES = 16;

/**
 * PAY-6: the channel rejected a refund of a booking: the money stays promised, staff see it, and it is sent again by itself.
 * Lock order: booking, timers.
 */
export async function noteRejection(ctx: Context, input: { refundId: string; code: string | null }): Promise<void> {
  requireSystem(ctx.actor);
  const refund = await findRefund(ctx.db, input.refundId);
  if (!refund) return;
  const booking = await lockBooking(ctx.tx, refund.bookingId);
  await record(ctx, booking, { name: 'refund.rejected', detail: { amount: refund.amount, code: input.code } });
  const tries = await countTimers(ctx.db, booking.id, 'refund_retry');
  if (tries >= MOST_TRIES) return;
  const wait = WAITS[Math.min(tries, WAITS.length - 1)] ?? 720;
  await addTimers(ctx.tx, booking.id, [
    { kind: 'refund_retry', dueAt: new Date(ctx.now.getTime() + wait * MINUTE), minutes: wait },
  ]);
}

/** Sends the refunds of a locked booking again that the channel rejected; one that staff sent meanwhile is left alone. */
export async function retryRefunds(ctx: Context, booking: BookingRow): Promise<void> {
  const open = (await refundsOf(ctx.db, booking.id)).filter((refund) => refund.state === 'requesting');
  const known = new Set(open.map((refund) => refund.id));
  for (const chargeId of new Set(open.map((refund) => refund.chargeId)))
    for (const refund of await refundsOfOrder(ctx, chargeId)) {
      if (refund.state !== 'failed' || !known.has(refund.id)) continue;
      await retryRefund(ctx, { refundId: refund.id });
      await record(ctx, booking, { name: 'refund.sent_again', detail: { amount: refund.amount } });
    }
}
