import { allocate } from './allocate.ts';
import { type Bearer, type CouponOffer, compareOffers, offerOf, type PricingCoupon } from './coupon.ts';

/** One line of a cart. Prices in fen a piece. */
export interface PricingLine {
  id: string;
  quantity: number;
  /** The list price, before any discount. */
  originalUnitPrice: number;
  /** What the customer was promised: the list price or a lower discount price. */
  unitPrice: number;
}

/** One reason why a line or a cart costs less than its list price, in fen, and who bears it. */
export interface Discount {
  kind: 'discount_price' | 'coupon';
  /** The coupon's name; empty for a discount price, which screens name themselves. */
  name: string;
  amount: number;
  bearer: Bearer;
  couponId: string | null;
}

export interface PricedLine {
  id: string;
  gross: number;
  discounts: Discount[];
  discount: number;
  payable: number;
}

export interface PricedCart {
  lines: PricedLine[];
  gross: number;
  discount: number;
  payable: number;
  /** The same discounts as on the lines, summed: each kind and coupon once. */
  discounts: Discount[];
  /** How much of the discount each side bears; the two sum to `discount`. */
  borne: Record<Bearer, number>;
  /** The coupon that is applied, and whether the customer or the system chose it. */
  coupon: { coupon: PricingCoupon; value: number; chosen: 'best' | 'hand' } | null;
  /** Every coupon with what it would do, in the order of `compareOffers`. */
  offers: CouponOffer[];
}

export interface CartToPrice {
  lines: readonly PricingLine[];
  coupons: readonly PricingCoupon[];
  /** `best`: the system chooses; null: none; an id: chosen by hand, with `best` as fall-back while it cannot be used. */
  choice: 'best' | null | { couponId: string };
  storeId: string;
  /** The instant of the quote, ms since 1970. */
  at: number;
}

/**
 * Price a cart: list prices, discount prices (borne by the store), then one coupon over the whole order, split over the
 * lines by what is left to pay on each. Nothing goes below zero, every fen of discount is on exactly one line, and the
 * result does not depend on the order of lines or coupons. Throws RangeError for quantities or prices that are not
 * whole numbers in range.
 */
export function priceCart(cart: CartToPrice): PricedCart {
  for (const line of cart.lines) checkLine(line);
  const beforeCoupon = cart.lines.map((line) => line.unitPrice * line.quantity);
  const amount = sum(beforeCoupon);
  const offers = cart.coupons.map((coupon) => offerOf(coupon, amount, cart.storeId, cart.at)).sort(compareOffers);
  const coupon = chooseCoupon(offers, cart.choice);
  const shares = splitCoupon(cart.lines, beforeCoupon, coupon?.value ?? 0);
  const lines = cart.lines.map((line, index) => priceLine(line, coupon?.coupon ?? null, shares[index] ?? 0));
  const discounts = sumDiscounts(lines.flatMap((line) => line.discounts));
  const borne = { platform: borneBy(discounts, 'platform'), store: borneBy(discounts, 'store') };
  return {
    lines,
    gross: sum(lines.map((line) => line.gross)),
    discount: borne.platform + borne.store,
    payable: sum(lines.map((line) => line.payable)),
    discounts,
    borne,
    coupon,
    offers,
  };
}

function checkLine(line: PricingLine): void {
  const prices = [line.originalUnitPrice, line.unitPrice];
  if (!Number.isSafeInteger(line.quantity) || line.quantity < 1 || line.quantity > 9_999) {
    throw new RangeError('A quantity must be a whole number from 1 to 9,999.');
  }
  if (!prices.every((price) => Number.isSafeInteger(price) && price >= 0 && price <= 100_000_000)) {
    throw new RangeError('A price must be a whole number of fen from 0 to 100,000,000.');
  }
  if (line.unitPrice > line.originalUnitPrice) {
    throw new RangeError('A promised price is never above the list price.');
  }
}

/** The coupon that a choice comes to among offers in the order of `compareOffers`. */
export function chooseCoupon(offers: readonly CouponOffer[], choice: CartToPrice['choice']): PricedCart['coupon'] {
  if (choice === null) return null;
  const usable = offers.filter((offer) => offer.obstacle === null);
  if (choice !== 'best') {
    const chosen = usable.find((offer) => offer.coupon.id === choice.couponId);
    if (chosen) return { coupon: chosen.coupon, value: chosen.value, chosen: 'hand' };
  }
  const best = usable[0];
  return best ? { coupon: best.coupon, value: best.value, chosen: 'best' } : null;
}

/** Split by what is left to pay. Lines are put in the order of their ids first, so that ties do not follow the scan order. */
function splitCoupon(lines: readonly PricingLine[], weights: readonly number[], value: number): number[] {
  const order = lines.map((line, index) => ({ id: line.id, index })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const parts = allocate(
    value,
    order.map(({ index }) => weights[index] ?? 0),
  );
  const shares = lines.map(() => 0);
  order.forEach(({ index }, position) => {
    shares[index] = parts[position] ?? 0;
  });
  return shares;
}

function priceLine(line: PricingLine, coupon: PricingCoupon | null, share: number): PricedLine {
  const gross = line.originalUnitPrice * line.quantity;
  const priceCut = gross - line.unitPrice * line.quantity;
  const discounts: Discount[] = [];
  if (priceCut > 0) {
    discounts.push({ kind: 'discount_price', name: '', amount: priceCut, bearer: 'store', couponId: null });
  }
  if (coupon && share > 0) {
    discounts.push({ kind: 'coupon', name: coupon.name, amount: share, bearer: coupon.bearer, couponId: coupon.id });
  }
  return { id: line.id, gross, discounts, discount: priceCut + share, payable: gross - priceCut - share };
}

function sumDiscounts(discounts: readonly Discount[]): Discount[] {
  const byReason = new Map<string, Discount>();
  for (const discount of discounts) {
    const key = `${discount.kind}:${discount.couponId ?? ''}`;
    const known = byReason.get(key);
    if (known) known.amount += discount.amount;
    else byReason.set(key, { ...discount });
  }
  return [...byReason.values()].sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'discount_price' ? -1 : 1));
}

function borneBy(discounts: readonly Discount[], bearer: Bearer): number {
  return sum(discounts.filter((discount) => discount.bearer === bearer).map((discount) => discount.amount));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((whole, amount) => whole + amount, 0);
}
