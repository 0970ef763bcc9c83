import { cartState } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql } from '../../kernel/db.ts';

const unsettledRow = z.object({
  id: z.string(),
  state: cartState,
  storeId: z.string(),
  visitId: z.string(),
  memberId: z.string(),
  lines: z.number(),
  quantity: z.number(),
  payable: z.number(),
  createdAt: z.date(),
  changedAt: z.date(),
  expiresAt: z.date(),
  listings: z.array(z.object({ listingId: z.string(), quantity: z.number() })),
});
export type UnsettledCart = z.infer<typeof unsettledRow>;

export interface UnsettledFilter {
  storeIds: readonly string[] | null;
  storeId: string | undefined;
  visitId: string | undefined;
  state: 'open' | 'expired' | 'abandoned';
  after: readonly [string, string] | null;
  limit: number;
}

/**
 * Carts that hold something and made no order, last touched first, with their first four lines. One that ran out and was
 * not ended yet counts as expired already.
 */
export function listUnsettledCarts(db: Db, filter: UnsettledFilter, now: Date): Promise<UnsettledCart[]> {
  const { storeIds, storeId, visitId, state, after, limit } = filter;
  const overdue = sql`(c.state = 'open' and c.expires_at <= ${now})`;
  const states = {
    open: sql`c.state = 'open' and c.expires_at > ${now}`,
    expired: sql`(c.state = 'expired' or ${overdue})`,
    abandoned: sql`c.state = 'abandoned'`,
  };
  return db.rows(
    unsettledRow,
    sql`select c.id, case when ${overdue} then 'expired' else c.state end as state, c.store_id as "storeId",
        c.visit_id as "visitId", c.member_id as "memberId", c.line_count as lines, c.quantity, c.payable,
        c.created_at as "createdAt", c.changed_at as "changedAt", c.expires_at as "expiresAt",
        (select coalesce(jsonb_agg(jsonb_build_object('listingId', l.listing_id, 'quantity', l.quantity)), '[]') from (
          select k.listing_id, k.quantity from orders.cart_lines k where k.cart_id = c.id
          order by k.added_at desc, k.id desc limit 4) l) as listings
      from orders.carts c
      where c.state <> 'checked_out' and c.line_count > 0 and ${states[state]}
        ${storeIds === null ? sql.empty : sql`and c.store_id = any(${[...storeIds]}::uuid[])`}
        ${storeId === undefined ? sql.empty : sql`and c.store_id = ${storeId}`}
        ${visitId === undefined ? sql.empty : sql`and c.visit_id = ${visitId}`}
        ${after === null ? sql.empty : sql`and (c.changed_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
      order by c.changed_at desc, c.id desc
      limit ${limit}`,
  );
}
