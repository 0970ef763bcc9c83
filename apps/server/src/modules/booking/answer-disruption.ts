import type { bookingChangeSchemas } from '@latchkey/contract';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { asProduct, record } from './announce.ts';
import { rescheduleTo, worthNow } from './apply-change.ts';
import { cancelWhole } from './cancel.ts';
import { chargesOf } from './charge-store.ts';
import { type DisruptionRow, endDisruption, openDisruption } from './disruption-store.ts';
import { type Alternative, alternativesTo, checkRange, roomToBook, taken } from './find-time.ts';
import { endPendingChanges } from './keep-range.ts';
import { lockOwn, ownBooking } from './pay.ts';
import { paidOf } from './refund-charge.ts';
import { type BookingRow, lockBooking } from './store.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** A later start is this much later at least; where a store is locked, the next day is looked at. */
const LATER_MINUTES = 30;

type View = z.input<typeof bookingChangeSchemas.disruption>;

/** BKG-29, BKG-30: what the customer of a booking that cannot begin as sold may choose. Throws not_found. */
export async function disruptionOf(ctx: ReadContext, bookingId: string): Promise<View> {
  const booking = await ownBooking(ctx, bookingId);
  const open = booking.state === 'confirmed' ? await openDisruption(ctx.db, booking.id) : null;
  if (!open) return { disruption: null };
  const paid = paidOf(await chargesOf(ctx.db, [booking.id]));
  return {
    disruption: {
      ...{ cause: open.cause, toldAt: open.toldAt.toISOString(), refund: paid },
      ...(await choicesOf(ctx, booking, open.cause)),
    },
  };
}

/** The other rooms and later starts that are offered in place of a booking. */
async function choicesOf(ctx: ReadContext, booking: BookingRow, cause: DisruptionRow['cause']) {
  const locked = cause === 'lockdown';
  const [now, later] = await Promise.all([
    locked ? [] : waysAt(ctx, booking, 0),
    waysAt(ctx, booking, locked ? DAY : LATER_MINUTES * MINUTE),
  ]);
  const least = booking.from.getTime() + (locked ? 12 * 60 : LATER_MINUTES) * MINUTE;
  return {
    rooms: now.filter(({ roomId, from }) => roomId !== booking.roomId && from === startOf(ctx, booking, 0)).slice(0, 3),
    later: later.filter(({ from }) => Date.parse(from) >= least).slice(0, 3),
  };
}

/** The grid line at which a booking could begin elsewhere, no earlier than now. */
function startOf(ctx: ReadContext, booking: BookingRow, shift: number): string {
  const step = booking.policy.granularity * MINUTE;
  const from = booking.from.getTime() + shift;
  const missed = Math.max(0, Math.ceil((ctx.now.getTime() - from) / step) * step);
  return new Date(from + missed).toISOString();
}

async function waysAt(ctx: ReadContext, booking: BookingRow, shift: number): Promise<Alternative[]> {
  const from = new Date(startOf(ctx, booking, shift));
  const to = new Date(from.getTime() + booking.to.getTime() - booking.from.getTime());
  const it = await roomToBook(ctx, booking.roomId);
  return alternativesTo(ctx, it, { from, to, people: booking.people }, booking.id);
}

/**
 * BKG-29, BKG-30: the customer takes another room or a later start at the same price, or all of the money back. Throws
 * not_found, illegal_move when there is nothing to choose any more, what the range breaks, room_taken. Lock order: booking,
 * room, payments.
 */
export async function answerDisruption(
  ctx: Context,
  input: { bookingId: string; choice: { kind: 'refund' } | { kind: 'move'; roomId: string; from: Date } },
): Promise<void> {
  const booking = await lockOwn(ctx, input.bookingId);
  const open = await openDisruption(ctx.db, booking.id);
  if (!open || booking.state !== 'confirmed') throw new AppError('illegal_move', { state: booking.state });
  const { choice } = input;
  const outcome = choice.kind === 'refund' ? 'refund' : choice.roomId === booking.roomId ? 'later' : 'room';
  await endDisruption(ctx.tx, booking.id, outcome, ctx.now);
  await record(ctx, booking, { name: 'disruption.answered', detail: { cause: open.cause, outcome } });
  const after = { cause: open.cause, outcome };
  await audit(ctx, { action: 'bookings.answer_disruption', object: { kind: 'booking', id: booking.id }, after });
  if (choice.kind === 'refund') return cancelWhole(asProduct(ctx), booking, open.cause);
  await moveWhole(ctx, booking, choice, open.cause);
}

/** The same length, at the price that was paid: only what is offered, for a better room or evening costs more. */
async function moveWhole(
  ctx: Context,
  booking: BookingRow,
  { roomId, from }: { roomId: string; from: Date },
  cause: DisruptionRow['cause'],
) {
  const it = await roomToBook(ctx, roomId);
  if (it.store.id !== booking.storeId) throw new AppError('not_found');
  const to = new Date(from.getTime() + booking.to.getTime() - booking.from.getTime());
  const wish = { from, to, people: booking.people };
  if (from < booking.from) throw new AppError('booking_in_past');
  const { rooms, later } = await choicesOf(ctx, booking, cause);
  if (![...rooms, ...later].some((way) => way.roomId === roomId && way.from === from.toISOString()))
    throw await taken(ctx, it, wish);
  checkRange(ctx, { ...it, policy: { ...it.policy, lead: 0 } }, wish, booking.kind === 'walk_in');
  await endPendingChanges(ctx, booking, 'all');
  const worth = await worthNow(ctx, booking.id);
  const current = await lockBooking(ctx.tx, booking.id);
  const { mode, packageId } = booking;
  try {
    await rescheduleTo(asProduct(ctx), current, {
      ...{ kind: 'reschedule', roomId, from: from.toISOString(), to: to.toISOString() },
      ...{ mode, packageId, before: worth, after: worth },
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'room_taken') throw await taken(ctx, it, wish);
    throw error;
  }
}

/** Nobody came to a booking that could not begin as sold: nothing is kept of it. False when that was not so. */
export async function missDisrupted(ctx: Context, booking: BookingRow): Promise<boolean> {
  if (booking.state !== 'confirmed' || (await endDisruption(ctx.tx, booking.id, 'missed', ctx.now)) === 0) return false;
  await cancelWhole(ctx, booking, 'disrupted');
  return true;
}
