import { errorMessage, type Locale } from '@latchkey/contract';
import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { localParts } from '../../kernel/calendar.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf } from '../../kernel/http.ts';
import { chargesOf } from './charge-store.ts';
import {
  type Alternative,
  alternativesTo,
  checkRange,
  type RoomToBook,
  roomToBook,
  untilOf,
  type WishedRange,
} from './find-time.ts';
import { stayOf } from './hold-room.ts';
import { type PriceBook, priceOf } from './prices.ts';
import { type BookingRow, getBooking, takenRanges } from './store.ts';

type Preview = AnswerOf<'GET /staff/bookings/:id/move'>;

/** BKG-9: what a move would meet, before it is made. Throws not_found. */
export async function previewMove(
  ctx: ReadContext,
  book: PriceBook,
  input: { bookingId: string; roomId: string; from: Date; locale: Locale },
): Promise<Preview> {
  requireStaff(ctx.actor, 'bookings');
  const booking = await getBooking(ctx.db, input.bookingId);
  requireStore(ctx.actor, booking.storeId);
  const { from } = input;
  const to = new Date(from.getTime() + booking.to.getTime() - booking.from.getTime());
  const wish = { from, to, people: booking.kind === 'block' ? 1 : booking.people };
  const asked = (await chargesOf(ctx.db, [booking.id])).filter((charge) => charge.kind === 'booking');
  const none = { withinHours: true, priceNow: asked[0]?.amount ?? null, priceThere: null };
  const when = { from: from.toISOString(), to: to.toISOString() };
  const worded = ({ code, data }: AppError) => ({
    ...{ code, message: errorMessage(code, input.locale, data) },
    alternatives: (data.alternatives as Alternative[] | undefined) ?? [],
  });
  const refused = (refusal: AppError): Preview => ({ ...when, ...none, refusal: worded(refusal) });
  if (booking.state !== 'confirmed') return refused(new AppError('illegal_move', { state: booking.state }));
  const it = await bookable(ctx, input.roomId);
  if (it instanceof AppError) return refused(it);
  if (it.store.id !== booking.storeId) throw new AppError('not_found');
  const refusal = await refusalOf(ctx, it, booking, wish);
  return {
    ...when,
    refusal: refusal && worded(refusal),
    withinHours: isOpen(it, wish),
    priceNow: none.priceNow,
    priceThere: await priceThere(ctx, book, it, booking, wish),
  };
}

/** An answer of refusal instead of a thrown one: it is what is asked for. */
async function caught<T>(work: () => Promise<T> | T): Promise<T | AppError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

async function bookable(ctx: ReadContext, roomId: string): Promise<RoomToBook | AppError> {
  const found = await caught(() => roomToBook(ctx, roomId));
  if (found instanceof AppError && found.code === 'not_found') throw found;
  return found;
}

async function refusalOf(
  ctx: ReadContext,
  it: RoomToBook,
  booking: BookingRow,
  wish: WishedRange,
): Promise<AppError | null> {
  const broken = await caught(() => checkRange(ctx, it, wish, true));
  if (broken instanceof AppError) return broken;
  const until = booking.kind === 'block' ? wish.to : untilOf(it.room, wish.to);
  const taken = await takenRanges(ctx.db, [it.room.id], wish.from, until, booking.id);
  if (taken.length === 0) return null;
  return new AppError('room_taken', { alternatives: await alternativesTo(ctx, it, wish) });
}

function isOpen(it: RoomToBook, wish: WishedRange): boolean {
  const { date } = localParts(wish.from, it.store.zone);
  return it.store.spans(date, 8).some((span) => span.from <= wish.from && wish.to <= span.to);
}

async function priceThere(
  ctx: ReadContext,
  book: PriceBook,
  it: RoomToBook,
  booking: BookingRow,
  wish: WishedRange,
): Promise<number | null> {
  const { mode, packageId } = booking;
  if (mode === null || booking.kind === 'block') return null;
  const quote = await caught(() => priceOf(ctx, book, stayOf(it, wish), { mode, packageId }));
  return quote instanceof AppError ? null : quote.total;
}
