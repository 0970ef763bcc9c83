import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import {
  type BalancePart,
  channelFees,
  channelTransit,
  deposits as depositsOf,
  memberBalance,
  memberGifts,
  type Posting,
  post,
} from '../ledger/index.ts';
import { refundPayment } from '../payments/index.ts';
import { returnBalance } from '../wallet/index.ts';
import { record } from './announce.ts';
import { type ChargeRow, changeRefunds, chargesOf, insertRefund } from './charge-store.ts';
import { openSessionOf, setChannelFee } from './deposit-store.ts';
import { feeBack, restOf } from './open-rules.ts';
import type { BelievedPayment } from './pay-charge.ts';
import type { BookingRow } from './store.ts';

/** Where the money of a deposit is, or goes back to. */
function tender(channel: string, amount: number, fee: number, balance: readonly BalancePart[] | null): Posting[] {
  if (balance === null)
    return [
      { account: channelTransit(channel), amount: amount - fee },
      { account: channelFees, amount: fee },
    ];
  return balance.flatMap((part) => [
    { account: memberBalance(part.entityId), amount: part.principal },
    { account: memberGifts(part.entityId), amount: part.gift },
  ]);
}

/** What a booking's customer has left and is not used up or given back, oldest first. */
export const paidDeposits = async (ctx: Pick<Context, 'db'>, bookingId: string): Promise<ChargeRow[]> =>
  (await chargesOf(ctx.db, [bookingId])).filter((charge) => charge.kind === 'deposit' && charge.state === 'paid');

/** LED-1: money came in that is still the customer's. */
export async function bookDeposit(
  ctx: Context,
  booking: BookingRow,
  charge: ChargeRow,
  payment: BelievedPayment,
): Promise<void> {
  const { entityId } = await openSessionOf(ctx.db, booking.id);
  await setChannelFee(ctx.tx, charge.id, payment.channelFee);
  await post(ctx, {
    kind: 'deposit',
    reference: { kind: 'deposit', id: charge.id, number: charge.number },
    ...{ storeId: booking.storeId, entityId, at: payment.at },
    terms: { amount: charge.amount, channel: payment.channel },
    postings: [
      ...tender(payment.channel, charge.amount, payment.channelFee, payment.balance ?? null),
      { account: depositsOf(entityId), amount: -charge.amount },
    ],
  });
}

/** LED-1: a part of a deposit has gone back the way it came. */
export async function bookDepositReturned(
  ctx: Context,
  booking: BookingRow,
  charge: ChargeRow,
  refund: { id: string; amount: number; at: Date; balance: readonly BalancePart[] | null },
): Promise<void> {
  const { entityId } = await openSessionOf(ctx.db, booking.id);
  const fee = feeBack(charge, refund.amount);
  await post(ctx, {
    kind: 'deposit_refund',
    reference: { kind: 'refund', id: refund.id, number: charge.number },
    ...{ storeId: booking.storeId, entityId, at: refund.at },
    terms: { amount: refund.amount, depositId: charge.id },
    postings: [
      { account: depositsOf(entityId), amount: refund.amount },
      ...tender(charge.channel ?? 'wechat', refund.amount, fee, refund.balance).map(({ account, amount }) => ({
        account,
        amount: -amount,
      })),
    ],
  });
}

/** A deposit that goes back to the stored balance is there at once: its refund, for the caller to settle. */
export interface ReturnedToBalance {
  refundId: string;
  balance: BalancePart[];
}

/**
 * BKG-15: what is left of a locked booking's deposits goes back the way it came. Answers those that are back already.
 * Lock order: booking, wallet or payments.
 */
export async function returnDeposits(ctx: Context, booking: BookingRow, reason: string): Promise<ReturnedToBalance[]> {
  const back: ReturnedToBalance[] = [];
  for (const charge of await paidDeposits(ctx, booking.id)) {
    const amount = restOf(charge);
    if (amount === 0) continue;
    const id = newId();
    const refund = { id, chargeId: charge.id, bookingId: booking.id, purpose: 'deposit' as const, amount, reason };
    await insertRefund(ctx.tx, refund, ctx.now);
    await changeRefunds(ctx.tx, charge.id, { refunding: amount, refunded: 0 });
    await audit(ctx, {
      action: 'bookings.return_deposit',
      object: { kind: 'booking', id: booking.id },
      after: { chargeId: charge.id, refundId: id, amount, reason },
    });
    await record(ctx, booking, { name: 'deposit.returning', detail: { amount } });
    if (charge.channel !== 'balance') {
      await refundPayment(ctx, { orderId: charge.id, paymentId: charge.paymentId, refundId: id, amount, reason });
      continue;
    }
    if (booking.memberId === null) throw new AppError('not_found');
    const balance = await returnBalance(ctx, {
      ...{ memberId: booking.memberId, orderId: charge.id, orderNumber: charge.number, refundId: id },
      ...{ storeId: booking.storeId, amount },
    });
    back.push({ refundId: id, balance });
  }
  return back;
}
