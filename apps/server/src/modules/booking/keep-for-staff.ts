import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId, shortNumber } from '../../kernel/ids.ts';
import { getRoom, retireRoom } from '../organisation/index.ts';
import { asProduct, record } from './announce.ts';
import { endDisruption } from './disruption-store.ts';
import { checkRange, roomToBook, taken, untilOf } from './find-time.ts';
import { announcePlaced, entryCode, placeOrRefuse } from './hold-room.ts';
import { endPendingChanges } from './keep-range.ts';
import { planPrecondition } from './precondition.ts';
import type { PriceBook } from './prices.ts';
import { countToCome } from './staff-store.ts';
import { type BookingRow, changeBooking, holdRoom, lockBooking, occupy } from './store.ts';
import { addTimers, dropTimers } from './timer-store.ts';
import { chargeWalkIn, keepContact, type WalkInPrice } from './walk-in.ts';

const MINUTE = 60_000;

export interface StaffBookingInput {
  kind: 'walk_in' | 'block';
  roomId: string;
  from: Date;
  to: Date;
  people: number;
  note: string;
  phone: string | null;
  price: WalkInPrice | null;
}

/** BKG-9: keeps a room for a walk-in customer, or blocks it. Throws what the range breaks, room_taken, price_changed. */
export async function keepRoom(ctx: Context, book: PriceBook, input: StaffBookingInput): Promise<string> {
  requireStaff(ctx.actor, 'bookings:edit');
  const room = await getRoom(ctx, input.roomId);
  requireStore(ctx.actor, room.storeId);
  const it = await roomToBook(ctx, input.roomId);
  const { kind, from, to, people, note } = input;
  checkRange(ctx, it, kind === 'block' ? { from, to, people: 1 } : { from, to, people }, true);
  const id = newId();
  const number = shortNumber('B', ctx.now);
  await placeOrRefuse(ctx, it, {
    ...{ id, number, storeId: it.store.id, roomId: room.id, kind, state: 'confirmed' },
    ...{ memberId: null, note, people, mode: null, packageId: null, from, to },
    ...{ until: kind === 'block' ? to : untilOf(room, to), holdsUntil: null, code: entryCode(), policy: it.policy },
  });
  await addTimers(ctx.tx, id, [{ kind: 'no_show', dueAt: overAt(input, it.policy.noShow), minutes: 0 }]);
  await planPrecondition(ctx, await lockBooking(ctx.tx, id));
  await announcePlaced(ctx, id, { note });
  if (kind === 'block') return id;
  if (input.phone !== null) await keepContact(ctx, id, input.phone);
  if (input.price) await chargeWalkIn(ctx, book, it, { bookingId: id, number, from, to, people, price: input.price });
  return id;
}

/** When nobody came, or a block is over. */
const overAt = (
  { kind, from, to }: Pick<StaffBookingInput, 'kind' | 'from' | 'to'> | BookingRow,
  noShow: number,
): Date => (kind === 'block' ? to : new Date(Math.min(from.getTime() + noShow * MINUTE, to.getTime())));

/**
 * BKG-9: moves a booking that has not begun to another time of the same length, or to another room of the store; its price
 * stays. Throws not_found, conflict, illegal_move, what the range breaks, room_taken. Lock order: booking, room.
 */
export async function moveByStaff(
  ctx: Context,
  input: { bookingId: string; roomId: string; from: Date; reason: string; version: number },
): Promise<void> {
  requireStaff(ctx.actor, 'bookings:edit');
  const booking = await lockBooking(ctx.tx, input.bookingId);
  requireStore(ctx.actor, booking.storeId);
  if (booking.version !== input.version) throw new AppError('conflict');
  if (booking.state !== 'confirmed') throw new AppError('illegal_move', { state: booking.state });
  const it = await roomToBook(ctx, input.roomId);
  if (it.store.id !== booking.storeId) throw new AppError('not_found');
  const { from } = input;
  const to = new Date(from.getTime() + booking.to.getTime() - booking.from.getTime());
  const wish = { from, to, people: booking.kind === 'block' ? 1 : booking.people };
  checkRange(ctx, it, wish, true);
  const until = booking.kind === 'block' ? to : untilOf(it.room, to);
  await endPendingChanges(ctx, booking, 'all');
  const kept = await occupy(ctx.tx, booking.id, { roomId: input.roomId, from, until });
  if (!kept) throw await taken(ctx, it, wish);
  await endDisruption(ctx.tx, booking.id, input.roomId === booking.roomId ? 'later' : 'room', ctx.now);
  const moved = await changeBooking(ctx.tx, booking.id, { from, to }, ctx.now);
  await dropTimers(ctx.tx, booking.id, ['no_show', 'renewal_lapse']);
  await addTimers(ctx.tx, booking.id, [{ kind: 'no_show', dueAt: overAt(moved, moved.policy.noShow), minutes: 0 }]);
  await planPrecondition(ctx, moved);
  const detail = { roomId: input.roomId, from: from.toISOString(), reason: input.reason };
  await record(ctx, moved, { name: 'booking.moved', detail });
  await audit(ctx, {
    action: 'bookings.move',
    object: { kind: 'booking', id: booking.id },
    before: { roomId: booking.roomId, from: booking.from },
    after: detail,
  });
}

/** BKG-25: takes an entry right back, or gives it again; the doors follow at once. Throws not_found. */
export async function revokeEntry(
  ctx: Context,
  input: { bookingId: string; revoked: boolean; reason: string },
): Promise<void> {
  requireStaff(ctx.actor, 'bookings:edit');
  const booking = await lockBooking(ctx.tx, input.bookingId);
  requireStore(ctx.actor, booking.storeId);
  const { revoked, reason } = input;
  const changed = await changeBooking(ctx.tx, booking.id, { revoked }, ctx.now);
  await record(ctx, changed, { name: revoked ? 'entry.revoked' : 'entry.restored', detail: { reason } });
  await audit(ctx, {
    action: 'bookings.revoke_entry',
    object: { kind: 'booking', id: booking.id },
    before: { revoked: booking.revoked },
    after: { revoked, reason },
  });
}

/** ORG-10: a room with bookings to come is not retired. Throws not_found, room_has_bookings, illegal_move. Locks the room. */
export async function retire(ctx: Context, input: { roomId: string; reason: string }): Promise<void> {
  requireStaff(ctx.actor, 'rooms:edit');
  const room = await getRoom(ctx, input.roomId);
  requireStore(ctx.actor, room.storeId);
  await holdRoom(ctx.tx, room.id);
  const { count } = await countToCome(ctx.db, room.id);
  if (count > 0) throw new AppError('room_has_bookings', { count });
  await retireRoom(asProduct(ctx), room.id);
  const after = { state: 'retired', reason: input.reason };
  await audit(ctx, {
    action: 'rooms.retire',
    object: { kind: 'room', id: room.id },
    before: { state: room.state },
    after,
  });
}
