import { type CouponOffer, modesOf, type PricingCoupon, type RoomOffer } from '@latchkey/pricing';
import type { Answer } from '../../api';
import { type Basket, pricedLine } from '../../parts/menu/basket';
import type { Offer } from './Offers';

export type Tariff = Answer<'GET /stores/:id/tariff'>;
export type CouponChoice = 'best' | 'none' | (string & {});

export interface PhoneWish {
  storeId: string;
  roomId: string;
  roomKind: string;
  from: string;
  to: string;
  people: number;
  basket: Basket;
  coupon: CouponChoice;
  /** What the server told of the member's coupons. */
  coupons: Offer['coupons'];
  /** Now, ms since 1970. */
  at: number;
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** The server has sorted out what is for other stores or not valid; the rest is judged here by the same rule. */
const couponsOf = (coupons: Offer['coupons']): PricingCoupon[] =>
  coupons
    .filter(({ obstacle }) => obstacle === null || obstacle === 'below_threshold' || obstacle === 'nothing_to_pay')
    .map(({ id, name, amount, threshold, expiresAt }) => ({
      ...{ id, name, kind: threshold > 0 ? ('threshold' as const) : ('fixed' as const), amount, threshold },
      ...{ storeIds: [], bearer: 'platform' as const, validFrom: 0, expiresAt: Date.parse(expiresAt) },
    }));

/**
 * BIL-3: prices on the phone, by the very function that the server uses, so that they follow the finger. What is booked is
 * always the server's price. Empty for a store without prices.
 */
export function quotesOnPhone(tariff: Tariff, wish: PhoneWish): Offer[] {
  if (tariff.rules === null) return [];
  const { storeId, coupon } = wish;
  const choice = coupon === 'none' ? null : coupon === 'best' ? ('best' as const) : { couponId: coupon };
  const addOns = wish.basket.map((line, index) => ({
    id: String(index),
    quantity: line.quantity,
    ...pricedLine(line),
  }));
  const offers = modesOf(tariff.rules, tariff.calendar, {
    ...{ from: Date.parse(wish.from), until: Date.parse(wish.to), at: wish.at, people: wish.people },
    ...{ roomId: wish.roomId, roomKindId: wish.roomKind, memberLevel: null, addOns },
    discounts: { coupons: couponsOf(wish.coupons), choice, storeId },
  });
  return offers.map(viewOf);
}

const couponView = ({ coupon, value, obstacle }: CouponOffer): Offer['coupons'][number] => ({
  ...{ id: coupon.id, name: coupon.name, amount: coupon.amount, value, threshold: coupon.threshold, obstacle },
  expiresAt: iso(coupon.expiresAt),
});

function viewOf({ mode, packageId, label, quote }: RoomOffer): Offer {
  if (quote.kind === 'refusal') return { mode, packageId, label, quote: null, refusal: quote.reason, coupons: [] };
  return {
    ...{ mode, packageId, label, refusal: null, coupons: quote.coupons.map(couponView) },
    quote: {
      ...{ mode, packageId, from: iso(quote.from), to: iso(quote.until), people: quote.people, total: quote.total },
      segments: quote.segments.map(({ from, until, label: name, unitPrice, unitMinutes, amount }) => ({
        ...{ from: iso(from), to: iso(until), label: name, unitPrice, unitMinutes, amount },
      })),
      adjustments: quote.adjustments.map(({ kind, amount }) => ({ kind, amount })),
      addOns: quote.addOns.map(({ label: name, quantity, unitPrice, amount }) => ({
        ...{ label: name, quantity, unitPrice, amount },
      })),
      discounts: quote.discounts.map(({ kind, id, label: name, amount }) => ({ kind, id, label: name, amount })),
    },
  };
}
