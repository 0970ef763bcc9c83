import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { getListings } from '../catalog/index.ts';
import { lowStock } from './events.ts';
import { availableOf, thresholdCrossing } from './rules.ts';
import { lockForThreshold, setLow } from './store.ts';

/**
 * INV-3. Compares listings with their thresholds after a change of stock or of the threshold. The mark on the stock row makes
 * one event of one crossing, however often this runs and in whatever order changes arrive.
 */
export async function watchThresholds(ctx: Context, listingIds: readonly string[]): Promise<void> {
  const listings = await getListings(ctx, listingIds);
  for (const row of await lockForThreshold(ctx.tx, listingIds)) {
    const lowStockAt = listings.get(row.listingId)?.lowStockAt ?? null;
    const available = availableOf(row);
    const crossing = thresholdCrossing(available, lowStockAt, row.low);
    if (crossing === null) continue;
    await setLow(ctx.tx, row.listingId, crossing === 'fell');
    if (crossing === 'fell' && lowStockAt !== null)
      await emit(ctx, lowStock, { storeId: row.storeId, listingId: row.listingId, available, lowStockAt });
  }
}
