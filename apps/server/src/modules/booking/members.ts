import { requireSystem } from '../../kernel/actor.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { bookingsKept, changeBookingOwner, openBookings } from './member-store.ts';
import { getBooking } from './store.ts';
import { changeWaitsOwner } from './waiting-store.ts';

/** IDN-1: two accounts become one, in the merge's own transaction. */
export async function mergeBookings(ctx: Context, input: { fromId: string; intoId: string }): Promise<void> {
  await changeBookingOwner(ctx.tx, input.fromId, input.intoId);
  await changeWaitsOwner(ctx.tx, input.fromId, input.intoId);
}

/** What keeps an account from being deleted: bookings to come, sessions, debts, refunds on their way. */
export const openBookingMatters = async (ctx: ReadContext, customerId: string) =>
  (await openBookings(ctx.db, customerId)).map(({ id }) => ({ kind: 'booking', id }));

/** IDN-5: what is kept about a customer here. */
export const bookingsPersonalData = (ctx: ReadContext, customerId: string): Promise<unknown[]> =>
  bookingsKept(ctx.db, customerId);

/** The entry code of a booking, for the message that tells it to the host. */
export async function entryCodeOf(ctx: Context, bookingId: string): Promise<string> {
  requireSystem(ctx.actor);
  return (await getBooking(ctx.db, bookingId)).code;
}
