import { basisPointsOf } from '../allocate.ts';
import { type CouponOffer, compareOffers, offerOf } from '../coupon.ts';
import { chooseCoupon } from '../price-cart.ts';
import { compileScope, fallsOn, suits } from './compile.ts';
import { DAY_MINUTES, type DayFacts } from './days.ts';
import type { RoomDiscount, RoomDiscountKind, RoomDiscountWish, RoomQuoteRequest } from './quote.ts';
import type { RoomMode, RoomPromotion } from './rules.ts';

/**
 * BIL-8, CAT-9: how discounts stack. Groups work one after the other on what is left; within a group only the best for
 * the customer counts. Goods follow the same order: discount price, threshold, coupon.
 */
export const STACKING: readonly { group: 'price' | 'threshold' | 'coupon'; kinds: readonly RoomDiscountKind[] }[] = [
  { group: 'price', kinds: ['time_discount', 'early_bird', 'last_minute'] },
  { group: 'threshold', kinds: ['threshold'] },
  { group: 'coupon', kinds: ['coupon'] },
];

/** The start of a stay as promotions see it. */
export interface Start {
  today: DayFacts;
  yesterday: DayFacts;
  minute: number;
}

/** The best promotion of each group that applies by the start of the stay, on the room's amount in fen. */
export function promotionDiscounts(
  promotions: readonly RoomPromotion[],
  request: RoomQuoteRequest,
  start: Start,
  room: number,
): RoomDiscount[] {
  const open = promotions.filter((promotion) => applies(promotion, request, start));
  const taken: RoomDiscount[] = [];
  let left = room;
  for (const { kinds } of STACKING) {
    let best: RoomDiscount | null = null;
    for (const promotion of open) {
      if (!kinds.includes(promotion.kind) || left < promotion.threshold) continue;
      const amount = Math.min(left, worthOf(promotion, left));
      const better = best === null || amount > best.amount || (amount === best.amount && promotion.id < best.id);
      const { id, kind, label } = promotion;
      if (amount > 0 && better) best = { kind, id, label, amount, bearer: 'store' };
    }
    if (best === null) continue;
    taken.push(best);
    left -= best.amount;
  }
  return taken;
}

const worthOf = ({ off }: RoomPromotion, amount: number): number =>
  off.kind === 'amount' ? off.amount : basisPointsOf(amount, off.basisPoints);

function applies(promotion: RoomPromotion, request: RoomQuoteRequest, start: Start): boolean {
  const { modes, kind, leadMinutes } = promotion;
  const modeFits = modes.length === 0 ? request.mode !== 'package' : modes.includes(request.mode as RoomMode);
  if (!modeFits || !suits(promotion.scope, request)) return false;
  const lead = (request.from - request.at) / 60_000;
  if (kind === 'early_bird' && lead < leadMinutes) return false;
  if (kind === 'last_minute' && lead > leadMinutes) return false;
  const scope = compileScope(promotion.scope);
  const { today, yesterday, minute } = start;
  if (fallsOn(scope, today) && scope.start <= minute && minute < scope.end) return true;
  return fallsOn(scope, yesterday) && minute + DAY_MINUTES < scope.end;
}

/** One coupon over what is left to pay, and what every coupon would do. */
export function couponDiscount(
  wish: RoomDiscountWish | undefined,
  amount: number,
  at: number,
): { discounts: RoomDiscount[]; offers: CouponOffer[] } {
  if (!wish) return { discounts: [], offers: [] };
  const offers = wish.coupons.map((coupon) => offerOf(coupon, amount, wish.storeId, at)).sort(compareOffers);
  const chosen = chooseCoupon(offers, wish.choice);
  if (!chosen || chosen.value === 0) return { discounts: [], offers };
  const { id, name, bearer } = chosen.coupon;
  return { discounts: [{ kind: 'coupon', id, label: name, amount: chosen.value, bearer }], offers };
}
