import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { type BalancePart, postSale } from '../ledger/index.ts';
import { feeTerms } from '../organisation/index.ts';
import { asProduct, bookingFacts, moveBooking, record } from './announce.ts';
import { applyPaidChange } from './apply-change.ts';
import { beginOpen } from './begin-open.ts';
import { type ChargeRow, markChargePaid } from './charge-store.ts';
import { bookDeposit } from './deposits.ts';
import { chargePaid } from './events.ts';
import { extendTo } from './extend.ts';
import { planPrecondition } from './precondition.ts';
import { fulfilSale } from './sale.ts';
import type { BookingRow } from './store.ts';
import { addTimers, dropTimers } from './timer-store.ts';

/** A payment that was believed and fits its charge. Amounts in fen. */
export interface BelievedPayment {
  paymentId: string;
  channel: NonNullable<ChargeRow['channel']>;
  amount: number;
  channelFee: number;
  transactionNumber: string | null;
  at: Date;
  /** The parts of a payment from stored balance. */
  balance?: readonly BalancePart[];
}

const MINUTE = 60_000;

/**
 * Makes a charge of a locked booking paid, in one transaction: the sale posted by the store's terms, and what was paid for
 * comes about: the booking is confirmed, its end moves. `payment` is null for what costs nothing. Lock order: booking, ledger.
 */
export async function payCharge(
  caller: Context,
  booking: BookingRow,
  charge: ChargeRow,
  payment: BelievedPayment | null,
): Promise<void> {
  const ctx = asProduct(caller);
  if ((payment?.amount ?? 0) !== charge.amount) throw new AppError('payment_mismatch');
  const at = payment?.at ?? ctx.now;
  if (charge.kind === 'deposit' && payment) await bookDeposit(ctx, booking, charge, payment);
  else await postCharge(ctx, booking, charge, payment, at);
  const channel = payment?.channel ?? null;
  await markChargePaid(ctx.tx, charge.id, { paymentId: payment?.paymentId ?? null, channel, at });
  await audit(ctx, {
    action: 'bookings.pay',
    object: { kind: 'booking', id: booking.id },
    after: { chargeId: charge.id, kind: charge.kind, amount: charge.amount, channel },
  });
  await emit(ctx, chargePaid, {
    ...bookingFacts(booking),
    ...{ chargeId: charge.id, charge: charge.kind, amount: charge.amount, channel, at: at.toISOString() },
  });
  const detail = { kind: charge.kind, amount: charge.amount, channel };
  await record(ctx, booking, { name: 'charge.paid', detail });
  await fulfilSale(ctx, booking, charge);
  if (charge.kind === 'deposit') await takeDeposit(ctx, booking);
  else if (charge.kind === 'booking') await confirm(ctx, booking);
  else if (charge.newEnd !== null) await goOnUntil(ctx, booking, charge, charge.newEnd);
  await applyPaidChange(ctx, booking, charge);
}

async function postCharge(
  ctx: Context,
  booking: BookingRow,
  charge: ChargeRow,
  payment: BelievedPayment | null,
  at: Date,
): Promise<void> {
  const { entityId, serviceFee, channelFeeBearer } = await feeTerms(ctx, booking.storeId);
  await postSale(ctx, {
    of: 'booking',
    orderId: charge.id,
    number: charge.number,
    storeId: booking.storeId,
    entityId,
    at,
    channel: payment?.channel ?? 'none',
    paid: charge.amount,
    storeBorneDiscount: charge.storeDiscount,
    platformBorneDiscount: charge.platformDiscount,
    serviceFee,
    channelFeeBearer,
    channelFee: payment?.channelFee ?? 0,
    balance: payment?.balance ?? null,
  });
}

/** BKG-15: the first deposit begins the session, a further one moves its end; planning puts the ladder back where it does not. */
async function takeDeposit(ctx: Context, booking: BookingRow): Promise<void> {
  if (booking.state === 'held') return beginOpen(ctx, booking);
  await dropTimers(ctx.tx, booking.id, ['deposit_lapse', 'end', 'dim', 'grace', 'cut']);
  await addTimers(ctx.tx, booking.id, [{ kind: 'open_plan', dueAt: ctx.now, minutes: 0 }]);
}

/** A renewal that is paid lapses no more; one that waits beside another charge still does. */
async function goOnUntil(ctx: Context, booking: BookingRow, charge: ChargeRow, end: Date): Promise<void> {
  if (charge.kind === 'renewal') await dropTimers(ctx.tx, booking.id, ['renewal_lapse']);
  await extendTo(ctx, booking, end);
}

async function confirm(ctx: Context, booking: BookingRow): Promise<void> {
  // A walk-in has its room before it is paid.
  if (booking.kind === 'walk_in') return;
  await moveBooking(ctx, booking, 'confirmed', { name: 'booking.confirmed', patch: { holdsUntil: null } });
  await dropTimers(ctx.tx, booking.id, ['lapse']);
  // Whose payment came late has the whole time to come from then on.
  const since = Math.max(booking.from.getTime(), ctx.now.getTime());
  const late = Math.min(since + booking.policy.noShow * MINUTE, booking.to.getTime());
  await addTimers(ctx.tx, booking.id, [{ kind: 'no_show', dueAt: new Date(late), minutes: 0 }]);
  await planPrecondition(ctx, booking);
}
