import { bookingKind, disruptionCause } from '@latchkey/contract';
import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';

const instant = z.iso.datetime({ offset: true });
const booking = {
  bookingId: z.uuid(),
  number: z.string(),
  storeId: z.uuid(),
  roomId: z.uuid(),
  kind: bookingKind,
  memberId: z.uuid().nullable(),
};

/** BKG-7: a booking is at another time or in another room. */
export const bookingRescheduled = defineEvent(
  'booking.rescheduled',
  z.object({
    ...booking,
    ...{ from: instant, to: instant, beforeRoomId: z.uuid(), beforeFrom: instant, beforeTo: instant, at: instant },
  }),
);

/** BKG-21: a session went on in another room; the one before was used from `beforeFrom` to `at`. */
export const sessionMoved = defineEvent(
  'booking.session_moved',
  z.object({ ...booking, beforeRoomId: z.uuid(), beforeFrom: instant, to: instant, at: instant }),
);

/** BKG-29, BKG-30: a booking cannot begin as it was sold; its customer chooses what becomes of it. */
export const bookingDisrupted = defineEvent(
  'booking.disrupted',
  z.object({
    ...{ ...booking, disruptionId: z.uuid(), cause: disruptionCause, byBookingId: z.uuid().nullable() },
    ...{ from: instant, to: instant, at: instant },
  }),
);
