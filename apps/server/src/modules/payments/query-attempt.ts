import type { Context } from '../../kernel/context.ts';
import type { ChannelAccountRow } from './account-store.ts';
import { endAttempt } from './end-attempt.ts';
import { nextQueryAfterEnd, nextQueryDelay, verdictOf } from './rules.ts';
import { settlePayment } from './settle-payment.ts';
import { type Attempt, lockAttempt, lockOrderPayments, reschedule, resetTries } from './store.ts';
import type { Transaction } from './wechat-pay/index.ts';
import { callChannel, later, refused, type Work, write } from './work.ts';

/** ORD-6: asks the channel for the truth about an attempt, and writes what was found. */
export async function queryAttempt(work: Work, attempt: Attempt): Promise<void> {
  const called = await callChannel(work, attempt.accountCode, ({ client }) =>
    client.queryByOutTradeNo(attempt.outTradeNumber),
  );
  await write(work, async (ctx) => {
    if (called.ok) await apply(ctx, called.account, attempt, called.answer);
    else if (refused(called.error, 'ORDER_NOT_EXIST') && attempt.settledAt !== null) {
      await reschedule(ctx.tx, attempt.id, 'query', null);
    } else await schedule(ctx, attempt);
  });
}

async function apply(ctx: Context, account: ChannelAccountRow, asked: Attempt, found: Transaction): Promise<void> {
  const verdict = verdictOf(found.trade_state);
  if (verdict === 'paid') {
    const settlement = await settlePayment(ctx, account, found, 'query');
    if (settlement === 'contradiction') await reschedule(ctx.tx, asked.id, 'query', null);
    return;
  }
  await lockOrderPayments(ctx.tx, asked.orderId);
  const attempt = await lockAttempt(ctx.tx, asked.id);
  if (attempt.state === 'succeeded') return;
  await resetTries(ctx.tx, attempt.id);
  const running = attempt.state === 'awaiting_payer';
  if (running && verdict === 'failed') {
    const reason = found.trade_state_desc ?? null;
    const ending = { state: 'failed', code: 'payment_refused', reason } as const;
    await endAttempt(ctx, attempt, { ...ending, mayStillBePaid: false, closeAtChannel: false });
  } else if (running && verdict === 'closed') {
    const ending = { state: 'closed', code: null, reason: null } as const;
    await endAttempt(ctx, attempt, { ...ending, mayStillBePaid: true, closeAtChannel: false });
  } else await schedule(ctx, attempt);
}

/** When to ask again; an attempt that nobody paid in time is closed. */
async function schedule(ctx: Context, attempt: Attempt): Promise<void> {
  const ended = attempt.state === 'closed' || attempt.state === 'failed' ? attempt.settledAt : null;
  const since = ended ?? attempt.createdAt;
  const age = Math.max(0, ctx.now.getTime() - since.getTime());
  const delay = ended ? nextQueryAfterEnd(age) : nextQueryDelay(age);
  await reschedule(ctx.tx, attempt.id, 'query', delay === null ? null : later(ctx, delay));
  if (attempt.state === 'awaiting_payer' && attempt.expiresAt <= ctx.now && attempt.closeAt === null) {
    await reschedule(ctx.tx, attempt.id, 'close', ctx.now);
    ctx.afterCommit.hints.add('payments.closes');
  }
}
