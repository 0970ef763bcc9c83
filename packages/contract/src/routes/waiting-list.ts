import { z } from 'zod';
import { roomKind, roomMode, waitState } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { fen, id, idParams, instant, pageOf, pageQuery, zone } from '../schemas.ts';
import { customerBooking, people, roomBrief } from './booking-views.ts';

/** BKG-8: a place in the line for a range that is full. */
export const waitView = z.object({
  id,
  state: waitState,
  store: z.object({ id, name: z.string(), address: z.string(), zone, utcOffset: z.int() }),
  /** The room that is waited for; null where any of its kind will do. */
  room: roomBrief.nullable(),
  roomKind,
  people,
  from: instant,
  to: instant,
  /** How many are asked first, oneself counted; null once it is no more waited for. */
  place: z.int().nullable(),
  /** The room that is kept, and until when; null unless one is offered now. */
  offer: z.object({ room: roomBrief, until: instant }).nullable(),
  /** The booking that came of it. */
  bookingId: id.nullable(),
  createdAt: instant,
});

export const waitingListRoutes = defineRoutes({
  'POST /waiting-list': {
    summary:
      'BKG-8: wait for a range that is full, of a room or of any room of a kind. Asking twice answers the same place. Refused with time_is_free.',
    audience: 'customer',
    ratePerMinute: 60,
    body: z.object({
      /** The room that was looked at; with `anyRoom`, any room of its kind that seats as many. */
      roomId: id,
      anyRoom: z.boolean().default(false),
      from: instant,
      to: instant,
      people,
    }),
    response: waitView,
  },
  'GET /waiting-list': {
    summary: 'What the customer waits for and waited for, newest first.',
    audience: 'customer',
    ratePerMinute: 600,
    query: pageQuery,
    response: pageOf(waitView),
  },
  'POST /waiting-list/:id/take': {
    summary:
      'Make the offer a booking that waits for its payment. Refused with offer_over when it is late, price_changed when the price is another.',
    audience: 'customer',
    ratePerMinute: 60,
    params: idParams,
    body: z.object({ mode: roomMode, packageId: z.string().max(64).nullable().default(null), expectedTotal: fen }),
    response: customerBooking,
  },
  'POST /waiting-list/:id/leave': {
    summary: 'Leave the line, or decline what is offered: the next one is asked.',
    audience: 'customer',
    ratePerMinute: 60,
    params: idParams,
    response: waitView,
  },
});
