import { requireCustomer, requireStaff, requireStore, requireSystem } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf } from '../../kernel/http.ts';
import { getCustomer } from '../identity/index.ts';
import { getStores } from '../organisation/index.ts';
import { askChannel, beginPayment } from '../payments/index.ts';
import { recordMove } from './announce.ts';
import { lockOrder, markAsked } from './order-store.ts';
import { clearFailure } from './settle-payment.ts';

interface PaymentRequest {
  orderId: string;
  channel: 'wechat';
  method: 'h5' | 'jsapi' | 'native';
  returnUrl: string | null;
  clientAddress: string;
}

/**
 * Begins a payment of the customer's own order; asking again for the same method answers the running attempt. Throws
 * not_found (another member's order), order_not_payable, channel_not_configured.
 */
export async function requestPayment(
  ctx: Context,
  input: PaymentRequest,
): Promise<AnswerOf<'POST /orders/:id/payments'>> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const order = await lockOrder(ctx.tx, input.orderId);
  if (order.memberId !== memberId) throw new AppError('not_found');
  if (order.state !== 'pending_payment') throw new AppError('order_not_payable', { state: order.state });
  if (order.closesAt <= ctx.now) throw new AppError('order_not_payable', { state: 'closed' });
  const customer = await getCustomer(ctx, memberId);
  const store = (await getStores(ctx, [order.storeId])).get(order.storeId);
  await clearFailure(ctx, order);
  return beginPayment(ctx, {
    purpose: 'order',
    orderId: order.id,
    orderNumber: order.number,
    storeId: order.storeId,
    entityId: order.entityId,
    customerId: memberId,
    openid: customer.openid,
    amount: order.payable,
    channel: input.channel,
    method: input.method,
    description: `${store?.name ?? ''} ${order.number}`.trim(),
    clientAddress: input.clientAddress,
    returnUrl: input.returnUrl,
    expiresAt: order.closesAt,
  });
}

/** The customer came back from the cashier: the channel is asked; only its answer changes anything (PAY-3). */
export async function checkPayment(ctx: Context, input: { orderId: string }): Promise<void> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const order = await lockOrder(ctx.tx, input.orderId);
  if (order.memberId !== memberId) throw new AppError('not_found');
  await askChannel(ctx, order.id);
}

/** ORD-6: the periodic job asks about an abnormal order. */
export async function askAboutOrder(ctx: Context, input: { orderId: string }): Promise<void> {
  requireSystem(ctx.actor);
  const order = await lockOrder(ctx.tx, input.orderId);
  if (order.abnormality === null) return;
  await markAsked(ctx.tx, order.id, ctx.now);
  const asked = await askChannel(ctx, order.id);
  await recordMove(ctx, order, { name: 'order.channel_asked', detail: { attempts: asked } });
}

/** ORD-6: staff ask the channel for the truth about an order. Throws not_found outside their scope. */
export async function queryChannel(ctx: Context, input: { orderId: string }): Promise<void> {
  requireStaff(ctx.actor, 'orders:query_channel');
  const order = await lockOrder(ctx.tx, input.orderId);
  requireStore(ctx.actor, order.storeId);
  const asked = await askChannel(ctx, order.id);
  await audit(ctx, { action: 'orders.query_channel', object: { kind: 'order', id: order.id } });
  await recordMove(ctx, order, { name: 'order.channel_asked', detail: { attempts: asked } });
}
