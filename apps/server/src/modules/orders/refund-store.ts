import { z } from 'zod';
import { sql, type Tx } from '../../kernel/db.ts';
import type { OrderLineRow, OrderRow } from './order-store.ts';

export const refundRow = z.object({
  id: z.string(),
  orderId: z.string(),
  purpose: z.enum(['sale', 'late_payment', 'second_payment']),
  amount: z.number(),
  reason: z.string(),
  state: z.enum(['requested', 'succeeded', 'failed']),
});
export type RefundRow = z.infer<typeof refundRow>;

export async function insertRefund(tx: Tx, refund: Omit<RefundRow, 'state'>, now: Date): Promise<void> {
  await tx.run(sql`
    insert into orders.refunds (id, order_id, purpose, amount, reason, state, requested_at)
    values (${refund.id}, ${refund.orderId}, ${refund.purpose}, ${refund.amount}, ${refund.reason}, 'requested', ${now})`);
}

/** Settles a refund that was on its way; null when it is settled already or not one of ours. */
export function settleRefundRow(
  tx: Tx,
  id: string,
  state: 'succeeded' | 'failed',
  now: Date,
): Promise<RefundRow | null> {
  return tx.maybeRow(
    refundRow,
    sql`update orders.refunds r set state = ${state}, settled_at = ${now}
      where r.id = ${id} and r.state = 'requested'
      returning r.id, r.order_id as "orderId", r.purpose, r.amount, r.reason, r.state`,
  );
}

/** Moves amounts of an order between paid, on its way back, and refunded. Fen; `refunding` may be negative. */
export async function changeRefunds(
  tx: Tx,
  orderId: string,
  change: { refunding: number; refunded: number; state: OrderRow['state'] },
): Promise<void> {
  await tx.run(sql`
    update orders.orders o set refunding = o.refunding + ${change.refunding}, refunded = o.refunded + ${change.refunded},
      state = ${change.state}
    where o.id = ${orderId}`);
}

export async function refundLines(tx: Tx, lines: readonly OrderLineRow[], amounts: readonly number[]): Promise<void> {
  await tx.run(sql`
    update orders.order_lines l set refunded = l.refunded + given.amount
    from unnest(${lines.map((line) => line.id)}::uuid[], ${[...amounts]}::bigint[]) as given (id, amount)
    where l.id = given.id`);
}
