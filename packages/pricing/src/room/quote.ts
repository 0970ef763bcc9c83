import type { CouponOffer, PricingCoupon } from '../coupon.ts';
import type { RoomMode } from './rules.ts';

export interface RoomAddOn {
  id: string;
  label: string;
  quantity: number;
  /** Fen a piece. */
  unitPrice: number;
}

/** What is to be priced. Instants in ms since 1970, on whole minutes. */
export interface RoomQuoteRequest {
  from: number;
  until: number;
  /** When the booking is made: for early-bird and last-minute discounts, and coupons. */
  at: number;
  roomId: string;
  roomKindId: string | null;
  people: number;
  memberLevel: string | null;
  mode: RoomMode;
  /** The rule's id, for the mode `package`. */
  packageId?: string | null;
  addOns?: readonly RoomAddOn[];
  discounts?: RoomDiscountWish;
}

export interface RoomDiscountWish {
  coupons: readonly PricingCoupon[];
  /** As for carts: the best, none, or one by hand with the best as fall-back. */
  choice: 'best' | null | { couponId: string };
  storeId: string;
}

/** A part of the stay at one price. Segments cover the stay exactly once, in order. */
export interface RoomSegment {
  from: number;
  until: number;
  ruleId: string;
  label: string;
  /** Fen for `unitMinutes`. */
  unitPrice: number;
  unitMinutes: number;
  amount: number;
}

/** What the terms add (minimum) or take off (day cap), in signed fen. */
export interface RoomAdjustment {
  kind: 'day_cap' | 'minimum_charge';
  /** The local day of a cap. */
  date: string | null;
  amount: number;
}

export type RoomDiscountKind = 'time_discount' | 'early_bird' | 'last_minute' | 'threshold' | 'coupon';
export interface RoomDiscount {
  kind: RoomDiscountKind;
  /** The promotion's or the coupon's id. */
  id: string;
  label: string;
  /** What it takes off, above zero. */
  amount: number;
  bearer: 'platform' | 'store';
}

/** A priced stay, all in fen. `total` = room + add-ons − discounts; `room` = segments + adjustments + people. */
export interface RoomQuote {
  kind: 'quote';
  ruleSetId: string;
  version: number;
  mode: RoomMode;
  packageId: string | null;
  from: number;
  until: number;
  segments: RoomSegment[];
  adjustments: RoomAdjustment[];
  people: { extra: number; unitPrice: number; units: number; amount: number } | null;
  room: number;
  addOns: (RoomAddOn & { amount: number })[];
  discounts: RoomDiscount[];
  discount: number;
  total: number;
  coupons: CouponOffer[];
}

/** Why there is no price. `no_price` names the parts that no rule of the mode covers. */
export type RoomQuoteRefusal =
  | { kind: 'refusal'; reason: 'bad_range' | 'bad_people' | 'too_long' | 'outside_calendar' }
  | { kind: 'refusal'; reason: 'unknown_package' | 'too_short_for_package' | 'too_long_for_package' }
  | { kind: 'refusal'; reason: 'no_price'; holes: { from: number; until: number }[] };

/** BIL-7: one way to pay for a stay. */
export interface RoomOffer {
  mode: RoomMode;
  packageId: string | null;
  /** The package's name; empty for the other modes, which screens name themselves. */
  label: string;
  quote: RoomQuote | RoomQuoteRefusal;
}

export interface OvertimeQuote {
  /** Minutes beyond the end, started ones included; 0 within the grace. */
  minutes: number;
  units: number;
  unitPrice: number;
  unitMinutes: number;
  /** Before the service fee. */
  amount: number;
  capped: boolean;
  serviceFee: number;
  total: number;
  /** The first instant at which the total is higher, ms since 1970; null once capped. */
  nextAt: number | null;
}

export interface MeterReading {
  quote: RoomQuote;
  /** The first instant at which the amount may be higher, ms since 1970. */
  nextAt: number;
}
