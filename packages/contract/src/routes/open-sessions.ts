import { z } from 'zod';
import { openLimit } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { fen, id, idParams, instant } from '../schemas.ts';
import { customerBooking, people } from './booking-views.ts';
import { calendarFacts, ruleSet } from './tariffs.ts';

/** Beginning now without an end: whether it can be done, and for what. */
export const openOffer = z.object({
  possible: z.boolean(),
  /** The code of what stands against it; null where nothing does. */
  refusal: z.string().nullable(),
  mode: z.enum(['hourly', 'segmented']).nullable(),
  /** Fen to leave before; zero where the member's level stands for it. */
  deposit: fen,
  credit: z.boolean(),
  /** Fen of the first started unit, and how long it is. */
  unitPrice: fen.nullable(),
  unitMinutes: z.int().nullable(),
  /** How long the room is to be had at most, and why not longer. */
  until: instant.nullable(),
  endsBy: openLimit.nullable(),
});

/** BKG-15: all that the phone needs to run the meter by itself; `now` is the server's clock. */
export const openMeter = z.object({
  bookingId: id,
  now: instant,
  startedAt: instant,
  /** When it ends by rule, as things are; the meter stands still from then on. */
  until: instant,
  endsBy: openLimit,
  /** Whether the end by the deposit is only told, and the session goes on at the cost of balance or debt. */
  goesOn: z.boolean(),
  credit: z.boolean(),
  stay: z.object({ roomId: z.string(), roomKindId: z.string(), people: z.int() }),
  rules: ruleSet,
  calendar: calendarFacts,
  /** Fen that the server reads off the meter, and when it is more. */
  total: fen,
  nextAt: instant,
  /** Fen that are held for the session. */
  deposit: fen,
});

const params = idParams;

export const openSessionsRoutes = defineRoutes({
  'GET /rooms/:id/open-offer': {
    summary: 'BKG-15: whether a session can begin here now without an end, and what it asks for.',
    audience: 'optional',
    ratePerMinute: 600,
    params,
    response: openOffer,
  },
  'POST /rooms/:id/sessions': {
    summary:
      'BKG-15: begin now without an end. Answers a deposit to pay, or the running session where none is asked; asking again answers the same one. Refused with room_taken, price_changed, booking_owes.',
    audience: 'customer',
    ratePerMinute: 60,
    params,
    /** What the customer saw; another deposit is refused. */
    body: z.object({ people, expectedDeposit: fen }),
    response: customerBooking,
  },
  'GET /bookings/:id/meter': {
    summary: 'BKG-15: the meter of a running session, with the rules by which the phone runs it on.',
    audience: 'customer',
    ratePerMinute: 600,
    params,
    response: openMeter,
  },
  'POST /bookings/:id/deposits': {
    summary: 'BKG-15: leave more for a running session. Answers a charge to pay; the end moves when it is paid.',
    audience: 'customer',
    ratePerMinute: 30,
    params,
    body: z.object({ amount: fen.min(100).max(1_000_000) }),
    response: customerBooking,
  },
});
