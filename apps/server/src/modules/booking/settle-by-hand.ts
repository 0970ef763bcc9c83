import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { closePayments } from '../payments/index.ts';
import { asProduct, record } from './announce.ts';
import { type ChargeRow, getCharge, setChargeState } from './charge-store.ts';
import { payCharge } from './pay-charge.ts';
import { dropSale } from './sale.ts';
import { type BookingRow, lockBooking } from './store.ts';

/** Makes a charge of a locked booking paid by money that no channel saw: cash, a transfer. A running payment is closed. */
export async function payOutside(ctx: Context, booking: BookingRow, charge: ChargeRow): Promise<void> {
  await closePayments(asProduct(ctx), charge.id);
  await payCharge(ctx, booking, charge, {
    ...{ paymentId: newId(), channel: 'external', amount: charge.amount, channelFee: 0, transactionNumber: null },
    at: ctx.now,
  });
}

/**
 * BKG-16: settles by hand what is owed: it was paid outside, or is given up. What a channel still takes for it goes back as a
 * second or late payment. Throws not_found, booking_not_payable. Lock order: booking, payments, ledger.
 */
export async function settleByHand(
  ctx: Context,
  input: { bookingId: string; chargeId: string; how: 'outside' | 'waive'; reason: string },
): Promise<void> {
  requireStaff(ctx.actor, 'bookings:edit');
  const booking = await lockBooking(ctx.tx, input.bookingId);
  requireStore(ctx.actor, booking.storeId);
  const charge = await getCharge(ctx.db, booking.id, input.chargeId);
  if (charge.state !== 'owed') throw new AppError('booking_not_payable', { state: charge.state });
  const { how, reason } = input;
  const { kind, amount } = charge;
  await record(ctx, booking, {
    name: how === 'outside' ? 'charge.settled' : 'charge.waived',
    detail: { kind, amount, reason },
  });
  await audit(ctx, {
    action: 'bookings.settle_by_hand',
    object: { kind: 'booking', id: booking.id },
    before: { chargeId: charge.id, state: charge.state, amount },
    after: { how, reason },
  });
  if (how === 'outside') return payOutside(ctx, booking, charge);
  await setChargeState(ctx.tx, charge.id, 'void');
  await dropSale(asProduct(ctx), booking, charge);
  await closePayments(asProduct(ctx), charge.id);
}
