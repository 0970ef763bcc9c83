import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { closePayments } from '../payments/index.ts';
import { asProduct, record } from './announce.ts';
import { nextNumber } from './charge-number.ts';
import { type ChargeRow, chargesOf, setChargeState } from './charge-store.ts';
import { openSessionOf } from './deposit-store.ts';
import { lockOwn } from './pay.ts';
import { insertDeposit } from './start-open.ts';
import type { BookingRow } from './store.ts';
import { addTimers, dropTimers } from './timer-store.ts';

/** How long a further deposit may take to be paid. Minutes. */
const DEPOSIT_MINUTES = 10;

const waiting = async (ctx: Context, bookingId: string): Promise<ChargeRow[]> =>
  (await chargesOf(ctx.db, [bookingId])).filter(
    (charge) => charge.kind === 'deposit' && charge.state === 'awaiting_payment',
  );

/**
 * BKG-15: leaves more for a running session: a charge to pay, which moves the end once it is paid. Another amount replaces
 * the one that waits. Throws not_found, illegal_move.
 */
export async function topUpOpen(ctx: Context, input: { bookingId: string; amount: number }): Promise<void> {
  const booking = await lockOwn(ctx, input.bookingId);
  if (booking.kind !== 'open' || booking.state !== 'in_use')
    throw new AppError('illegal_move', { state: booking.state });
  if ((await openSessionOf(ctx.db, booking.id)).credit) throw new AppError('illegal_move', { state: 'credit' });
  const expiresAt = new Date(ctx.now.getTime() + DEPOSIT_MINUTES * 60_000);
  const pending = await waiting(ctx, booking.id);
  const same = pending.find(({ amount, expiresAt: due }) => amount === input.amount && due !== null && due > ctx.now);
  if (same) return;
  await voidAll(ctx, pending);
  const number = await nextNumber(ctx, booking);
  const charge = await insertDeposit(ctx, booking, input.amount, { number, expiresAt });
  await dropTimers(ctx.tx, booking.id, ['deposit_lapse']);
  await addTimers(ctx.tx, booking.id, [{ kind: 'deposit_lapse', dueAt: expiresAt, minutes: 0 }]);
  await record(ctx, booking, { name: 'deposit.asked', detail: { amount: input.amount } });
  await audit(ctx, {
    action: 'bookings.top_up_deposit',
    object: { kind: 'booking', id: booking.id },
    after: { chargeId: charge.id, amount: input.amount },
  });
}

async function voidAll(ctx: Context, charges: readonly ChargeRow[]): Promise<void> {
  for (const charge of charges) {
    await setChargeState(ctx.tx, charge.id, 'void');
    await closePayments(asProduct(ctx), charge.id);
  }
}

/** A further deposit that nobody paid in time is asked for no longer. */
export async function lapseDeposits(ctx: Context, booking: BookingRow): Promise<void> {
  if (booking.state === 'in_use') await voidAll(ctx, await waiting(ctx, booking.id));
}
