import type { Context } from '../../kernel/context.ts';
import { returnBalance } from '../wallet/index.ts';
import { asProduct } from './announce.ts';
import type { OrderRow } from './order-store.ts';
import { settleRefund } from './settle-refund.ts';

/**
 * PAY-11: a refund of an order that the balance paid goes back there, principal and gift in proportion, and is settled in
 * the same transaction: no channel has to be asked. Lock order: order, wallet, coupon, ledger.
 */
export async function refundToBalance(
  caller: Context,
  order: OrderRow,
  refund: { id: string; amount: number },
): Promise<void> {
  const ctx = asProduct(caller);
  await returnBalance(ctx, {
    memberId: order.memberId,
    orderId: order.id,
    orderNumber: order.number,
    refundId: refund.id,
    storeId: order.storeId,
    amount: refund.amount,
  });
  await settleRefund(ctx, { refundId: refund.id, orderId: order.id, succeeded: true, at: ctx.now });
}
