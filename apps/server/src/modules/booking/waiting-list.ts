import { requireCustomer } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { roomsOfStore } from '../organisation/index.ts';
import { asProduct, moveBooking } from './announce.ts';
import { insertCharge } from './charge-store.ts';
import { checkRange, roomToBook, untilOf } from './find-time.ts';
import { announcePlaced, requireGoodStanding, stayOf } from './hold-room.ts';
import { payCharge } from './pay-charge.ts';
import { discountsOf, type PriceBook, presentQuote, priceOf } from './prices.ts';
import { type BookingRow, isFree, lockBooking } from './store.ts';
import { addTimers, dropTimers } from './timer-store.ts';
import {
  countWaits,
  findSameWait,
  getWait,
  giveOffer,
  insertWait,
  leaveEveryLine,
  lockWait,
  moveWait,
  noteFreed,
  type WaitRow,
} from './waiting-store.ts';

const MINUTE = 60_000;
/** Times that one customer may wait for at once. */
const MOST_WAITS = 10;

/** Screens of the one who waits. */
export function tellWaiter(ctx: Context, wait: WaitRow): void {
  news(ctx, `me:${wait.memberId}`, 'booking.changed', {
    ...{ id: wait.id, waitId: wait.id, storeId: wait.storeId, state: wait.state },
  });
}

export interface JoinInput {
  roomId: string;
  /** Any room of the kind of this one will do. */
  anyRoom: boolean;
  from: Date;
  to: Date;
  people: number;
}

/**
 * BKG-8: the customer waits for a range that is full; asking twice answers the same place. Throws what the range breaks,
 * time_is_free, too_many_waits, booking_owes.
 */
export async function joinLine(ctx: Context, input: JoinInput): Promise<string> {
  requireCustomer(ctx.actor);
  const it = await roomToBook(ctx, input.roomId);
  checkRange(ctx, it, input);
  const memberId = await requireGoodStanding(ctx);
  const { from, to, people } = input;
  const wish = {
    ...{ storeId: it.store.id, memberId, people, from, to },
    roomId: input.anyRoom ? null : it.room.id,
    roomKind: input.anyRoom ? it.room.kind : null,
  };
  const known = await findSameWait(ctx.db, wish);
  if (known) return known.id;
  const rooms = (await roomsOfStore(ctx, it.store.id)).filter((room) => fitsRoom(wish, room));
  for (const room of rooms)
    if (await isFree(ctx.db, room.id, from, untilOf(room, to)))
      throw new AppError('time_is_free', { roomId: room.id, roomName: room.name });
  if ((await countWaits(ctx.db, memberId)).count >= MOST_WAITS)
    throw new AppError('too_many_waits', { most: MOST_WAITS });
  const wait = await insertWait(ctx.tx, { ...wish, id: newId() }, ctx.now);
  if (!wait) return (await findSameWait(ctx.db, wish))?.id ?? Promise.reject(new AppError('conflict'));
  // What was given back between the look and the joining is noticed by nobody else.
  await noteFreed(ctx.tx, wait.storeId);
  ctx.afterCommit.hints.add('booking.waits');
  await audit(ctx, { action: 'bookings.wait', object: { kind: 'wait', id: wait.id }, after: { ...wish } });
  tellWaiter(ctx, wait);
  return wait.id;
}

/** Whether a room is one that is waited for. */
export const fitsRoom = (
  wish: Pick<WaitRow, 'roomId' | 'roomKind' | 'people'>,
  room: { id: string; kind: string; state: string; capacity: number },
): boolean =>
  room.state === 'open' &&
  room.capacity >= wish.people &&
  (wish.roomId === null ? room.kind === wish.roomKind : room.id === wish.roomId);

/** The customer's own place, locked after the booking that is offered. Throws not_found. */
async function lockOwnWait(ctx: Context, waitId: string): Promise<{ wait: WaitRow; offered: BookingRow | null }> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const seen = await getWait(ctx.db, waitId);
  if (seen.memberId !== memberId) throw new AppError('not_found');
  const offered = seen.bookingId === null ? null : await lockBooking(ctx.tx, seen.bookingId);
  const wait = await lockWait(ctx.tx, waitId);
  // An offer was made between the look and the lock; the edge tries again with both locks in their order.
  if (wait.bookingId !== seen.bookingId) throw new AppError('conflict');
  return { wait, offered };
}

/**
 * BKG-8: takes the room that is offered as a booking that waits for its payment. Throws not_found, offer_over,
 * price_changed, booking_owes. Lock order: booking, place in the line.
 */
export async function takeOffer(
  ctx: Context,
  book: PriceBook,
  input: {
    waitId: string;
    mode: NonNullable<BookingRow['mode']>;
    packageId: string | null;
    expectedTotal: number;
  },
): Promise<string> {
  const { wait, offered } = await lockOwnWait(ctx, input.waitId);
  // A second tap answers the booking that the first one made.
  if (wait.state === 'taken' && wait.bookingId !== null) return wait.bookingId;
  const stands = offered?.kind === 'offer' && offered.state === 'held' && (offered.holdsUntil ?? ctx.now) > ctx.now;
  if (wait.state !== 'offered' || !offered || !stands) throw new AppError('offer_over');
  const memberId = await requireGoodStanding(ctx);
  const it = await roomToBook(ctx, offered.roomId);
  const { mode, packageId, expectedTotal } = input;
  const quote = await priceOf(ctx, book, stayOf(it, offered), { mode, packageId });
  if (quote.total !== expectedTotal) throw new AppError('price_changed', { total: quote.total });
  const holdsUntil = new Date(ctx.now.getTime() + it.policy.hold * MINUTE);
  await giveOffer(ctx.tx, offered.id, { memberId, mode, packageId, holdsUntil }, ctx.now);
  await dropTimers(ctx.tx, offered.id, null);
  const charge = await insertCharge(
    ctx.tx,
    {
      ...{ id: newId(), bookingId: offered.id, number: `${offered.number}-1`, kind: 'booking' },
      ...{ state: 'awaiting_payment', amount: quote.total, ...discountsOf(quote), quote: presentQuote(quote) },
      ...{ newEnd: null, expiresAt: holdsUntil },
    },
    ctx.now,
  );
  await addTimers(ctx.tx, offered.id, [{ kind: 'lapse', dueAt: holdsUntil, minutes: 0 }]);
  tellWaiter(ctx, await moveWait(ctx.tx, wait.id, 'taken', offered.id, ctx.now));
  await announcePlaced(ctx, offered.id, { total: quote.total, waitId: wait.id });
  if (quote.total === 0) await payCharge(ctx, await lockBooking(ctx.tx, offered.id), charge, null);
  return offered.id;
}

/** BKG-8: leaves the line, or declines the offer, which goes to the next one. Leaving twice is leaving. Throws not_found. */
export async function leaveLine(ctx: Context, waitId: string): Promise<void> {
  const { wait, offered } = await lockOwnWait(ctx, waitId);
  const declines = wait.state === 'offered' && offered?.kind === 'offer';
  if (wait.state !== 'waiting' && !declines) return;
  const left = await moveWait(ctx.tx, wait.id, declines ? 'declined' : 'left', wait.bookingId, ctx.now);
  if (declines && offered.state === 'held') {
    await moveBooking(asProduct(ctx), offered, 'cancelled', { name: 'offer.declined' });
    await dropTimers(ctx.tx, offered.id, null);
    ctx.afterCommit.hints.add('booking.waits');
  }
  await audit(ctx, {
    action: 'bookings.leave_line',
    object: { kind: 'wait', id: wait.id },
    after: { state: left.state },
  });
  tellWaiter(ctx, left);
}

/** Whoever deletes the account waits for nothing. */
export async function closeWaits(ctx: Context, { customerId }: { customerId: string }): Promise<void> {
  await leaveEveryLine(ctx.tx, customerId, ctx.now);
}
