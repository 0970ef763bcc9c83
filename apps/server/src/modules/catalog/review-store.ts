import { type PriceReviewState, priceReviewState } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

const reviewRow = z.object({
  id: z.string(),
  listingId: z.string(),
  storeId: z.string(),
  productId: z.string(),
  price: z.number(),
  priceBefore: z.number(),
  note: z.string().nullable(),
  state: priceReviewState,
  requestedBy: z.string(),
  requestedAt: z.date(),
  decidedBy: z.string().nullable(),
  decidedAt: z.date().nullable(),
  reason: z.string().nullable(),
});
export type PriceReviewRow = z.output<typeof reviewRow>;

const columns = sql`
  id, listing_id as "listingId", store_id as "storeId", product_id as "productId", price, price_before as "priceBefore",
  note, state, requested_by as "requestedBy", requested_at as "requestedAt", decided_by as "decidedBy",
  decided_at as "decidedAt", reason`;

export const insertReview = (
  tx: Tx,
  review: Pick<
    PriceReviewRow,
    'id' | 'listingId' | 'storeId' | 'productId' | 'price' | 'priceBefore' | 'note' | 'requestedBy' | 'requestedAt'
  >,
) =>
  tx.run(sql`
    insert into catalog.price_reviews
      (id, listing_id, store_id, product_id, price, price_before, note, state, requested_by, requested_at)
    values (${review.id}, ${review.listingId}, ${review.storeId}, ${review.productId}, ${review.price},
      ${review.priceBefore}, ${review.note}, 'pending', ${review.requestedBy}, ${review.requestedAt})`);

export const findReview = (db: Db, id: string) =>
  db.maybeRow(reviewRow, sql`select ${columns} from catalog.price_reviews where id = ${id}`);

export const lockReview = (tx: Tx, id: string) =>
  tx.row(reviewRow, sql`select ${columns} from catalog.price_reviews where id = ${id} for update`);

/** Ends the price that waits for a listing, if one does. The listing is locked by the caller. */
export const endWaiting = (tx: Tx, listingId: string, end: { by: string | null; at: Date }) =>
  tx.rows(
    reviewRow,
    sql`
      update catalog.price_reviews
      set state = 'superseded', decided_by = ${end.by}::uuid, decided_at = ${end.at}
      where listing_id = ${listingId} and state = 'pending'
      returning ${columns}`,
  );

export const settleReview = (
  tx: Tx,
  id: string,
  end: { state: PriceReviewState; by: string | null; at: Date; reason: string | null },
) =>
  tx.run(sql`
    update catalog.price_reviews
    set state = ${end.state}, decided_by = ${end.by}::uuid, decided_at = ${end.at}, reason = ${end.reason}
    where id = ${id}`);

/** Newest first. `storeIds` null means every store. */
export const listReviews = (
  db: Db,
  filter: {
    storeIds: readonly string[] | null;
    state?: PriceReviewState | undefined;
    storeId?: string | undefined;
    listingId?: string | undefined;
  },
  after: string | null,
  limit: number,
) =>
  db.rows(
    reviewRow,
    sql`
      select ${columns} from catalog.price_reviews
      where true
        ${filter.storeIds === null ? sql.empty : sql`and store_id = any(${filter.storeIds}::uuid[])`}
        ${filter.storeId ? sql`and store_id = ${filter.storeId}` : sql.empty}
        ${filter.listingId ? sql`and listing_id = ${filter.listingId}` : sql.empty}
        ${filter.state ? sql`and state = ${filter.state}` : sql.empty}
        ${after === null ? sql.empty : sql`and id < ${after}`}
      order by id desc
      limit ${limit}`,
  );

/** What waits for these listings. */
export const waitingPrices = (db: Db, listingIds: readonly string[]) =>
  db.rows(
    z.object({ id: z.string(), listingId: z.string(), price: z.number(), requestedAt: z.date() }),
    sql`
      select id, listing_id as "listingId", price, requested_at as "requestedAt" from catalog.price_reviews
      where listing_id = any(${listingIds}::uuid[]) and state = 'pending'`,
  );
