import { requireCustomer } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { closePayments } from '../payments/index.ts';
import { spendBalance } from '../wallet/index.ts';
import { asProduct } from './announce.ts';
import { lockOrder } from './order-store.ts';
import { payOrder } from './pay-order.ts';

/**
 * PAY-11: pays the customer's own order from the stored balance, at once and in one transaction: balance, stock, coupon,
 * journal, order, events. A payment at a channel that is under way is closed there; if its money comes all the same, it
 * goes back. Throws not_found (another member's order), order_not_payable, balance_insufficient.
 * Lock order: order, wallet, stock, coupon, ledger.
 */
export async function payFromBalance(ctx: Context, input: { orderId: string }): Promise<void> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const order = await lockOrder(ctx.tx, input.orderId);
  if (order.memberId !== memberId) throw new AppError('not_found');
  if (order.state !== 'pending_payment') throw new AppError('order_not_payable', { state: order.state });
  if (order.closesAt <= ctx.now) throw new AppError('order_not_payable', { state: 'closed' });
  const spent = await spendBalance(asProduct(ctx), {
    memberId,
    orderId: order.id,
    orderNumber: order.number,
    storeId: order.storeId,
    entityId: order.entityId,
    amount: order.payable,
  });
  await closePayments(ctx, order.id);
  await payOrder(ctx, order.id, {
    paymentId: spent.id,
    channel: 'balance',
    amount: order.payable,
    channelFee: 0,
    transactionNumber: null,
    at: ctx.now,
    balance: spent.parts,
  });
}
