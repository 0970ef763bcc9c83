/**
 * Orders: the cart of a visit, and what becomes of it: order, payment, fulfilment, refund.
 * Owns schema `orders`: carts, cart_lines, orders, order_numbers, order_lines, refunds, timeline.
 * Invariants: a visit has one open cart; a cart makes one order; lines sum to the order to the fen; an order is paid only by
 * a believed payment of exactly its amount; refunds never pass what was paid.
 * Lock order: order or cart, stock, coupon, payments, ledger.
 */
import { on } from '../../kernel/events.ts';
import type { ModuleParts } from '../../kernel/module.ts';
import { paymentFailed, paymentSucceeded, refundSettled } from '../payments/index.ts';
import { visitEnded } from '../visits/index.ts';
import { closeUnpaidOrders, expireCarts } from './jobs.ts';
import { leaveStore } from './leave-store.ts';
import { settleRefund } from './refund-order.ts';
import { handlers } from './routes.ts';
import { notePaymentFailure, settlePayment } from './settle-payment.ts';

export {
  cartSummaries,
  mergeOrders,
  openOrderMatters,
  ordersOfVisits,
  salesSince,
  unpaidOrder,
  type VisitOrder,
} from './answers.ts';
export { chooseCoupon, clearCart, setQuantity } from './change-cart.ts';
export { type CheckOutInput, checkOut } from './check-out.ts';
export { cancelOrder } from './close-order.ts';
export {
  cartChanged,
  orderAbnormal,
  orderClosed,
  orderCompleted,
  orderPaid,
  orderPlaced,
  orderRefunded,
} from './events.ts';
export { myCart, myOrder, staffOrder } from './queries.ts';
export { refundOrder } from './refund-order.ts';
export { requestPayment } from './request-payment.ts';
export { scanItem } from './scan-item.ts';

export const ordersModule: ModuleParts = {
  handlers,
  sweeps: [closeUnpaidOrders, expireCarts],
  subscriptions: [
    on(paymentSucceeded, 'orders.settlePayment', (ctx, payment) =>
      settlePayment(ctx, payment.orderId, { ...payment, at: new Date(payment.at) }),
    ),
    on(paymentFailed, 'orders.notePaymentFailure', (ctx, payment) => notePaymentFailure(ctx, payment)),
    on(refundSettled, 'orders.settleRefund', async (ctx, refund) => {
      await settleRefund(ctx, {
        refundId: refund.refundId,
        orderId: refund.orderId,
        succeeded: refund.state === 'succeeded',
        at: new Date(refund.at),
      });
    }),
    on(visitEnded, 'orders.leaveStore', (ctx, visit) =>
      leaveStore(ctx, { visitId: visit.visitId, at: new Date(visit.at) }),
    ),
  ],
};
