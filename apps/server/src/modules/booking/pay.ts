import { requireCustomer } from '../../kernel/actor.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf } from '../../kernel/http.ts';
import { getCustomer } from '../identity/index.ts';
import { bookableStore } from '../organisation/index.ts';
import { askChannel, beginPayment, closePayments } from '../payments/index.ts';
import { spendBalance } from '../wallet/index.ts';
import { asProduct } from './announce.ts';
import { type ChargeRow, getCharge } from './charge-store.ts';
import { comesInTime } from './comes-in-time.ts';
import { payCharge } from './pay-charge.ts';
import { type BookingRow, getBooking, lockBooking } from './store.ts';

interface ChargeOf {
  bookingId: string;
  chargeId: string;
}

const MINUTE = 60_000;
/** How long a debt's payment may take at the channel. */
const DEBT_MINUTES = 30;

/** The customer's own booking, locked. Throws not_found for anybody else's. */
export async function lockOwn(ctx: Context, bookingId: string): Promise<BookingRow> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const booking = await lockBooking(ctx.tx, bookingId);
  if (booking.memberId !== memberId) throw new AppError('not_found');
  return booking;
}

/** The same for reading. */
export async function ownBooking(ctx: ReadContext, bookingId: string): Promise<BookingRow> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const booking = await getBooking(ctx.db, bookingId);
  if (booking.memberId !== memberId) throw new AppError('not_found');
  return booking;
}

async function lockPayable(ctx: Context, { bookingId, chargeId }: ChargeOf) {
  const booking = await lockOwn(ctx, bookingId);
  const charge = await getCharge(ctx.db, booking.id, chargeId);
  const payable = charge.state === 'owed' || (charge.state === 'awaiting_payment' && isOpen(charge, ctx.now));
  if (!payable || charge.amount === 0) throw new AppError('booking_not_payable', { state: charge.state });
  return { booking, charge };
}

const isOpen = (charge: ChargeRow, now: Date): boolean => charge.expiresAt === null || charge.expiresAt > now;

/**
 * Begins a payment of a charge of the customer's own booking; asking again for the same method answers the running attempt.
 * Throws not_found, booking_not_payable, channel_not_configured.
 */
export async function requestPayment(
  ctx: Context,
  input: ChargeOf & {
    channel: 'wechat';
    method: 'h5' | 'jsapi' | 'native';
    returnUrl: string | null;
    clientAddress: string;
  },
): Promise<AnswerOf<'POST /bookings/:id/charges/:chargeId/payments'>> {
  const { booking, charge } = await lockPayable(ctx, input);
  const { id: customerId } = requireCustomer(ctx.actor);
  const [customer, store] = await Promise.all([getCustomer(ctx, customerId), bookableStore(ctx, booking.storeId)]);
  const { channel, method, returnUrl, clientAddress } = input;
  return beginPayment(ctx, {
    ...{ purpose: 'booking', orderId: charge.id, orderNumber: charge.number, storeId: booking.storeId },
    ...{ entityId: store.entityId, customerId, openid: customer.openid, amount: charge.amount },
    ...{ channel, method, returnUrl, clientAddress, description: `${store.name} ${booking.number}` },
    expiresAt: charge.expiresAt ?? new Date(ctx.now.getTime() + DEBT_MINUTES * MINUTE),
  });
}

/**
 * PAY-11: pays a charge from the stored balance, at once, while what it asks for can still come about. Throws not_found,
 * booking_not_payable, balance_insufficient. Lock order: booking, room, wallet, ledger.
 */
export async function payFromBalance(ctx: Context, input: ChargeOf): Promise<void> {
  const { booking, charge } = await lockPayable(ctx, input);
  if (!(await comesInTime(asProduct(ctx), booking, charge)))
    throw new AppError('booking_not_payable', { state: charge.state });
  await spendFor(ctx, booking, charge);
}

/** Takes a charge's price from the balance of the booking's member. Throws balance_insufficient. */
export async function spendFor(ctx: Context, booking: BookingRow, charge: ChargeRow): Promise<void> {
  if (booking.memberId === null) throw new AppError('balance_insufficient');
  const store = await bookableStore(ctx, booking.storeId);
  const spent = await spendBalance(asProduct(ctx), {
    ...{ of: 'booking' as const, memberId: booking.memberId, orderId: charge.id, orderNumber: charge.number },
    ...{ storeId: booking.storeId, entityId: store.entityId, amount: charge.amount },
  });
  await closePayments(ctx, charge.id);
  await payCharge(ctx, booking, charge, {
    ...{ paymentId: spent.id, channel: 'balance', amount: charge.amount, channelFee: 0, transactionNumber: null },
    ...{ at: ctx.now, balance: spent.parts },
  });
}

/** The customer came back from the cashier: the channel is asked; only its answer changes anything (PAY-3). */
export async function checkPayment(ctx: Context, { bookingId, chargeId }: ChargeOf): Promise<void> {
  const booking = await lockOwn(ctx, bookingId);
  await askChannel(ctx, (await getCharge(ctx.db, booking.id, chargeId)).id);
}
