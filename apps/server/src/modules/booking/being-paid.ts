import type { Context } from '../../kernel/context.ts';
import { chargesOf } from './charge-store.ts';
import type { BookingRow } from './store.ts';

/** How long after its end a stay waits for payments that are asked for again and again. */
const MOST_WAIT_MS = 15 * 60_000;

/** Whether a stay is past the time that its end waits for a payment. */
const waitedEnough = (booking: BookingRow, now: Date): boolean => now.getTime() - booking.to.getTime() > MOST_WAIT_MS;

/** BKG-20: whether more time is being paid for, so that what comes at the end waits. */
export async function moreIsBeingPaid(ctx: Context, booking: BookingRow): Promise<boolean> {
  if (waitedEnough(booking, ctx.now)) return false;
  return (await chargesOf(ctx.db, [booking.id])).some(
    (charge) =>
      (charge.kind === 'renewal' || charge.kind === 'deposit') &&
      charge.state === 'awaiting_payment' &&
      charge.expiresAt !== null &&
      charge.expiresAt > ctx.now,
  );
}
