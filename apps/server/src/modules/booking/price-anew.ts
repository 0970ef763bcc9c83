import type { RoomQuote } from '@latchkey/pricing';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { RoomFacts } from '../organisation/index.ts';
import { discountsOf, type PriceBook, presentQuote, priceOf, type QuoteView } from './prices.ts';
import type { BookingRow } from './store.ts';

type Choice = { mode: NonNullable<BookingRow['mode']>; packageId: string | null };

/** What a range costs the customer of a booking, by the way that was booked; hourly where that way has no price for it. Throws room_not_offered. */
export async function priceAnew(
  ctx: ReadContext,
  book: PriceBook,
  booking: BookingRow,
  at: { room: RoomFacts; from: Date; to: Date },
  onlyTime = false,
): Promise<RoomQuote> {
  const { storeId, people, mode, packageId } = booking;
  const { room, from, to } = at;
  const stay = { storeId, roomId: room.id, roomKind: room.kind, from, to, people, memberLevel: null };
  const choices: Choice[] = [
    { mode: mode ?? 'hourly', packageId },
    { mode: 'hourly', packageId: null },
    { mode: 'segmented', packageId: null },
    { mode: 'day_part', packageId: null },
  ];
  const timed = (choice: Choice) => choice.mode !== 'package' && choice.mode !== 'session';
  for (const choice of onlyTime ? choices.filter(timed) : choices) {
    try {
      return await priceOf(ctx, book, stay, choice);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  throw new AppError('room_not_offered');
}

/** The price of a change as its charge's bill: all of the new time, less what the time before it was worth. */
export function billOfChange(quote: RoomQuote, pay: number): QuoteView {
  const view = presentQuote(quote);
  const counted = quote.total - pay;
  if (counted === 0) return view;
  const line = { kind: 'paid_before', id: 'paid-before', label: '已付时段抵扣', amount: counted };
  return { ...view, discounts: [...view.discounts, line], total: pay };
}

/** What is borne of a change's discounts beyond those that were borne at booking. Fen. */
export function discountsBeyond(quote: RoomQuote, before: { storeDiscount: number; platformDiscount: number }) {
  const now = discountsOf(quote);
  return {
    storeDiscount: Math.max(0, now.storeDiscount - before.storeDiscount),
    platformDiscount: Math.max(0, now.platformDiscount - before.platformDiscount),
  };
}
