import { z } from 'zod';
import { disruptionCause } from '../enums.ts';
import { fen, id, instant } from '../schemas.ts';
import { bookingQuote, roomBrief, staffBooking } from './booking-views.ts';
import { availability } from './rooms.ts';

/** BKG-7: whether a booking may be moved by its customer, and to which free times. */
export const rescheduling = z.object({
  possible: z.boolean(),
  until: instant.nullable(),
  /** Basis points that are kept now of what would go back. */
  feeRate: z.int(),
  rooms: z.array(roomBrief).max(500),
  /** Its own time counts as free. */
  availability: availability.nullable(),
});
/** BKG-7: what a move costs or gives back: `before` is what the time until now is worth. */
export const rescheduleQuote = z.object({
  quote: bookingQuote,
  before: fen,
  pay: fen,
  fee: fen,
  refund: fen,
  free: z.boolean(),
});
/** A time of a room that is offered in place of another. */
const offeredTime = z.object({ roomId: id, roomName: z.string(), from: instant, to: instant });
/** BKG-29, BKG-30: a booking that cannot begin as sold: what its customer may take instead, at the same price. */
export const disruption = z.object({
  disruption: z
    .object({
      cause: disruptionCause,
      toldAt: instant,
      rooms: z.array(offeredTime).max(3),
      later: z.array(offeredTime).max(3),
      /** All of what was paid. */
      refund: fen,
    })
    .nullable(),
});
/** BKG-27: what another end of a booking costs (`pay`) or gives back (`refund`), and the bookings in its way. */
export const lengthPreview = z.object({
  from: instant,
  to: instant,
  /** The bill of an extension; null where nothing is asked for the room. */
  quote: bookingQuote.nullable(),
  pay: fen,
  refund: fen,
  conflicts: z.array(staffBooking).max(20),
  /** Given back with the change. */
  version: z.int(),
});
