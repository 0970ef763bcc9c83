import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { giveUpRefund as giveUpAtPayments, retryRefund as retryAtPayments } from '../payments/index.ts';
import { recordMove } from './announce.ts';
import { lockOrder, type OrderRow } from './order-store.ts';
import { findOrderRefund } from './refund-store.ts';

interface RefundOfOrder {
  orderId: string;
  refundId: string;
}

async function takeOrder(ctx: Context, input: RefundOfOrder): Promise<{ order: OrderRow; amount: number }> {
  requireStaff(ctx.actor, 'orders:refund');
  const order = await lockOrder(ctx.tx, input.orderId);
  requireStore(ctx.actor, order.storeId);
  const refund = await findOrderRefund(ctx.db, input.orderId, input.refundId);
  if (!refund) throw new AppError('not_found');
  return { order, amount: refund.amount };
}

/** PAY-6: sends a rejected refund again. Throws not_found (also outside the scope) and illegal_move. */
export async function retryRefund(ctx: Context, input: RefundOfOrder): Promise<void> {
  const { order, amount } = await takeOrder(ctx, input);
  await retryAtPayments(ctx, { refundId: input.refundId });
  await audit(ctx, {
    action: 'orders.retry_refund',
    object: { kind: 'order', id: order.id },
    after: { refundId: input.refundId },
  });
  await recordMove(ctx, order, { name: 'refund.retried', detail: { amount } });
}

/** PAY-6: ends a rejected refund without money; its amount can be refunded anew. Throws not_found and illegal_move. */
export async function giveUpRefund(ctx: Context, input: RefundOfOrder & { reason: string }): Promise<void> {
  const { order } = await takeOrder(ctx, input);
  await giveUpAtPayments(ctx, { refundId: input.refundId });
  await audit(ctx, {
    action: 'orders.give_up_refund',
    object: { kind: 'order', id: order.id },
    after: { refundId: input.refundId, reason: input.reason },
  });
}
