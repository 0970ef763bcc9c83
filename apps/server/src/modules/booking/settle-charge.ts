import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { getRooms } from '../organisation/index.ts';
import { refundPayment } from '../payments/index.ts';
import { asProduct, record } from './announce.ts';
import { changeComesInTime } from './apply-change.ts';
import { type ChargeRow, getCharge, insertRefund } from './charge-store.ts';
import { untilOf } from './find-time.ts';
import { type BelievedPayment, payCharge } from './pay-charge.ts';
import { judgeCharge } from './rules.ts';
import { retakeSale } from './sale.ts';
import { type BookingRow, findBookingOfCharge, lockBooking, occupy } from './store.ts';

/**
 * BKG-4: a channel's payment that payments believe: its charge becomes paid; one that came after the hold had lapsed revives
 * the booking while the room is still free, and goes back whole otherwise. Running it again changes nothing.
 */
export async function settleCharge(ctx: Context, chargeId: string, payment: BelievedPayment): Promise<void> {
  requireSystem(ctx.actor);
  const found = await findBookingOfCharge(ctx.db, chargeId);
  if (!found) return;
  const booking = await lockBooking(ctx.tx, found.bookingId);
  const charge = await getCharge(ctx.db, booking.id, chargeId);
  const verdict = judgeCharge(charge, payment);
  if (verdict === 'repeat') return;
  if (verdict === 'second') return giveBack(ctx, booking, charge, payment, 'second_payment');
  if (verdict === 'differs' || !(await comesInTime(ctx, booking, charge)))
    return giveBack(ctx, booking, charge, payment, 'late_payment');
  await payCharge(ctx, booking, charge, payment);
}

/** Whether what was paid for can still come about; takes the room again where it must. */
async function comesInTime(ctx: Context, booking: BookingRow, charge: ChargeRow): Promise<boolean> {
  if (charge.state === 'owed' || charge.kind === 'overtime') return true;
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
  return charge.newEnd > booking.to && keep(ctx, booking, charge.newEnd);
}

async function keep(ctx: Context, booking: BookingRow, to: Date): Promise<boolean> {
  const room = (await getRooms(ctx, [booking.roomId])).get(booking.roomId);
  if (room?.state !== 'open') return false;
  return occupy(ctx.tx, booking.id, { roomId: booking.roomId, from: booking.from, until: untilOf(room, to) });
}

/** The whole of a payment that is not the charge's goes back; payments book its coming and going. */
async function giveBack(
  caller: Context,
  booking: BookingRow,
  charge: ChargeRow,
  payment: BelievedPayment,
  purpose: 'late_payment' | 'second_payment',
): Promise<void> {
  const ctx = asProduct(caller);
  const { paymentId, amount } = payment;
  const refund = { id: newId(), chargeId: charge.id, bookingId: booking.id, purpose, amount, reason: purpose };
  await insertRefund(ctx.tx, refund, ctx.now);
  const request = { orderId: charge.id, paymentId, refundId: refund.id, amount, reason: purpose };
  await refundPayment(ctx, { ...request, lateReceipt: true });
  await record(ctx, booking, { name: 'charge.given_back', detail: { amount, reason: purpose } });
}
