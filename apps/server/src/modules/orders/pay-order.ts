import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { sellReserved } from '../inventory/index.ts';
import { type BalancePart, postSale } from '../ledger/index.ts';
import { useCoupon } from '../marketing/index.ts';
import { feeTerms } from '../organisation/index.ts';
import { asProduct, orderFacts, recordMove } from './announce.ts';
import { orderCompleted, orderPaid } from './events.ts';
import { lockOrder, markPaid, type OrderRow } from './order-store.ts';
import { orderMayMove } from './rules.ts';

/** A payment that was believed and fits its order. Amounts in fen. */
export interface BelievedPayment {
  paymentId: string;
  channel: NonNullable<OrderRow['channel']>;
  amount: number;
  channelFee: number;
  transactionNumber: string | null;
  at: Date;
  /** The parts of a payment from stored balance. */
  balance?: readonly BalancePart[];
}

/**
 * Makes an order paid, in one transaction: stock sold, coupon used, sale posted, events out. `payment` is null for an
 * order that costs nothing. The caller has judged the payment; this checks the move once more under the lock.
 * Lock order: order, stock, coupon, ledger.
 */
export async function payOrder(caller: Context, orderId: string, payment: BelievedPayment | null): Promise<OrderRow> {
  const ctx = asProduct(caller);
  const before = await lockOrder(ctx.tx, orderId);
  if (!orderMayMove(before.state, 'paid')) throw new AppError('illegal_move', { state: before.state });
  if ((payment?.amount ?? 0) !== before.payable) throw new AppError('payment_mismatch');
  await sellReserved(ctx, { kind: 'order', id: orderId });
  if (before.couponId !== null) await useCoupon(ctx, { orderId });
  const at = payment?.at ?? ctx.now;
  const terms = await feeTerms(ctx, before.storeId);
  await postSale(ctx, {
    orderId,
    number: before.number,
    storeId: before.storeId,
    entityId: before.entityId,
    at,
    channel: payment?.channel ?? 'none',
    paid: before.payable,
    storeBorneDiscount: before.storeDiscount,
    platformBorneDiscount: before.platformDiscount,
    serviceFee: terms.serviceFee,
    channelFeeBearer: terms.channelFeeBearer,
    channelFee: payment?.channelFee ?? 0,
    balance: payment?.balance ?? null,
  });
  const receipt = {
    paid: before.payable,
    paymentId: payment?.paymentId ?? null,
    channel: payment?.channel ?? null,
    at,
  };
  const order = await markPaid(ctx.tx, orderId, receipt);
  await audit(ctx, {
    action: 'orders.pay',
    object: { kind: 'order', id: orderId },
    before: { state: before.state },
    after: { state: order.state, paid: order.paid, paymentId: receipt.paymentId },
  });
  const detail = { amount: order.paid, channel: order.channel, transaction: payment?.transactionNumber ?? null };
  await recordMove(ctx, order, { name: 'order.paid', detail }, 'paid');
  await emit(ctx, orderPaid, {
    ...orderFacts(order),
    entityId: order.entityId,
    paid: order.paid,
    channel: order.channel,
    at: at.toISOString(),
  });
  if (order.state === 'completed') await announceCompletion(ctx, order);
  return order;
}

/** The goods of a paid order are out of the store. */
export async function announceCompletion(ctx: Context, order: OrderRow): Promise<void> {
  await recordMove(ctx, order, { name: 'order.completed' });
  const at = (order.completedAt ?? ctx.now).toISOString();
  await emit(ctx, orderCompleted, { ...orderFacts(order), paid: order.paid, at });
}
