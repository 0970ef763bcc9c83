import type { bookingsSchemas } from '@latchkey/contract';
import type { z } from 'zod';
import { requireStaff, requireStore, requireSystem } from '../../kernel/actor.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { closePayments } from '../payments/index.ts';
import { asProduct, moveBooking } from './announce.ts';
import { dropKept } from './change-store.ts';
import { chargesOf, setChargeState } from './charge-store.ts';
import { stopMenu, unservedPart } from './menu-orders.ts';
import { lockOwn, ownBooking } from './pay.ts';
import { paidOf, refundBooking } from './refund-charge.ts';
import { cancelTerms, noShowRefund } from './rules.ts';
import { dropSale, returnCoupons } from './sale.ts';
import { type BookingRow, lockBooking } from './store.ts';
import { dropTimers } from './timer-store.ts';

/** BKG-7: what cancelling a booking now would give back. */
async function termsOf(ctx: ReadContext, booking: BookingRow) {
  const charges = await chargesOf(ctx.db, [booking.id]);
  const [paid, things] = [paidOf(charges), await unservedPart(ctx, charges)];
  const terms = cancelTerms({ ...booking, paid: paid - things }, ctx.now);
  const refund = terms.possible ? terms.refund + things : 0;
  return { ...terms, fee: paid - refund, refund, paid };
}

/** The same for the customer's screen. Throws not_found. */
export async function cancellation(
  ctx: ReadContext,
  bookingId: string,
): Promise<z.input<typeof bookingsSchemas.cancellation>> {
  const { possible, freeUntil, paid, fee, refund } = await termsOf(ctx, await ownBooking(ctx, bookingId));
  return { possible, freeUntil: possible && freeUntil > ctx.now ? freeUntil.toISOString() : null, paid, fee, refund };
}

/**
 * BKG-7: the customer cancels before the start; what the terms leave goes back the way it came. Throws not_found,
 * illegal_move, refund_changed when less than `expectedRefund` would go back.
 */
export async function cancelBooking(ctx: Context, input: { bookingId: string; expectedRefund: number }): Promise<void> {
  const booking = await lockOwn(ctx, input.bookingId);
  const { possible, refund } = await termsOf(ctx, booking);
  if (!possible) throw new AppError('illegal_move', { state: booking.state });
  if (refund < input.expectedRefund) throw new AppError('refund_changed', { refund });
  await end(ctx, booking, 'cancelled', { name: 'booking.cancelled', refund, reason: 'cancelled' });
}

/** BKG-9: staff cancel before the beginning and say what goes back. Throws not_found, illegal_move, refund_exceeds_paid. */
export async function cancelForCustomer(
  ctx: Context,
  input: { bookingId: string; refund: number; reason: string },
): Promise<void> {
  requireStaff(ctx.actor, 'bookings:edit');
  const booking = await lockBooking(ctx.tx, input.bookingId);
  requireStore(ctx.actor, booking.storeId);
  const { reason, refund } = input;
  await end(ctx, booking, 'cancelled', { name: 'booking.cancelled', refund, reason });
}

/** BKG-4: nobody paid in time. Idempotent. */
export async function lapse(ctx: Context, booking: BookingRow): Promise<void> {
  requireSystem(ctx.actor);
  if (booking.state !== 'held') return;
  await end(ctx, booking, 'lapsed', { name: 'booking.lapsed', refund: 0, reason: 'timeout' });
}

/** BKG-7: nobody came; what the terms leave goes back. A block that is over is over. */
export async function markNoShow(ctx: Context, booking: BookingRow): Promise<void> {
  requireSystem(ctx.actor);
  if (booking.state !== 'confirmed') return;
  const charges = await chargesOf(ctx.db, [booking.id]);
  const things = await unservedPart(ctx, charges);
  const refund = noShowRefund(paidOf(charges) - things, booking.policy) + things;
  await end(ctx, booking, 'no_show', { name: 'booking.no_show', refund, reason: 'no_show' });
}

/** BKG-29, BKG-30: a booking that could not begin as it was sold goes back whole. */
export async function cancelWhole(ctx: Context, booking: BookingRow, reason: string): Promise<void> {
  requireSystem(ctx.actor);
  const refund = paidOf(await chargesOf(ctx.db, [booking.id]));
  await end(ctx, booking, 'cancelled', { name: 'booking.cancelled', refund, reason });
}

async function end(
  ctx: Context,
  booking: BookingRow,
  state: 'cancelled' | 'lapsed' | 'no_show',
  how: { name: string; refund: number; reason: string },
): Promise<void> {
  const { refund, reason } = how;
  const moved = await moveBooking(ctx, booking, state, { name: how.name, detail: { refund, reason } });
  await dropTimers(ctx.tx, booking.id, null);
  await dropKept(ctx.tx, booking.id);
  const charges = await chargesOf(ctx.db, [booking.id]);
  for (const charge of charges) {
    // A walk-in that never came owes nothing for the room, nor anybody for time that staff added.
    const ofTime = charge.kind === 'booking' || charge.kind === 'extension';
    const open = charge.state === 'awaiting_payment' || (charge.state === 'owed' && ofTime);
    if (!open) continue;
    await setChargeState(ctx.tx, charge.id, 'void');
    await dropSale(ctx, moved, charge);
    await closePayments(asProduct(ctx), charge.id);
  }
  await stopMenu(ctx, moved);
  if (state === 'cancelled' && refund === paidOf(charges)) await returnCoupons(ctx, charges);
  if (refund > 0) await refundBooking(ctx, moved, refund, reason);
}
