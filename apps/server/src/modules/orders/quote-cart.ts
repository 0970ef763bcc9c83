import { type PricedCart, type PricedLine, type PricingCoupon, priceCart } from '@latchkey/pricing';
import type { ReadContext } from '../../kernel/context.ts';
import type { Sql } from '../../kernel/db.ts';
import { getListings, type ListingFacts } from '../catalog/index.ts';
import { type Stock, stockOf } from '../inventory/index.ts';
import { usableCoupons } from '../marketing/index.ts';
import { admission } from '../organisation/index.ts';
import { type LineProblem, lineProblem, promisedPrices, shownPrices } from './cart-rules.ts';
import { type CartLineRow, type CartRow, cartLines } from './cart-store.ts';

export interface QuotedLine {
  line: CartLineRow;
  /** Null when the goods are gone from the store altogether. */
  listing: ListingFacts | null;
  problem: LineProblem | null;
  priced: PricedLine;
}

export interface Quote {
  lines: QuotedLine[];
  priced: PricedCart;
  quantity: number;
}

/**
 * ORD-1, CAT-4: a cart priced now: promised prices or lower ones of today, and the best coupon unless one was chosen by
 * hand. Lines that cannot be bought stay, with their problem (ORD-2).
 */
export async function quoteCart(ctx: ReadContext, cart: CartRow): Promise<Quote> {
  const contents = await cartContents(ctx, cart.id, cart.memberId);
  const ids = contents.rows.map((row) => row.listingId);
  const [listings, stock] = await Promise.all([getListings(ctx, ids), stockOf(ctx, ids)]);
  return quoteContents(ctx, cart, contents, { listings, stock });
}

/** What is in a cart and what may make it cheaper: read together. */
export async function cartContents(
  ctx: ReadContext,
  cartId: string,
  memberId: string | Sql,
): Promise<{ rows: CartLineRow[]; coupons: PricingCoupon[] }> {
  const [rows, coupons] = await Promise.all([cartLines(ctx.db, cartId), usableCoupons(ctx, { memberId })]);
  return { rows, coupons };
}

/** The price of what was read; without the stock, nothing is said about pieces that are missing. */
export async function quoteContents(
  ctx: ReadContext,
  cart: CartRow,
  { rows, coupons }: { rows: readonly CartLineRow[]; coupons: PricingCoupon[] },
  facts: { listings: Map<string, ListingFacts>; stock: Map<string, Stock> | null },
): Promise<Quote> {
  const { listings } = facts;
  const available = strictlyAvailable(rows, listings, facts.stock);
  const attended = await watchedOver(ctx, cart.storeId, listings);
  const lines = rows.map((row) => {
    const listing = listings.get(row.listingId) ?? null;
    return { ...row, ...(listing ? promisedPrices(row, shownPrices(listing)) : {}) };
  });
  const priced = priceCart({
    lines,
    coupons,
    choice: choiceOf(cart),
    storeId: cart.storeId,
    at: ctx.now.getTime(),
  });
  return {
    priced,
    quantity: lines.reduce((pieces, line) => pieces + line.quantity, 0),
    lines: lines.map((line, index) => {
      const listing = listings.get(line.listingId) ?? null;
      const stock = available.get(line.listingId) ?? null;
      return {
        line,
        listing,
        problem: problemOf(listing, line.quantity, stock, attended),
        priced: priced.lines[index] as PricedLine,
      };
    }),
  };
}

function choiceOf(cart: CartRow): 'best' | null | { couponId: string } {
  if (cart.couponChoice === 'hand' && cart.couponId !== null) return { couponId: cart.couponId };
  return cart.couponChoice === 'none' ? null : 'best';
}

/** Pieces left of the goods that may not be sold below what the books know. */
function strictlyAvailable(
  rows: readonly CartLineRow[],
  listings: Map<string, ListingFacts>,
  stock: Map<string, Stock> | null,
): Map<string, number> {
  const strict = rows.map((row) => row.listingId).filter((id) => listings.get(id)?.stockPolicy === 'strict');
  return stock === null ? new Map() : new Map(strict.map((id) => [id, stock.get(id)?.available ?? 0]));
}

/** CAT-10: tobacco is never sold unattended; what is for adults only sells while someone watches over the store. */
function isRestricted(listing: ListingFacts, attended: boolean): boolean {
  return listing.restriction === 'tobacco' || (listing.ageRestricted && !attended);
}

/** Whether someone watches over the store; asked only for a cart with goods that need it. */
async function watchedOver(ctx: ReadContext, storeId: string, listings: Map<string, ListingFacts>): Promise<boolean> {
  const needed = [...listings.values()].some((listing) => listing.ageRestricted);
  return !needed || (await admission(ctx, storeId)).attendedNow;
}

function problemOf(
  listing: ListingFacts | null,
  quantity: number,
  available: number | null,
  attended: boolean,
): LineProblem | null {
  return lineProblem(
    listing && { forSale: listing.forSale, restricted: isRestricted(listing, attended) },
    quantity,
    available,
  );
}
