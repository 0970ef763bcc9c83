import { basisPointsOf } from '@latchkey/pricing';
import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import type { ChannelAccountRow } from './account-store.ts';
import { insertContradiction } from './alarm-store.ts';
import { announce } from './announce.ts';
import { paymentAlarm, paymentSucceeded } from './events.ts';
import { compareTransaction, type MismatchKind } from './rules.ts';
import { type Attempt, askClose, findByNumber, lockAttempt, lockOrderPayments, markSucceeded } from './store.ts';
import type { Transaction } from './wechat-pay/index.ts';

export type Source = 'callback' | 'query';
export type Settlement = 'settled' | 'known' | 'contradiction';

/**
 * PAY-3: takes a verified transaction that says paid into our books. Merchant, app, order, currency and amount are
 * compared first; anything else than a match raises an alarm and changes nothing. A repetition changes nothing either.
 * Lock order: the order's payments, the attempt.
 */
export async function settlePayment(
  ctx: Context,
  account: ChannelAccountRow,
  transaction: Transaction,
  source: Source,
): Promise<Settlement> {
  requireSystem(ctx.actor);
  const found = await findByNumber(ctx.db, transaction.out_trade_no);
  if (!found || found.accountCode !== account.code) {
    return contradict(ctx, { account, attempt: null, transaction, source, kind: 'order_unknown' });
  }
  await lockOrderPayments(ctx.tx, found.orderId);
  const attempt = await lockAttempt(ctx.tx, found.id);
  const { mchid, appid } = account.settings;
  const expected = { mchid, appid, outTradeNumber: attempt.outTradeNumber, amount: attempt.amount };
  const mismatch = compareTransaction(expected, transaction);
  if (mismatch) return contradict(ctx, { account, attempt, transaction, source, kind: mismatch });
  const transactionNumber = transaction.transaction_id;
  if (!transactionNumber) return contradict(ctx, { account, attempt, transaction, source, kind: 'number_missing' });
  if (attempt.state === 'succeeded') {
    if (attempt.transactionNumber === transactionNumber) return 'known';
    return contradict(ctx, { account, attempt, transaction, source, kind: 'paid_twice' });
  }
  await succeed(ctx, account, attempt, { transaction, transactionNumber, source });
  return 'settled';
}

async function succeed(
  ctx: Context,
  account: ChannelAccountRow,
  attempt: Attempt,
  message: { transaction: Transaction; transactionNumber: string; source: Source },
): Promise<void> {
  const { transactionNumber, source } = message;
  const late = attempt.state === 'failed' || attempt.state === 'closed';
  const channelFee = basisPointsOf(attempt.amount, account.feeRate);
  const channelTime = message.transaction.success_time ? new Date(message.transaction.success_time) : null;
  const success = { transactionNumber, channelFee, believedFrom: source, late, channelTime };
  await markSucceeded(ctx.tx, attempt.id, success, ctx.now);
  if ((await askClose(ctx.tx, attempt.orderId, attempt.id, ctx.now)) > 0) ctx.afterCommit.hints.add('payments.closes');
  await emit(ctx, paymentSucceeded, {
    paymentId: attempt.id,
    purpose: attempt.purpose,
    orderId: attempt.orderId,
    orderNumber: attempt.orderNumber,
    storeId: attempt.storeId,
    channel: attempt.channel,
    method: attempt.method,
    amount: attempt.amount,
    channelFee,
    transactionNumber,
    believedFrom: source,
    at: ctx.now.toISOString(),
    late,
  });
  await announce(ctx, attempt, 'succeeded');
}

interface Contradiction {
  account: ChannelAccountRow;
  attempt: Attempt | null;
  transaction: Transaction;
  source: Source;
  kind: MismatchKind | 'order_unknown' | 'number_missing' | 'paid_twice';
}

/** Genuine, but not what we know: kept once with what was said, and an alarm. */
async function contradict(ctx: Context, found: Contradiction): Promise<'contradiction'> {
  const { account, attempt, transaction, source, kind } = found;
  const detail = {
    expectedAmount: attempt?.amount ?? null,
    amount: transaction.amount?.total ?? null,
    currency: transaction.amount?.currency ?? null,
    merchant: transaction.mchid,
    app: transaction.appid,
    number: transaction.out_trade_no,
    transaction: transaction.transaction_id ?? null,
  };
  const number = `${transaction.out_trade_no}/${transaction.transaction_id ?? ''}`;
  const entry = {
    id: newId(),
    accountCode: account.code,
    kind,
    number,
    attemptId: attempt?.id ?? null,
    source,
    detail,
  };
  if (await insertContradiction(ctx.tx, entry, ctx.now)) {
    ctx.log.warn(
      { account: account.code, kind, orderId: attempt?.orderId ?? null },
      'a payment message contradicts our books',
    );
    await emit(ctx, paymentAlarm, {
      kind,
      account: account.code,
      orderId: attempt?.orderId ?? null,
      storeId: attempt?.storeId ?? null,
      detail,
    });
  }
  return 'contradiction';
}
