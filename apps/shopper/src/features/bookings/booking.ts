import type { Answer } from '../../api';
import type { TagTone } from '../../kit/Tag';

export type Booking = Answer<'GET /bookings/:id'>;
export type Charge = Booking['charges'][number];
export type RoomOpening = Answer<'GET /bookings/:id/openings/:openingId'>;

export const stageTone: Record<Booking['stage'], TagTone> = {
  to_pay: 'amber',
  to_use: 'brand',
  in_use: 'amber',
  completed: 'plain',
  cancelled: 'plain',
};

/** What is to be paid now: the booking while it is held, a renewal that waits, or a debt. */
export function dueCharge(booking: Booking): Charge | null {
  const open = booking.charges.filter(({ state }) => state === 'awaiting_payment' || state === 'owed');
  return open.at(-1) ?? null;
}
