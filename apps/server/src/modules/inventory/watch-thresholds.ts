import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { getListings } from '../catalog/index.ts';
import { lowStock } from './events.ts';
import { availableOf, thresholdCrossing } from './rules.ts';
import { lockForThreshold, readForThreshold, setLow } from './store.ts';

/**
 * INV-3. Compares listings with their thresholds after a change of stock or of the threshold. The mark on the stock row makes
 * one event of one crossing, however often this runs and in whatever order changes arrive. Rows are locked only where one is
 * crossed: checkouts want them.
 */
export async function watchThresholds(ctx: Context, listingIds: readonly string[]): Promise<void> {
  const [listings, seen] = await Promise.all([getListings(ctx, listingIds), readForThreshold(ctx.db, listingIds)]);
  const lowAt = (listingId: string) => listings.get(listingId)?.lowStockAt ?? null;
  const crossingOf = (row: (typeof seen)[0]) => thresholdCrossing(availableOf(row), lowAt(row.listingId), row.low);
  const crossed = seen.filter((row) => crossingOf(row) !== null).map((row) => row.listingId);
  if (crossed.length === 0) return;
  for (const row of await lockForThreshold(ctx.tx, crossed)) {
    const crossing = crossingOf(row);
    if (crossing === null) continue;
    await setLow(ctx.tx, row.listingId, crossing === 'fell');
    const lowStockAt = lowAt(row.listingId);
    if (crossing === 'fell' && lowStockAt !== null) {
      const { storeId, listingId } = row;
      await emit(ctx, lowStock, { storeId, listingId, available: availableOf(row), lowStockAt });
    }
  }
}
