import { z } from 'zod';
import { basisPoints } from '../schemas.ts';

/** BKG-15: what a store asks of sessions that begin now without an end; their prices and deposits are the tariff's. */
const openTerms = z.object({
  /** Minutes that a running session keeps the room ahead; it moves on while nobody books behind it. */
  horizon: z.int().min(30).max(1440),
  /** The longest that a session lasts. */
  maximum: z.int().min(30).max(1440),
  /** What follows when the deposit is used up: the session ends, or goes on at the cost of balance or debt. */
  whenUsedUp: z.enum(['end', 'go_on']),
  /** Levels of members that need no deposit. */
  creditLevels: z.array(z.string().min(1).max(40)).max(20),
});
/** What a store asks of bookings; `PUT` writes it whole. Minutes unless the name says otherwise. */
export const bookingPolicy = z.object({
  /** BKG-2: starts and ends lie on this grid of the store's clock. */
  granularity: z.union([z.literal(1), z.literal(5), z.literal(15), z.literal(30), z.literal(60)]),
  minimum: z.int().min(1).max(1440),
  maximum: z.int().min(1).max(10_080),
  lead: z.int().min(0).max(10_080),
  horizonDays: z.int().min(1).max(365),
  /** BKG-10: levels of members that may book from further ahead. */
  earlyHorizons: z
    .array(z.object({ level: z.string().min(1).max(40), days: z.int().min(1).max(365) }))
    .max(10)
    .default([]),
  /** BKG-4: how long an unpaid booking keeps the room. */
  hold: z.int().min(1).max(120),
  /** BKG-8: how long the one whose turn it is may think about a room that became free. */
  waitOffer: z.int().min(1).max(240).default(10),
  /** BKG-17: whether a used room can be booked once its buffer is over, or only when somebody said that it is clean. */
  cleaning: z.enum(['buffer', 'until_cleaned']).default('buffer'),
  /** BKG-23: how long before an arrival light and climate come on, and after how long an empty room loses them; 0 is never. */
  precondition: z.int().min(0).max(120).default(10),
  emptyOff: z.int().min(0).max(120).default(10),
  /** What a kilowatt-hour costs. Fen. */
  energyPrice: z.int().min(0).max(1000).default(80),
  /** BKG-5: how long before the start the doors open. */
  entryEarly: z.int().min(0).max(240),
  /** BKG-29: whether a paid booking opens the doors outside the attended windows. */
  entryUnattended: z.boolean(),
  /** BKG-7: free until so long before the start; after it the fee is kept, in basis points of the price. */
  freeCancel: z.int().min(0).max(43_200),
  lateCancelFee: basisPoints,
  /** BKG-7: its customer may move a booking until so many minutes before the start. */
  reschedule: z.int().min(0).max(43_200).default(60),
  /** Nobody came until so long after the start: the booking ends as a no-show, and this much of the price is kept. */
  noShow: z.int().min(1).max(1440),
  noShowFee: basisPoints,
  /** BKG-12: minutes before the end. */
  reminders: z.array(z.int().min(1).max(240)).max(6),
  /** BKG-14, BKG-20: seconds after the end. */
  dimAfterSeconds: z.int().min(0).max(3600),
  graceAfterSeconds: z.int().min(0).max(3600),
  cutAfterSeconds: z.int().min(30).max(7200),
  /** What follows the end of the time: the ladder cuts the power, or overtime is metered until somebody ends it. */
  atEnd: z.enum(['cut', 'overtime']),
  /** BKG-18: fen of menu orders that a session may leave on its bill; 0: everything is paid at once. */
  menuTab: z.int().min(0).max(100_000_000).default(0),
  open: openTerms.default({ horizon: 180, maximum: 720, whenUsedUp: 'end', creditLevels: [] }),
});
export type BookingPolicy = z.infer<typeof bookingPolicy>;
