import type { Context } from '../../kernel/context.ts';
import { getRooms } from '../organisation/index.ts';
import { changeComesInTime } from './apply-change.ts';
import type { ChargeRow } from './charge-store.ts';
import { untilOf } from './find-time.ts';
import { retakeSale } from './sale.ts';
import { type BookingRow, occupy } from './store.ts';

/** Whether what a charge of a locked booking asks for can still come about once it is paid; takes the room again where it must. */
export async function comesInTime(ctx: Context, booking: BookingRow, charge: ChargeRow): Promise<boolean> {
  if (charge.state === 'owed') return true;
  // What staff let off is not asked for any more.
  if (charge.kind === 'overtime') return charge.state !== 'void';
  // Nobody waits at the table for a meter that begins late, and a bill that is made is made.
  if (charge.kind === 'deposit') return booking.state === 'held' || booking.state === 'in_use';
  // What nobody waits for any more is not made.
  if (charge.kind === 'menu') return charge.state === 'awaiting_payment' && booking.state === 'in_use';
  if (charge.kind === 'booking') {
    if (booking.state === 'held') return true;
    const revived = booking.state === 'lapsed' && ctx.now < booking.to && (await keep(ctx, booking, booking.to));
    return revived && retakeSale(ctx, booking, charge);
  }
  const change = await changeComesInTime(ctx, booking, charge);
  if (change !== null) return change;
  if (charge.newEnd === null || (booking.state !== 'in_use' && booking.state !== 'confirmed')) return false;
  // A renewal was priced from the end that the booking had then.
  const goesOnFromEnd = charge.quote !== null && Date.parse(charge.quote.from) === booking.to.getTime();
  return goesOnFromEnd && charge.newEnd > booking.to && keep(ctx, booking, charge.newEnd);
}

async function keep(ctx: Context, booking: BookingRow, to: Date): Promise<boolean> {
  const room = (await getRooms(ctx, [booking.roomId])).get(booking.roomId);
  if (room?.state !== 'open') return false;
  return occupy(ctx.tx, booking.id, { roomId: booking.roomId, from: booking.from, until: untilOf(room, to) });
}
