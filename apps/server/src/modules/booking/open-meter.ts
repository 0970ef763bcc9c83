import type { openSessionsSchemas } from '@latchkey/contract';
import { meter, type RoomMode, type RoomRuleSet, termsOf } from '@latchkey/pricing';
import type { z } from 'zod';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf } from '../../kernel/http.ts';
import { getRoom, type RoomFacts } from '../organisation/index.ts';
import { openSessionOf } from './deposit-store.ts';
import { paidDeposits } from './deposits.ts';
import { heldIn } from './open-rules.ts';
import { ownBooking } from './pay.ts';
import type { PriceBook } from './prices.ts';
import type { BookingRow } from './store.ts';

type MeterView = z.input<typeof openSessionsSchemas.openMeter>;

/** What the meter of a running session runs by: the prices that held when it began (BIL-6). Throws room_not_offered. */
export async function meteredStay(
  ctx: ReadContext,
  book: PriceBook,
  booking: BookingRow,
  room: RoomFacts,
  until: Date,
) {
  const startedAt = booking.startedAt ?? booking.from;
  const rules = await book.publishedRules(ctx, booking.storeId, startedAt);
  if (rules === null) throw new AppError('room_not_offered');
  const calendar = await book.calendarFacts(ctx, booking.storeId, startedAt, until);
  const stay = {
    ...{ roomId: room.id, roomKindId: room.kind, people: booking.people, memberLevel: null },
    startedAt: startedAt.getTime(),
  };
  return { rules, calendar, stay };
}

/** What a session costs up to an instant, at most up to the end that rules set. */
export async function readMeter(ctx: ReadContext, book: PriceBook, booking: BookingRow, at: Date) {
  const room = await getRoom(ctx, booking.roomId);
  const now = new Date(Math.min(at.getTime(), booking.to.getTime()));
  const { rules, calendar, stay } = await meteredStay(ctx, book, booking, room, now);
  const reading = meter(rules, calendar, { ...stay, now: now.getTime() });
  if (!('quote' in reading)) throw new AppError('room_not_offered', { reason: reading.reason });
  return { ...reading, room };
}

/** What of a store's prices one room's meter needs: the same reading, and less to send. */
function ofRoom(rules: RoomRuleSet, room: RoomFacts, mode: RoomMode): RoomRuleSet {
  const here = ({ roomIds, roomKindIds }: { roomIds: readonly string[]; roomKindIds: readonly string[] }) =>
    (roomIds.length === 0 && roomKindIds.length === 0) || roomIds.includes(room.id) || roomKindIds.includes(room.kind);
  const terms = termsOf(rules, { roomId: room.id, roomKindId: room.kind });
  return {
    ...{ id: rules.id, version: rules.version, promotions: [], terms: terms ? [terms] : [] },
    rules: rules.rules.filter((rule) => rule.price.mode === mode && here(rule.scope)),
  };
}

/** BKG-15: the meter for the customer's phone. Throws not_found, illegal_move when it does not run. */
export async function meterView(
  ctx: ReadContext,
  book: PriceBook,
  bookingId: string,
): Promise<AnswerOf<'GET /bookings/:id/meter'>> {
  const booking = await ownBooking(ctx, bookingId);
  if (booking.kind !== 'open' || booking.state !== 'in_use')
    throw new AppError('illegal_move', { state: booking.state });
  const [session, held] = [await openSessionOf(ctx.db, booking.id), await paidDeposits(ctx, booking.id)];
  const { quote, nextAt, room } = await readMeter(ctx, book, booking, ctx.now);
  const ahead = new Date(Math.max(booking.to.getTime(), ctx.now.getTime()) + 86_400_000);
  const { rules, calendar } = await meteredStay(ctx, book, booking, room, ahead);
  return {
    ...{ bookingId, now: ctx.now.toISOString(), startedAt: (booking.startedAt ?? booking.from).toISOString() },
    ...{ until: booking.to.toISOString(), endsBy: session.endsBy ?? 'horizon', credit: session.credit },
    goesOn: booking.policy.open.whenUsedUp === 'go_on',
    stay: { roomId: room.id, roomKindId: room.kind, people: booking.people },
    rules: ofRoom(rules, room, quote.mode) as MeterView['rules'],
    calendar: calendar as MeterView['calendar'],
    ...{ total: quote.total, nextAt: new Date(nextAt).toISOString(), deposit: heldIn(held) },
  };
}
