import type { Context } from '../../kernel/context.ts';
import { chargesOf } from './charge-store.ts';
import type { BookingRow } from './store.ts';

/** The next number of a booking's charges: `B2606…-2`. */
export async function nextNumber(ctx: Context, booking: BookingRow): Promise<string> {
  return `${booking.number}-${(await chargesOf(ctx.db, [booking.id])).length + 1}`;
}
