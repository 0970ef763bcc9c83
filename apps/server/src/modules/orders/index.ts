/**
 * Orders: the cart of a visit, and what becomes of it: order, payment, fulfilment, refund.
 * Owns schema `orders`: carts, cart_lines, orders, order_numbers, order_lines, refunds, timeline.
 * Invariants: a visit has one open cart; a cart makes one order; lines sum to the order to the fen; an order is paid only by
 * a believed payment of exactly its amount; refunds never pass what was paid.
 * Lock order: order or cart, wallet, stock, coupon, payments, ledger.
 */
import type { ModuleParts } from '../../kernel/module.ts';
import { askAboutAbnormal, closeUnpaidOrders, expireCarts } from './jobs.ts';
import { handlers } from './routes.ts';
import { subscriptions } from './subscriptions.ts';

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
export { mergeOrders } from './merge-orders.ts';
export { payFromBalance } from './pay-from-balance.ts';
export {
  cartSummaries,
  openOrderMatters,
  ordersOfVisits,
  ordersPersonalData,
  refundsUnderWay,
  salesSince,
  unpaidOrder,
  type VisitOrder,
} from './port-queries.ts';
export { myCart, myOrder, staffOrder } from './queries.ts';
export { refundOrder } from './refund-order.ts';
export { requestPayment } from './request-payment.ts';
export { orderToReview } from './reviewable-queries.ts';
export { scanItem } from './scan-item.ts';
export { staffCarts } from './staff-carts.ts';

export const ordersModule: ModuleParts = {
  handlers,
  sweeps: [closeUnpaidOrders, expireCarts, askAboutAbnormal],
  subscriptions,
};
