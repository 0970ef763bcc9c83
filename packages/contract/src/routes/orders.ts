import { z } from 'zod';
import {
  bearer,
  cartState,
  fulfilmentState,
  orderAbnormality,
  orderState,
  paymentChannel,
  paymentMethod,
  paymentState,
  refundGoods,
  refundPurpose,
  refundState,
} from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { barcode, fen, id, idParams, instant, note, pageOf, pageQuery, version } from '../schemas.ts';
import { timelineEntry } from './visits.ts';

/** One reason why a line or a cart costs less, in fen, and who bears it (CAT-9: each fen is explained). */
export const discount = z.object({
  kind: z.enum(['coupon', 'promotion', 'discount_price']),
  name: z.string(),
  amount: fen,
  bearer,
  couponId: id.nullable(),
});
export const cartLine = z.object({
  id,
  listingId: id,
  name: z.string(),
  spec: z.string().nullable(),
  image: z.string().nullable(),
  quantity: z.int(),
  /** The price shown when the item entered the cart, or a lower one (CAT-4). */
  unitPrice: fen,
  originalUnitPrice: fen,
  gross: fen,
  discount: fen,
  payable: fen,
  problem: z.enum(['not_for_sale', 'out_of_stock', 'age_restricted']).nullable(),
});
export const cartCoupon = z.object({
  id,
  name: z.string(),
  value: fen,
  usable: z.boolean(),
  reason: z.string().nullable(),
  expiresAt: instant,
});
export const cart = z.object({
  id,
  visitId: id,
  storeId: id,
  state: cartState,
  version: z.int(),
  lines: z.array(cartLine).max(200),
  quantity: z.int(),
  gross: fen,
  discount: fen,
  payable: fen,
  discounts: z.array(discount).max(50),
  coupon: z.object({ id, name: z.string(), chosen: z.enum(['best', 'hand']) }).nullable(),
  coupons: z.array(cartCoupon).max(50),
  expiresAt: instant,
});

/** What the customer's device needs to pay: exactly one of the parameter sets is there once the channel answered. */
export const paymentView = z.object({
  id,
  orderId: id,
  channel: paymentChannel,
  method: paymentMethod,
  state: paymentState,
  amount: fen,
  code: z.string().nullable(),
  h5Url: z.string().nullable(),
  codeUrl: z.string().nullable(),
  jsapi: z
    .object({
      timeStamp: z.string(),
      nonceStr: z.string(),
      package: z.string(),
      signType: z.literal('RSA'),
      paySign: z.string(),
    })
    .nullable(),
  createdAt: instant,
  settledAt: instant.nullable(),
});
export const refundView = z.object({
  id,
  number: z.string(),
  amount: fen,
  /** `failed`: the channel rejected it and staff see to it; the money stays promised. */
  state: refundState,
  /** Why the channel rejected it; for staff only. */
  code: z.string().nullable(),
  reason: z.string(),
  createdAt: instant,
  settledAt: instant.nullable(),
});
/** A refund of an order: what it gives back of each line. Money that never was the sale’s has no lines. */
export const orderRefund = refundView.extend({
  purpose: refundPurpose,
  goods: refundGoods,
  lines: z.array(z.object({ lineId: id, quantity: z.int(), amount: fen })).max(200),
});
export const orderLine = z.object({
  id,
  listingId: id,
  productId: id,
  name: z.string(),
  spec: z.string().nullable(),
  image: z.string().nullable(),
  barcode: z.string().nullable(),
  quantity: z.int(),
  unitPrice: fen,
  gross: fen,
  discounts: z.array(discount).max(20),
  discount: fen,
  payable: fen,
  refunded: fen,
  refundedQuantity: z.int(),
});
export const customerOrder = z.object({
  id,
  number: z.string(),
  /** `utcOffset`: minutes that the store's clock was ahead of UTC when the order was placed, for devices without zone tables. */
  store: z.object({ id, name: z.string(), utcOffset: z.int() }),
  visitId: id.nullable(),
  state: orderState,
  fulfilment: fulfilmentState,
  abnormality: orderAbnormality.nullable(),
  gross: fen,
  discount: fen,
  payable: fen,
  paid: fen,
  refunded: fen,
  quantity: z.int(),
  summary: z.string(),
  images: z.array(z.string()).max(4),
  createdAt: instant,
  paidAt: instant.nullable(),
  completedAt: instant.nullable(),
  closesAt: instant.nullable(),
});
const detailParts = {
  lines: z.array(orderLine).max(200),
  payments: z.array(paymentView).max(50),
  refunds: z.array(orderRefund).max(100),
  timeline: z.array(timelineEntry).max(500),
};
export const customerOrderDetail = customerOrder.extend(detailParts);
export const staffOrder = customerOrder.extend({
  member: z.object({ id, name: z.string().nullable(), phone: z.string().nullable() }),
  channel: paymentChannel.nullable(),
});
export const staffOrderDetail = staffOrder.extend(detailParts).extend({
  visitNumber: z.string().nullable(),
  /** LED-2: how the sale was split, null before it was paid. */
  split: z
    .object({
      store: fen,
      serviceFee: fen,
      channelFee: fen,
      platformSubsidy: fen,
      serviceFeeRate: z.int(),
      journalId: id,
    })
    .nullable(),
});

/** ORD-21: what was scanned and not settled. */
export const staffCart = z.object({
  id,
  state: cartState,
  store: z.object({ id, name: z.string() }),
  visit: z.object({ id, number: z.string(), enteredAt: instant }),
  member: z.object({ id, name: z.string().nullable(), phone: z.string().nullable() }),
  lines: z.int(),
  quantity: z.int(),
  payable: fen,
  /** The first lines, for a glance. */
  summary: z.string(),
  createdAt: instant,
  changedAt: instant,
  expiresAt: instant,
  /** Whole minutes since the first scan, and since the last change. */
  minutes: z.int(),
  idleMinutes: z.int(),
});

export const ordersRoutes = defineRoutes({
  'GET /cart': {
    summary:
      'The cart of the open visit, priced now, with the best coupon chosen unless one was chosen by hand. Null when there is no open visit, or nothing was scanned in it since the last checkout or expiry.',
    audience: 'customer',
    ratePerMinute: 600,
    response: z.object({ cart: cart.nullable() }),
  },
  'POST /cart/scans': {
    summary: 'Add one piece by barcode.',
    audience: 'customer',
    ratePerMinute: 240,
    body: z.object({ barcode, quantity: z.int().min(1).max(99).default(1) }),
    response: z.object({ cart, lineId: id }),
  },
  'PUT /cart/lines/:id': {
    summary: 'Set a line\u2019s quantity; 0 removes it.',
    audience: 'customer',
    ratePerMinute: 240,
    params: idParams,
    body: z.object({ quantity: z.int().min(0).max(99) }),
    response: cart,
  },
  'DELETE /cart': { summary: 'Empty the cart.', audience: 'customer', response: cart },
  'PUT /cart/coupon': {
    summary: 'Choose a coupon by hand; null for none, `best` to let the system choose.',
    audience: 'customer',
    body: z.object({ couponId: z.union([id, z.literal('best')]).nullable() }),
    response: cart,
  },
  'POST /orders': {
    summary:
      'Check out: order, lines, discounts, coupon, stock and payment intent in one transaction. `expectedPayable` is the total that the customer saw; a higher one is refused with cart_changed.',
    audience: 'customer',
    ratePerMinute: 120,
    body: z.object({ cartId: id, cartVersion: version, expectedPayable: fen }),
    response: customerOrderDetail,
  },
  'GET /orders': {
    summary: 'The customer\u2019s orders, newest first.',
    audience: 'customer',
    query: pageQuery.extend({ state: orderState.optional() }),
    response: pageOf(customerOrder),
  },
  'GET /orders/:id': {
    summary: 'One order of the customer.',
    audience: 'customer',
    ratePerMinute: 600,
    params: idParams,
    response: customerOrderDetail,
  },
  'POST /orders/:id/cancel': {
    summary: 'Cancel an unpaid order: stock and coupon come back and the cart opens again.',
    audience: 'customer',
    params: idParams,
    response: customerOrderDetail,
  },
  'POST /orders/:id/payments': {
    summary:
      'Begin a payment; calling again with the same method returns the running attempt. The channel\u2019s parameters follow with GET or the websocket.',
    audience: 'customer',
    ratePerMinute: 60,
    params: idParams,
    body: z.object({
      channel: z.enum(['wechat']),
      method: z.enum(['h5', 'jsapi', 'native']),
      returnUrl: z.string().max(300).optional(),
    }),
    response: paymentView,
  },
  'GET /orders/:id/payments/:paymentId': {
    summary: 'A payment attempt.',
    audience: 'customer',
    ratePerMinute: 600,
    params: z.object({ id, paymentId: id }),
    response: paymentView,
  },
  'POST /orders/:id/check': {
    summary: 'The customer came back from the cashier: ask the channel now. Changes nothing by itself.',
    audience: 'customer',
    ratePerMinute: 60,
    params: idParams,
    response: customerOrderDetail,
  },

  'GET /staff/carts': {
    summary:
      'Carts in scope that were scanned and not settled, last touched first; `expired` and `abandoned` ones were never bought.',
    audience: 'staff',
    permission: 'visits',
    query: pageQuery.extend({
      storeId: id.optional(),
      visitId: id.optional(),
      state: z.enum(['open', 'expired', 'abandoned']).default('open'),
    }),
    response: pageOf(staffCart),
  },
  'GET /staff/orders': {
    summary: 'Orders in scope, newest first.',
    audience: 'staff',
    permission: 'orders',
    query: pageQuery.extend({
      search: z.string().max(60).optional(),
      storeId: id.optional(),
      memberId: id.optional(),
      state: orderState.optional(),
      channel: paymentChannel.optional(),
      abnormal: z.stringbool().optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    response: pageOf(staffOrder),
  },
  'GET /staff/orders/:id': {
    summary: 'One order.',
    audience: 'staff',
    permission: 'orders',
    params: idParams,
    response: staffOrderDetail,
  },
  'POST /staff/orders/:id/query-channel': {
    summary: 'ORD-6: ask the channel for the truth now; what is found is written.',
    audience: 'staff',
    permission: 'orders:query_channel',
    params: idParams,
    response: staffOrderDetail,
  },
  'POST /staff/orders/:id/refunds': {
    summary:
      'Refund through the order\u2019s channel: pieces of lines, an amount, or (neither given) all that is left. Goods come back on the shelf, are written off, or stay with the customer.',
    audience: 'staff',
    permission: 'orders:refund',
    params: idParams,
    body: z
      .object({
        amount: fen.min(1).optional(),
        lines: z
          .array(z.object({ lineId: id, quantity: z.int().min(1).max(99) }))
          .min(1)
          .max(200)
          .optional(),
        goods: refundGoods.default('kept'),
        reason: note,
      })
      .refine(({ amount, lines }) => amount === undefined || lines === undefined, {
        path: ['amount'],
        message: 'either an amount or lines',
      })
      .refine(({ amount, goods }) => amount === undefined || goods === 'kept', {
        path: ['goods'],
        message: 'an amount gives no goods back',
      }),
    response: staffOrderDetail,
  },
  'POST /staff/orders/:id/refunds/:refundId/retry': {
    summary: 'PAY-6: send a refund again that the channel rejected.',
    audience: 'staff',
    permission: 'orders:refund',
    params: z.object({ id, refundId: id }),
    response: staffOrderDetail,
  },
  'POST /staff/orders/:id/refunds/:refundId/give-up': {
    summary: 'PAY-6: end a rejected refund without money; the amount can be refunded anew.',
    audience: 'staff',
    permission: 'orders:refund',
    params: z.object({ id, refundId: id }),
    body: z.object({ reason: note }),
    response: staffOrderDetail,
  },
});
