import { requireStaff, requireSystem } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { visibleMemberId } from '../members/index.ts';
import { refundPayment } from '../payments/index.ts';
import { asProduct, bookTopUpRefund, bookTopUpRefundFailed, bookTopUpReturned } from './book.ts';
import { move } from './move-balance.ts';
import { type Holding, negated, refundableOf, refundShares, stateAfterRefund } from './rules.ts';
import { holdWallet } from './store.ts';
import { changeRefunded, insertTopUpRefund, lockTopUp, settleTopUpRefundRow, type TopUpRow } from './top-up-store.ts';

/**
 * PAY-13: gives unspent principal of a top-up back through the channel it came by, within seven days; the gift that came
 * with it lapses as far as it is unspent. It leaves the wallet at once and comes back when the channel refuses. Throws
 * not_found, illegal_move (not paid), top_up_not_refundable. Lock order: the top-up, the wallet, its payments.
 */
export async function refundTopUp(
  ctx: Context,
  input: { topUpId: string; amount: number; reason: string },
): Promise<string> {
  requireStaff(ctx.actor, 'balances:refund');
  const topUp = await lockTopUp(ctx.tx, input.topUpId);
  await visibleMemberId(ctx, topUp.memberId);
  if (topUp.paymentId === null) throw new AppError('illegal_move', { state: topUp.state });
  const holding = (await holdWallet(ctx.tx, topUp.memberId)).find((one) => one.entityId === topUp.entityId);
  const refundable = refundableOf(topUp, holding, ctx.now);
  if (input.amount > refundable) throw new AppError('top_up_not_refundable', { refundable });
  const shares = refundShares(topUp, input.amount, holding?.gift ?? 0);
  const refund = {
    id: newId(),
    topUpId: topUp.id,
    memberId: topUp.memberId,
    amount: input.amount,
    ...shares,
    reason: input.reason,
  };
  await insertTopUpRefund(ctx.tx, refund, ctx.now);
  await change(ctx, topUp, refund, 1);
  await moveFor(ctx, topUp, refund.id, negated(partsOf(topUp, refund)), 'top_up_refund');
  await bookTopUpRefund(ctx, topUp, refund);
  await refundPayment(asProduct(ctx), {
    orderId: topUp.id,
    paymentId: topUp.paymentId,
    refundId: refund.id,
    amount: refund.amount,
    reason: refund.reason,
  });
  await audit(ctx, {
    action: 'wallet.refund_top_up',
    object: { kind: 'top_up', id: topUp.id },
    before: { refunded: topUp.refunded },
    after: { refundId: refund.id, amount: refund.amount, giftLapsed: refund.gift, reason: refund.reason },
  });
  return refund.id;
}

/** The channel's word on a refund of a top-up. Running it again changes nothing. */
export async function settleTopUpRefund(
  ctx: Context,
  input: { refundId: string; topUpId: string; succeeded: boolean },
): Promise<void> {
  requireSystem(ctx.actor);
  const topUp = await lockTopUp(ctx.tx, input.topUpId);
  const refund = await settleTopUpRefundRow(ctx.tx, input.refundId, input.succeeded ? 'succeeded' : 'failed', ctx.now);
  // None of ours: a second payment that went back, which payments books itself.
  if (!refund) return;
  if (refund.state === 'succeeded') {
    await bookTopUpReturned(ctx, topUp, refund);
    return;
  }
  await holdWallet(ctx.tx, topUp.memberId);
  await change(ctx, topUp, refund, -1);
  await moveFor(ctx, topUp, refund.id, partsOf(topUp, refund), 'top_up_refund_failed');
  await bookTopUpRefundFailed(ctx, topUp, refund);
}

interface Shares {
  amount: number;
  gift: number;
  fee: number;
}

const partsOf = (topUp: TopUpRow, refund: Shares): Holding[] => [
  { entityId: topUp.entityId, principal: refund.amount, gift: refund.gift },
];

function change(ctx: Context, topUp: TopUpRow, refund: Shares, direction: 1 | -1): Promise<void> {
  return changeRefunded(ctx.tx, topUp.id, {
    state: stateAfterRefund(topUp, topUp.refunded + direction * refund.amount),
    refunded: direction * refund.amount,
    giftLapsed: direction * refund.gift,
    feeReturned: direction * refund.fee,
  });
}

function moveFor(
  ctx: Context,
  topUp: TopUpRow,
  refundId: string,
  parts: Holding[],
  reference: string,
): Promise<number> {
  return move(ctx, {
    id: newId(),
    memberId: topUp.memberId,
    kind: 'top_up_refund',
    parts,
    reference: { kind: reference, id: refundId, number: topUp.number },
    orderId: null,
    storeId: null,
  });
}
