import { requireStaff } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { refundSettled } from './events.ts';
import { refundNumber } from './refund-payment.ts';
import { closeRefund, findRefund, lockRefund, type RefundRow, refundsOfAttempt, resumeRefund } from './refund-store.ts';
import { nextRefundAt, resumption } from './rules.ts';
import { lockAttempt } from './store.ts';

/** A rejected refund, locked. Lock order: attempt, refund. */
async function takeRejected(ctx: Context, refundId: string): Promise<RefundRow> {
  requireStaff(ctx.actor, 'orders:refund');
  const found = await findRefund(ctx.db, refundId);
  if (!found) throw new AppError('not_found');
  await lockAttempt(ctx.tx, found.attemptId);
  const refund = await lockRefund(ctx.tx, refundId);
  if (refund.state !== 'failed') throw new AppError('illegal_move', { state: refund.state });
  return refund;
}

/**
 * PAY-6: sends a refund again that the channel rejected; a number that the channel closed is replaced. The caller has checked
 * what it belongs to. Throws not_found, illegal_move.
 */
export async function retryRefund(ctx: Context, input: { refundId: string }): Promise<void> {
  const refund = await takeRejected(ctx, input.refundId);
  const { state, newNumber } = resumption(refund.code);
  const { lastPlannedAt } = await refundsOfAttempt(ctx.db, refund.attemptId);
  await resumeRefund(ctx.tx, refund.id, {
    state,
    number: newNumber ? refundNumber(newId(), ctx.now) : refund.number,
    at: state === 'processing' ? ctx.now : nextRefundAt(ctx.now, lastPlannedAt),
  });
  ctx.afterCommit.hints.add('payments.refunds');
}

/**
 * PAY-6: ends a rejected refund without money and tells it as failed. The caller has checked what it belongs to. Throws
 * not_found, illegal_move.
 */
export async function giveUpRefund(ctx: Context, input: { refundId: string }): Promise<void> {
  const refund = await takeRejected(ctx, input.refundId);
  await closeRefund(ctx.tx, refund.id, ctx.now);
  const { id: refundId, purpose, orderId, storeId, amount, code } = refund;
  const at = ctx.now.toISOString();
  await emit(ctx, refundSettled, { refundId, purpose, orderId, storeId, amount, state: 'failed', code, at });
}
