import type { bookingChangeSchemas } from '@latchkey/contract';
import type { RoomQuote } from '@latchkey/pricing';
import type { z } from 'zod';
import { audit } from '../../kernel/audit.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { roomsOfStore } from '../organisation/index.ts';
import { record } from './announce.ts';
import { worthNow } from './apply-change.ts';
import { readAvailability } from './availability.ts';
import { type Difference, differenceOf, rescheduleTerms } from './change-rules.ts';
import { type BookingChange, writeChange } from './change-store.ts';
import { nextNumber } from './charge-number.ts';
import { type ChargeRow, chargesOf, insertCharge } from './charge-store.ts';
import { checkRange, forCaller, type RoomToBook, roomToBook, taken, untilOf } from './find-time.ts';
import { endPendingChanges, keepRange } from './keep-range.ts';
import { lockOwn, ownBooking } from './pay.ts';
import { payCharge } from './pay-charge.ts';
import { billOfChange, discountsBeyond, priceAnew } from './price-anew.ts';
import { type PriceBook, presentQuote } from './prices.ts';
import { paidOf, refundBooking } from './refund-charge.ts';
import { type BookingRow, holdRoom, lockBooking, takenRanges } from './store.ts';
import { addTimers } from './timer-store.ts';

const MINUTE = 60_000;

export interface RescheduleWish {
  bookingId: string;
  roomId: string;
  from: Date;
  to: Date;
}

/** BKG-7: whether and until when a booking may be moved, and to which free times of its store's rooms. Throws not_found. */
export async function rescheduling(
  ctx: ReadContext,
  bookingId: string,
): Promise<z.input<typeof bookingChangeSchemas.rescheduling>> {
  const booking = await ownBooking(ctx, bookingId);
  const { possible, until, feeRate } = rescheduleTerms(booking, ctx.now);
  if (!possible) return { possible, until: null, feeRate, rooms: [], availability: null };
  const rooms = (await roomsOfStore(ctx, booking.storeId)).filter(
    (room) => room.state === 'open' && room.capacity >= booking.people,
  );
  return {
    ...{ possible, feeRate },
    until: until.toISOString(),
    rooms: rooms.map(({ id, name, kind }) => ({ id, name, kind })),
    availability: await readAvailability(ctx, booking.storeId, { days: 14, rooms, except: booking.id }),
  };
}

interface Plan {
  it: RoomToBook;
  quote: RoomQuote;
  worth: number;
  difference: Difference;
}

/** What moving a booking to a range costs or gives back. Throws illegal_move, not_found, what the range breaks. */
async function plan(ctx: ReadContext, book: PriceBook, booking: BookingRow, wish: RescheduleWish): Promise<Plan> {
  const terms = rescheduleTerms(booking, ctx.now);
  if (!terms.possible) throw new AppError('reschedule_too_late');
  const it = await roomToBook(ctx, wish.roomId);
  if (it.store.id !== booking.storeId) throw new AppError('not_found');
  const { from, to } = wish;
  checkRange(ctx, await forCaller(ctx, it), { from, to, people: booking.people });
  const same = +from === +booking.from && +to === +booking.to && it.room.id === booking.roomId;
  if (same) throw invalidInput('from', 'the booking is there already');
  const quote = await priceAnew(ctx, book, booking, { room: it.room, from, to });
  const worth = await worthNow(ctx, booking.id);
  const paid = paidOf(await chargesOf(ctx.db, [booking.id]));
  return { it, quote, worth, difference: differenceOf({ before: worth, after: quote.total, paid }, terms.feeRate) };
}

/** BKG-7: the price of a wished move before it is made. */
export async function rescheduleQuote(
  ctx: ReadContext,
  book: PriceBook,
  wish: RescheduleWish,
): Promise<z.input<typeof bookingChangeSchemas.rescheduleQuote>> {
  const booking = await ownBooking(ctx, wish.bookingId);
  const { it, quote, worth, difference } = await plan(ctx, book, booking, wish);
  const busy = await takenRanges(ctx.db, [it.room.id], wish.from, untilOf(it.room, wish.to), booking.id);
  return { quote: presentQuote(quote), before: worth, ...difference, free: busy.length === 0 };
}

/**
 * BKG-7: moves a booking to another time or room of its store. What costs nothing more is there at once, and what it is
 * cheaper goes back by the terms; else the new range is kept beside the old until the difference is paid. Throws not_found,
 * reschedule_too_late, what the range breaks, price_changed, refund_changed, room_taken. Lock order: booking, room, payments.
 */
export async function reschedule(
  ctx: Context,
  book: PriceBook,
  input: RescheduleWish & { expectedPay: number; expectedRefund: number },
): Promise<void> {
  const booking = await lockOwn(ctx, input.bookingId);
  const { it, quote, worth, difference } = await plan(ctx, book, booking, input);
  const { pay, refund } = difference;
  if (pay !== input.expectedPay) throw new AppError('price_changed', { total: pay });
  if (refund < input.expectedRefund) throw new AppError('refund_changed', { refund });
  await endPendingChanges(ctx, booking, 'all');
  const { from, to } = input;
  const expiresAt = new Date(Math.min(ctx.now.getTime() + it.policy.hold * MINUTE, booking.from.getTime()));
  const current = await lockBooking(ctx.tx, booking.id);
  const wish = { from, to, people: booking.people };
  const kept =
    pay === 0
      ? await stillFree(ctx, current, it, input)
      : await keepRange(ctx, current, it.room, { from, to, expiresAt });
  if (!kept) throw await taken(ctx, it, wish);
  const change: BookingChange = {
    ...{ kind: 'reschedule', roomId: it.room.id, from: from.toISOString(), to: to.toISOString() },
    ...{ mode: quote.mode, packageId: quote.packageId, before: worth, after: quote.total },
  };
  const charge = await chargeFor(ctx, current, { quote, pay, change, expiresAt });
  const detail = { roomId: it.room.id, from: change.from, to: change.to, ...difference };
  await record(ctx, current, { name: 'reschedule.asked', detail });
  await audit(ctx, { action: 'bookings.reschedule', object: { kind: 'booking', id: booking.id }, after: detail });
  if (pay > 0) {
    await addTimers(ctx.tx, booking.id, [{ kind: 'renewal_lapse', dueAt: expiresAt, minutes: 0 }]);
    return;
  }
  await payCharge(ctx, current, charge, null);
  if (refund > 0) await refundBooking(ctx, await lockBooking(ctx.tx, booking.id), refund, 'rescheduled');
}

/** Holds the room, so that nobody comes in between. */
async function stillFree(ctx: Context, booking: BookingRow, { room }: RoomToBook, { from, to }: RescheduleWish) {
  await holdRoom(ctx.tx, room.id);
  return (await takenRanges(ctx.db, [room.id], from, untilOf(room, to), booking.id)).length === 0;
}

async function chargeFor(
  ctx: Context,
  booking: BookingRow,
  it: { quote: RoomQuote; pay: number; change: BookingChange; expiresAt: Date },
): Promise<ChargeRow> {
  const sums = (await chargesOf(ctx.db, [booking.id])).filter(({ state }) => state === 'paid');
  const borne = (side: 'storeDiscount' | 'platformDiscount') => sums.reduce((sum, one) => sum + one[side], 0);
  const before = { storeDiscount: borne('storeDiscount'), platformDiscount: borne('platformDiscount') };
  const charge = await insertCharge(
    ctx.tx,
    {
      ...{ id: newId(), bookingId: booking.id, number: await nextNumber(ctx, booking), kind: 'reschedule' },
      ...{ state: 'awaiting_payment', amount: it.pay, ...discountsBeyond(it.quote, before), newEnd: null },
      ...{ quote: billOfChange(it.quote, it.pay), expiresAt: it.expiresAt },
    },
    ctx.now,
  );
  await writeChange(ctx.tx, charge.id, it.change);
  return charge;
}

/** The customer keeps the old time after all: a move that waits for its payment is over. Throws not_found. */
export async function keepOldTime(ctx: Context, bookingId: string): Promise<void> {
  await endPendingChanges(ctx, await lockOwn(ctx, bookingId), 'all');
}
