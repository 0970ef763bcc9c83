import { invalidInput } from '../../kernel/errors.ts';

/** Pieces of one line, at most. */
export const mostPieces = 99;
/** Lines of one cart, at most. */
export const mostLines = 200;

export interface Prices {
  unitPrice: number;
  originalUnitPrice: number;
}

/** A listing's prices as a cart line keeps them: a discount price stands beside its list price. */
export function shownPrices(listing: { price: number; originalPrice: number | null }): Prices {
  return { unitPrice: listing.price, originalUnitPrice: Math.max(listing.price, listing.originalPrice ?? 0) };
}

/** CAT-4: the customer pays the price shown when the item entered the cart, or a lower one of today. */
export function promisedPrices(shown: Prices, today: Prices): Prices {
  return today.unitPrice < shown.unitPrice
    ? { unitPrice: today.unitPrice, originalUnitPrice: Math.max(shown.originalUnitPrice, today.unitPrice) }
    : shown;
}

export type LineProblem = 'not_for_sale' | 'out_of_stock' | 'age_restricted';

/** Why a line cannot be bought now. `available` is null where the store sells below what the books know. */
export function lineProblem(
  listing: { forSale: boolean; restricted: boolean } | null,
  quantity: number,
  available: number | null,
): LineProblem | null {
  if (!listing?.forSale) return 'not_for_sale';
  if (listing.restricted) return 'age_restricted';
  return available !== null && available < quantity ? 'out_of_stock' : null;
}

/** The pieces of a line after a scan. Throws invalid_input beyond the limit. */
export function raiseQuantity(before: number, added: number): number {
  const after = before + added;
  if (!Number.isInteger(added) || added < 1 || after > mostPieces) throw invalidInput('quantity', `1 to ${mostPieces}`);
  return after;
}
