import { z } from 'zod';
import {
  bookingChargeKind,
  bookingChargeState,
  bookingKind,
  bookingStage,
  bookingState,
  couponObstacle,
  menuOrderSettlement,
  menuOrderState,
  openingState,
  paymentChannel,
  powerStep,
  refundState,
  roomKind,
  roomMode,
} from '../enums.ts';
import { fen, id, instant, signedFen, zone } from '../schemas.ts';
import { timelineEntry } from './visits.ts';

export const people = z.int().min(1).max(200);
/** What is chosen of a room: when, for how many, and by which of its prices (BIL-7). */
export const wish = {
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
/** A price explained: `total` = segments + adjustments + extra people + add-ons − discounts. */
export const bookingQuote = z.object({
  mode: roomMode,
  packageId: z.string().nullable(),
  from: instant,
  to: instant,
  segments: z.array(priceSegment).max(400),
  adjustments: z
    .array(
      z.object({ kind: z.enum(['day_cap', 'minimum_charge', 'beyond_deposit', 'service_fee']), amount: signedFen }),
    )
    .max(60),
  people: z.object({ extra: z.int(), unitPrice: fen, units: z.int(), amount: fen }).nullable(),
  /** Things of the menu that are paid with it. */
  addOns: z
    .array(z.object({ label: z.string(), quantity: z.int(), unitPrice: fen, amount: fen }))
    .max(400)
    .default([]),
  discounts: z
    .array(z.object({ kind: z.string(), id: z.string().default(''), label: z.string(), amount: fen }))
    .max(20),
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
  /** What the member's coupons would do to it, the best first; 30 at most. */
  coupons: z
    .array(
      z.object({
        /** `amount` is its face, `value` what it takes off here. */
        ...{ id, name: z.string(), amount: fen, value: fen, threshold: fen, expiresAt: instant },
        /** Why it does not work here; null where it does. */
        obstacle: couponObstacle.nullable(),
      }),
    )
    .max(30),
});

/** What was or is to be paid: the booking itself, each renewal, overtime. Its refunds are taken off in `refunded`. */
export const bookingCharge = z.object({
  id,
  number: z.string(),
  kind: bookingChargeKind,
  state: bookingChargeState,
  amount: fen,
  refunded: fen,
  /** Of a deposit: what the session used up. The rest goes back. */
  consumed: fen,
  /** Sums to `amount` with its segments, adjustments and discounts; null where it is not a price of time. */
  quote: bookingQuote.nullable(),
  channel: paymentChannel.nullable(),
  expiresAt: instant.nullable(),
  createdAt: instant,
  paidAt: instant.nullable(),
});
/** BKG-18: what was ordered from the menu for a booking. */
export const menuOrder = z.object({
  id,
  state: menuOrderState,
  settle: menuOrderSettlement,
  lines: z.array(z.object({ label: z.string(), quantity: z.int(), unitPrice: fen, amount: fen })).max(100),
  amount: fen,
  note: z.string().nullable(),
  /** What it waits to be paid by. */
  chargeId: id.nullable(),
  createdAt: instant,
  servedAt: instant.nullable(),
});
export const roomBrief = z.object({ id, name: z.string(), kind: roomKind });
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
  menuOrders: z.array(menuOrder).max(200),
  /** BKG-18: what may stand on the bill in all, and what stands there by now. */
  menuTab: z.object({ limit: fen, open: fen }),
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
  /** A walk-in customer’s phone, masked. */
  phone: z.string().nullable(),
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
/** BKG-9: what moving a booking would meet. */
export const movePreview = z.object({
  from: instant,
  to: instant,
  /** Why it cannot be moved there; null when it can. */
  refusal: z
    .object({
      code: z.string(),
      message: z.string(),
      /** What is free instead, the nearest first. */
      alternatives: z.array(z.object({ roomId: id, roomName: z.string(), from: instant, to: instant })).max(10),
    })
    .nullable(),
  /** Staff may book outside the opening hours: it is said, not refused. */
  withinHours: z.boolean(),
  /** What was asked for the stay, and what the same stay would cost there by today's prices; the price stays. Fen. */
  priceNow: fen.nullable(),
  priceThere: fen.nullable(),
});
export const staffBookingDetail = z.object({
  booking: staffBooking,
  /** BKG-25: the entry right: when it holds, whether it was taken back, and its code while it is of use. */
  entry: z.object({ from: instant, to: instant, revoked: z.boolean(), code: z.string().nullable() }).nullable(),
  guests: z.array(z.object({ id, name: z.string().nullable(), joinedAt: instant })).max(50),
  /** BKG-23: what its session used and what an empty room saved, with their cost in fen; null where nothing is metered. */
  energy: z
    .object({
      ...{ wattHours: z.int(), savedWattHours: z.int(), cost: fen, saved: fen },
      preconditionedAt: instant.nullable(),
    })
    .nullable(),
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
