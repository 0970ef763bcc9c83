import type { PriceReviewState } from '@latchkey/contract';

/** GS1 modulo-10 check digit of a code's digits without it. */
export function checkDigit(body: string): number {
  let sum = 0;
  for (let index = 0; index < body.length; index++) {
    const weight = (body.length - index) % 2 === 1 ? 3 : 1;
    sum += Number(body[index]) * weight;
  }
  return (10 - (sum % 10)) % 10;
}

export type BarcodeKind = 'ean13' | 'ean8' | 'upc_a' | 'itf14' | 'in_store';

/** What a code is by its form; null when it has a trade number's length but a wrong check digit. */
export function barcodeKind(code: string): BarcodeKind | null {
  if (!/^\d+$/.test(code)) return /^[0-9A-Za-z-]{4,32}$/.test(code) ? 'in_store' : null;
  const kind = TRADE_LENGTHS[code.length];
  if (kind === undefined) return code.length >= 4 && code.length <= 32 ? 'in_store' : null;
  return checkDigit(code.slice(0, -1)) === Number(code.at(-1)) ? kind : null;
}
const TRADE_LENGTHS: Record<number, BarcodeKind> = { 8: 'ean8', 12: 'upc_a', 13: 'ean13', 14: 'itf14' };

/** The form under which a code is kept and looked up: a UPC-A is the EAN-13 with a zero in front; in-store codes are upper case. */
export function canonicalBarcode(code: string): string {
  return /^\d{12}$/.test(code) ? `0${code}` : code.toUpperCase();
}

/** CAT-4: a listing's price in fen. The store's own price wins, then the library's discount, then its sale price. */
export function priceOf(facts: { storePrice: number | null; salePrice: number; discountPrice: number | null }): {
  price: number;
  originalPrice: number | null;
} {
  const price = facts.storePrice ?? facts.discountPrice ?? facts.salePrice;
  return { price, originalPrice: price < facts.salePrice ? facts.salePrice : null };
}

/** How far a store may move a price by itself under the rule `limits`, in basis points of the library's sale price. */
export const PRICE_LIMITS = { lowest: 8_000, highest: 12_000 };

/** CAT-4: may this price be set? `platform` is the reviewer, who may do all but break a lock. */
export function storePriceIssue(
  price: number | null,
  product: { priceRule: 'locked' | 'reviewed' | 'limits'; salePrice: number },
  who: 'platform' | 'store',
): 'locked' | 'needs_review' | null {
  if (price === null) return null;
  if (product.priceRule === 'locked') return 'locked';
  if (who === 'platform') return null;
  if (product.priceRule === 'reviewed') return 'needs_review';
  const inside =
    price * 10_000 >= product.salePrice * PRICE_LIMITS.lowest &&
    price * 10_000 <= product.salePrice * PRICE_LIMITS.highest;
  return inside ? null : 'needs_review';
}

/** CAT-4: what may still become of a price that a store asked for: only one that waits moves, and once. */
export function mayDecide(state: PriceReviewState): boolean {
  return state === 'pending';
}

/** `50%_` → a pattern for `like` that finds it literally anywhere. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}

export interface RestrictionRule {
  regionId: string | null;
  restriction: string;
  rule: 'prohibited' | 'age_gate';
}

/** CAT-10: what the rule table says about a product in a region; a rule of the region wins over the general one. */
export function restrictionOf(
  rules: readonly RestrictionRule[],
  restriction: string,
  regionId: string | null,
): 'prohibited' | 'age_gate' | 'free' {
  const fitting = rules.filter((rule) => rule.restriction === restriction);
  const own = regionId === null ? undefined : fitting.find((rule) => rule.regionId === regionId);
  return (own ?? fitting.find((rule) => rule.regionId === null))?.rule ?? 'free';
}
