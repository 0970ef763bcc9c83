import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { requireAllowedGoods, requireAllowedPrice } from './create-listing.ts';
import { listingChanged } from './events.ts';
import { lockListing } from './store.ts';
import { type ListingFields, updateListingRow } from './write-store.ts';

/**
 * CAT-4. Changes a listing; `version` is the one that was read.
 * Throws not_found, conflict, restricted_goods (back on the shelf), forbidden (a price that needs review), invalid_input.
 */
export async function updateListing(
  ctx: Context,
  listingId: string,
  { version, ...fields }: ListingFields & { version: number },
): Promise<void> {
  requireStaff(ctx.actor, 'listings:edit');
  const before = await lockListing(ctx.tx, listingId);
  requireStore(ctx.actor, before.storeId);
  if (before.version !== version) throw new AppError('conflict', { version: before.version });
  if (fields.shelfState === 'on') await requireAllowedGoods(ctx, before.storeId, before);
  if (fields.storePrice !== before.storePrice) requireAllowedPrice(ctx.actor, fields.storePrice, before);
  await updateListingRow(ctx.tx, listingId, fields, ctx.now);
  const { storePrice, shelfState, stockPolicy, lowStockAt, storeId, productId } = before;
  await audit(ctx, {
    action: 'listings.update',
    object: { kind: 'listing', id: listingId },
    before: { storePrice, shelfState, stockPolicy, lowStockAt },
    after: fields,
  });
  await emit(ctx, listingChanged, { listingId, storeId, productId });
}
