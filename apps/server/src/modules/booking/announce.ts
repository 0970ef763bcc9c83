import { systemActor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { news } from '../../kernel/news.ts';
import { guestsOf } from './door-store.ts';
import { bookingMoved } from './events.ts';
import { bookingMayMove } from './rules.ts';
import { type BookingPatch, type BookingRow, changeBooking } from './store.ts';
import { addTimeline, type TimelineEntry } from './timeline-store.ts';

/** The same transaction, acting as the product: for what follows from a person's act by rule. */
export const asProduct = (ctx: Context): Context => ({ ...ctx, actor: systemActor('booking') });

/** What every event about a booking says. */
export function bookingFacts({ id: bookingId, number, storeId, roomId, kind, memberId }: BookingRow) {
  return { bookingId, number, storeId, roomId, kind, memberId };
}

/** The hint by which servers forget what they know of a store's free time. */
export const availabilityHint = (storeId: string): string => `booking.availability.${storeId}`;

/** One thing that happened to a booking: its timeline, and a hint to the screens that show it. */
export async function record(ctx: Context, booking: BookingRow, entry: TimelineEntry): Promise<void> {
  addTimeline(ctx.tx, booking.id, ctx.actor, ctx.now, entry);
  const data = { id: booking.id, bookingId: booking.id, storeId: booking.storeId, state: booking.state };
  if (booking.memberId !== null) news(ctx, `me:${booking.memberId}`, 'booking.changed', data);
  if (booking.state === 'confirmed' || booking.state === 'in_use')
    for (const guest of await guestsOf(ctx.db, [booking.id]))
      news(ctx, `me:${guest.memberId}`, 'booking.changed', data);
  news(ctx, `store:${booking.storeId}`, 'booking.changed', data);
  ctx.afterCommit.hints.add(availabilityHint(booking.storeId));
}

/** BKG-24: moves a booking that is locked, by the table. Throws illegal_move. */
export async function moveBooking(
  ctx: Context,
  booking: BookingRow,
  state: BookingRow['state'],
  change: { patch?: BookingPatch; name: string; detail?: TimelineEntry['detail'] },
): Promise<BookingRow> {
  if (!bookingMayMove(booking.state, state)) throw new AppError('illegal_move', { state: booking.state });
  const moved = await changeBooking(ctx.tx, booking.id, { ...change.patch, state }, ctx.now);
  await announceState(ctx, moved, booking.state);
  await record(ctx, moved, { name: change.name, ...(change.detail ? { detail: change.detail } : {}) });
  await audit(ctx, {
    action: `bookings.${state}`,
    object: { kind: 'booking', id: booking.id },
    before: { state: booking.state },
    after: { state, ...change.detail },
  });
  return moved;
}

export const announceState = (ctx: Context, booking: BookingRow, before: BookingRow['state'] | null): Promise<void> =>
  emit(ctx, bookingMoved, {
    ...bookingFacts(booking),
    before,
    state: booking.state,
    from: booking.from.toISOString(),
    to: booking.to.toISOString(),
    at: ctx.now.toISOString(),
  });
