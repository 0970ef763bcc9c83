import { requireStaff, requireStore } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { getRooms } from '../organisation/index.ts';
import { closePayments } from '../payments/index.ts';
import { asProduct, bookingFacts, moveBooking, record } from './announce.ts';
import { dropKept } from './change-store.ts';
import { type ChargeRow, chargesOf, setChargeState } from './charge-store.ts';
import { beginCleaning } from './cleaning-tasks.ts';
import { endDisruption } from './disruption-store.ts';
import { settleOpen } from './end-open.ts';
import { overtimeOwed } from './events.ts';
import { untilOf } from './find-time.ts';
import { settleMenu } from './menu-orders.ts';
import { insertOvertime } from './overtime-charge.ts';
import { lockOwn, spendFor } from './pay.ts';
import { powerRoom, sayInRoom } from './power.ts';
import { overtimeOf, type PriceBook } from './prices.ts';
import { othersAreIn } from './room-use-store.ts';
import { endTimers } from './rules.ts';
import { type BookingRow, lockBooking, occupy, releaseFrom } from './store.ts';
import { addTimers, dropTimers } from './timer-store.ts';

/** BKG-11: the session of a locked booking begins: power comes on, and what happens towards the end is set. Once. */
export async function startSession(ctx: Context, booking: BookingRow): Promise<BookingRow> {
  if (booking.state !== 'confirmed') return booking;
  const started = await moveBooking(ctx, booking, 'in_use', { name: 'session.started', patch: { startedAt: ctx.now } });
  await endDisruption(ctx.tx, booking.id, 'came', ctx.now);
  await dropTimers(ctx.tx, booking.id, ['no_show']);
  await addTimers(ctx.tx, booking.id, endTimers(booking.to, booking.policy, ctx.now));
  const lit = await powerRoom(ctx, started, 'on');
  await sayInRoom(ctx, lit, 'welcome');
  return lit;
}

/** The customer leaves. Throws not_found, illegal_move. */
export async function leaveRoom(ctx: Context, book: PriceBook, bookingId: string): Promise<void> {
  const booking = await lockOwn(ctx, bookingId);
  // BKG-15: a second tap, or staff were faster: the bill is there.
  if (booking.kind === 'open' && booking.state === 'completed') return;
  await endSession(ctx, book, booking, 'customer');
}

async function lockForStaff(ctx: Context, bookingId: string): Promise<BookingRow> {
  requireStaff(ctx.actor, 'bookings:edit');
  const booking = await lockBooking(ctx.tx, bookingId);
  requireStore(ctx.actor, booking.storeId);
  return booking;
}

/** Staff begin a session by hand; before its start the room must be free until then. Throws not_found, illegal_move, room_taken. */
export async function startByHand(ctx: Context, input: { bookingId: string; reason: string }): Promise<void> {
  const booking = await lockForStaff(ctx, input.bookingId);
  if (booking.state !== 'confirmed' || booking.kind === 'block')
    throw new AppError('illegal_move', { state: booking.state });
  if (await othersAreIn(ctx.db, booking)) throw new AppError('illegal_move', { state: 'in_use' });
  if (ctx.now < booking.from) {
    const { roomId, blockedUntil: until } = booking;
    if (!(await occupy(ctx.tx, booking.id, { roomId, from: ctx.now, until })))
      throw new AppError('room_taken', { alternatives: [] });
  }
  await record(ctx, booking, { name: 'session.by_hand', detail: { reason: input.reason } });
  await startSession(ctx, booking);
}

/** Staff end a session by hand. Throws not_found, illegal_move. */
export async function endByHand(
  ctx: Context,
  book: PriceBook,
  input: { bookingId: string; reason: string },
): Promise<void> {
  const booking = await lockForStaff(ctx, input.bookingId);
  await record(ctx, booking, { name: 'session.by_hand', detail: { reason: input.reason } });
  await endSession(ctx, book, booking, 'staff');
}

/**
 * BKG-14, BKG-16: a session ends: the power goes off, the room is free after its cleaning, and overtime is billed from the
 * balance, or owed. Throws illegal_move. Lock order: booking, wallet, ledger, devices.
 */
export async function endSession(
  ctx: Context,
  book: PriceBook,
  booking: BookingRow,
  by: 'customer' | 'staff' | 'ladder',
): Promise<void> {
  // A booking that has not begun is cancelled, not ended: its room may be somebody else's now.
  if (booking.state !== 'in_use') throw new AppError('illegal_move', { state: booking.state });
  const ended = await moveBooking(ctx, booking, 'completed', {
    name: 'session.ended',
    patch: { endedAt: ctx.now },
    detail: { by },
  });
  await dropTimers(ctx.tx, booking.id, null);
  await dropKept(ctx.tx, booking.id);
  for (const charge of await chargesOf(ctx.db, [booking.id])) {
    if (charge.state !== 'awaiting_payment') continue;
    await setChargeState(ctx.tx, charge.id, 'void');
    await closePayments(asProduct(ctx), charge.id);
  }
  const room = (await getRooms(ctx, [booking.roomId])).get(booking.roomId);
  await releaseFrom(ctx.tx, booking.id, untilOf(room ?? { bufferMinutes: 0 }, ctx.now));
  await beginCleaning(ctx, await lockBooking(ctx.tx, booking.id));
  await powerRoom(ctx, ended, by === 'ladder' ? 'cut' : 'off');
  if (booking.kind === 'open') await settleOpen(ctx, book, ended, collect);
  await settleMenu(ctx, ended, collect);
  if (booking.policy.atEnd === 'overtime' && ctx.now > booking.to) await billOvertime(ctx, book, ended);
}

async function billOvertime(ctx: Context, book: PriceBook, booking: BookingRow): Promise<void> {
  const room = (await getRooms(ctx, [booking.roomId])).get(booking.roomId);
  if (!room || booking.kind === 'block') return;
  const { storeId, roomId, from, to, people } = booking;
  const stay = { storeId, roomId, roomKind: room.kind, from, to, people, memberLevel: null };
  const quote = await overtimeOf(ctx, book, stay, to);
  if (quote === null || quote.total === 0) return;
  const { unitPrice, unitMinutes, amount, serviceFee } = quote;
  const charge = await insertOvertime(ctx, booking, {
    ...{ from: to, to: ctx.now, unitPrice, unitMinutes, amount, serviceFee, state: 'owed', newEnd: null },
  });
  await record(ctx, booking, { name: 'overtime.billed', detail: { minutes: quote.minutes, amount: quote.total } });
  await collect(ctx, booking, charge);
}

/** BKG-14: an owed charge is taken from the balance, or stays a debt that its customer hears of. */
export async function collect(ctx: Context, booking: BookingRow, charge: ChargeRow): Promise<void> {
  if (!(await paidFromBalance(ctx, booking, charge)))
    await emit(ctx, overtimeOwed, {
      ...bookingFacts(booking),
      ...{ chargeId: charge.id, charge: charge.kind, amount: charge.amount, at: ctx.now.toISOString() },
    });
}

/** A shortage is an answer, not a failed statement: the transaction goes on, and the charge is owed. */
async function paidFromBalance(ctx: Context, booking: BookingRow, charge: ChargeRow): Promise<boolean> {
  try {
    await spendFor(ctx, booking, charge);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'balance_insufficient') return false;
    throw error;
  }
}
