import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { getRooms } from '../organisation/index.ts';
import { bookingFacts, record } from './announce.ts';
import { bookingRescheduled } from './change-events.ts';
import { termsAfterMove, worthOf } from './change-rules.ts';
import { type BookingChange, changesOf, dropKept, relocate } from './change-store.ts';
import { type ChargeRow, chargesOf } from './charge-store.ts';
import { endDisruption } from './disruption-store.ts';
import { untilOf } from './find-time.ts';
import { moveSession, movesFrom } from './move-session.ts';
import { planPrecondition } from './precondition.ts';
import { type BookingRow, occupy } from './store.ts';
import { addTimers, dropTimers } from './timer-store.ts';

const MINUTE = 60_000;

const changeOf = async (ctx: Context, charge: ChargeRow): Promise<BookingChange | null> =>
  (await changesOf(ctx.db, charge.bookingId)).find(({ chargeId }) => chargeId === charge.id)?.change ?? null;

/** What the time of a booking is worth by now. Fen. */
export async function worthNow(ctx: Pick<Context, 'db'>, bookingId: string): Promise<number> {
  const [charges, changes] = await Promise.all([chargesOf(ctx.db, [bookingId]), changesOf(ctx.db, bookingId)]);
  return worthOf(charges, new Map(changes.map(({ chargeId, change }) => [chargeId, change])));
}

/** Whether a charge carries a change that can still come about as it was priced; takes the place for it. Null for other charges. */
export async function changeComesInTime(ctx: Context, booking: BookingRow, charge: ChargeRow): Promise<boolean | null> {
  const change = await changeOf(ctx, charge);
  if (change === null) return null;
  const state = change.kind === 'move' ? 'in_use' : 'confirmed';
  if (booking.state !== state || change.before !== (await worthNow(ctx, booking.id))) return false;
  if (change.kind === 'reschedule' && (ctx.now >= booking.from || ctx.now >= new Date(change.from))) return false;
  if (change.kind === 'move' && ctx.now >= new Date(change.to)) return false;
  return takePlace(ctx, booking, change);
}

/** Takes the room and time of a change for a locked booking in place of its own. */
async function takePlace(ctx: Context, booking: BookingRow, change: BookingChange): Promise<boolean> {
  const room = (await getRooms(ctx, [change.roomId])).get(change.roomId);
  if (room?.state !== 'open') return false;
  await dropKept(ctx.tx, booking.id);
  const from = change.kind === 'move' ? movesFrom(booking, ctx.now) : new Date(change.from);
  return occupy(ctx.tx, booking.id, { roomId: room.id, from, until: untilOf(room, new Date(change.to)) });
}

/** What a charge that was paid changes in time or place, if it does. Throws room_taken. Lock order: booking, room. */
export async function applyPaidChange(ctx: Context, booking: BookingRow, charge: ChargeRow): Promise<void> {
  const change = await changeOf(ctx, charge);
  if (change === null || change.kind === 'length') return;
  if (change.kind === 'move') return moveSession(ctx, booking, change, () => takePlace(ctx, booking, change));
  await rescheduleTo(ctx, booking, change);
}

/** BKG-7: the booking is at its new time and room; who does not come is missed there. */
export async function rescheduleTo(ctx: Context, booking: BookingRow, change: BookingChange): Promise<void> {
  if (!(await takePlace(ctx, booking, change))) throw new AppError('room_taken', { alternatives: [] });
  await endDisruption(ctx.tx, booking.id, change.roomId === booking.roomId ? 'later' : 'room', ctx.now);
  const [from, to] = [new Date(change.from), new Date(change.to)];
  const policy = termsAfterMove(booking.policy, booking.from, from, ctx.now);
  const { mode, packageId } = change;
  const moved = await relocate(ctx.tx, booking.id, { from, to, mode, packageId, policy }, ctx.now);
  await dropTimers(ctx.tx, booking.id, ['no_show', 'renewal_lapse']);
  const late = Math.min(from.getTime() + policy.noShow * MINUTE, to.getTime());
  await addTimers(ctx.tx, booking.id, [{ kind: 'no_show', dueAt: new Date(late), minutes: 0 }]);
  await planPrecondition(ctx, moved);
  await record(ctx, moved, {
    name: 'booking.rescheduled',
    detail: { roomId: change.roomId, from: change.from, to: change.to, before: booking.from.toISOString() },
  });
  await emit(ctx, bookingRescheduled, {
    ...bookingFacts({ ...moved, roomId: change.roomId }),
    ...{ from: change.from, to: change.to, beforeRoomId: booking.roomId, at: ctx.now.toISOString() },
    ...{ beforeFrom: booking.from.toISOString(), beforeTo: booking.to.toISOString() },
  });
}
