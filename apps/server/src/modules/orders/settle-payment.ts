import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { releaseReserved, reserveStock } from '../inventory/index.ts';
import { reserveCoupon } from '../marketing/index.ts';
import { refundPayment } from '../payments/index.ts';
import { flagOrder, recordMove } from './announce.ts';
import { linesOfOrders, lockOrder, type OrderRow, setAbnormality } from './order-store.ts';
import { type BelievedPayment, payOrder } from './pay-order.ts';
import { insertRefund, type RefundRow } from './refund-store.ts';
import { judgePayment } from './rules.ts';

/**
 * A channel's payment that the payments module believes: the order becomes paid, or the money is kept safe and goes back
 * by rule (ORD-5). Running it again for the same payment changes nothing.
 */
export async function settlePayment(ctx: Context, orderId: string, payment: BelievedPayment): Promise<void> {
  requireSystem(ctx.actor);
  const order = await lockOrder(ctx.tx, orderId);
  const verdict = judgePayment(order, payment);
  const detail = { amount: payment.amount, payable: order.payable, transaction: payment.transactionNumber };
  if (verdict === 'accept') {
    await payOrder(ctx, orderId, payment);
  } else if (verdict === 'differs') {
    await flagOrder(ctx, order, 'amount_differs', detail);
  } else if (verdict === 'revive' && (await takeAgain(ctx, order))) {
    await recordMove(ctx, order, { name: 'order.revived', detail });
    await payOrder(ctx, orderId, payment);
  } else if (verdict === 'revive' || verdict === 'give_back') {
    await flagOrder(ctx, order, 'late_payment', detail);
    await giveBack(ctx, order, payment, 'late_payment');
  } else if (verdict === 'second') {
    await recordMove(ctx, order, { name: 'payment.second', detail });
    await giveBack(ctx, order, payment, 'second_payment');
  }
}

/** Promises stock and coupon of a closed order once more; false, with nothing held, when either is gone. */
async function takeAgain(ctx: Context, order: OrderRow): Promise<boolean> {
  const reference = { kind: 'order', id: order.id };
  if (!(await reserveAgain(ctx, order, reference))) return false;
  if (order.couponId === null) return true;
  if (await reserveCoupon(ctx, { couponId: order.couponId, memberId: order.memberId, orderId: order.id })) return true;
  await releaseReserved(ctx, reference);
  return false;
}

async function reserveAgain(ctx: Context, order: OrderRow, reference: { kind: string; id: string }): Promise<boolean> {
  const lines = await linesOfOrders(ctx.db, [order.id]);
  try {
    await reserveStock(ctx, {
      storeId: order.storeId,
      reference,
      lines: lines.map((line) => ({ listingId: line.listingId, quantity: line.quantity, policy: line.stockPolicy })),
    });
    return true;
  } catch (error) {
    // A shortage is an answer, not a failed statement: the transaction goes on.
    if (error instanceof AppError && error.code === 'out_of_stock') return false;
    throw error;
  }
}

/** The whole of a payment that is not the order's goes back; payments books its coming and going. */
async function giveBack(
  ctx: Context,
  order: OrderRow,
  payment: BelievedPayment,
  purpose: Exclude<RefundRow['purpose'], 'sale'>,
): Promise<void> {
  const { paymentId, amount } = payment;
  const refundId = newId();
  await insertRefund(
    ctx.tx,
    { id: refundId, orderId: order.id, purpose, amount, reason: purpose, goods: 'kept' },
    ctx.now,
  );
  await refundPayment(ctx, { orderId: order.id, paymentId, refundId, amount, reason: purpose, lateReceipt: true });
  await recordMove(ctx, order, { name: 'refund.requested', detail: { amount, reason: purpose } });
}

/** ORD-7: an attempt failed; the order goes on waiting, and the customer may pay again, another way. */
export async function notePaymentFailure(ctx: Context, input: { orderId: string; code: string | null }): Promise<void> {
  requireSystem(ctx.actor);
  const order = await lockOrder(ctx.tx, input.orderId);
  if (order.state !== 'pending_payment') {
    await recordMove(ctx, order, { name: 'payment.failed', detail: { code: input.code } });
    return;
  }
  await flagOrder(ctx, order, 'payment_failed', { code: input.code });
}

/** A new attempt begins: what was wrong with the one before is history. */
export async function clearFailure(ctx: Context, order: OrderRow): Promise<void> {
  if (order.abnormality === 'payment_failed') await setAbnormality(ctx.tx, order.id, null);
}
