import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import type { ChannelAccountRow } from './account-store.ts';
import { endAttempt } from './end-attempt.ts';
import { paymentQueried } from './events.ts';
import { type ChannelVerdict, nextQueryAfterEnd, nextQueryDelay, verdictOf } from './rules.ts';
import { settlePayment } from './settle-payment.ts';
import { type Attempt, lockAttempt, lockOrderPayments, noteFound, reschedule, resetTries } from './store.ts';
import type { Transaction } from './wechat-pay/index.ts';
import { type Called, callChannel, later, refused, type Work, write } from './work.ts';

interface Finding {
  found: ChannelVerdict | 'unknown' | 'unreachable';
  /** The channel's own word. */
  detail: string;
}

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
    await tellFinding(ctx, attempt, findingOf(called));
  });
}

function findingOf(called: Called<Transaction>): Finding {
  if (called.ok) return { found: verdictOf(called.answer.trade_state), detail: called.answer.trade_state };
  const found = refused(called.error, 'ORDER_NOT_EXIST') ? 'unknown' : 'unreachable';
  return { found, detail: called.error.code };
}

/** ORD-6: a finding is told to whoever asked, and unasked when it is news that changes something. */
async function tellFinding(ctx: Context, attempt: Attempt, { found, detail }: Finding): Promise<void> {
  if (!attempt.asked && found === attempt.found) return;
  if (found !== 'unreachable' || attempt.asked) await noteFound(ctx.tx, attempt, found);
  if (!attempt.asked && found !== 'paid' && found !== 'failed') return;
  const { id: paymentId, purpose, orderId } = attempt;
  await emit(ctx, paymentQueried, { paymentId, purpose, orderId, found, detail, at: ctx.now.toISOString() });
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
