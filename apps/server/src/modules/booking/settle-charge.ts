import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { refundPayment } from '../payments/index.ts';
import { asProduct, record } from './announce.ts';
import { type ChargeRow, getCharge, insertRefund } from './charge-store.ts';
import { comesInTime } from './comes-in-time.ts';
import { type BelievedPayment, payCharge } from './pay-charge.ts';
import { judgeCharge } from './rules.ts';
import { type BookingRow, findBookingOfCharge, lockBooking } from './store.ts';

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
