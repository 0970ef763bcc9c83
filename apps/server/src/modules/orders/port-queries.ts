import type { OrderState } from '@latchkey/contract';
import { z } from 'zod';
import type { ReadContext } from '../../kernel/context.ts';
import { sql } from '../../kernel/db.ts';
import { openCartSummaries } from './cart-store.ts';

const orderIdRow = z.object({ orderId: z.string() });

/** The visit order that a member has not paid, newest first; it keeps the door shut for the next visit (VIS-2). */
export async function unpaidOrder(ctx: ReadContext, memberId: string): Promise<{ orderId: string } | null> {
  return ctx.db.maybeRow(
    orderIdRow,
    sql`select o.id as "orderId" from orders.orders o
      where o.member_id = ${memberId} and o.state = 'pending_payment' and o.visit_id is not null and o.closes_at > ${ctx.now}
      order by o.created_at desc limit 1`,
  );
}

/** What open visits hold in hand, for those that hold something. `total` in fen, priced at the cart's last change. */
export async function cartSummaries(
  ctx: ReadContext,
  visitIds: readonly string[],
): Promise<Map<string, { lines: number; quantity: number; total: number }>> {
  if (visitIds.length === 0) return new Map();
  const rows = await openCartSummaries(ctx.db, visitIds, ctx.now);
  return new Map(rows.map(({ visitId, ...summary }) => [visitId, summary]));
}

export interface VisitOrder {
  id: string;
  number: string;
  state: OrderState;
  payable: number;
  paid: number;
}

/** The orders of visits, oldest first; visits without any are missing. Amounts in fen. */
export async function ordersOfVisits(
  ctx: ReadContext,
  visitIds: readonly string[],
): Promise<Map<string, VisitOrder[]>> {
  if (visitIds.length === 0) return new Map();
  const rows = await ctx.db.rows(
    z.object({
      visitId: z.string(),
      id: z.string(),
      number: z.string(),
      state: z.enum(['pending_payment', 'paid', 'completed', 'closed', 'partially_refunded', 'refunded']),
      payable: z.number(),
      paid: z.number(),
    }),
    sql`select o.visit_id as "visitId", o.id, o.number, o.state, o.payable, o.paid from orders.orders o
      where o.visit_id = any (${visitIds}::uuid[]) order by o.created_at, o.id`,
  );
  const grouped = Map.groupBy(rows, (row) => row.visitId);
  return new Map(
    [...grouped].map(([visitId, orders]) => [visitId, orders.map(({ visitId: _visit, ...order }) => order)]),
  );
}

/** What stores sold since an instant each: paid orders and their amount less refunds, in fen. Stores without sales are missing. */
export async function salesSince(
  ctx: ReadContext,
  stores: readonly { storeId: string; since: Date }[],
): Promise<Map<string, { sales: number; orders: number }>> {
  if (stores.length === 0) return new Map();
  const rows = await ctx.db.rows(
    z.object({ storeId: z.string(), sales: z.number(), orders: z.number() }),
    sql`select o.store_id as "storeId", sum(o.paid - o.refunded) as sales, count(*) as orders
      from unnest(${stores.map((store) => store.storeId)}::uuid[], ${stores.map((store) => store.since)}::timestamptz[])
        as asked (store_id, since)
      join orders.orders o on o.store_id = asked.store_id and o.paid_at >= asked.since
      group by o.store_id`,
  );
  return new Map(rows.map(({ storeId, ...figures }) => [storeId, figures]));
}

/** IDN-4: what keeps an account from being deleted: orders that wait for payment and refunds on their way. */
export async function openOrderMatters(ctx: ReadContext, customerId: string): Promise<{ kind: 'order'; id: string }[]> {
  const rows = await ctx.db.rows(
    z.object({ id: z.string() }),
    sql`select o.id from orders.orders o
      where o.member_id = ${customerId} and (o.state = 'pending_payment' or o.refunding > 0)
      order by o.created_at desc limit 100`,
  );
  return rows.map(({ id }) => ({ kind: 'order' as const, id }));
}

const keptOrder = z.object({
  number: z.string(),
  storeId: z.string(),
  state: z.string(),
  payable: z.number(),
  paid: z.number(),
  refunded: z.number(),
  createdAt: z.date(),
  goods: z.array(z.unknown()),
});

/** IDN-4: all orders of a customer for the personal archive, newest first. Amounts in fen. */
export function ordersPersonalData(ctx: ReadContext, customerId: string): Promise<unknown[]> {
  return ctx.db.rows(
    keptOrder,
    sql`select o.number, o.store_id as "storeId", o.state, o.payable, o.paid, o.refunded, o.created_at as "createdAt",
        (select jsonb_agg(jsonb_build_object('name', l.name, 'quantity', l.quantity, 'payable', l.payable) order by l.position)
          from orders.order_lines l where l.order_id = o.id) as goods
      from orders.orders o where o.member_id = ${customerId} order by o.created_at desc limit 5000`,
  );
}

/** LED-14: what refunds under way have promised to customers, by store, fen; stores without any are missing. */
export async function refundsUnderWay(ctx: ReadContext, storeIds: readonly string[]): Promise<Map<string, number>> {
  if (storeIds.length === 0) return new Map();
  const rows = await ctx.db.rows(
    z.object({ storeId: z.string(), amount: z.number() }),
    sql`select o.store_id as "storeId", sum(o.refunding)::bigint as amount from orders.orders o
      where o.store_id = any (${storeIds}::uuid[]) and o.refunding > 0 group by o.store_id`,
  );
  return new Map(rows.map((row) => [row.storeId, row.amount]));
}
