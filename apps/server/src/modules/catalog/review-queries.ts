import type { catalogSchemas } from '@latchkey/contract';
import type { z } from 'zod';
import { requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { decodeCursor, idCursor, toPage } from '../../kernel/paging.ts';
import { staffNames } from '../identity/index.ts';
import { getStores } from '../organisation/index.ts';
import { getListings } from './queries.ts';
import { findReview, listReviews, type PriceReviewRow } from './review-store.ts';
import { listingsByIds } from './store.ts';

type PriceReview = z.input<typeof catalogSchemas.priceReview>;

/** CAT-4: the prices that stores in the caller's scope asked for. */
export async function priceReviews(
  ctx: ReadContext,
  query: Input<'GET /staff/price-reviews'>['query'],
): Promise<AnswerOf<'GET /staff/price-reviews'>> {
  requireStaff(ctx.actor, 'listings');
  const after = decodeCursor(query.cursor, idCursor)?.[0] ?? null;
  const rows = await listReviews(ctx.db, { ...query, storeIds: storeFilter(ctx.actor) }, after, query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [row.id]);
  return { items: await present(ctx, page.items), nextCursor: page.nextCursor };
}

/** Throws not_found, also outside the scope. */
export async function priceReview(ctx: ReadContext, id: string): Promise<PriceReview> {
  requireStaff(ctx.actor, 'listings');
  return presentReview(ctx, id);
}

/** For whoever has just acted on it; their right to act was checked. Throws not_found. */
export async function presentReview(ctx: ReadContext, id: string): Promise<PriceReview> {
  const row = await findReview(ctx.db, id);
  if (!row) throw new AppError('not_found');
  requireStore(ctx.actor, row.storeId);
  return (await present(ctx, [row]))[0] as PriceReview;
}

async function present(ctx: ReadContext, rows: readonly PriceReviewRow[]): Promise<PriceReview[]> {
  const listingIds = rows.map((row) => row.listingId);
  const listings = new Map((await listingsByIds(ctx.db, listingIds)).map((row) => [row.id, row]));
  const facts = await getListings(ctx, listingIds);
  const stores = await getStores(
    ctx,
    rows.map((row) => row.storeId),
  );
  const names = await staffNames(
    ctx,
    rows.flatMap((row) => [row.requestedBy, ...(row.decidedBy ? [row.decidedBy] : [])]),
  );
  const person = (id: string) => ({ id, name: names.get(id) ?? '' });
  return rows.map((row) => {
    const listing = listings.get(row.listingId);
    const store = stores.get(row.storeId);
    const { price, priceBefore, note, state, reason } = row;
    return {
      id: row.id,
      listing: {
        id: row.listingId,
        productId: row.productId,
        name: listing?.name ?? '',
        spec: listing?.spec ?? null,
        image: facts.get(row.listingId)?.image ?? null,
      },
      store: { id: row.storeId, name: store?.name ?? '', zone: store?.zone ?? '' },
      ...{ price, priceBefore, note, state, reason },
      priceNow: facts.get(row.listingId)?.price ?? 0,
      salePrice: listing?.salePrice ?? 0,
      priceRule: listing?.priceRule ?? 'reviewed',
      requestedBy: person(row.requestedBy),
      requestedAt: row.requestedAt.toISOString(),
      decidedBy: row.decidedBy === null ? null : person(row.decidedBy),
      decidedAt: row.decidedAt?.toISOString() ?? null,
    };
  });
}
