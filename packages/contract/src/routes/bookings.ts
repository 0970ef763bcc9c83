import { z } from 'zod';
import {
  bookingChargeKind,
  bookingChargeState,
  bookingKind,
  bookingStage,
  bookingState,
  openingState,
  paymentChannel,
  powerStep,
  refundState,
  roomKind,
  roomMode,
} from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { fen, id, idParams, instant, label, note, pageOf, pageQuery, signedFen, zone } from '../schemas.ts';
import { paymentView } from './orders.ts';
import { timelineEntry } from './visits.ts';

const people = z.int().min(1).max(200);
/** What is chosen of a room: when, for how many, and by which of its prices (BIL-7). */
const wish = {
  from: instant,
  to: instant,
  people,
  mode: roomMode,
  /** The rule of the package, for the mode `package`. */
  packageId: z.string().max(64).nullable().default(null),
};

/** BIL-3: a part of the stay at one price. Segments cover the stay exactly once, in order. */
export const priceSegment = z.object({
  from: instant,
  to: instant,
  label: z.string(),
  /** Fen for `unitMinutes`. */
  unitPrice: fen,
  unitMinutes: z.int(),
  amount: fen,
});
/** A price explained: `total` = segments + adjustments + extra people − discounts. */
export const bookingQuote = z.object({
  mode: roomMode,
  packageId: z.string().nullable(),
  from: instant,
  to: instant,
  segments: z.array(priceSegment).max(400),
  adjustments: z.array(z.object({ kind: z.enum(['day_cap', 'minimum_charge']), amount: signedFen })).max(60),
  people: z.object({ extra: z.int(), unitPrice: fen, units: z.int(), amount: fen }).nullable(),
  discounts: z.array(z.object({ kind: z.string(), label: z.string(), amount: fen })).max(20),
  total: fen,
});
export type BookingQuote = z.infer<typeof bookingQuote>;
/** BIL-7: one way to pay for the range; without a price it says why. */
export const bookingOffer = z.object({
  mode: roomMode,
  packageId: z.string().nullable(),
  label: z.string(),
  quote: bookingQuote.nullable(),
  refusal: z.string().nullable(),
});

/** What was or is to be paid: the booking itself, each renewal, overtime. Its refunds are taken off in `refunded`. */
export const bookingCharge = z.object({
  id,
  number: z.string(),
  kind: bookingChargeKind,
  state: bookingChargeState,
  amount: fen,
  refunded: fen,
  /** Sums to `amount` with its segments, adjustments and discounts; null where it is not a price of time. */
  quote: bookingQuote.nullable(),
  channel: paymentChannel.nullable(),
  expiresAt: instant.nullable(),
  createdAt: instant,
  paidAt: instant.nullable(),
});
const roomBrief = z.object({ id, name: z.string(), kind: roomKind });
const storeBrief = z.object({ id, name: z.string(), address: z.string(), zone, utcOffset: z.int() });

/** A booking as its customer or guest sees it. */
export const customerBooking = z.object({
  id,
  number: z.string(),
  kind: bookingKind,
  state: bookingState,
  stage: bookingStage,
  store: storeBrief,
  room: roomBrief,
  image: z.string().nullable(),
  people: z.int(),
  mode: roomMode.nullable(),
  from: instant,
  to: instant,
  /** Until when it waits for its payment; null for everything that is not held. */
  holdsUntil: instant.nullable(),
  /** Shown and scanned at the door inside the entry right; null before payment, afterwards, and where it was revoked. */
  code: z.string().nullable(),
  /** The entry right: when the doors open for it. */
  entry: z.object({ from: instant, to: instant }).nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  power: powerStep,
  /** What a guest does not see is zero and empty. */
  total: fen,
  paid: fen,
  refunded: fen,
  owed: fen,
  charges: z.array(bookingCharge).max(60),
  /** Whose booking it is: a guest may open the door and nothing else. */
  role: z.enum(['host', 'guest']),
  guests: z.array(z.object({ id, name: z.string(), joinedAt: instant })).max(50),
  version: z.int(),
});
/** BKG-7: what cancelling now would give back. */
export const cancellation = z.object({
  possible: z.boolean(),
  /** Free of charge until then; null when it is over. */
  freeUntil: instant.nullable(),
  paid: fen,
  fee: fen,
  refund: fen,
});
export const bookingOpening = z.object({
  id,
  bookingId: id,
  state: openingState,
  code: z.string().nullable(),
  requestedAt: instant,
  openedAt: instant.nullable(),
});
/** BKG-13, BKG-21: how an ongoing booking can go on. */
export const renewalOption = z.object({
  kind: z.enum(['extend', 'move']),
  room: roomBrief,
  to: instant,
  quote: bookingQuote,
});

/** A booking as staff see it. */
export const staffBooking = z.object({
  id,
  number: z.string(),
  kind: bookingKind,
  state: bookingState,
  store: z.object({ id, name: z.string(), zone }),
  room: roomBrief,
  member: z.object({ id, name: z.string().nullable(), phone: z.string().nullable() }).nullable(),
  /** What staff wrote on a walk-in or a block. */
  note: z.string().nullable(),
  people: z.int(),
  from: instant,
  to: instant,
  /** The end of the cleaning time after it. */
  blockedUntil: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  power: powerStep,
  total: fen,
  paid: fen,
  refunded: fen,
  owed: fen,
  version: z.int(),
});
export const staffBookingDetail = z.object({
  booking: staffBooking,
  charges: z.array(bookingCharge).max(60),
  refunds: z
    .array(
      z.object({
        id,
        chargeId: id,
        amount: fen,
        reason: z.string(),
        state: refundState,
        createdAt: instant,
        settledAt: instant.nullable(),
      }),
    )
    .max(60),
  timeline: z.array(timelineEntry).max(500),
});

const params = idParams;
const paymentParams = z.object({ id, chargeId: id });

export const bookingsRoutes = defineRoutes({
  'POST /rooms/:id/quotes': {
    summary: 'BIL-7: what a range of a room costs, by every way that is open for it. Reserves nothing.',
    audience: 'optional',
    ratePerMinute: 600,
    params,
    body: z.object({ from: instant, to: instant, people }),
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
    body: z.object({ to: instant, expectedTotal: fen }),
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

  'GET /staff/stores/:id/room-calendar': {
    summary: 'BKG-9: all rooms of a store with everything that occupies them in a window of at most 32 days.',
    audience: 'staff',
    permission: 'bookings',
    ratePerMinute: 300,
    params,
    query: z.object({ from: instant, to: instant }),
    response: z.object({
      store: z.object({ id, name: z.string(), zone }),
      rooms: z.array(roomBrief.extend({ capacity: z.int(), bufferMinutes: z.int(), state: z.string() })).max(500),
      bookings: z.array(staffBooking).max(5000),
    }),
  },
  'GET /staff/bookings': {
    summary: 'Bookings in scope, newest first.',
    audience: 'staff',
    permission: 'bookings',
    query: pageQuery.extend({
      storeId: id.optional(),
      roomId: id.optional(),
      memberId: id.optional(),
      state: bookingState.optional(),
      search: z.string().max(40).optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    response: pageOf(staffBooking),
  },
  'GET /staff/bookings/:id': {
    summary: 'One booking with its bill and everything that happened to it.',
    audience: 'staff',
    permission: 'bookings',
    params,
    response: staffBookingDetail,
  },
  'POST /staff/bookings': {
    summary: 'BKG-9: keep a room for a walk-in customer, or block it. Refused with room_taken.',
    audience: 'staff',
    permission: 'bookings:edit',
    body: z.object({ kind: z.enum(['walk_in', 'block']), roomId: id, from: instant, to: instant, people, note: label }),
    response: staffBookingDetail,
  },
  'POST /staff/bookings/:id/move': {
    summary:
      'BKG-9: move a booking that has not begun to another time of the same length, or room; the price stays. Refused with room_taken.',
    audience: 'staff',
    permission: 'bookings:edit',
    params,
    body: z.object({ roomId: id, from: instant, reason: note, version: z.int().min(0) }),
    response: staffBookingDetail,
  },
  'POST /staff/bookings/:id/cancel': {
    summary: 'Cancel a booking or a block before it begins; gives back what staff say, at most what was paid.',
    audience: 'staff',
    permission: 'bookings:edit',
    params,
    body: z.object({ refund: fen, reason: note }),
    response: staffBookingDetail,
  },
  'POST /staff/bookings/:id/start': {
    summary: 'Begin a session by hand: powers the room.',
    audience: 'staff',
    permission: 'bookings:edit',
    params,
    body: z.object({ reason: note }),
    response: staffBookingDetail,
  },
  'POST /staff/bookings/:id/end': {
    summary: 'End a session by hand: power off and the bill.',
    audience: 'staff',
    permission: 'bookings:edit',
    params,
    body: z.object({ reason: note }),
    response: staffBookingDetail,
  },
  'POST /staff/bookings/:id/revoke-entry': {
    summary: 'BKG-25: take the entry right of a booking and its guests back, or give it again.',
    audience: 'staff',
    permission: 'bookings:edit',
    params,
    body: z.object({ revoked: z.boolean(), reason: note }),
    response: staffBookingDetail,
  },
});
