import { termsOf } from '@latchkey/pricing';
import { requireCustomer } from '../../kernel/actor.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId, shortNumber } from '../../kernel/ids.ts';
import { getMember } from '../members/index.ts';
import { beginOpen } from './begin-open.ts';
import { insertCharge } from './charge-store.ts';
import { insertOpenSession, ownOpenBooking } from './deposit-store.ts';
import { type RoomToBook, roomToBook, taken, untilOf } from './find-time.ts';
import { announcePlaced, entryCode, requireFewHolds, requireGoodStanding } from './hold-room.ts';
import { refusalOf } from './may-enter.ts';
import type { OpenEnd } from './open-rules.ts';
import { boundOf } from './plan-open.ts';
import type { PriceBook } from './prices.ts';
import { type BookingRow, lockBooking, place } from './store.ts';
import { addTimers } from './timer-store.ts';

const MINUTE = 60_000;
/** A room that is to be had for less is not worth beginning in. Minutes. */
const LEAST_MINUTES = 10;

/** What pay-as-you-go asks for in a room. Throws room_not_offered where its terms have none. */
export async function openTermsOf(ctx: ReadContext, book: PriceBook, { room, store }: RoomToBook) {
  const rules = await book.publishedRules(ctx, store.id);
  const terms = rules && termsOf(rules, { roomId: room.id, roomKindId: room.kind })?.payAsYouGo;
  if (!rules || !terms) throw new AppError('room_not_offered', { reason: 'no_pay_as_you_go' });
  return { rules, ...terms };
}

/** Whether a member's level stands for the deposit. */
export async function hasCredit(ctx: ReadContext, it: RoomToBook, memberId: string): Promise<boolean> {
  const levels = it.policy.open.creditLevels;
  return levels.length > 0 && levels.includes((await getMember(ctx, memberId)).level);
}

/** How long the room is to be had from now on. Throws booking_out_of_hours, and room_taken with what is free instead. */
export async function roomFromNow(ctx: ReadContext, it: RoomToBook, people: number): Promise<OpenEnd> {
  const bound = await boundOf(ctx, it, { from: ctx.now, bookingId: null });
  if (bound === null) throw new AppError('booking_out_of_hours');
  if (bound.at.getTime() - ctx.now.getTime() >= LEAST_MINUTES * MINUTE) return bound;
  const step = it.policy.granularity * MINUTE;
  const from = new Date(Math.ceil(ctx.now.getTime() / step) * step);
  throw await taken(ctx, it, { from, to: new Date(from.getTime() + it.policy.minimum * MINUTE), people });
}

/**
 * BKG-15: begins a session now, without an end: at once where the member's level stands for it, else when its deposit is
 * paid. The room is kept up to the next booking, or as far as the store's terms say. Asking again answers the same one.
 * Throws room_not_offered, too_many_people, booking_out_of_hours, booking_owes, member_frozen, room_taken, price_changed,
 * too_many_holds.
 */
export async function startOpen(
  ctx: Context,
  book: PriceBook,
  input: { roomId: string; people: number; expectedDeposit: number },
): Promise<string> {
  const { id: customerId } = requireCustomer(ctx.actor);
  const known = await ownOpenBooking(ctx.db, input.roomId, customerId);
  if (known) return known.id;
  const it = await roomToBook(ctx, input.roomId);
  if (input.people > it.room.capacity) throw new AppError('too_many_people', { capacity: it.room.capacity });
  const memberId = await requireGoodStanding(ctx);
  const { mode, deposit } = await openTermsOf(ctx, book, it);
  const credit = await hasCredit(ctx, it, memberId);
  const asked = credit ? 0 : deposit;
  if (asked !== input.expectedDeposit) throw new AppError('price_changed', { total: asked });
  const placed = await takeRoom(ctx, it, { memberId, people: input.people, mode, credit: asked === 0 });
  if (!placed.fresh) return placed.id;
  const booking = await lockBooking(ctx.tx, placed.id);
  if (asked === 0) {
    await beginOpen(ctx, booking);
    return booking.id;
  }
  const holdsUntil = booking.holdsUntil ?? ctx.now;
  await insertDeposit(ctx, booking, asked, { number: `${booking.number}-1`, expiresAt: holdsUntil });
  await addTimers(ctx.tx, booking.id, [{ kind: 'lapse', dueAt: holdsUntil, minutes: 0 }]);
  return booking.id;
}

export const insertDeposit = (
  ctx: Context,
  booking: BookingRow,
  amount: number,
  { number, expiresAt }: { number: string; expiresAt: Date },
) =>
  insertCharge(
    ctx.tx,
    {
      ...{ id: newId(), bookingId: booking.id, number, kind: 'deposit', state: 'awaiting_payment', amount },
      ...{ storeDiscount: 0, platformDiscount: 0, quote: null, newEnd: null, expiresAt },
    },
    ctx.now,
  );

/** Takes the room, or finds that the same member was faster with another tap. */
async function takeRoom(
  ctx: Context,
  it: RoomToBook,
  how: { memberId: string; people: number; mode: 'hourly' | 'segmented'; credit: boolean },
): Promise<{ id: string; fresh: boolean }> {
  const { memberId, people, mode, credit } = how;
  const id = newId();
  const few = await refusalOf(requireFewHolds(ctx, memberId));
  const faster = await ownOpenBooking(ctx.db, it.room.id, memberId);
  if (faster) return { id: faster.id, fresh: false };
  if (few) throw few;
  for (let tries = 0; tries < 3; tries += 1) {
    const bound = await roomFromNow(ctx, it, people);
    const placed = await place(
      ctx.tx,
      {
        ...{ id, number: shortNumber('B', ctx.now), storeId: it.store.id, roomId: it.room.id, kind: 'open' },
        ...{ state: 'held', memberId, note: null, people, mode, packageId: null, from: ctx.now, to: bound.at },
        until: untilOf(it.room, bound.at),
        holdsUntil: new Date(ctx.now.getTime() + it.policy.hold * MINUTE),
        ...{ code: entryCode(), policy: { ...it.policy, atEnd: 'cut' as const } },
      },
      ctx.now,
    );
    if (placed) {
      await insertOpenSession(ctx.tx, { bookingId: id, entityId: it.store.entityId, credit });
      await announcePlaced(ctx, id, { credit: String(credit) });
      return { id, fresh: true };
    }
    const own = await ownOpenBooking(ctx.db, it.room.id, memberId);
    if (own) return { id: own.id, fresh: false };
  }
  throw await taken(ctx, it, { from: ctx.now, to: new Date(ctx.now.getTime() + it.policy.minimum * MINUTE), people });
}
