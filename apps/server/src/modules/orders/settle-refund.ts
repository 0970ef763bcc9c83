import { requireSystem } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { postRefund } from '../ledger/index.ts';
import { returnCoupon } from '../marketing/index.ts';
import { returnedParts } from '../wallet/index.ts';
import { asProduct, orderFacts, recordMove } from './announce.ts';
import { orderRefunded } from './events.ts';
import { linesOfOrders, lockOrder, type OrderRow, setAbnormality } from './order-store.ts';
import { changeRefunds, type RefundRow, refundLines, settleRefundRow, sharesOfRefund } from './refund-store.ts';
import { refundOverLines, stateAfterRefund } from './rules.ts';

/** The end of a refund: the channel gave the money back, or staff gave it up. Running it again changes nothing. */
export async function settleRefund(
  ctx: Context,
  input: { refundId: string; orderId: string; succeeded: boolean; at: Date },
): Promise<void> {
  requireSystem(ctx.actor);
  const order = await lockOrder(ctx.tx, input.orderId);
  const refund = await settleRefundRow(ctx.tx, input.refundId, input.succeeded ? 'succeeded' : 'failed', ctx.now);
  if (!refund) return;
  await recordMove(ctx, order, {
    name: input.succeeded ? 'refund.succeeded' : 'refund.given_up',
    detail: { amount: refund.amount, reason: refund.reason },
  });
  if (refund.purpose === 'sale' && input.succeeded) await settleSaleRefund(ctx, order, refund, input.at);
  else if (refund.purpose === 'sale') {
    await changeRefunds(ctx.tx, order.id, { refunding: -refund.amount, refunded: 0, state: order.state });
  }
  if (refund.purpose === 'late_payment' && input.succeeded) await setAbnormality(ctx.tx, order.id, null);
}

/** Lock order: order, coupon, ledger. */
async function settleSaleRefund(ctx: Context, order: OrderRow, refund: RefundRow, at: Date): Promise<void> {
  const { amount } = refund;
  const refunded = order.refunded + amount;
  const state = stateAfterRefund(order.paid, refunded);
  await changeRefunds(ctx.tx, order.id, { refunding: -amount, refunded: amount, state });
  await refundLines(ctx.tx, await sharesOf(ctx, order, refund));
  if (state === 'refunded' && order.couponId !== null) await giveCouponBack(ctx, order, order.couponId);
  const balance = order.channel === 'balance' ? await returnedParts(ctx, refund.id) : null;
  await postRefund(ctx, { refundId: refund.id, orderId: order.id, number: order.number, amount, at, balance });
  await audit(ctx, {
    action: 'orders.refund_settled',
    object: { kind: 'order', id: order.id },
    before: { state: order.state, refunded: order.refunded },
    after: { state, refunded },
  });
  const totals = { amount, refunded, paid: order.paid };
  await emit(ctx, orderRefunded, { ...orderFacts(order), ...totals, at: at.toISOString() });
}

/** A refund that was asked for before lines were kept is spread over what is left of them. */
async function sharesOf(ctx: Context, order: OrderRow, refund: RefundRow) {
  const shares = await sharesOfRefund(ctx.db, [refund.id]);
  if (shares.length > 0) return shares;
  const lines = await linesOfOrders(ctx.db, [order.id]);
  return refundOverLines(refund.amount, lines).map((share, index) => ({
    lineId: lines[index]?.id ?? '',
    quantity: 0,
    amount: share,
  }));
}

/** ORD-9: the coupon of an order that was refunded whole comes back while it is valid. */
async function giveCouponBack(ctx: Context, order: OrderRow, couponId: string): Promise<void> {
  const product = asProduct(ctx);
  if (!(await returnCoupon(product, { orderId: order.id }))) return;
  await audit(product, { action: 'orders.return_coupon', object: { kind: 'coupon', id: couponId } });
  await recordMove(product, order, { name: 'coupon.returned' });
}

/** PAY-6: the channel rejected a refund. The money stays promised; staff send it again or give it up. */
export async function noteRefundRejection(
  ctx: Context,
  input: { refundId: string; orderId: string; amount: number; code: string | null },
): Promise<void> {
  requireSystem(ctx.actor);
  const order = await lockOrder(ctx.tx, input.orderId);
  await recordMove(ctx, order, { name: 'refund.failed', detail: { amount: input.amount, code: input.code } });
}
