import { requireStaff, storeFilter } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import type { Input } from '../../kernel/http.ts';
import { newId } from '../../kernel/ids.ts';
import { mediaKey } from '../../kernel/media.ts';
import { productChanged } from './events.ts';
import { barcodeKind, canonicalBarcode } from './rules.ts';
import { searchFacts } from './search-rules.ts';
import { writeSearchFacts } from './store-search.ts';
import { claimBarcodes, insertProduct, type ProductFields } from './write-store.ts';

export type ProductInput = Input<'POST /staff/products'>['body'];

/**
 * CAT-1. Adds a product to the platform's library. Prices in fen.
 * Throws forbidden, invalid_input (barcodes, images, prices, category), barcode_taken.
 */
export async function createProduct(ctx: Context, input: ProductInput): Promise<{ productId: string }> {
  requireLibrary(ctx);
  const fields = checkedProduct(input);
  const productId = newId();
  await insertProduct(ctx.tx, productId, fields, ctx.now);
  await writeSearchFacts(ctx.tx, productId, searchFacts(fields));
  await claim(ctx, productId, fields.barcodes);
  await audit(ctx, { action: 'products.create', object: { kind: 'product', id: productId }, after: fields });
  await emit(ctx, productChanged, { productId });
  return { productId };
}

/** The library is the platform's: it reaches every store, so only someone who sees every store may change it. */
export function requireLibrary(ctx: Pick<Context, 'actor'>): void {
  requireStaff(ctx.actor, 'products:edit');
  if (storeFilter(ctx.actor) !== null) throw new AppError('forbidden');
}

export async function claim(ctx: Context, productId: string, barcodes: readonly string[]): Promise<void> {
  const taken = await claimBarcodes(ctx.tx, productId, barcodes.map(canonicalBarcode));
  if (taken) throw new AppError('barcode_taken', taken);
}

/** What the schema cannot say: valid and different codes, pictures from the storage, a discount that is one. */
export function checkedProduct(input: ProductInput): ProductFields {
  const canonical = input.barcodes.map(canonicalBarcode);
  input.barcodes.forEach((code, index) => {
    if (barcodeKind(code) === null) throw invalidInput(`barcodes.${index}`, 'check_digit');
    if (canonical.indexOf(canonical[index] ?? '') !== index) throw invalidInput(`barcodes.${index}`, 'twice');
  });
  if (input.discountPrice !== null && input.discountPrice >= input.salePrice)
    throw invalidInput('discountPrice', 'not_below_sale_price');
  const images = input.images.map((address, index) => {
    const key = mediaKey(address, 'products');
    if (key === null) throw invalidInput(`images.${index}`, 'unknown');
    return key;
  });
  return { ...input, images, tags: [...new Set(input.tags)] };
}
