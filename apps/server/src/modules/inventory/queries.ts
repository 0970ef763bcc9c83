import type { inventorySchemas } from '@latchkey/contract';
import type { z } from 'zod';
import { requireStaff, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { findListingIds, getListings } from '../catalog/index.ts';
import { getStores } from '../organisation/index.ts';
import { availableOf, shownActor, shownQuantity } from './rules.ts';
import { compareStock, countTasks, lowListings, stockByListing } from './store.ts';
import {
  listMovements,
  type MovementFilter,
  type MovementRow,
  movementsByIds,
  movementTotals,
} from './store-movements.ts';

type Movement = z.input<typeof inventorySchemas.movement>;

export interface Stock {
  onHand: number;
  reserved: number;
  /** On hand less reserved. */
  available: number;
}

/** INV-1. Pieces of each listing; one that never moved has none. */
export async function stockOf(ctx: ReadContext, listingIds: readonly string[]): Promise<Map<string, Stock>> {
  const found = new Map<string, Stock>(listingIds.map((id) => [id, { onHand: 0, reserved: 0, available: 0 }]));
  if (listingIds.length === 0) return found;
  for (const { listingId, onHand, reserved } of await stockByListing(ctx.db, listingIds))
    found.set(listingId, { onHand, reserved, available: availableOf({ onHand, reserved }) });
  return found;
}

/** INV-3. Listings at or under their threshold in these stores, 10,000 at most; null means all stores. */
export async function lowStockListings(ctx: ReadContext, storeIds: readonly string[] | null): Promise<string[]> {
  return (await lowListings(ctx.db, storeIds, 10_000)).map((row) => row.listingId);
}

/** INV-1. Proves that on hand and reserved equal the sums of their movements, in the caller's stores. */
export async function verifyStock(ctx: ReadContext): Promise<AnswerOf<'POST /staff/stock/verify'>> {
  requireStaff(ctx.actor, 'stock');
  const { listings, differences, first } = await compareStock(ctx.db, storeFilter(ctx.actor));
  return { consistent: differences === 0, listings, firstDifference: first };
}

export async function movements(
  ctx: ReadContext,
  query: Input<'GET /staff/stock/movements'>['query'],
): Promise<AnswerOf<'GET /staff/stock/movements'>> {
  requireStaff(ctx.actor, 'stock');
  const after = decodeCursor(query.cursor, timeCursor);
  const rows = await listMovements(ctx.db, await filterOf(ctx, query), after, query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [row.at.toISOString(), row.id]);
  return { items: await present(ctx, page.items), nextCursor: page.nextCursor };
}

/** INV-4. How often and how many pieces were bought, sold and so on, under the same filters. */
export async function totals(
  ctx: ReadContext,
  query: Input<'GET /staff/stock/movement-totals'>['query'],
): Promise<AnswerOf<'GET /staff/stock/movement-totals'>> {
  requireStaff(ctx.actor, 'stock');
  return { items: await movementTotals(ctx.db, await filterOf(ctx, query)) };
}

async function filterOf(
  ctx: ReadContext,
  query: Input<'GET /staff/stock/movement-totals'>['query'],
): Promise<MovementFilter> {
  const { search, ...filter } = query;
  const storeIds = storeFilter(ctx.actor);
  return { ...filter, storeIds, listingIds: search ? await findListingIds(ctx, { search, storeIds }) : null };
}

/** INV-2. Listings in the reader's stores that somebody must count. */
export async function listCountTasks(
  ctx: ReadContext,
  query: Input<'GET /staff/stock/count-tasks'>['query'],
): Promise<AnswerOf<'GET /staff/stock/count-tasks'>> {
  requireStaff(ctx.actor, 'stock');
  const after = decodeCursor(query.cursor, timeCursor);
  const filter = { storeIds: storeFilter(ctx.actor), storeId: query.storeId };
  const rows = await countTasks(ctx.db, filter, after, query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [row.since.toISOString(), row.listingId]);
  const listings = await getListings(
    ctx,
    page.items.map((row) => row.listingId),
  );
  const stores = await getStores(
    ctx,
    page.items.map((row) => row.storeId),
  );
  const items = page.items.map((row) => ({
    ...row,
    since: row.since.toISOString(),
    productName: listings.get(row.listingId)?.name ?? '',
    storeName: stores.get(row.storeId)?.name ?? '',
  }));
  return { items, nextCursor: page.nextCursor };
}

/** The movements that a verb has just written. */
export async function movementsWritten(ctx: ReadContext, ids: readonly string[]): Promise<Movement[]> {
  return present(ctx, await movementsByIds(ctx.db, ids));
}

async function present(ctx: ReadContext, rows: readonly MovementRow[]): Promise<Movement[]> {
  const listings = await getListings(
    ctx,
    rows.map((row) => row.listingId),
  );
  return rows.map((row) => ({
    id: row.id,
    storeId: row.storeId,
    listingId: row.listingId,
    productName: listings.get(row.listingId)?.name ?? '',
    kind: row.kind,
    quantity: shownQuantity(row),
    onHandAfter: row.onHandAfter,
    unitCost: row.unitCost,
    reference:
      row.referenceKind === null || row.referenceId === null ? null : { kind: row.referenceKind, id: row.referenceId },
    actor: shownActor(row.actor.kind),
    actorName: row.actor.kind === 'staff' ? row.actor.name : null,
    reason: row.reason,
    at: row.at.toISOString(),
  }));
}
