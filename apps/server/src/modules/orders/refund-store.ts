import { refundGoods, refundPurpose } from '@latchkey/contract';
import type { RefundableLine, RefundShare } from '@latchkey/pricing';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';
import type { OrderRow } from './order-store.ts';

const refundRow = z.object({
  id: z.string(),
  orderId: z.string(),
  purpose: refundPurpose,
  amount: z.number(),
  reason: z.string(),
  state: z.enum(['requested', 'succeeded', 'failed']),
  goods: refundGoods,
});
export type RefundRow = z.infer<typeof refundRow>;

const columns = sql`r.id, r.order_id as "orderId", r.purpose, r.amount, r.reason, r.state, r.goods`;

export async function insertRefund(tx: Tx, refund: Omit<RefundRow, 'state'>, now: Date): Promise<void> {
  await tx.run(sql`
    insert into orders.refunds (id, order_id, purpose, amount, reason, goods, state, requested_at)
    values (${refund.id}, ${refund.orderId}, ${refund.purpose}, ${refund.amount}, ${refund.reason}, ${refund.goods},
      'requested', ${now})`);
}

export async function insertRefundLines(tx: Tx, refundId: string, shares: readonly RefundShare[]): Promise<void> {
  await tx.run(sql`
    insert into orders.refund_lines (refund_id, line_id, quantity, amount)
    select ${refundId}, given.line_id, given.quantity, given.amount
    from unnest(${shares.map((share) => share.lineId)}::uuid[], ${shares.map((share) => share.quantity)}::int[],
      ${shares.map((share) => share.amount)}::bigint[]) as given (line_id, quantity, amount)`);
}

export interface RefundableLineRow extends RefundableLine {
  listingId: string;
}

/** An order's lines with what was given back or is on its way back. */
export function refundableLines(db: Db, orderId: string): Promise<RefundableLineRow[]> {
  return db.rows(
    z.object({
      id: z.string(),
      listingId: z.string(),
      quantity: z.number(),
      payable: z.number(),
      returned: z.number(),
      returnedQuantity: z.number(),
    }),
    sql`select l.id, l.listing_id as "listingId", l.quantity, l.payable,
        l.refunded + coalesce(under_way.amount, 0) as returned,
        (coalesce(l.refunded_quantity, 0) + coalesce(under_way.quantity, 0))::int as "returnedQuantity"
      from orders.order_lines l
      left join lateral (
        select sum(s.amount)::bigint as amount, sum(s.quantity)::int as quantity
        from orders.refund_lines s join orders.refunds r on r.id = s.refund_id and r.state = 'requested'
        where s.line_id = l.id) as under_way on true
      where l.order_id = ${orderId} order by l.position`,
  );
}

const shareRow = z.object({ refundId: z.string(), lineId: z.string(), quantity: z.number(), amount: z.number() });

/** What refunds give back of each line. */
export function sharesOfRefund(db: Db, refundIds: readonly string[]) {
  return db.rows(
    shareRow,
    sql`select s.refund_id as "refundId", s.line_id as "lineId", s.quantity, s.amount from orders.refund_lines s
      join orders.order_lines l on l.id = s.line_id
      where s.refund_id = any (${[...refundIds]}::uuid[]) order by s.refund_id, l.position`,
  );
}

export function refundsOfOrderRows(db: Db, orderId: string): Promise<RefundRow[]> {
  return db.rows(refundRow, sql`select ${columns} from orders.refunds r where r.order_id = ${orderId}`);
}

export function findOrderRefund(db: Db, orderId: string, id: string): Promise<RefundRow | null> {
  return db.maybeRow(
    refundRow,
    sql`select ${columns} from orders.refunds r where r.id = ${id} and r.order_id = ${orderId}`,
  );
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
      returning ${columns}`,
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

/** ORD-17: all goods of an order came back. */
export async function markReturned(tx: Tx, orderId: string): Promise<void> {
  await tx.run(sql`update orders.orders set fulfilment = 'returned' where id = ${orderId}`);
}

export async function refundLines(tx: Tx, shares: readonly RefundShare[]): Promise<void> {
  await tx.run(sql`
    update orders.order_lines l set refunded = l.refunded + given.amount,
      refunded_quantity = nullif(coalesce(l.refunded_quantity, 0) + given.quantity, 0)
    from unnest(${shares.map((share) => share.lineId)}::uuid[], ${shares.map((share) => share.quantity)}::int[],
      ${shares.map((share) => share.amount)}::bigint[]) as given (id, quantity, amount)
    where l.id = given.id`);
}
