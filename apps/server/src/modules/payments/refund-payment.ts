import { requireStaff } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { bookLateReceipt } from './late-receipt.ts';
import { findRefund, insertRefund, refundsOfAttempt } from './refund-store.ts';
import { brokenRefundRule, nextRefundAt } from './rules.ts';
import { type Attempt, attemptsOfOrder, lockAttempt, lockOrderPayments } from './store.ts';
import { presentRefund, type RefundView } from './views.ts';

export interface RefundInput {
  orderId: string;
  /** Null takes the order's only successful payment. */
  paymentId: string | null;
  /** The caller's own id of the refund: asking again for it changes nothing. */
  refundId: string;
  /** Fen. */
  amount: number;
  reason: string;
  /** The payment was never booked as a sale and goes back whole: payments books its receipt and its return. */
  lateReceipt?: boolean;
}

/**
 * PAY-6: gives money back through the channel it came by; a worker sends it right after the commit, and
 * `payments.refund_settled` tells the end. The caller has decided that it is due. Throws refund_exceeds_paid, not_found,
 * refund_limit_reached, refund_too_late (the channel's rules).
 * Lock order: the order's payments, the attempt.
 */
export async function refundPayment(ctx: Context, input: RefundInput): Promise<RefundView> {
  requireStaff(ctx.actor, 'orders:refund');
  const known = await findRefund(ctx.db, input.refundId);
  if (known) return presentRefund(known);
  await lockOrderPayments(ctx.tx, input.orderId);
  const attempt = await successfulAttempt(ctx, input);
  const before = await refundsOfAttempt(ctx.db, attempt.id);
  const refundable = attempt.amount - before.total;
  const whole = !input.lateReceipt || input.amount === attempt.amount;
  if (input.amount < 1 || input.amount > refundable || !whole)
    throw new AppError('refund_exceeds_paid', { refundable });
  refuseByRule(ctx, attempt, before.count);
  const refund = await insertRefund(
    ctx.tx,
    {
      id: input.refundId,
      attemptId: attempt.id,
      purpose: attempt.purpose,
      orderId: attempt.orderId,
      storeId: attempt.storeId,
      number: refundNumber(input.refundId, ctx.now),
      amount: input.amount,
      reason: input.reason,
      lateReceipt: input.lateReceipt ?? false,
      plannedAt: nextRefundAt(ctx.now, before.lastPlannedAt),
    },
    ctx.now,
  );
  if (!refund) throw new AppError('conflict');
  if (refund.lateReceipt) await bookLateReceipt(ctx, attempt);
  ctx.afterCommit.hints.add('payments.refunds');
  return presentRefund(refund);
}

function refuseByRule(ctx: Context, attempt: Attempt, refunds: number): void {
  const broken = brokenRefundRule({ refunds, paidAt: attempt.settledAt ?? attempt.createdAt, now: ctx.now });
  if (broken) throw new AppError(broken.code, broken.data);
}

async function successfulAttempt(ctx: Context, input: RefundInput): Promise<Attempt> {
  const attempts = await attemptsOfOrder(ctx.db, input.orderId);
  const paid = attempts.filter(
    (attempt) => attempt.state === 'succeeded' && (input.paymentId === null || attempt.id === input.paymentId),
  );
  const [only] = paid;
  if (!only || paid.length > 1) throw new AppError('not_found');
  return lockAttempt(ctx.tx, only.id);
}

/** `RF`, the day in UTC+8, and the random end of the refund's id: short enough to read, unique in practice and by key. */
export function refundNumber(refundId: string, now: Date): string {
  const day = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(2, 10).replaceAll('-', '');
  return `RF${day}${refundId.replaceAll('-', '').slice(-12).toUpperCase()}`;
}
