import { z } from 'zod';
import type { ReadContext } from '../../kernel/context.ts';
import { sql } from '../../kernel/db.ts';

const reviewable = z.object({
  number: z.string(),
  storeId: z.uuid(),
  memberId: z.uuid(),
  completedAt: z.date().nullable(),
});

/** ORG-13: what a review of an order needs to know. Throws not_found. `completedAt` is null until it was carried out. */
export const orderToReview = (ctx: ReadContext, orderId: string) =>
  ctx.db.row(
    reviewable,
    sql`
      select number, store_id as "storeId", member_id as "memberId", completed_at as "completedAt"
      from orders.orders where id = ${orderId}`,
  );
