import type { bookingChangeSchemas } from '@latchkey/contract';
import type { RoomQuote } from '@latchkey/pricing';
import type { z } from 'zod';
import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { getRoom } from '../organisation/index.ts';
import { record } from './announce.ts';
import { worthNow } from './apply-change.ts';
import { differenceOf } from './change-rules.ts';
import { occupantsOf, writeChange } from './change-store.ts';
import { nextNumber } from './charge-number.ts';
import { chargesOf, insertCharge, setChargeState } from './charge-store.ts';
import { extendTo } from './extend.ts';
import { untilOf } from './find-time.ts';
import { endPendingChanges } from './keep-range.ts';
import { presentForStaff } from './present.ts';
import { billOfChange, priceAnew } from './price-anew.ts';
import { discountsOf, type PriceBook, presentQuote } from './prices.ts';
import { paidOf, refundBooking } from './refund-charge.ts';
import { collect } from './session.ts';
import { type BookingRow, getBooking, lockBooking, occupy } from './store.ts';
import { addTimers, dropTimers } from './timer-store.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

interface Plan {
  /** All of the time until the new end; null where nothing is asked for the room. */
  quote: RoomQuote | null;
  before: number;
  pay: number;
  refund: number;
  conflicts: BookingRow[];
  until: Date;
}

/** What another end of a booking costs and meets. Throws illegal_move, invalid_input, room_not_offered. */
async function planLength(ctx: ReadContext, book: PriceBook, booking: BookingRow, to: Date): Promise<Plan> {
  const changeable = booking.state === 'confirmed' || booking.state === 'in_use';
  if (!changeable || booking.kind === 'open') throw new AppError('illegal_move', { state: booking.state });
  const least = Math.max(booking.from.getTime(), ctx.now.getTime());
  const odd = to.getTime() % MINUTE !== 0 || to.getTime() > booking.from.getTime() + 7 * DAY;
  if (odd || to.getTime() <= least || +to === +booking.to) throw invalidInput('to', 'not another end of this booking');
  const room = await getRoom(ctx, booking.roomId);
  const until = booking.kind === 'block' ? to : untilOf(room, to);
  const conflicts = await occupantsOf(ctx.db, room.id, booking.to, until, booking.id);
  const before = await worthNow(ctx, booking.id);
  if (booking.kind === 'block' || (booking.kind === 'walk_in' && before === 0))
    return { quote: null, before: 0, pay: 0, refund: 0, conflicts, until };
  const priced = (end: Date) => priceAnew(ctx, book, booking, { room, from: booking.from, to: end }, true);
  const [quote, known] = [await priced(to), await priced(booking.to)];
  const paid = paidOf(await chargesOf(ctx.db, [booking.id]));
  const after = Math.max(0, before + quote.total - known.total);
  const { pay, refund } = differenceOf({ before, after, paid }, 0);
  return { quote, before, pay: to > booking.to ? pay : 0, refund: to < booking.to ? refund : 0, conflicts, until };
}

/** BKG-27: what another end would cost or give back, and what is in its way, before anything is done. */
export async function previewLength(
  ctx: ReadContext,
  book: PriceBook,
  input: { bookingId: string; to: Date },
): Promise<z.input<typeof bookingChangeSchemas.lengthPreview>> {
  requireStaff(ctx.actor, 'bookings:edit');
  const booking = await getBooking(ctx.db, input.bookingId);
  requireStore(ctx.actor, booking.storeId);
  const { quote, pay, refund, conflicts } = await planLength(ctx, book, booking, input.to);
  return {
    ...{ from: booking.from.toISOString(), to: input.to.toISOString(), pay, refund, version: booking.version },
    quote: quote && billOfChange(quote, pay),
    conflicts: await presentForStaff(ctx, conflicts.slice(0, 20)),
  };
}

/**
 * BKG-27: staff extend or shorten a booking or session with a reason. What it is more is taken from the balance or owed; what
 * it is less goes back the way it came. Throws not_found, conflict, illegal_move, invalid_input, price_changed,
 * refund_changed, room_taken. Lock order: booking, room, wallet, ledger, devices.
 */
export async function changeLength(
  ctx: Context,
  book: PriceBook,
  input: {
    bookingId: string;
    to: Date;
    reason: string;
    expectedPay: number;
    expectedRefund: number;
    version: number;
  },
): Promise<void> {
  requireStaff(ctx.actor, 'bookings:edit');
  const booking = await lockBooking(ctx.tx, input.bookingId);
  requireStore(ctx.actor, booking.storeId);
  if (booking.version !== input.version) throw new AppError('conflict');
  const { to, reason } = input;
  const plan = await planLength(ctx, book, booking, to);
  if (plan.pay !== input.expectedPay) throw new AppError('price_changed', { total: plan.pay });
  if (plan.refund !== input.expectedRefund) throw new AppError('refund_changed', { refund: plan.refund });
  await endPendingChanges(ctx, booking, 'all');
  const range = { roomId: booking.roomId, from: booking.from, until: plan.until };
  if (!(await occupy(ctx.tx, booking.id, range))) throw new AppError('room_taken', { alternatives: [] });
  const changed = await extendTo(ctx, booking, to);
  await planMissing(ctx, changed);
  const detail = { to: to.toISOString(), before: booking.to.toISOString(), pay: plan.pay, refund: plan.refund, reason };
  await record(ctx, changed, { name: to > booking.to ? 'length.extended' : 'length.shortened', detail });
  await audit(ctx, {
    action: 'bookings.change_length',
    object: { kind: 'booking', id: booking.id },
    before: { to: booking.to },
    after: detail,
  });
  await settle(ctx, changed, plan, reason);
}

/** Who has not come yet is missed at the new end at the latest; a block is over then. */
async function planMissing(ctx: Context, booking: BookingRow): Promise<void> {
  if (booking.state !== 'confirmed') return;
  await dropTimers(ctx.tx, booking.id, ['no_show']);
  const missed = booking.from.getTime() + booking.policy.noShow * MINUTE;
  const dueAt = booking.kind === 'block' ? booking.to : new Date(Math.min(missed, booking.to.getTime()));
  await addTimers(ctx.tx, booking.id, [{ kind: 'no_show', dueAt, minutes: 0 }]);
}

async function settle(ctx: Context, booking: BookingRow, plan: Plan, reason: string): Promise<void> {
  const { quote, before, pay, refund } = plan;
  if (quote === null || (pay === 0 && refund === 0)) return;
  const { storeDiscount, platformDiscount } = discountsOf(quote);
  const whole = pay === quote.total;
  const charge = await insertCharge(
    ctx.tx,
    {
      ...{ id: newId(), bookingId: booking.id, number: await nextNumber(ctx, booking), kind: 'extension' },
      ...{ state: 'owed', amount: pay, newEnd: null, expiresAt: null },
      ...{ storeDiscount: whole ? storeDiscount : 0, platformDiscount: whole ? platformDiscount : 0 },
      quote: pay > 0 ? billOfChange(quote, pay) : presentQuote(quote),
    },
    ctx.now,
  );
  await writeChange(ctx.tx, charge.id, {
    ...{ kind: 'length', roomId: booking.roomId, from: booking.from.toISOString(), to: booking.to.toISOString() },
    ...{ mode: booking.mode, packageId: booking.packageId, before, after: before + pay - refund },
  });
  if (pay > 0) return collect(ctx, booking, charge);
  // A shorter stay asks for nothing: its line only keeps what the time is worth by now.
  await setChargeState(ctx.tx, charge.id, 'void');
  await refundBooking(ctx, booking, refund, reason);
}
