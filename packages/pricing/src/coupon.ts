/** Who bears a discount (LED-2). */
export type Bearer = 'platform' | 'store';

/** A coupon as pricing needs it. Amounts in fen, instants in ms since 1970. */
export interface PricingCoupon {
  id: string;
  name: string;
  kind: 'fixed' | 'threshold';
  /** What it takes off, at most. */
  amount: number;
  /** The least amount before coupons that it works on; 0 for a fixed coupon. */
  threshold: number;
  /** Stores where it works; empty for all. */
  storeIds: readonly string[];
  bearer: Bearer;
  validFrom: number;
  /** The first instant at which it no longer works. */
  expiresAt: number;
}

/** Why a coupon does not work on a cart now; screens translate it. */
export type CouponObstacle = 'not_yet_valid' | 'expired' | 'other_store' | 'below_threshold' | 'nothing_to_pay';

/** A coupon beside a cart: what it takes off there, or its face value and the reason why it cannot be used. */
export interface CouponOffer {
  coupon: PricingCoupon;
  value: number;
  obstacle: CouponObstacle | null;
}

/** What a coupon does to an amount (fen, after discount prices) at a store and an instant. Never more than the amount. */
export function offerOf(coupon: PricingCoupon, amount: number, storeId: string, at: number): CouponOffer {
  const obstacle = obstacleOf(coupon, amount, storeId, at);
  return { coupon, value: obstacle === null ? Math.min(coupon.amount, amount) : coupon.amount, obstacle };
}

function obstacleOf(coupon: PricingCoupon, amount: number, storeId: string, at: number): CouponObstacle | null {
  if (at < coupon.validFrom) return 'not_yet_valid';
  if (at >= coupon.expiresAt) return 'expired';
  if (coupon.storeIds.length > 0 && !coupon.storeIds.includes(storeId)) return 'other_store';
  if (amount <= 0) return 'nothing_to_pay';
  if (amount < coupon.threshold) return 'below_threshold';
  return null;
}

/**
 * Offers in the order in which a customer wants them: usable ones first, the largest value first; of equal ones the
 * smaller face value (less is wasted), then the one that expires first, then by id so that the order is stable.
 */
export function compareOffers(a: CouponOffer, b: CouponOffer): number {
  if ((a.obstacle === null) !== (b.obstacle === null)) return a.obstacle === null ? -1 : 1;
  return (
    b.value - a.value ||
    a.coupon.amount - b.coupon.amount ||
    a.coupon.expiresAt - b.coupon.expiresAt ||
    (a.coupon.id < b.coupon.id ? -1 : a.coupon.id > b.coupon.id ? 1 : 0)
  );
}
