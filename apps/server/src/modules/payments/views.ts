import type { ordersSchemas } from '@latchkey/contract';
import type { z } from 'zod';
import type { RefundRow } from './refund-store.ts';
import type { Attempt } from './store.ts';

/** The contract's `paymentView`: parameters are shown only while they can still be used. */
export type PaymentView = z.input<typeof ordersSchemas.paymentView>;
export type RefundView = z.input<typeof ordersSchemas.refundView>;

export function presentPayment(attempt: Attempt): PaymentView {
  const usable = attempt.state === 'awaiting_payer' && attempt.closeAt === null ? attempt.parameters : null;
  return {
    id: attempt.id,
    orderId: attempt.orderId,
    channel: attempt.channel,
    method: attempt.method,
    state: attempt.state,
    amount: attempt.amount,
    code: attempt.code,
    h5Url: usable?.h5Url ?? null,
    codeUrl: usable?.codeUrl ?? null,
    jsapi: usable?.jsapi ?? null,
    createdAt: attempt.createdAt.toISOString(),
    settledAt: attempt.settledAt?.toISOString() ?? null,
  };
}

export function presentRefund(refund: RefundRow): RefundView {
  return {
    id: refund.id,
    number: refund.number,
    amount: refund.amount,
    state: refund.state,
    code: refund.code,
    reason: refund.reason,
    createdAt: refund.createdAt.toISOString(),
    settledAt: refund.settledAt?.toISOString() ?? null,
  };
}
