import { type Actor, requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { getStores } from '../organisation/index.ts';
import { listingChanged } from './events.ts';
import { requestPrice } from './request-price.ts';
import { priceOf, restrictionOf, storePriceIssue } from './rules.ts';
import { lockProduct, type ProductRow, restrictionRules } from './store.ts';
import { insertListing, type ListingFields } from './write-store.ts';

/**
 * CAT-4, CAT-10. Puts a product on sale in a store; `storePrice` in fen, null follows the library. A price that needs
 * review waits for the platform; until then the library's price holds.
 * Throws not_found, not_for_sale (archived), restricted_goods, invalid_input (a price of a locked product).
 */
export async function createListing(
  ctx: Context,
  {
    storeId,
    productId,
    priceNote = null,
    ...wanted
  }: ListingFields & { storeId: string; productId: string; priceNote?: string | null },
): Promise<{ listingId: string }> {
  requireStaff(ctx.actor, 'listings:edit');
  requireStore(ctx.actor, storeId);
  const product = await lockProduct(ctx.tx, productId);
  if (product.state === 'archived') throw new AppError('not_for_sale', { product: product.name });
  await requireAllowedGoods(ctx, storeId, product);
  const waits = needsReview(ctx.actor, wanted.storePrice, product);
  const fields = waits ? { ...wanted, storePrice: null } : wanted;
  const listingId = newId();
  await insertListing(ctx.tx, listingId, { storeId, productId }, fields, ctx.now);
  await audit(ctx, {
    action: 'listings.create',
    object: { kind: 'listing', id: listingId },
    after: { storeId, productId, ...fields },
  });
  await emit(ctx, listingChanged, { listingId, storeId, productId });
  if (waits && wanted.storePrice !== null) {
    const { price: priceBefore } = priceOf({ ...product, storePrice: null });
    await requestPrice(ctx, { listingId, storeId, productId, price: wanted.storePrice, priceBefore, note: priceNote });
  }
  return { listingId };
}

/** CAT-10: the rule table decides by the store's region. Throws not_found for an unknown store, restricted_goods. */
export async function requireAllowedGoods(
  ctx: Context,
  storeId: string,
  product: Pick<ProductRow, 'name' | 'restriction'>,
): Promise<void> {
  const store = (await getStores(ctx, [storeId])).get(storeId);
  if (!store) throw new AppError('not_found');
  if (product.restriction === 'none') return;
  const rules = await restrictionRules(ctx.tx, product.restriction);
  if (restrictionOf(rules, product.restriction, store.regionId) === 'prohibited')
    throw new AppError('restricted_goods', { product: product.name });
}

/**
 * CAT-4: who edits the library reviews prices; a store's own people move them inside the product's rule. True for a price
 * that waits for the platform. Throws invalid_input for a locked product.
 */
export function needsReview(
  actor: Actor,
  price: number | null,
  product: Pick<ProductRow, 'priceRule' | 'salePrice'>,
): boolean {
  const platform = actor.kind === 'system' || (actor.kind === 'staff' && actor.permissions.has('products:edit'));
  const issue = storePriceIssue(price, product, platform ? 'platform' : 'store');
  if (issue === 'locked') throw invalidInput('storePrice', 'locked');
  return issue === 'needs_review';
}
