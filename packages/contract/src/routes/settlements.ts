import { z } from 'zod';
import { bookingState } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { calendarDate, fen, id, instant, pageOf, pageQuery, signedFen, zone } from '../schemas.ts';
import { roomBrief, staffBooking } from './booking-views.ts';

const place = z.object({ id, name: z.string(), zone });

/** BKG-16: the bill of one booking in a line. Fen. */
export const sessionSettlement = z.object({
  /** The booking's. */
  id,
  number: z.string(),
  store: place,
  room: roomBrief,
  state: bookingState,
  from: instant,
  to: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** Paid for the time itself, booked, moved, renewed, extended or metered. */
  roomIncome: fen,
  overtime: fen,
  menu: fen,
  refunded: fen,
  /** Income less refunds: what the journals hold of it. */
  net: signedFen,
  owed: fen,
  /** Whether any of it was settled by hand. */
  byHand: z.boolean(),
});

/** BKG-16: what moved on one local day of one store; it equals the store's journals of that day. Fen. */
export const daySettlement = z.object({
  store: place,
  day: calendarDate,
  bookings: z.int(),
  roomIncome: fen,
  overtime: fen,
  menu: fen,
  refunded: fen,
  net: signedFen,
  /** Deposits are the customer's: they came in and went back beside the income. */
  depositsIn: fen,
  depositsBack: fen,
});

export const boardStage = z.enum(['to_pay', 'confirmed', 'started', 'ended', 'refunding']);
export const stuckReason = z.enum([
  'hold_not_lapsed',
  'no_show_not_marked',
  'session_not_ended',
  'refund_waiting',
  'debt_old',
]);

export const settlementsRoutes = defineRoutes({
  'GET /staff/booking-settlements': {
    summary: 'BKG-16: bills of bookings in scope, newest first, settled or not.',
    audience: 'staff',
    permission: 'bookings',
    query: pageQuery.extend({
      storeId: id.optional(),
      roomId: id.optional(),
      search: z.string().max(40).optional(),
      /** `open`: something is owed. */
      settled: z.enum(['open', 'settled']).optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    response: pageOf(sessionSettlement),
  },
  'GET /staff/booking-settlements/days': {
    summary: 'BKG-16: what rooms earned by store and local day, by when the money moved; at most 366 days.',
    audience: 'staff',
    permission: 'bookings',
    query: z.object({ storeId: id.optional(), from: instant.optional(), to: instant.optional() }),
    response: z.object({ items: z.array(daySettlement).max(2000) }),
  },
  'GET /staff/booking-board': {
    summary: 'BKG-26: bookings by stage now, what is stuck, and what looks like double payment or abuse of refunds.',
    audience: 'staff',
    permission: 'bookings',
    ratePerMinute: 300,
    query: z.object({ storeId: id.optional() }),
    response: z.object({
      at: instant,
      stages: z.array(z.object({ stage: boardStage, count: z.int(), items: z.array(staffBooking).max(20) })).max(5),
      stuck: z.array(z.object({ reason: stuckReason, since: instant, booking: staffBooking })).max(100),
      /** Money that came twice or too late in the last week, and went back. */
      duplicates: z.array(z.object({ booking: staffBooking, amount: fen, purpose: z.string(), at: instant })).max(50),
      /** Members who had three refunds or more in the last week. */
      abuse: z
        .array(
          z.object({
            member: z.object({ id, name: z.string().nullable(), phone: z.string().nullable() }),
            refunds: z.int(),
            amount: fen,
          }),
        )
        .max(50),
    }),
  },
});
