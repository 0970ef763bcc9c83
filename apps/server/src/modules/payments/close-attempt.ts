import { announce } from './announce.ts';
import { endAttempt } from './end-attempt.ts';
import { retryDelay } from './rules.ts';
import { type Attempt, lockAttempt, lockOrderPayments, reschedule } from './store.ts';
import { callChannel, later, refused, type Work, write } from './work.ts';

/** Ends an attempt at the channel, so that it cannot be paid any more. A refusal means that it may be paid: query it. */
export async function closeAttempt(work: Work, attempt: Attempt): Promise<void> {
  const called = await callChannel(work, attempt.accountCode, ({ client }) =>
    client.closeOrder(attempt.outTradeNumber),
  );
  await write(work, async (ctx) => {
    await lockOrderPayments(ctx.tx, attempt.orderId);
    const current = await lockAttempt(ctx.tx, attempt.id);
    if (current.state === 'succeeded') return;
    const closed = called.ok || refused(called.error, 'ORDER_NOT_EXIST', 'ORDER_CLOSED');
    if (closed && (current.state === 'failed' || current.state === 'closed')) {
      await reschedule(ctx.tx, attempt.id, 'close', null);
    } else if (closed) {
      const ending = { state: 'closed', code: null, reason: null } as const;
      await endAttempt(ctx, current, { ...ending, mayStillBePaid: true, closeAtChannel: false });
    } else {
      await reschedule(ctx.tx, attempt.id, 'close', later(ctx, Math.max(5_000, retryDelay(attempt.tries))));
      await reschedule(ctx.tx, attempt.id, 'query', ctx.now);
      ctx.afterCommit.hints.add('payments.queries');
      if (current.closeAt === null) await announce(ctx, current, current.state);
    }
  });
}
