import { requireSystem } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { type BalancePart, postRefund } from '../ledger/index.ts';
import { refundPayment } from '../payments/index.ts';
import { returnBalance } from '../wallet/index.ts';
import { asProduct, bookingFacts, record } from './announce.ts';
import {
  type ChargeRow,
  changeRefunds,
  chargesOf,
  endRefund,
  findRefund,
  getCharge,
  insertRefund,
} from './charge-store.ts';
import { bookDepositReturned } from './deposits.ts';
import { bookingRefunded } from './events.ts';
import { type BookingRow, lockBooking } from './store.ts';

/** Deposits have their own way back; what they paid for goes back to them. */
export const leftOf = (charge: ChargeRow): number =>
  charge.state === 'paid' && charge.kind !== 'deposit' && charge.channel !== null
    ? charge.amount - charge.refunded - charge.refunding
    : 0;

/** What was paid for a booking and has not gone back. Fen. */
export const paidOf = (charges: readonly ChargeRow[]): number =>
  charges.reduce((sum, charge) => sum + leftOf(charge), 0);

/**
 * Gives an amount of what was paid for a locked booking back the way it came, the newest charge first. Throws
 * refund_exceeds_paid, refund_too_late, refund_limit_reached. Lock order: booking, wallet or payments, ledger.
 */
export async function refundBooking(
  caller: Context,
  booking: BookingRow,
  amount: number,
  reason: string,
): Promise<void> {
  const ctx = asProduct(caller);
  const charges = await chargesOf(ctx.db, [booking.id]);
  if (amount > paidOf(charges)) throw new AppError('refund_exceeds_paid', { refundable: paidOf(charges) });
  let rest = amount;
  for (const charge of [...charges].reverse()) {
    const part = Math.min(rest, leftOf(charge));
    if (part > 0) await refundPart(ctx, booking, charge, part, reason);
    rest -= part;
  }
}

/** Gives a part of one charge of a locked booking back. The caller knows that so much is left of it. */
export async function refundPart(
  ctx: Context,
  booking: BookingRow,
  charge: ChargeRow,
  amount: number,
  reason: string,
): Promise<void> {
  const id = newId();
  const refund = { id, chargeId: charge.id, bookingId: booking.id, purpose: 'sale' as const, amount, reason };
  await insertRefund(ctx.tx, refund, ctx.now);
  await changeRefunds(ctx.tx, charge.id, { refunding: amount, refunded: 0 });
  await audit(ctx, {
    action: 'bookings.refund',
    object: { kind: 'booking', id: booking.id },
    after: { chargeId: charge.id, refundId: id, amount, reason },
  });
  await record(ctx, booking, { name: 'refund.requested', detail: { amount, reason } });
  if (charge.channel === 'external') {
    // What was paid at the counter goes back at the counter.
    await settleRefund(ctx, { refundId: id, succeeded: true, at: ctx.now });
    return;
  }
  if (charge.channel !== 'balance') {
    await refundPayment(ctx, { orderId: charge.id, paymentId: charge.paymentId, refundId: id, amount, reason });
    return;
  }
  if (booking.memberId === null) throw new AppError('not_found');
  const balance = await returnBalance(ctx, {
    ...{ memberId: booking.memberId, orderId: charge.id, orderNumber: charge.number, refundId: id },
    ...{ storeId: booking.storeId, amount },
  });
  await settleRefund(ctx, { refundId: id, succeeded: true, at: ctx.now, balance });
}

/** The end of a refund, once: what went back is taken off the books in proportion. A late receipt's is in payments' books. */
export async function settleRefund(
  ctx: Context,
  input: { refundId: string; succeeded: boolean; at: Date; balance?: readonly BalancePart[] },
): Promise<void> {
  requireSystem(ctx.actor);
  const refund = await findRefund(ctx.db, input.refundId);
  if (!refund) return;
  const booking = await lockBooking(ctx.tx, refund.bookingId);
  const charge = await getCharge(ctx.db, booking.id, refund.chargeId);
  const { amount } = refund;
  if ((await endRefund(ctx.tx, refund.id, input.succeeded ? 'succeeded' : 'failed', input.at)) === 0) return;
  if (refund.purpose === 'deposit') {
    if (input.succeeded)
      await bookDepositReturned(ctx, booking, charge, {
        ...{ id: refund.id, amount, at: input.at, balance: input.balance ?? null },
      });
    await changeRefunds(ctx.tx, charge.id, { refunding: -amount, refunded: input.succeeded ? amount : 0 });
  }
  if (refund.purpose === 'sale') {
    await changeRefunds(ctx.tx, charge.id, { refunding: -amount, refunded: input.succeeded ? amount : 0 });
    if (input.succeeded)
      await postRefund(ctx, {
        ...{ refundId: refund.id, orderId: charge.id, number: charge.number, amount, at: input.at },
        balance: input.balance ?? null,
      });
  }
  await record(ctx, booking, { name: input.succeeded ? 'refund.succeeded' : 'refund.failed', detail: { amount } });
  if (input.succeeded)
    await emit(ctx, bookingRefunded, {
      ...bookingFacts(booking),
      ...{ chargeId: charge.id, charge: charge.kind, amount, at: input.at.toISOString() },
    });
}
