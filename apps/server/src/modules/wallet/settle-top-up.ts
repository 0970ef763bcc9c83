import { requireSystem } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { refundPayment } from '../payments/index.ts';
import { asProduct, bookTopUp } from './book.ts';
import { toppedUp } from './events.ts';
import { move } from './move-balance.ts';
import { holdWallet } from './store.ts';
import { lockTopUp, markTopUpPaid } from './top-up-store.ts';

export interface BelievedTopUp {
  topUpId: string;
  paymentId: string;
  channel: string;
  amount: number;
  channelFee: number;
  at: Date;
}

/**
 * PAY-11: a believed payment credits its top-up, once however often it is told; a second payment of the same top-up goes
 * back whole. A payment that came late is credited all the same: the money is there. Lock order: the top-up, the wallet.
 */
export async function settleTopUp(ctx: Context, payment: BelievedTopUp): Promise<void> {
  requireSystem(ctx.actor);
  const topUp = await lockTopUp(ctx.tx, payment.topUpId);
  if (topUp.paymentId === payment.paymentId) return;
  if (topUp.paymentId !== null || payment.amount !== topUp.amount) {
    const { topUpId, paymentId, amount } = payment;
    const refund = { orderId: topUpId, paymentId, refundId: newId(), amount, reason: 'second_payment' };
    await refundPayment(asProduct(ctx), { ...refund, lateReceipt: true });
    return;
  }
  await markTopUpPaid(ctx.tx, topUp.id, payment);
  await holdWallet(ctx.tx, topUp.memberId);
  const balance = await move(ctx, {
    id: newId(),
    memberId: topUp.memberId,
    kind: 'top_up',
    parts: [{ entityId: topUp.entityId, principal: topUp.amount, gift: topUp.gift }],
    reference: { kind: 'top_up', id: topUp.id, number: topUp.number },
    orderId: null,
    storeId: null,
  });
  await bookTopUp(ctx, topUp, payment);
  await audit(ctx, {
    action: 'wallet.top_up',
    object: { kind: 'top_up', id: topUp.id },
    after: { amount: topUp.amount, gift: topUp.gift, paymentId: payment.paymentId },
  });
  const { id: topUpId, number, memberId, amount, gift } = topUp;
  await emit(ctx, toppedUp, { topUpId, number, memberId, amount, gift, balance, at: payment.at.toISOString() });
}
