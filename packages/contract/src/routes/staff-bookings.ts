import { z } from 'zod';
import { bookingKind, bookingState, roomMode } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { fen, id, idParams, instant, label, note, pageOf, pageQuery, phone, zone } from '../schemas.ts';
import { lengthPreview } from './booking-changes.ts';
import { movePreview, people, roomBrief, staffBooking, staffBookingDetail } from './booking-views.ts';

const params = idParams;

export const staffBookingsRoutes = defineRoutes({
  'GET /staff/stores/:id/room-calendar': {
    summary: 'BKG-9: all rooms of a store with everything that occupies them in a window of at most 32 days.',
    audience: 'staff',
    permission: 'bookings',
    ratePerMinute: 300,
    params,
    query: z.object({ from: instant, to: instant }),
    response: z.object({
      store: z.object({ id, name: z.string(), zone }),
      /** When the store is open in the window, and the grid of its bookings in minutes. */
      open: z.array(z.object({ from: instant, to: instant })).max(400),
      granularity: z.int(),
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
      /** A number, a piece of a note, a member’s name or the last four digits of a phone. */
      search: z.string().max(40).optional(),
      kind: bookingKind.optional(),
      /** Only what still keeps a room: held, confirmed or in use. */
      toCome: z.enum(['true']).optional(),
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
    summary:
      'BKG-9: keep a room for a walk-in customer, or block it. With a price it is owed until it is settled, or paid outside at once. Refused with room_taken, price_changed.',
    audience: 'staff',
    permission: 'bookings:edit',
    body: z.object({
      kind: z.enum(['walk_in', 'block']),
      roomId: id,
      from: instant,
      to: instant,
      people,
      note: label,
      phone: phone.nullable().default(null),
      /** What is asked for a walk-in, as it was shown; null for one that costs nothing. */
      price: z
        .object({
          mode: roomMode,
          packageId: z.string().max(64).nullable(),
          expectedTotal: fen,
          /** `later`: owed until it is settled by hand; `outside`: cash or a transfer, taken already. */
          payment: z.enum(['later', 'outside']),
        })
        .nullable()
        .default(null),
    }),
    response: staffBookingDetail,
  },
  'GET /staff/bookings/:id/move': {
    summary:
      'BKG-9: what a move would meet, before it is made: why it cannot be, and what the stay would cost there today.',
    audience: 'staff',
    permission: 'bookings',
    ratePerMinute: 600,
    params,
    query: z.object({ roomId: id, from: instant }),
    response: movePreview,
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
  'POST /staff/bookings/:id/charges/:chargeId/settle': {
    summary: 'BKG-16: settle by hand what is owed: it was paid outside the channels, or is given up.',
    audience: 'staff',
    permission: 'bookings:edit',
    params: z.object({ id, chargeId: id }),
    body: z.object({ how: z.enum(['outside', 'waive']), reason: note }),
    response: staffBookingDetail,
  },
  // BKG-27: first the preview with the wished end, then the change with what the preview answered. Nothing is changed while
  // `conflicts` is not empty: room_taken. What is to pay is taken from the balance, or owed; a refund goes back by itself.
  'POST /staff/bookings/:id/length-preview': {
    summary: 'BKG-27: what extending or shortening to another end would cost, give back and meet. Changes nothing.',
    audience: 'staff',
    permission: 'bookings:edit',
    ratePerMinute: 300,
    params,
    body: z.object({ to: instant }),
    response: lengthPreview,
  },
  'POST /staff/bookings/:id/length': {
    summary: 'BKG-27: extend or shorten a booking or a running session, with a reason. Refused with room_taken.',
    audience: 'staff',
    permission: 'bookings:edit',
    params,
    body: z.object({ to: instant, reason: note, expectedPay: fen, expectedRefund: fen, version: z.int().min(0) }),
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
