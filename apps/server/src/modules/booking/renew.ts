import type { bookingsSchemas } from '@latchkey/contract';
import type { z } from 'zod';
import { requireCustomer } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { localParts } from '../../kernel/calendar.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { bookableStore, getRoom, type RoomFacts } from '../organisation/index.ts';
import { record } from './announce.ts';
import { nextNumber } from './charge-number.ts';
import { chargesOf, insertCharge } from './charge-store.ts';
import { untilOf } from './find-time.ts';
import { lockOwn } from './pay.ts';
import { payCharge } from './pay-charge.ts';
import { priceAnew } from './price-anew.ts';
import { discountsOf, type PriceBook, presentQuote } from './prices.ts';
import { movesUntil, renewElsewhere } from './renew-elsewhere.ts';
import { type BookingRow, getBooking, lockBooking, occupy, takenRanges } from './store.ts';
import { addTimers } from './timer-store.ts';

const MINUTE = 60_000;
/** How long the room is kept for a renewal that waits for its payment. */
const RENEWAL_MINUTES = 5;

const later = (a: Date, b: Date): Date => (a > b ? a : b);

const mayGoOn = (booking: BookingRow): boolean =>
  (booking.state === 'in_use' || booking.state === 'confirmed') && booking.kind === 'customer' && booking.mode !== null;

/** The latest end that the room's next use, its cleaning and the opening hours allow; at most a day on. */
async function latestEnd(ctx: ReadContext, booking: BookingRow, room: RoomFacts): Promise<Date> {
  const store = await bookableStore(ctx, booking.storeId);
  const limit = new Date(booking.to.getTime() + 1440 * MINUTE);
  const spans = store.spans(localParts(booking.to, store.zone).date, 2);
  const closing = spans.find((span) => span.from <= booking.to && booking.to <= span.to)?.to ?? booking.to;
  const next = (await takenRanges(ctx.db, [room.id], booking.to, limit, booking.id))[0]?.from;
  const free = next === undefined ? limit : new Date(next.getTime() - room.bufferMinutes * MINUTE);
  const latest = Math.min(closing.getTime(), free.getTime(), limit.getTime());
  return new Date(Math.max(latest, booking.to.getTime()));
}

/** BKG-13, BKG-21: how long the session can go on here, shorter if need be, and in which rooms of the store else. */
export async function renewalOptions(
  ctx: ReadContext,
  book: PriceBook,
  input: { bookingId: string; minutes: number },
): Promise<{ latest: string | null; options: z.input<typeof bookingsSchemas.renewalOption>[] }> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const booking = await getBooking(ctx.db, input.bookingId);
  if (booking.memberId !== memberId) throw new AppError('not_found');
  if (!mayGoOn(booking)) return { latest: null, options: [] };
  const room = await getRoom(ctx, booking.roomId);
  const latest = await latestEnd(ctx, booking, room);
  const step = booking.policy.granularity * MINUTE;
  const wished = booking.to.getTime() + Math.ceil((input.minutes * MINUTE) / step) * step;
  const possible = booking.to.getTime() + Math.floor((latest.getTime() - booking.to.getTime()) / step) * step;
  const options: z.input<typeof bookingsSchemas.renewalOption>[] = [];
  const longest = Math.min(wished, possible);
  if (longest > later(booking.to, ctx.now).getTime())
    options.push(await longerHere(ctx, book, booking, room, new Date(longest)));
  if (possible < wished) options.push(...(await movesUntil(ctx, book, booking, room, new Date(wished))));
  return { latest: latest > later(booking.to, ctx.now) ? latest.toISOString() : null, options };
}

async function longerHere(
  ctx: ReadContext,
  book: PriceBook,
  booking: BookingRow,
  room: RoomFacts,
  to: Date,
): Promise<z.input<typeof bookingsSchemas.renewalOption>> {
  const quote = await priceAnew(ctx, book, booking, { room, from: booking.to, to }, true);
  const brief = { id: room.id, name: room.name, kind: room.kind };
  return { kind: 'extend', room: brief, to: to.toISOString(), quote: presentQuote(quote) };
}

/**
 * BKG-13: keeps the room until a later end while its price is paid; the end moves with the payment, in one transaction.
 * Throws not_found, illegal_move, booking_off_grid, renewal_impossible (with the latest end), price_changed.
 * Lock order: booking, room.
 */
export async function renew(
  ctx: Context,
  book: PriceBook,
  input: { bookingId: string; to: Date; expectedTotal: number; roomId?: string | undefined },
): Promise<void> {
  const booking = await lockOwn(ctx, input.bookingId);
  if (!mayGoOn(booking)) throw new AppError('illegal_move', { state: booking.state });
  const minutes = (input.to.getTime() - booking.to.getTime()) / MINUTE;
  if (minutes <= 0 || minutes % booking.policy.granularity !== 0)
    throw new AppError('booking_off_grid', { minutes: booking.policy.granularity });
  const pending = (await chargesOf(ctx.db, [booking.id])).find(
    ({ kind, state }) => (kind === 'renewal' || kind === 'reschedule') && state === 'awaiting_payment',
  );
  if (pending) throw new AppError('illegal_move', { state: 'renewal_pending' });
  const expiresAt = new Date(ctx.now.getTime() + RENEWAL_MINUTES * MINUTE);
  const { roomId = booking.roomId } = input;
  if (roomId !== booking.roomId) return renewElsewhere(ctx, book, booking, { ...input, roomId, expiresAt });
  const room = await getRoom(ctx, booking.roomId);
  const latest = await latestEnd(ctx, booking, room);
  const kept =
    input.to > ctx.now &&
    input.to <= latest &&
    (await occupy(ctx.tx, booking.id, { roomId: room.id, from: booking.from, until: untilOf(room, input.to) }));
  if (!kept)
    throw new AppError('renewal_impossible', {
      latest: latest > later(booking.to, ctx.now) ? latest.toISOString() : null,
    });
  const quote = await priceAnew(ctx, book, booking, { room, from: booking.to, to: input.to }, true);
  if (quote.total !== input.expectedTotal) throw new AppError('price_changed', { total: quote.total });
  const charge = await insertCharge(
    ctx.tx,
    {
      ...{ id: newId(), bookingId: booking.id, number: await nextNumber(ctx, booking), kind: 'renewal' },
      ...{ state: 'awaiting_payment', amount: quote.total, ...discountsOf(quote), quote: presentQuote(quote) },
      ...{ newEnd: input.to, expiresAt },
    },
    ctx.now,
  );
  await addTimers(ctx.tx, booking.id, [{ kind: 'renewal_lapse', dueAt: expiresAt, minutes: 0 }]);
  await record(ctx, booking, { name: 'renewal.asked', detail: { to: input.to.toISOString(), amount: quote.total } });
  const after = { chargeId: charge.id, to: input.to, amount: quote.total };
  await audit(ctx, { action: 'bookings.renew', object: { kind: 'booking', id: booking.id }, after });
  if (quote.total === 0) await payCharge(ctx, await lockBooking(ctx.tx, booking.id), charge, null);
}
