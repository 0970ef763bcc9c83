import { quoteOvertime, termsOf } from '@latchkey/pricing';
import { localParts } from '../../kernel/calendar.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { bookableStore, getRoom, type RoomFacts } from '../organisation/index.ts';
import { bookingFacts, record } from './announce.ts';
import { moreIsBeingPaid } from './being-paid.ts';
import { type ChargeRow, chargesOf, setChargeState } from './charge-store.ts';
import { renewedByItself } from './events.ts';
import { untilOf } from './find-time.ts';
import { endPendingChanges } from './keep-range.ts';
import { insertOvertime } from './overtime-charge.ts';
import { spendFor } from './pay.ts';
import { payCharge } from './pay-charge.ts';
import { sayInRoom } from './power.ts';
import type { PriceBook } from './prices.ts';
import { type BookingRow, occupy, takenRanges } from './store.ts';
import { addTimers, dropTimers } from './timer-store.ts';

const MINUTE = 60_000;
/** How long a unit waits before it asks again whether a renewal by hand is being paid. */
const PAYMENT_WAIT_MS = 10_000;

/** The room's overtime rule where it lets stays go on by themselves, with the prices that it belongs to. */
async function ruleOf(ctx: Context, book: PriceBook, booking: BookingRow, room: RoomFacts) {
  if (booking.kind !== 'customer' || booking.memberId === null) return null;
  const rules = await book.publishedRules(ctx, booking.storeId);
  const rule = rules && termsOf(rules, { roomId: room.id, roomKindId: room.kind })?.overtime;
  return rules && rule?.renewsByItself ? { rules, rule } : null;
}

/** Where the units that were renewed in a row began: the end that people booked or chose. */
function bookedEnd(charges: readonly ChargeRow[], to: Date): { base: Date; paid: number; time: number } {
  let [base, paid, time] = [to, 0, 0];
  for (;;) {
    const unit = charges.find(
      (charge) => charge.kind === 'overtime' && charge.state === 'paid' && charge.newEnd?.getTime() === base.getTime(),
    );
    if (!unit?.quote) return { base, paid, time };
    base = new Date(unit.quote.from);
    paid += unit.amount;
    time += unit.quote.segments.reduce((sum, one) => sum + one.amount, 0);
  }
}

/**
 * BIL-9: the end of a session whose room renews by itself. Answers whether it goes on: at first for the grace, then unit by
 * unit, each paid from the balance. False hands the end over to the ladder, or to overtime. Lock order: booking, room, wallet.
 */
export async function goesOnByItself(ctx: Context, book: PriceBook, booking: BookingRow): Promise<boolean> {
  const room = await getRoom(ctx, booking.roomId);
  const found = await ruleOf(ctx, book, booking, room);
  if (!found) return false;
  const { base } = bookedEnd(await chargesOf(ctx.db, [booking.id]), booking.to);
  const graceEnd = new Date(base.getTime() + found.rule.graceMinutes * MINUTE);
  if (base.getTime() < booking.to.getTime() || ctx.now > graceEnd) return renewUnit(ctx, book, booking);
  await dropTimers(ctx.tx, booking.id, ['dim', 'grace', 'cut']);
  await addTimers(ctx.tx, booking.id, [{ kind: 'self_renewal', dueAt: new Date(graceEnd.getTime() + 1), minutes: 0 }]);
  await sayInRoom(ctx, booking, 'overtime');
  await record(ctx, booking, { name: 'overtime.began' });
  return true;
}

/** One unit more, while the room is free and the balance pays for it. The customer is told of each. */
export async function renewUnit(ctx: Context, book: PriceBook, booking: BookingRow): Promise<boolean> {
  const room = await getRoom(ctx, booking.roomId);
  const found = await ruleOf(ctx, book, booking, room);
  if (!found) return false;
  if (await waitsForRenewal(ctx, booking)) return true;
  const { base, paid, time } = bookedEnd(await chargesOf(ctx.db, [booking.id]), booking.to);
  const { rule, rules } = found;
  const unit = rule.unitMinutes * MINUTE;
  const graceEnd = base.getTime() + rule.graceMinutes * MINUTE;
  const until = Math.max(booking.to.getTime() + unit, graceEnd + 1);
  const calendar = await book.calendarFacts(ctx, booking.storeId, base, new Date(until));
  const stay = { roomId: room.id, roomKindId: room.kind, people: booking.people, memberLevel: null };
  const quote = quoteOvertime(rules, calendar, { ...stay, end: base.getTime(), now: until });
  if (quote === null) return false;
  const to = new Date(base.getTime() + quote.units * unit);
  if (!(await keepUntil(ctx, booking, room, to))) return refuse(ctx, booking, 'room_taken');
  const amount = Math.max(0, quote.total - paid);
  const ofTime = Math.min(amount, Math.max(0, quote.amount - time));
  const charge = await insertOvertime(ctx, booking, {
    ...{ from: booking.to, to, newEnd: to, unitPrice: quote.unitPrice, unitMinutes: rule.unitMinutes },
    ...{ amount: ofTime, serviceFee: amount - ofTime, state: 'awaiting_payment' },
  });
  if (amount === 0) await payCharge(ctx, booking, charge, null);
  if (amount > 0 && !(await spend(ctx, booking, charge))) {
    await setChargeState(ctx.tx, charge.id, 'void');
    await occupy(ctx.tx, booking.id, { roomId: room.id, from: booking.from, until: untilOf(room, booking.to) });
    return refuse(ctx, booking, 'balance_insufficient');
  }
  const minutes = Math.round((to.getTime() - booking.to.getTime()) / MINUTE);
  const [end, at] = [to.toISOString(), ctx.now.toISOString()];
  await record(ctx, booking, { name: 'overtime.renewed', detail: { minutes, amount } });
  await emit(ctx, renewedByItself, { ...bookingFacts(booking), chargeId: charge.id, amount, minutes, to: end, at });
  return true;
}

/** A renewal by hand that is being paid keeps its time: the unit waits for it, and takes its place once it waited enough. */
async function waitsForRenewal(ctx: Context, booking: BookingRow): Promise<boolean> {
  const pending = (await chargesOf(ctx.db, [booking.id])).some(
    ({ kind, state }) => kind === 'renewal' && state === 'awaiting_payment',
  );
  if (!pending) return false;
  if (!(await moreIsBeingPaid(ctx, booking))) {
    await endPendingChanges(ctx, booking, 'all');
    return false;
  }
  await dropTimers(ctx.tx, booking.id, ['dim', 'grace', 'cut']);
  const dueAt = new Date(ctx.now.getTime() + PAYMENT_WAIT_MS);
  await addTimers(ctx.tx, booking.id, [{ kind: 'self_renewal', dueAt, minutes: 0 }]);
  return true;
}

async function refuse(ctx: Context, booking: BookingRow, reason: string): Promise<false> {
  await record(ctx, booking, { name: 'overtime.not_renewed', detail: { reason } });
  return false;
}

async function keepUntil(ctx: Context, booking: BookingRow, room: RoomFacts, to: Date): Promise<boolean> {
  const store = await bookableStore(ctx, booking.storeId);
  const spans = store.spans(localParts(booking.to, store.zone).date, 2);
  if (!spans.some((span) => span.from <= booking.to && to <= span.to)) return false;
  const until = untilOf(room, to);
  if ((await takenRanges(ctx.db, [room.id], booking.to, until, booking.id)).length > 0) return false;
  return occupy(ctx.tx, booking.id, { roomId: room.id, from: booking.from, until });
}

async function spend(ctx: Context, booking: BookingRow, charge: ChargeRow): Promise<boolean> {
  try {
    await spendFor(ctx, booking, charge);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'balance_insufficient') return false;
    throw error;
  }
}
