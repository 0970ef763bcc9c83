import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { newId, shortNumber } from '../../kernel/ids.ts';
import { getRooms } from '../organisation/index.ts';
import { bookingFacts, record } from './announce.ts';
import { sessionMoved } from './change-events.ts';
import { type BookingChange, markKept, relocate } from './change-store.ts';
import { leaveToClean } from './cleaning-tasks.ts';
import { untilOf } from './find-time.ts';
import { powerRoom, sayInRoom } from './power.ts';
import { endTimers } from './rules.ts';
import { type BookingRow, lockBooking, place } from './store.ts';
import { addTimers, dropTimers } from './timer-store.ts';

/** From when on a session that moves now has its other room: one that staff began early keeps its own beginning. */
export const movesFrom = (booking: BookingRow, now: Date): Date => (booking.from > now ? booking.from : now);

/**
 * BKG-21: a session goes on in another room of its store: entry right, code and guests go with it, power is switched over,
 * and the room that was left keeps the time it was used and its cleaning. `take` takes the new room. Throws room_taken.
 */
export async function moveSession(
  ctx: Context,
  booking: BookingRow,
  change: Pick<BookingChange, 'roomId' | 'to'>,
  take: () => Promise<boolean>,
): Promise<void> {
  if (booking.state !== 'in_use') throw new AppError('illegal_move', { state: booking.state });
  await powerRoom(ctx, booking, 'off');
  if (!(await take())) throw new AppError('room_taken', { alternatives: [] });
  await leaveTrace(ctx, booking);
  const to = new Date(change.to);
  const { mode, packageId, policy } = booking;
  const moved = await relocate(
    ctx.tx,
    booking.id,
    { from: movesFrom(booking, ctx.now), to, mode, packageId, policy },
    ctx.now,
  );
  await dropTimers(ctx.tx, booking.id, ['renewal_lapse', 'reminder', 'end', 'dim', 'grace', 'cut']);
  await addTimers(ctx.tx, booking.id, endTimers(to, policy, ctx.now));
  await sayInRoom(ctx, await powerRoom(ctx, moved, 'on'), 'welcome');
  const detail = { roomId: change.roomId, before: booking.roomId, to: change.to };
  await record(ctx, moved, { name: 'session.moved', detail });
  await audit(ctx, { action: 'bookings.move_session', object: { kind: 'booking', id: booking.id }, after: detail });
  await emit(ctx, sessionMoved, {
    ...bookingFacts(moved),
    ...{ beforeRoomId: booking.roomId, beforeFrom: booking.from.toISOString(), to: change.to },
    at: ctx.now.toISOString(),
  });
}

/** The room that was left was used until now, and is cleaned then. */
async function leaveTrace(ctx: Context, booking: BookingRow): Promise<void> {
  const room = (await getRooms(ctx, [booking.roomId])).get(booking.roomId) ?? { bufferMinutes: 0 };
  const id = newId();
  const { storeId, roomId, number, people, from, code, policy } = booking;
  const to = ctx.now;
  if (to <= from) return;
  await place(
    ctx.tx,
    {
      ...{ id, number: shortNumber('B', ctx.now), storeId, roomId, kind: 'block', state: 'completed', memberId: null },
      ...{ note: number, people, mode: null, packageId: null, from, to, until: untilOf(room, to), holdsUntil: null },
      ...{ code, policy },
    },
    ctx.now,
  );
  await markKept(ctx.tx, id, booking.id);
  await leaveToClean(ctx, await lockBooking(ctx.tx, id));
}
