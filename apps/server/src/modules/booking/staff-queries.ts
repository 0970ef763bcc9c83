import { requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import { localParts } from '../../kernel/calendar.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { searchCustomers, staffNames } from '../identity/index.ts';
import { maskedMembers } from '../members/index.ts';
import { bookableStore, roomsOfStore } from '../organisation/index.ts';
import { chargesOf, refundsOf } from './charge-store.ts';
import { guestsOf } from './door-store.ts';
import { policyOf } from './find-time.ts';
import { sessionEnergy } from './precondition.ts';
import { presentCharges, presentForStaff, presentTimeline } from './present.ts';
import { entryRight } from './rules.ts';
import { bookingsInWindow, listBookings } from './staff-store.ts';
import { type BookingRow, getBooking } from './store.ts';
import { timelineOf } from './timeline-store.ts';

const DAY = 86_400_000;

/** BKG-9: everything that occupies a store's rooms in a window. Throws not_found, invalid_input. */
export async function calendar(
  ctx: ReadContext,
  storeId: string,
  window: { from: Date; to: Date },
): Promise<AnswerOf<'GET /staff/stores/:id/room-calendar'>> {
  requireStaff(ctx.actor, 'bookings');
  requireStore(ctx.actor, storeId);
  const length = window.to.getTime() - window.from.getTime();
  if (length <= 0 || length > 32 * DAY) throw invalidInput('to', 'out of range');
  const store = await bookableStore(ctx, storeId);
  const [rooms, rows, { granularity }] = await Promise.all([
    roomsOfStore(ctx, storeId),
    bookingsInWindow(ctx.db, storeId, window.from, window.to, 5000),
    policyOf(ctx, storeId),
  ]);
  const first = localParts(window.from, store.zone).date;
  const open = store
    .spans(first, Math.ceil(length / DAY) + 1)
    .filter(({ from, to }) => from < window.to && to > window.from);
  return {
    store: { id: store.id, name: store.name, zone: store.zone },
    open: open.map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() })),
    granularity,
    rooms: rooms.map(({ id, name, kind, capacity, bufferMinutes, state }) => ({
      ...{ id, name, kind, capacity, bufferMinutes, state },
    })),
    bookings: await presentForStaff(ctx, rows),
  };
}

export async function staffBookings(
  ctx: ReadContext,
  { query }: Input<'GET /staff/bookings'>,
): Promise<AnswerOf<'GET /staff/bookings'>> {
  requireStaff(ctx.actor, 'bookings');
  const after = decodeCursor(query.cursor, timeCursor);
  const meant = query.search ? await searchCustomers(ctx, query.search) : [];
  const filter = { ...query, meant, storeIds: storeFilter(ctx.actor) };
  const rows = await listBookings(ctx.db, filter, after, query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [row.createdAt.toISOString(), row.id]);
  return { items: await presentForStaff(ctx, page.items), nextCursor: page.nextCursor };
}

/** One booking with its bill and history; the caller's verb or route has checked the permission. Throws not_found. */
export async function staffBooking(ctx: ReadContext, bookingId: string): Promise<AnswerOf<'GET /staff/bookings/:id'>> {
  requireStaff(ctx.actor, null);
  const row = await getBooking(ctx.db, bookingId);
  requireStore(ctx.actor, row.storeId);
  const [booking] = await presentForStaff(ctx, [row]);
  if (!booking) throw new AppError('not_found');
  const [charges, refunds, guests, timeline] = await Promise.all([
    chargesOf(ctx.db, [bookingId]),
    refundsOf(ctx.db, bookingId),
    guestsOf(ctx.db, [bookingId]),
    timelineOf(ctx.db, bookingId),
  ]);
  const staffIds = timeline.flatMap((entry) => (entry.actorKind === 'staff' && entry.actorId ? [entry.actorId] : []));
  const names = await maskedMembers(
    ctx,
    guests.map((guest) => guest.memberId),
  );
  return {
    booking,
    entry: entryOf(row),
    guests: guests.map(({ id, memberId, joinedAt }) => ({
      ...{ id, name: names.get(memberId)?.name ?? null, joinedAt: joinedAt.toISOString() },
    })),
    energy: await sessionEnergy(ctx, bookingId),
    charges: presentCharges(charges),
    refunds: refunds.map(({ id, chargeId, amount, reason, state, createdAt, settledAt }) => ({
      ...{ id, chargeId, amount, reason, state, createdAt: createdAt.toISOString() },
      settledAt: settledAt?.toISOString() ?? null,
    })),
    timeline: presentTimeline(timeline, await staffNames(ctx, [...new Set(staffIds)])),
  };
}

/** BKG-25: the entry right of a booking that still has one; a block opens no door. */
function entryOf(row: BookingRow): AnswerOf<'GET /staff/bookings/:id'>['entry'] {
  if (row.kind === 'block' || (row.state !== 'confirmed' && row.state !== 'in_use')) return null;
  const right = entryRight(row);
  return {
    from: right.from.toISOString(),
    to: right.to.toISOString(),
    revoked: row.revoked,
    code: row.revoked ? null : row.code,
  };
}
