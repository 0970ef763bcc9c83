import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { lookUpBarcode } from '../catalog/index.ts';
import { mostLines, promisedPrices, raiseQuantity, shownPrices } from './cart-rules.ts';
import { cartLines, insertCartLine, updateCartLine } from './cart-store.ts';
import { type QuotedCart, settleCart, takeCart } from './open-cart.ts';

/**
 * ORD-1: adds pieces by barcode to the cart of the customer's open visit. Throws no_open_visit, barcode_unknown,
 * not_for_sale, restricted_goods, invalid_input (more than 99 pieces of a line or 200 lines).
 */
export async function scanItem(
  ctx: Context,
  input: { barcode: string; quantity: number },
): Promise<QuotedCart & { lineId: string }> {
  const cart = await takeCart(ctx);
  const listing = await lookUpBarcode(ctx, cart.storeId, input.barcode);
  if (!listing.forSale) throw new AppError('not_for_sale', { product: listing.name });
  if (listing.restriction === 'tobacco') throw new AppError('restricted_goods', { product: listing.name });
  const today = shownPrices(listing);
  const lines = await cartLines(ctx.db, cart.id);
  const known = lines.find((line) => line.listingId === listing.listingId);
  const quantity = raiseQuantity(known?.quantity ?? 0, input.quantity);
  const lineId = known?.id ?? newId();
  if (known) {
    await updateCartLine(ctx.tx, { ...known, ...promisedPrices(known, today), quantity }, ctx.now);
  } else {
    if (lines.length >= mostLines) throw invalidInput('barcode', `a cart holds ${mostLines} lines`);
    await insertCartLine(ctx.tx, cart.id, { id: lineId, listingId: listing.listingId, quantity, ...today }, ctx.now);
  }
  return { ...(await settleCart(ctx, cart, 'scanned', listing.name)), lineId };
}
