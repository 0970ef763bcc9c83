import type { Context } from '../../kernel/context.ts';
import { newId, shortNumber } from '../../kernel/ids.ts';
import { getRooms, type RoomFacts } from '../organisation/index.ts';
import { closePayments } from '../payments/index.ts';
import { asProduct, record } from './announce.ts';
import { dropKept, markKept } from './change-store.ts';
import { chargesOf, setChargeState } from './charge-store.ts';
import { untilOf } from './find-time.ts';
import { type BookingRow, occupy, place } from './store.ts';

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);
const later = (a: Date, b: Date): Date => (a > b ? a : b);

/**
 * Keeps a range for a change of a locked booking while its own time stays its own: next to it in the same room as one
 * stretch, else as a range beside it. False when somebody has a part of it. Locks the room.
 */
export async function keepRange(
  ctx: Context,
  booking: BookingRow,
  room: RoomFacts,
  range: { from: Date; to: Date; expiresAt: Date },
): Promise<boolean> {
  const until = untilOf(room, range.to);
  const touches = room.id === booking.roomId && range.from < booking.blockedUntil && booking.from < until;
  if (touches) {
    const from = earlier(range.from, booking.from);
    return occupy(ctx.tx, booking.id, { roomId: room.id, from, until: later(until, booking.blockedUntil) });
  }
  const id = newId();
  const kept = await place(
    ctx.tx,
    {
      ...{ id, number: shortNumber('B', ctx.now), storeId: booking.storeId, roomId: room.id, kind: 'block' },
      ...{ state: 'held', memberId: null, note: booking.number, people: booking.people, mode: null, packageId: null },
      ...{ from: range.from, to: range.to, until, holdsUntil: range.expiresAt, code: booking.code },
      policy: booking.policy,
    },
    ctx.now,
  );
  if (kept) await markKept(ctx.tx, id, booking.id);
  return kept;
}

/** Gives back what was kept for changes of a locked booking: it has its own time and cleaning again. */
export async function releaseKept(ctx: Context, booking: BookingRow): Promise<void> {
  await dropKept(ctx.tx, booking.id);
  if (booking.state !== 'confirmed' && booking.state !== 'in_use') return;
  const room = (await getRooms(ctx, [booking.roomId])).get(booking.roomId) ?? { bufferMinutes: 0 };
  const until = booking.kind === 'block' ? booking.to : untilOf(room, booking.to);
  await occupy(ctx.tx, booking.id, { roomId: booking.roomId, from: booking.from, until });
}

const isChange = (kind: string): boolean => kind === 'renewal' || kind === 'reschedule';

/** Ends changes of a locked booking that wait for their payment: all of them, or those whose time is over. */
export async function endPendingChanges(ctx: Context, booking: BookingRow, which: 'all' | 'expired'): Promise<void> {
  for (const charge of await chargesOf(ctx.db, [booking.id])) {
    if (!isChange(charge.kind) || charge.state !== 'awaiting_payment') continue;
    const over = charge.expiresAt !== null && charge.expiresAt <= ctx.now;
    if (which === 'expired' && !over) return;
    await setChargeState(ctx.tx, charge.id, 'void');
    await closePayments(asProduct(ctx), charge.id);
    await record(ctx, booking, { name: `${charge.kind}.lapsed` });
  }
  await releaseKept(ctx, booking);
}
