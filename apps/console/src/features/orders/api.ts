import type { Answer } from '@latchkey/client';

export type OrderDetail = Answer<'GET /staff/orders/:id'>;

/** What may still be given back, in fen. */
export function refundable(order: OrderDetail): number {
  const inFlight = order.refunds
    .filter((refund) => !['failed', 'closed'].includes(refund.state))
    .reduce((sum, refund) => sum + refund.amount, 0);
  return Math.max(0, order.paid - Math.max(order.refunded, inFlight));
}
