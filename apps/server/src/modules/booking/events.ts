import {
  bookingChargeKind,
  bookingKind,
  bookingState,
  menuOrderSettlement,
  menuOrderState,
  paymentChannel,
  waitState,
} from '@latchkey/contract';
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

/** BKG-24: a booking moved to another state; null for one that is new. */
export const bookingMoved = defineEvent(
  'booking.moved',
  z.object({
    ...booking,
    before: bookingState.nullable(),
    state: bookingState,
    from: instant,
    to: instant,
    at: instant,
  }),
);

/** Money came in for a charge. Fen. */
export const chargePaid = defineEvent(
  'booking.charge_paid',
  z.object({
    ...booking,
    chargeId: z.uuid(),
    charge: bookingChargeKind,
    amount: z.int(),
    channel: paymentChannel.nullable(),
    at: instant,
  }),
);

/** BKG-12: the end is near. */
export const endApproaches = defineEvent(
  'booking.end_approaches',
  z.object({ ...booking, minutes: z.int(), to: instant, at: instant }),
);

/** BKG-15: what was left for a session is nearly used up; minutes until then. */
export const depositRunsOut = defineEvent(
  'booking.deposit_runs_out',
  z.object({ ...booking, minutes: z.int(), at: instant }),
);

/** BIL-9: the stay went on by itself for a unit, which was paid. Fen and minutes. */
export const renewedByItself = defineEvent(
  'booking.renewed_by_itself',
  z.object({ ...booking, chargeId: z.uuid(), amount: z.int(), minutes: z.int(), to: instant, at: instant }),
);

/** BKG-14: somebody owes for a room. Fen. */
export const overtimeOwed = defineEvent(
  'booking.overtime_owed',
  z.object({
    ...booking,
    chargeId: z.uuid(),
    charge: bookingChargeKind.default('overtime'),
    amount: z.int(),
    at: instant,
  }),
);

/** Money of a charge went back to the customer. Fen. */
export const bookingRefunded = defineEvent(
  'booking.refunded',
  z.object({
    ...booking,
    chargeId: z.uuid(),
    charge: bookingChargeKind.default('booking'),
    amount: z.int(),
    at: instant,
  }),
);

/** BKG-18: an order from the menu came to another state. Fen. */
export const menuOrderMoved = defineEvent(
  'booking.menu_order_moved',
  z.object({
    ...booking,
    orderId: z.uuid(),
    state: menuOrderState,
    settle: menuOrderSettlement,
    amount: z.int(),
    /** What was ordered, in words. */
    items: z.string(),
    byStaff: z.boolean(),
    at: instant,
  }),
);

/** BKG-8: a place on the waiting list is offered a room until an instant, or its offer passed, or its time began. */
export const waitMoved = defineEvent(
  'booking.wait_moved',
  z.object({
    ...{ waitId: z.uuid(), memberId: z.uuid(), storeId: z.uuid(), roomId: z.uuid().nullable(), state: waitState },
    ...{ from: instant, to: instant, until: instant.nullable(), at: instant },
  }),
);

const cleaning = { taskId: z.uuid(), storeId: z.uuid(), roomId: z.uuid(), at: instant };

/** BKG-17: a room cannot be cleaned, and why. */
export const cleaningBlocked = defineEvent('booking.cleaning_blocked', z.object({ ...cleaning, note: z.string() }));

/** BKG-25: somebody tries codes at a door's scanner. */
export const codesGuessed = defineEvent(
  'booking.codes_guessed',
  z.object({ scannerId: z.uuid(), storeId: z.uuid(), at: instant }),
);

/** BKG-30: the next booking of a room is due and the room is not clean after the one before. */
export const cleaningLate = defineEvent(
  'booking.cleaning_late',
  z.object({ ...cleaning, bookingId: z.uuid(), nextBookingId: z.uuid() }),
);
