import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { maskPhone } from '../../kernel/masking.ts';
import type { SealedColumn } from '../../kernel/reseal.ts';
import { insertCharge } from './charge-store.ts';
import { insertContact } from './contact-store.ts';
import type { RoomToBook } from './find-time.ts';
import { stayOf } from './hold-room.ts';
import { discountsOf, type PriceBook, presentQuote, priceOf } from './prices.ts';
import { payOutside } from './settle-by-hand.ts';
import { type BookingRow, lockBooking } from './store.ts';

const PURPOSE = 'booking.contact_phone';
export const bookingSealedColumns: readonly SealedColumn[] = [
  { table: 'booking.contacts', column: 'phone_sealed', purpose: PURPOSE },
];

/** What is asked of a walk-in customer, as staff saw it. Fen. */
export interface WalkInPrice {
  mode: NonNullable<BookingRow['mode']>;
  packageId: string | null;
  expectedTotal: number;
  payment: 'later' | 'outside';
}

/** Keeps how a walk-in can be reached; the number itself is sealed. */
export async function keepContact(ctx: Context, bookingId: string, phone: string): Promise<void> {
  const sealed = ctx.kernel.crypto.seal(phone, PURPOSE);
  await insertContact(ctx.tx, bookingId, { sealed, masked: maskPhone(phone) });
}

/** Asks a walk-in's price: owed until it is settled, or taken outside already. Throws price_changed, room_not_offered. */
export async function chargeWalkIn(
  ctx: Context,
  book: PriceBook,
  it: RoomToBook,
  input: { bookingId: string; number: string; from: Date; to: Date; people: number; price: WalkInPrice },
): Promise<void> {
  const { price } = input;
  const quote = await priceOf(ctx, book, stayOf(it, input), price);
  if (quote.total !== price.expectedTotal) throw new AppError('price_changed', { total: quote.total });
  if (quote.total === 0) return;
  const charge = await insertCharge(
    ctx.tx,
    {
      ...{ id: newId(), bookingId: input.bookingId, number: `${input.number}-1`, kind: 'booking', state: 'owed' },
      ...{ amount: quote.total, ...discountsOf(quote), quote: presentQuote(quote), newEnd: null, expiresAt: null },
    },
    ctx.now,
  );
  if (price.payment === 'outside') await payOutside(ctx, await lockBooking(ctx.tx, input.bookingId), charge);
}
