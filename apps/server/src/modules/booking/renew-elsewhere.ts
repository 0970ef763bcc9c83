import type { bookingsSchemas } from '@latchkey/contract';
import type { RoomQuote } from '@latchkey/pricing';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { getRoom, type RoomFacts, roomsOfStore } from '../organisation/index.ts';
import { record } from './announce.ts';
import { worthNow } from './apply-change.ts';
import { type BookingChange, writeChange } from './change-store.ts';
import { nextNumber } from './charge-number.ts';
import { insertCharge } from './charge-store.ts';
import { checkRange, roomToBook, untilOf } from './find-time.ts';
import { keepRange } from './keep-range.ts';
import { movesFrom } from './move-session.ts';
import { payCharge } from './pay-charge.ts';
import { billOfChange, priceAnew } from './price-anew.ts';
import { discountsOf, type PriceBook } from './prices.ts';
import { type BookingRow, lockBooking, takenRanges } from './store.ts';
import { addTimers } from './timer-store.ts';

const MINUTE = 60_000;
/** Rooms that are offered at once. */
const MOST = 4;

/** Whether a session can go on in another room: it runs, and some of its time is still to come. */
export const mayMove = (booking: BookingRow, now: Date): boolean =>
  booking.state === 'in_use' && booking.kind === 'customer' && now < booking.to;

interface Move {
  quote: RoomQuote;
  pay: number;
}

/** What going on in another room until an end costs: all of its time there, less what the time left here would cost. */
async function priceOfMove(
  ctx: ReadContext,
  book: PriceBook,
  booking: BookingRow,
  rooms: { here: RoomFacts; there: RoomFacts },
  to: Date,
): Promise<Move> {
  const from = new Date(Math.floor(movesFrom(booking, ctx.now).getTime() / MINUTE) * MINUTE);
  const quote = await priceAnew(ctx, book, booking, { room: rooms.there, from, to }, true);
  const unused = await priceAnew(ctx, book, booking, { room: rooms.here, from, to: booking.to }, true);
  const credit = Math.min(unused.total, await worthNow(ctx, booking.id));
  return { quote, pay: Math.max(0, quote.total - credit) };
}

/** BKG-21: rooms of the store that are free from now until the wished end, each with what it costs to go on there. */
export async function movesUntil(
  ctx: ReadContext,
  book: PriceBook,
  booking: BookingRow,
  here: RoomFacts,
  to: Date,
): Promise<z.input<typeof bookingsSchemas.renewalOption>[]> {
  if (!mayMove(booking, ctx.now)) return [];
  const others = (await roomsOfStore(ctx, booking.storeId)).filter(
    (other) => other.id !== here.id && other.state === 'open' && other.capacity >= booking.people,
  );
  const options: z.input<typeof bookingsSchemas.renewalOption>[] = [];
  for (const there of others) {
    if (options.length >= MOST) break;
    const busy = await takenRanges(ctx.db, [there.id], movesFrom(booking, ctx.now), untilOf(there, to));
    if (busy.length > 0) continue;
    try {
      const { quote, pay } = await priceOfMove(ctx, book, booking, { here, there }, to);
      const room = { id: there.id, name: there.name, kind: there.kind };
      options.push({ kind: 'move', room, to: to.toISOString(), quote: billOfChange(quote, pay) });
    } catch (error) {
      // A room without a price for that time is not offered.
      if (!(error instanceof AppError)) throw error;
    }
  }
  return options.sort((a, b) => a.quote.total - b.quote.total);
}

/**
 * BKG-21: keeps another room for a session that is locked, until the difference is paid; the session moves with the payment,
 * or at once where nothing is to pay. Throws illegal_move, not_found, what the range breaks, renewal_impossible,
 * price_changed when it is dearer than what was seen. Lock order: booking, room.
 */
export async function renewElsewhere(
  ctx: Context,
  book: PriceBook,
  booking: BookingRow,
  input: { roomId: string; to: Date; expectedTotal: number; expiresAt: Date },
): Promise<void> {
  if (!mayMove(booking, ctx.now)) throw new AppError('illegal_move', { state: booking.state });
  const it = await roomToBook(ctx, input.roomId);
  if (it.store.id !== booking.storeId) throw new AppError('not_found');
  if (input.to <= booking.to) throw new AppError('booking_length', { minimum: it.policy.granularity, maximum: 1440 });
  checkRange(ctx, it, { from: booking.to, to: input.to, people: booking.people }, true);
  const here = await getRoom(ctx, booking.roomId);
  const { quote, pay } = await priceOfMove(ctx, book, booking, { here, there: it.room }, input.to);
  if (pay > input.expectedTotal) throw new AppError('price_changed', { total: pay });
  const { to, expiresAt } = input;
  if (!(await keepRange(ctx, booking, it.room, { from: movesFrom(booking, ctx.now), to, expiresAt })))
    throw new AppError('renewal_impossible', { latest: null });
  const before = await worthNow(ctx, booking.id);
  const change: BookingChange = {
    ...{ kind: 'move', roomId: it.room.id, from: ctx.now.toISOString(), to: to.toISOString() },
    ...{ mode: booking.mode, packageId: booking.packageId, before, after: before + pay },
  };
  const none = { storeDiscount: 0, platformDiscount: 0 };
  const charge = await insertCharge(
    ctx.tx,
    {
      ...{ id: newId(), bookingId: booking.id, number: await nextNumber(ctx, booking), kind: 'renewal' },
      ...{ state: 'awaiting_payment', amount: pay, ...(pay === quote.total ? discountsOf(quote) : none) },
      ...{ quote: billOfChange(quote, pay), newEnd: null, expiresAt },
    },
    ctx.now,
  );
  await writeChange(ctx.tx, charge.id, change);
  await addTimers(ctx.tx, booking.id, [{ kind: 'renewal_lapse', dueAt: expiresAt, minutes: 0 }]);
  const detail = { roomId: it.room.id, to: change.to, amount: pay };
  await record(ctx, booking, { name: 'renewal.asked', detail });
  await audit(ctx, { action: 'bookings.renew', object: { kind: 'booking', id: booking.id }, after: detail });
  if (pay === 0) await payCharge(ctx, await lockBooking(ctx.tx, booking.id), charge, null);
}
