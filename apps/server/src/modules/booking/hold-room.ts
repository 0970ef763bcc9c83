import { randomInt } from 'node:crypto';
import { requireCustomer } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId, shortNumber } from '../../kernel/ids.ts';
import { getMember } from '../members/index.ts';
import { announceState, record } from './announce.ts';
import { insertCharge, owedBy } from './charge-store.ts';
import { checkRange, forCaller, type RoomToBook, roomToBook, taken, untilOf } from './find-time.ts';
import { payCharge } from './pay-charge.ts';
import { discountsOf, type PriceBook, presentQuote, priceOf, type StayToPrice } from './prices.ts';
import { unpaidHoldsOf } from './room-use-store.ts';
import { couponOf, extrasOf, holdSale, type SaleWish, servedWith } from './sale.ts';
import { type BookingRow, isFree, lockBooking, type Placement, place } from './store.ts';
import { addTimers } from './timer-store.ts';

export interface HoldInput {
  roomId: string;
  from: Date;
  to: Date;
  people: number;
  mode: NonNullable<BookingRow['mode']>;
  packageId: string | null;
  addOns: SaleWish['addOns'];
  coupon: SaleWish['coupon'];
  /** Fen; what the customer saw. */
  expectedTotal: number;
}

const MINUTE = 60_000;
/** Rooms that one member may keep at once without having paid. */
const MOST_HOLDS = 3;

/** Eight digits that a keypad takes. */
export const entryCode = (): string => String(randomInt(100_000_000)).padStart(8, '0');

/** What is priced of a stay in a room. */
export const stayOf = ({ room, store }: RoomToBook, wish: { from: Date; to: Date; people: number }): StayToPrice => ({
  storeId: store.id,
  roomId: room.id,
  roomKind: room.kind,
  from: wish.from,
  to: wish.to,
  people: wish.people,
  memberLevel: null,
});

/** Who may book: members in good standing who owe nothing for a room. */
export async function requireGoodStanding(ctx: Context): Promise<string> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const member = await getMember(ctx, memberId);
  if (member.state === 'frozen') throw new AppError('member_frozen');
  const owed = await owedBy(ctx.db, memberId);
  if (owed) throw new AppError('booking_owes', owed);
  return memberId;
}

/** BKG-3: nobody keeps a whole store from others by holding room after room. Throws too_many_holds. Locks the member. */
export async function requireFewHolds(ctx: Context, memberId: string): Promise<void> {
  if ((await unpaidHoldsOf(ctx.tx, memberId)) >= MOST_HOLDS) throw new AppError('too_many_holds', { most: MOST_HOLDS });
}

/**
 * BKG-2, BKG-3, BKG-4: holds a room for a range until it is paid or the hold lapses; a booking that costs nothing is
 * confirmed at once. Throws what the range breaks, price_changed, room_not_offered, booking_owes, too_many_holds, and room_taken with the
 * nearest free ranges; menu_unavailable, out_of_stock and coupon_unusable for what is sold with it. Locks the room, stock,
 * the coupon.
 */
export async function holdRoom(ctx: Context, book: PriceBook, input: HoldInput): Promise<string> {
  requireCustomer(ctx.actor);
  const it = await roomToBook(ctx, input.roomId);
  checkRange(ctx, await forCaller(ctx, it), input);
  if (!(await isFree(ctx.db, it.room.id, input.from, untilOf(it.room, input.to)))) throw await taken(ctx, it, input);
  const memberId = await requireGoodStanding(ctx);
  const extras = await extrasOf(ctx, it.store.id, memberId, input);
  const quote = await priceOf(ctx, book, { ...stayOf(it, input), ...extras.priced }, input);
  const couponId = couponOf(quote, input.coupon);
  if (quote.total !== input.expectedTotal) throw new AppError('price_changed', { total: quote.total });
  const id = newId();
  const holdsUntil = new Date(ctx.now.getTime() + it.policy.hold * MINUTE);
  const { from, to, people, mode, packageId } = input;
  const number = shortNumber('B', ctx.now);
  await requireFewHolds(ctx, memberId);
  await placeOrRefuse(ctx, it, {
    ...{ id, number, storeId: it.store.id, roomId: it.room.id, kind: 'customer', state: 'held', memberId, note: null },
    ...{ people, mode, packageId, from, to, until: untilOf(it.room, to), holdsUntil, code: entryCode() },
    policy: it.policy,
  });
  const charge = await insertCharge(
    ctx.tx,
    {
      ...{ id: newId(), bookingId: id, number: `${number}-1`, kind: 'booking', state: 'awaiting_payment' },
      ...{
        amount: quote.total,
        ...discountsOf(quote),
        quote: presentQuote(quote),
        ...{ newEnd: null, expiresAt: holdsUntil, couponId },
      },
    },
    ctx.now,
  );
  const lines = await servedWith(ctx, book, it.store.id, mode === 'package' ? packageId : null, extras.lines);
  await holdSale(ctx, charge, { storeId: it.store.id, memberId, lines });
  await addTimers(ctx.tx, id, [{ kind: 'lapse', dueAt: holdsUntil, minutes: 0 }]);
  await announcePlaced(ctx, id, { total: quote.total });
  if (quote.total === 0) await payCharge(ctx, await lockBooking(ctx.tx, id), charge, null);
  return id;
}

/** Takes the room, or throws room_taken with what is free instead. */
export async function placeOrRefuse(ctx: Context, it: RoomToBook, placement: Placement): Promise<void> {
  if (!(await place(ctx.tx, placement, ctx.now))) throw await taken(ctx, it, placement);
}

/** A new booking's first line, event and audit. */
export async function announcePlaced(ctx: Context, id: string, detail: Record<string, string | number>): Promise<void> {
  const booking = await lockBooking(ctx.tx, id);
  await announceState(ctx, booking, null);
  await record(ctx, booking, { name: `booking.${booking.state}`, detail });
  const { number, roomId, kind, from, to } = booking;
  await audit(ctx, {
    action: 'bookings.place',
    object: { kind: 'booking', id },
    after: { number, roomId, kind, from, to, ...detail },
  });
}
