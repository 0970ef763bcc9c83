import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { needsReview, requireAllowedGoods } from './create-listing.ts';
import { listingChanged } from './events.ts';
import { dropWaitingPrice, requestPrice } from './request-price.ts';
import { priceOf } from './rules.ts';
import { lockListing } from './store.ts';
import { type ListingFields, updateListingRow } from './write-store.ts';

/**
 * CAT-4. Changes a listing; `version` is the one that was read. A price that needs review waits for the platform, and the
 * published one stays live; setting another price that needs none drops what waits.
 * Throws not_found, conflict, restricted_goods (back on the shelf), invalid_input (a price of a locked product).
 */
export async function updateListing(
  ctx: Context,
  listingId: string,
  { version, priceNote = null, ...wanted }: ListingFields & { version: number; priceNote?: string | null },
): Promise<void> {
  requireStaff(ctx.actor, 'listings:edit');
  const before = await lockListing(ctx.tx, listingId);
  requireStore(ctx.actor, before.storeId);
  if (before.version !== version) throw new AppError('conflict', { version: before.version });
  const moved = wanted.storePrice !== before.storePrice;
  const waits = moved && needsReview(ctx.actor, wanted.storePrice, before);
  const fields = waits ? { ...wanted, storePrice: before.storePrice } : wanted;
  if (fields.shelfState === 'on') await requireAllowedGoods(ctx, before.storeId, before);
  await updateListingRow(ctx.tx, listingId, fields, ctx.now);
  const { storePrice, shelfState, stockPolicy, lowStockAt, storeId, productId } = before;
  await audit(ctx, {
    action: 'listings.update',
    object: { kind: 'listing', id: listingId },
    before: { storePrice, shelfState, stockPolicy, lowStockAt },
    after: fields,
  });
  await emit(ctx, listingChanged, { listingId, storeId, productId });
  if (waits && wanted.storePrice !== null) {
    const { price: priceBefore } = priceOf(before);
    await requestPrice(ctx, { listingId, storeId, productId, price: wanted.storePrice, priceBefore, note: priceNote });
  } else if (moved) await dropWaitingPrice(ctx, listingId);
}
