import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { getStores } from '../organisation/index.ts';
import { checkedProduct, claim, type ProductInput, requireLibrary } from './create-product.ts';
import { productChanged } from './events.ts';
import { restrictionOf } from './rules.ts';
import { searchFacts } from './search-rules.ts';
import { listingsOfProducts, lockProduct, restrictionRules } from './store.ts';
import { writeSearchFacts } from './store-search.ts';
import { archiveProductRow, claimBarcodes, takeOffShelf, updateProductRow } from './write-store.ts';

/**
 * CAT-4. Changes a product; every listing follows with the next read. A restriction that forbids it somewhere takes it off
 * the shelves there. Throws forbidden, not_found, conflict, illegal_move (archived), invalid_input, barcode_taken.
 */
export async function updateProduct(
  ctx: Context,
  productId: string,
  { version, ...input }: ProductInput & { version: number },
): Promise<void> {
  requireLibrary(ctx);
  const fields = checkedProduct(input);
  const before = await lockProduct(ctx.tx, productId);
  if (before.state === 'archived') throw new AppError('illegal_move', { state: before.state });
  if (before.version !== version) throw new AppError('conflict', { version: before.version });
  await updateProductRow(ctx.tx, productId, fields, ctx.now);
  await writeSearchFacts(ctx.tx, productId, searchFacts(fields));
  await claim(ctx, productId, fields.barcodes);
  if (fields.restriction !== before.restriction) await clearShelves(ctx, productId, fields.restriction);
  const { id: _, categoryName: __, state: ___, version: ____, updatedAt: _____, ...known } = before;
  await audit(ctx, {
    action: 'products.update',
    object: { kind: 'product', id: productId },
    before: known,
    after: fields,
  });
  await emit(ctx, productChanged, { productId });
}

async function clearShelves(ctx: Context, productId: string, restriction: string): Promise<void> {
  const rules = await restrictionRules(ctx.tx, restriction);
  const listings = await listingsOfProducts(ctx.tx, [productId], null);
  const stores = await getStores(
    ctx,
    listings.map((listing) => listing.storeId),
  );
  const forbidden = listings.filter(
    ({ storeId }) => restrictionOf(rules, restriction, stores.get(storeId)?.regionId ?? null) === 'prohibited',
  );
  await takeOffShelf(
    ctx.tx,
    forbidden.map((listing) => listing.id),
    ctx.now,
  );
}

/** CAT-3. Archives a product: it leaves every shelf and frees its codes. Throws forbidden, not_found, illegal_move. */
export async function archiveProduct(ctx: Context, productId: string): Promise<void> {
  requireLibrary(ctx);
  const before = await lockProduct(ctx.tx, productId);
  if (before.state === 'archived') throw new AppError('illegal_move', { state: before.state });
  await archiveProductRow(ctx.tx, productId, ctx.now);
  await claimBarcodes(ctx.tx, productId, []);
  await audit(ctx, {
    action: 'products.archive',
    object: { kind: 'product', id: productId },
    before: { state: before.state },
    after: { state: 'archived' },
  });
  await emit(ctx, productChanged, { productId });
}
