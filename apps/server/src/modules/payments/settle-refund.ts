import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import type { ChannelAccountRow } from './account-store.ts';
import { insertContradiction } from './alarm-store.ts';
import { paymentAlarm, refundRejected, refundSettled } from './events.ts';
import { bookLateReturn } from './late-receipt.ts';
import { endRefund, findRefundByNumber, lockRefund, type RefundRow, stepRefund } from './refund-store.ts';
import { retryDelay } from './rules.ts';
import { type Attempt, lockAttempt } from './store.ts';
import type { RefundStatus } from './wechat-pay/index.ts';

/** What a verified answer or notice says about a refund. */
export interface RefundMessage {
  number: string;
  outTradeNumber: string;
  channelNumber: string;
  status: RefundStatus;
  /** Fen; of the refund, and of the whole order. */
  amount: number;
  total: number;
}

/** PAY-6: takes a verified refund message into our books; a repetition changes nothing. Lock order: attempt, refund. */
export async function settleRefund(
  ctx: Context,
  account: ChannelAccountRow,
  message: RefundMessage,
  source: 'callback' | 'query',
): Promise<'settled' | 'known' | 'waiting' | 'contradiction'> {
  requireSystem(ctx.actor);
  const found = await findRefundByNumber(ctx.db, message.number);
  const attempt = found ? await lockAttempt(ctx.tx, found.attemptId) : null;
  if (!found || !attempt || attempt.accountCode !== account.code) {
    return contradict(ctx, account, message, source, 'refund_unknown', null);
  }
  const refund = await lockRefund(ctx.tx, found.id);
  if (message.outTradeNumber !== attempt.outTradeNumber) {
    return contradict(ctx, account, message, source, 'refund_order_differs', refund);
  }
  if (message.amount !== refund.amount || message.total !== attempt.amount) {
    return contradict(ctx, account, message, source, 'refund_amount_differs', refund);
  }
  if (message.status === 'PROCESSING') {
    const workAt = new Date(ctx.now.getTime() + Math.max(2_000, retryDelay(refund.tries)));
    await stepRefund(ctx.tx, refund.id, {
      state: 'processing',
      channelNumber: message.channelNumber,
      code: null,
      workAt,
    });
    return 'waiting';
  }
  const succeeded = message.status === 'SUCCESS';
  if (succeeded && refund.state === 'closed') {
    return contradict(ctx, account, message, source, 'refund_after_give_up', refund);
  }
  const ended = await finishRefund(ctx, attempt, refund, {
    state: succeeded ? 'succeeded' : 'failed',
    channelNumber: message.channelNumber,
    code: succeeded ? null : message.status,
  });
  if (ended && succeeded && refund.lateReceipt) await bookLateReturn(ctx, attempt, refund);
  if (ended) {
    const store = attempt.storeId === null ? {} : { storeId: attempt.storeId };
    const data = { id: attempt.id, orderId: attempt.orderId, ...store, kind: 'refund' };
    news(ctx, `me:${attempt.customerId}`, 'payment.changed', data);
  }
  return ended ? 'settled' : 'known';
}

/** Ends a refund and tells it; a rejected one becomes a task of staff. False when that is known. */
export async function finishRefund(
  ctx: Context,
  attempt: Attempt,
  refund: RefundRow,
  ending: { state: 'succeeded' | 'failed'; channelNumber: string | null; code: string | null },
): Promise<boolean> {
  if (!(await endRefund(ctx.tx, refund.id, ending, ctx.now))) return false;
  const { id: refundId, purpose, orderId, storeId, amount, number } = refund;
  const { state, code } = ending;
  const at = ctx.now.toISOString();
  if (state === 'succeeded') {
    await emit(ctx, refundSettled, { refundId, purpose, orderId, storeId, amount, state, code, at });
    return true;
  }
  const { customerId, orderNumber, accountCode } = attempt;
  ctx.log.warn({ account: accountCode, refund: number, code }, 'the channel rejected a refund');
  await emit(ctx, refundRejected, { refundId, purpose, orderId, orderNumber, storeId, customerId, amount, code, at });
  await emit(ctx, paymentAlarm, {
    kind: 'refund_rejected',
    account: accountCode,
    orderId,
    storeId,
    detail: { refund: number, amount, code },
  });
  return true;
}

async function contradict(
  ctx: Context,
  account: ChannelAccountRow,
  message: RefundMessage,
  source: 'callback' | 'query',
  kind: string,
  refund: RefundRow | null,
): Promise<'contradiction'> {
  const detail = { ...message, expectedAmount: refund?.amount ?? null };
  const number = `${message.number}/${message.channelNumber}`;
  const attemptId = refund?.attemptId ?? null;
  const entry = { id: newId(), accountCode: account.code, kind, number, attemptId, source, detail };
  if (await insertContradiction(ctx.tx, entry, ctx.now)) {
    ctx.log.warn({ account: account.code, kind }, 'a refund message contradicts our books');
    await emit(ctx, paymentAlarm, {
      kind,
      account: account.code,
      orderId: refund?.orderId ?? null,
      storeId: refund?.storeId ?? null,
      detail,
    });
  }
  return 'contradiction';
}
