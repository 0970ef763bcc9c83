import { z } from 'zod';
import { bookingStage } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { fen, id, idParams, instant, note, pageOf, pageQuery } from '../schemas.ts';
import { disruption, rescheduleQuote, rescheduling } from './booking-changes.ts';
import {
  bookingOffer,
  bookingOpening,
  cancellation,
  customerBooking,
  people,
  renewalOption,
  wish,
} from './booking-views.ts';
import { menuLineWish } from './menus.ts';
import { paymentView } from './orders.ts';

const params = idParams;
/** BKG-2: what is sold with the room in one payment. */
const sale = {
  addOns: z.array(menuLineWish).max(40).default([]),
  /** The best of the member's coupons, none, or one by its id. */
  coupon: z.union([z.enum(['best', 'none']), id]).default('none'),
};
const paymentParams = z.object({ id, chargeId: id });

export const bookingsRoutes = defineRoutes({
  'POST /rooms/:id/quotes': {
    summary: 'BIL-7: what a range of a room costs, by every way that is open for it. Reserves nothing.',
    audience: 'optional',
    ratePerMinute: 600,
    params,
    body: z.object({ from: instant, to: instant, people, ...sale }),
    response: z.object({ offers: z.array(bookingOffer).max(60), free: z.boolean() }),
  },
  'POST /bookings': {
    summary:
      'BKG-2: hold a room. Refused with room_taken, naming the nearest free ranges, or price_changed; the hold lapses unless it is paid in time.',
    audience: 'customer',
    ratePerMinute: 120,
    body: z.object({
      roomId: id,
      ...wish,
      ...sale,
      /** What the customer saw; another price is refused. */
      expectedTotal: fen,
    }),
    response: customerBooking,
  },
  'GET /bookings': {
    summary: 'The customer’s bookings, newest first, hosted or shared.',
    audience: 'customer',
    query: pageQuery.extend({ stage: bookingStage.optional() }),
    response: pageOf(customerBooking),
  },
  'GET /bookings/current': {
    summary:
      'BKG-28: the booking whose door the customer can open now, or the next one within a day; by store or door code where one is given.',
    audience: 'customer',
    ratePerMinute: 600,
    query: z.object({ storeId: id.optional(), doorToken: z.string().min(8).max(64).optional() }),
    response: z.object({ booking: customerBooking.nullable() }),
  },
  'GET /bookings/:id': {
    summary: 'One booking of the customer, with its bill.',
    audience: 'customer',
    ratePerMinute: 600,
    params,
    response: customerBooking,
  },
  'POST /bookings/:id/charges/:chargeId/payments': {
    summary: 'Begin to pay a charge; asking again for the same method answers the running attempt.',
    audience: 'customer',
    ratePerMinute: 60,
    params: paymentParams,
    body: z.object({
      channel: z.enum(['wechat']),
      method: z.enum(['h5', 'jsapi', 'native']),
      /** Where the cashier leads back to. */
      returnUrl: z.string().max(300).optional(),
    }),
    response: paymentView,
  },
  'GET /bookings/:id/charges/:chargeId/payment': {
    summary: 'The newest attempt to pay a charge.',
    audience: 'customer',
    ratePerMinute: 600,
    params: paymentParams,
    response: z.object({ payment: paymentView.nullable() }),
  },
  'POST /bookings/:id/charges/:chargeId/check': {
    summary: 'The customer came back from the cashier: ask the channel now. Changes nothing by itself.',
    audience: 'customer',
    ratePerMinute: 60,
    params: paymentParams,
    response: customerBooking,
  },
  'POST /bookings/:id/charges/:chargeId/balance-payment': {
    summary: 'Pay a charge from the stored balance, at once. Refused with balance_insufficient.',
    audience: 'customer',
    ratePerMinute: 60,
    params: paymentParams,
    response: customerBooking,
  },
  'GET /bookings/:id/cancellation': {
    summary: 'What cancelling now would give back.',
    audience: 'customer',
    params,
    response: cancellation,
  },
  'POST /bookings/:id/cancel': {
    summary: 'BKG-7: cancel before the start. `expectedRefund` is what the customer saw; less is refused.',
    audience: 'customer',
    params,
    body: z.object({ expectedRefund: fen }),
    response: customerBooking,
  },
  'GET /bookings/:id/rescheduling': {
    summary: 'BKG-7: whether and until when the booking may be moved, and the free times of the store’s rooms.',
    audience: 'customer',
    ratePerMinute: 120,
    params,
    response: rescheduling,
  },
  'POST /bookings/:id/reschedule-quotes': {
    summary: 'BKG-7: what moving to a range would cost or give back. Changes nothing.',
    audience: 'customer',
    ratePerMinute: 600,
    params,
    body: z.object({ roomId: id, from: instant, to: instant }),
    response: rescheduleQuote,
  },
  'POST /bookings/:id/reschedule': {
    summary:
      'BKG-7: move before the start. What costs more answers a charge to pay: the new range is kept meanwhile, and the old one until it is paid.',
    audience: 'customer',
    ratePerMinute: 60,
    params,
    body: z.object({ roomId: id, from: instant, to: instant, expectedPay: fen, expectedRefund: fen }),
    response: customerBooking,
  },
  'DELETE /bookings/:id/reschedule': {
    summary: 'Keep the old time: ends a move that waits for its payment.',
    audience: 'customer',
    ratePerMinute: 60,
    params,
    response: customerBooking,
  },
  'GET /bookings/:id/disruption': {
    summary: 'BKG-29, BKG-30: whether the booking cannot begin as sold, and what may be taken instead.',
    audience: 'customer',
    ratePerMinute: 300,
    params,
    response: disruption,
  },
  'POST /bookings/:id/disruption': {
    summary: 'BKG-30: take another room, a later start or the money back. Refused with room_taken, illegal_move.',
    audience: 'customer',
    ratePerMinute: 60,
    params,
    body: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('refund') }),
      z.object({ kind: z.literal('move'), roomId: id, from: instant }),
    ]),
    response: customerBooking,
  },
  'POST /bookings/:id/openings': {
    summary: 'BKG-11: open the doors inside the entry right. The first opening starts the session and powers the room.',
    audience: 'customer',
    ratePerMinute: 60,
    params,
    response: bookingOpening,
  },
  'GET /bookings/:id/openings/:openingId': {
    summary: 'How far an opening got.',
    audience: 'customer',
    ratePerMinute: 600,
    params: z.object({ id, openingId: id }),
    response: bookingOpening,
  },
  'GET /bookings/:id/renewals': {
    summary: 'BKG-13, BKG-21: how long the session can go on here, and where else, each with its price.',
    audience: 'customer',
    ratePerMinute: 120,
    params,
    query: z.object({ minutes: z.coerce.number().int().min(1).max(1440).default(60) }),
    response: z.object({
      /** The latest end that the next booking and the hours allow; null when it cannot be longer at all. */
      latest: instant.nullable(),
      options: z.array(renewalOption).max(20),
    }),
  },
  'POST /bookings/:id/renewals': {
    summary:
      'BKG-13: go on until a later end. Answers a charge to pay; the room is kept meanwhile and the end moves when it is paid.',
    audience: 'customer',
    ratePerMinute: 60,
    params,
    /** With a room, the session goes on there: it moves when the difference is paid. */
    body: z.object({ to: instant, expectedTotal: fen, roomId: id.optional() }),
    response: customerBooking,
  },
  'POST /bookings/:id/menu-orders': {
    summary:
      'BKG-18: order from the menu during use: a charge to pay at once, or a line on the bill within what the store allows.',
    audience: 'customer',
    ratePerMinute: 60,
    params,
    body: z.object({
      /** Made by the phone: the same order sent twice is one. */
      key: id,
      lines: z.array(menuLineWish).min(1).max(40),
      settle: z.enum(['now', 'bill']),
      note: note.nullable(),
      expectedTotal: fen,
    }),
    response: customerBooking,
  },
  'POST /bookings/:id/menu-orders/:orderId/cancel': {
    summary: 'Give an order up that nobody has begun to make; what was paid for it goes back.',
    audience: 'customer',
    ratePerMinute: 60,
    params: z.object({ id, orderId: id }),
    response: customerBooking,
  },
  'POST /bookings/:id/end': {
    summary: 'Leave: ends the session, switches the power off and makes the bill.',
    audience: 'customer',
    params,
    response: customerBooking,
  },
  'POST /bookings/:id/share': {
    summary: 'BKG-6: the link by which friends get an entry right of their own; the one before ends.',
    audience: 'customer',
    ratePerMinute: 30,
    params,
    response: z.object({ token: z.string(), url: z.string() }),
  },
  'POST /booking-shares/:token': {
    summary: 'Take the entry right that a host shares.',
    audience: 'customer',
    ratePerMinute: 30,
    params: z.object({ token: z.string().min(16).max(64) }),
    response: customerBooking,
  },
  'DELETE /bookings/:id/guests/:guestId': {
    summary: 'The host takes a guest’s entry right back.',
    audience: 'customer',
    params: z.object({ id, guestId: id }),
    response: customerBooking,
  },
});
