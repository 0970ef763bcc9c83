import { systemActor } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import {
  balanceGifts,
  channelFees,
  channelTransit,
  customerRefunds,
  memberBalance,
  memberGifts,
  post,
} from '../ledger/index.ts';
import type { TopUpRefundRow, TopUpRow } from './top-up-store.ts';

/** The same transaction, acting as the product: for what follows from a person's act by rule. */
export const asProduct = (ctx: Context): Context => ({ ...ctx, actor: systemActor('wallet') });

const referenceOf = (topUp: TopUpRow) => ({ kind: 'top_up', id: topUp.id, number: topUp.number });

/** LED-1: the money came in, the issuing entity owes it to the member, and what it gave on top is its cost. */
export async function bookTopUp(
  ctx: Context,
  topUp: TopUpRow,
  payment: { channel: string; channelFee: number; at: Date },
) {
  const { entityId, amount, gift } = topUp;
  await post(asProduct(ctx), {
    kind: 'top_up',
    reference: referenceOf(topUp),
    entityId,
    at: payment.at,
    terms: { amount, gift, planId: topUp.planId },
    postings: [
      { account: channelTransit(payment.channel), amount: amount - payment.channelFee },
      { account: channelFees, amount: payment.channelFee },
      { account: balanceGifts(entityId), amount: gift },
      { account: memberBalance(entityId), amount: -amount },
      { account: memberGifts(entityId), amount: -gift },
    ],
  });
}

/** Unspent principal is owed to the customer until the channel has given it back; the gift that came with it lapses. */
export async function bookTopUpRefund(
  ctx: Context,
  topUp: TopUpRow,
  refund: Omit<TopUpRefundRow, 'state'>,
): Promise<void> {
  await post(asProduct(ctx), {
    kind: 'top_up_refund',
    reference: { kind: 'top_up_refund', id: refund.id, number: topUp.number },
    entityId: topUp.entityId,
    postings: [
      { account: memberBalance(topUp.entityId), amount: refund.amount },
      { account: memberGifts(topUp.entityId), amount: refund.gift },
      { account: balanceGifts(topUp.entityId), amount: -refund.gift },
      { account: customerRefunds, amount: -refund.amount },
    ],
  });
}

/** The channel gave the money back, and its fee with it. */
export async function bookTopUpReturned(ctx: Context, topUp: TopUpRow, refund: TopUpRefundRow): Promise<void> {
  await post(asProduct(ctx), {
    kind: 'top_up_returned',
    reference: { kind: 'top_up_refund', id: refund.id, number: topUp.number },
    entityId: topUp.entityId,
    postings: [
      { account: customerRefunds, amount: refund.amount },
      { account: channelTransit(topUp.channel ?? 'wechat'), amount: refund.fee - refund.amount },
      { account: channelFees, amount: -refund.fee },
    ],
  });
}

/** The channel refused: the entity owes the member again what the wallet has got back. */
export async function bookTopUpRefundFailed(ctx: Context, topUp: TopUpRow, refund: TopUpRefundRow): Promise<void> {
  await post(asProduct(ctx), {
    kind: 'top_up_refund_failed',
    reference: { kind: 'top_up_refund', id: refund.id, number: topUp.number },
    entityId: topUp.entityId,
    postings: [
      { account: customerRefunds, amount: refund.amount },
      { account: balanceGifts(topUp.entityId), amount: refund.gift },
      { account: memberGifts(topUp.entityId), amount: -refund.gift },
      { account: memberBalance(topUp.entityId), amount: -refund.amount },
    ],
  });
}

/** Gifts that nobody will spend are no debt any more. */
export async function bookLapse(ctx: Context, lapseId: string, entityId: string, gift: number): Promise<void> {
  await post(asProduct(ctx), {
    kind: 'balance_lapse',
    reference: { kind: 'balance_lapse', id: lapseId },
    entityId,
    postings: [
      { account: memberGifts(entityId), amount: gift },
      { account: balanceGifts(entityId), amount: -gift },
    ],
  });
}
