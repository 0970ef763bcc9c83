import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { defineHandlers, type Http, type Input, read, write, writeAhead } from '../../kernel/http.ts';
import { paymentsOfOrder } from '../payments/index.ts';
import { chooseCoupon, clearCart, setQuantity } from './change-cart.ts';
import { checkOutOnce, readForCheckOut } from './check-out.ts';
import { cancelOrder } from './close-order.ts';
import { payFromBalance } from './pay-from-balance.ts';
import { presentCart } from './present.ts';
import { myCart, myOrder, myOrders, staffOrder, staffOrders } from './queries.ts';
import { refundOrder } from './refund-order.ts';
import { checkPayment, queryChannel, requestPayment } from './request-payment.ts';
import { giveUpRefund, retryRefund } from './retry-refund.ts';
import { scanItem } from './scan-item.ts';
import { staffCarts } from './staff-carts.ts';

export const handlers = defineHandlers({
  'GET /cart': read(myCart),
  'POST /cart/scans': write(async (ctx: Context, { body }: Input<'POST /cart/scans'>) => {
    const { lineId, ...quoted } = await scanItem(ctx, body);
    return { cart: presentCart(quoted), lineId };
  }),
  'PUT /cart/lines/:id': write(async (ctx: Context, { params, body }: Input<'PUT /cart/lines/:id'>) =>
    presentCart(await setQuantity(ctx, { lineId: params.id, quantity: body.quantity })),
  ),
  'DELETE /cart': write(async (ctx: Context) => presentCart(await clearCart(ctx))),
  'PUT /cart/coupon': write(async (ctx: Context, { body }: Input<'PUT /cart/coupon'>) =>
    presentCart(await chooseCoupon(ctx, body)),
  ),
  'POST /orders': writeAhead(
    (ctx, { body }: Input<'POST /orders'>) => readForCheckOut(ctx, body.cartId),
    async (ctx, { body }, _http, found) => {
      const { orderId, order } = await checkOutOnce(ctx, body, found);
      return order ?? myOrder(ctx, orderId);
    },
  ),
  'GET /orders': read(myOrders),
  'GET /orders/:id': read((ctx, { params }: Input<'GET /orders/:id'>) => myOrder(ctx, params.id)),
  'POST /orders/:id/cancel': write(async (ctx: Context, { params }: Input<'POST /orders/:id/cancel'>) => {
    await cancelOrder(ctx, { orderId: params.id });
    return myOrder(ctx, params.id);
  }),
  'POST /orders/:id/payments': write((ctx: Context, { params, body }: Input<'POST /orders/:id/payments'>, http: Http) =>
    requestPayment(ctx, {
      orderId: params.id,
      channel: body.channel,
      method: body.method,
      returnUrl: body.returnUrl ?? null,
      clientAddress: http.address,
    }),
  ),
  'POST /orders/:id/balance-payment': write(
    async (ctx: Context, { params }: Input<'POST /orders/:id/balance-payment'>) => {
      await payFromBalance(ctx, { orderId: params.id });
      return myOrder(ctx, params.id);
    },
  ),
  'GET /orders/:id/payments/:paymentId': read(async (ctx, { params }: Input<'GET /orders/:id/payments/:paymentId'>) => {
    await myOrder(ctx, params.id);
    const payment = (await paymentsOfOrder(ctx, params.id)).find((one) => one.id === params.paymentId);
    if (!payment) throw new AppError('not_found');
    return payment;
  }),
  'POST /orders/:id/check': write(async (ctx: Context, { params }: Input<'POST /orders/:id/check'>) => {
    await checkPayment(ctx, { orderId: params.id });
    return myOrder(ctx, params.id);
  }),
  'GET /staff/carts': read(staffCarts),
  'GET /staff/orders': read(staffOrders),
  'GET /staff/orders/:id': read((ctx, { params }: Input<'GET /staff/orders/:id'>) => staffOrder(ctx, params.id)),
  'POST /staff/orders/:id/query-channel': write(
    async (ctx: Context, { params }: Input<'POST /staff/orders/:id/query-channel'>) => {
      await queryChannel(ctx, { orderId: params.id });
      return staffOrder(ctx, params.id);
    },
  ),
  'POST /staff/orders/:id/refunds': write(
    async (ctx: Context, { params, body }: Input<'POST /staff/orders/:id/refunds'>) => {
      await refundOrder(ctx, { orderId: params.id, ...body });
      return staffOrder(ctx, params.id);
    },
  ),
  'POST /staff/orders/:id/refunds/:refundId/retry': write(
    async (ctx: Context, { params }: Input<'POST /staff/orders/:id/refunds/:refundId/retry'>) => {
      await retryRefund(ctx, { orderId: params.id, refundId: params.refundId });
      return staffOrder(ctx, params.id);
    },
  ),
  'POST /staff/orders/:id/refunds/:refundId/give-up': write(
    async (ctx: Context, { params, body }: Input<'POST /staff/orders/:id/refunds/:refundId/give-up'>) => {
      await giveUpRefund(ctx, { orderId: params.id, refundId: params.refundId, reason: body.reason });
      return staffOrder(ctx, params.id);
    },
  ),
});
