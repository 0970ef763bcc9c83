import type { OrderState } from '@latchkey/contract';
import { allocate } from '@latchkey/pricing';

const moves: Record<OrderState, readonly OrderState[]> = {
  pending_payment: ['paid', 'closed'],
  // A payment that comes after the time-out revives the order when stock and coupon are still to be had.
  closed: ['paid'],
  paid: ['completed', 'partially_refunded', 'refunded'],
  completed: ['partially_refunded', 'refunded'],
  partially_refunded: ['partially_refunded', 'refunded'],
  refunded: [],
};

/** ORD-4: whether an order may go from one state to another. */
export function orderMayMove(from: OrderState, to: OrderState): boolean {
  return moves[from].includes(to);
}

/** The state after a refund. Amounts in fen. */
export function stateAfterRefund(paid: number, refunded: number): 'partially_refunded' | 'refunded' {
  return refunded >= paid ? 'refunded' : 'partially_refunded';
}

export interface OrderFacts {
  state: OrderState;
  payable: number;
  paymentId: string | null;
  closeCause: 'timeout' | 'cancelled' | null;
}

/**
 * What a believed payment means for its order: `accept` it; `repeat`, it was accepted before; `differs`, the amount is
 * not the order's; `revive` the order that timed out; `give_back` what came after the customer cancelled; `second`, the
 * order was paid by another payment already.
 */
type PaymentVerdict = 'accept' | 'repeat' | 'differs' | 'revive' | 'give_back' | 'second';

export function judgePayment(order: OrderFacts, payment: { paymentId: string; amount: number }): PaymentVerdict {
  if (order.paymentId === payment.paymentId) return 'repeat';
  if (order.state === 'pending_payment') return payment.amount === order.payable ? 'accept' : 'differs';
  if (order.state !== 'closed') return 'second';
  if (payment.amount !== order.payable) return 'give_back';
  return order.closeCause === 'timeout' ? 'revive' : 'give_back';
}

/** What an alarm about a payment says of its order: its amount is another, or its money is there and cannot be believed. */
export function abnormalityOfAlarm(kind: string): 'amount_differs' | 'paid_at_channel' | null {
  if (kind === 'amount_differs') return kind;
  const paid = ['merchant_differs', 'app_differs', 'currency_differs', 'number_missing'];
  return paid.includes(kind) ? 'paid_at_channel' : null;
}

const MINUTE = 60_000;

/** ORD-6: how long the periodic job waits before it asks about an abnormal order again: young ones sooner. */
export function askAgainAfter(ageMs: number, everyMinutes: number): number {
  return Math.min(everyMinutes, ageMs < 60 * MINUTE ? 10 : everyMinutes) * MINUTE;
}

/** What may still be given back, with refunds on their way counted as gone. */
export function refundable(order: { paid: number; refunded: number; refunding: number }): number {
  return order.paid - order.refunded - order.refunding;
}

/** ORD-9: a refunded amount over the lines, in proportion to what is left of each. */
export function refundOverLines(amount: number, lines: readonly { payable: number; refunded: number }[]): number[] {
  return allocate(
    amount,
    lines.map((line) => line.payable - line.refunded),
  );
}

/** A list's one-line summary of an order: the first names, and how many pieces more. */
export function summarise(lines: readonly { name: string; quantity: number }[]): string {
  return lines
    .slice(0, 3)
    .map((line) => (line.quantity > 1 ? `${line.name}×${line.quantity}` : line.name))
    .join('、')
    .concat(lines.length > 3 ? '…' : '');
}
