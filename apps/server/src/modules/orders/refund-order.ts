import { requireStaff, requireStore, requireSystem } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { postRefund } from '../ledger/index.ts';
import { refundPayment } from '../payments/index.ts';
import { orderFacts, recordMove } from './announce.ts';
import { orderRefunded } from './events.ts';
import { linesOfOrders, lockOrder, type OrderRow, setAbnormality } from './order-store.ts';
import { changeRefunds, insertRefund, type RefundRow, refundLines, settleRefundRow } from './refund-store.ts';
import { orderMayMove, refundable, refundOverLines, stateAfterRefund } from './rules.ts';

/**
 * ORD-9: gives an amount of a paid order back through its channel and answers the refund's id. What is on its way counts as
 * given. Throws not_found (outside the scope), illegal_move, refund_exceeds_paid, invalid_input.
 */
export async function refundOrder(
  ctx: Context,
  input: { orderId: string; amount: number; reason: string },
): Promise<string> {
  requireStaff(ctx.actor, 'orders:refund');
  if (!Number.isSafeInteger(input.amount) || input.amount < 1) throw invalidInput('amount', 'at least 1 fen');
  const order = await lockOrder(ctx.tx, input.orderId);
  requireStore(ctx.actor, order.storeId);
  if (order.paidAt === null || !orderMayMove(order.state, 'refunded')) {
    throw new AppError('illegal_move', { state: order.state });
  }
  if (input.amount > refundable(order)) throw new AppError('refund_exceeds_paid', { refundable: refundable(order) });
  const refund = {
    id: newId(),
    orderId: order.id,
    purpose: 'sale' as const,
    amount: input.amount,
    reason: input.reason,
  };
  await insertRefund(ctx.tx, refund, ctx.now);
  await changeRefunds(ctx.tx, order.id, { refunding: input.amount, refunded: 0, state: order.state });
  await refundPayment(ctx, {
    orderId: order.id,
    paymentId: order.paymentId,
    refundId: refund.id,
    amount: input.amount,
    reason: input.reason,
  });
  await audit(ctx, {
    action: 'orders.refund',
    object: { kind: 'order', id: order.id },
    before: { paid: order.paid, refunded: order.refunded, refunding: order.refunding },
    after: { refundId: refund.id, amount: input.amount, reason: input.reason },
  });
  await recordMove(ctx, order, { name: 'refund.requested', detail: { amount: input.amount, reason: input.reason } });
  return refund.id;
}

/** The channel's word on a refund. Running it again changes nothing. */
export async function settleRefund(
  ctx: Context,
  input: { refundId: string; orderId: string; succeeded: boolean; at: Date },
): Promise<void> {
  requireSystem(ctx.actor);
  const order = await lockOrder(ctx.tx, input.orderId);
  const refund = await settleRefundRow(ctx.tx, input.refundId, input.succeeded ? 'succeeded' : 'failed', ctx.now);
  if (!refund) return;
  if (refund.purpose === 'sale') await settleSaleRefund(ctx, order, refund, input);
  if (refund.purpose === 'late_payment' && input.succeeded) await setAbnormality(ctx.tx, order.id, null);
  await recordMove(ctx, order, {
    name: input.succeeded ? 'refund.succeeded' : 'refund.failed',
    detail: { amount: refund.amount, reason: refund.reason },
  });
}

async function settleSaleRefund(
  ctx: Context,
  order: OrderRow,
  refund: RefundRow,
  input: { succeeded: boolean; at: Date },
): Promise<void> {
  const { amount } = refund;
  if (!input.succeeded) {
    await changeRefunds(ctx.tx, order.id, { refunding: -amount, refunded: 0, state: order.state });
    return;
  }
  const refunded = order.refunded + amount;
  const state = stateAfterRefund(order.paid, refunded);
  await changeRefunds(ctx.tx, order.id, { refunding: -amount, refunded: amount, state });
  const lines = await linesOfOrders(ctx.db, [order.id]);
  await refundLines(ctx.tx, lines, refundOverLines(amount, lines));
  await postRefund(ctx, { refundId: refund.id, orderId: order.id, number: order.number, amount, at: input.at });
  await audit(ctx, {
    action: 'orders.refund_settled',
    object: { kind: 'order', id: order.id },
    before: { state: order.state, refunded: order.refunded },
    after: { state, refunded },
  });
  const totals = { amount, refunded, paid: order.paid };
  await emit(ctx, orderRefunded, { ...orderFacts(order), ...totals, at: input.at.toISOString() });
}
