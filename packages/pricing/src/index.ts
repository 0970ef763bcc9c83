/**
 * Latchkey's arithmetic of money: pure functions over integer fen, the same on the server and in the customer's phone.
 * No clock, no randomness, no Intl, no BigInt: the mini-program has none of them.
 */
export { allocate, basisPointsOf, maxWeightSum } from './allocate.ts';
export type { Bearer, CouponObstacle, CouponOffer, PricingCoupon } from './coupon.ts';
export { compareOffers, offerOf } from './coupon.ts';
export { type MenuOptionToPrice, priceMenuItem } from './menu-item.ts';
export type { CartToPrice, Discount, PricedCart, PricedLine, PricingLine } from './price-cart.ts';
export { priceCart } from './price-cart.ts';
export type { RefundableLine, RefundShare, RefundWish } from './refund.ts';
export { refundShares } from './refund.ts';
export {
  checkRoomRules,
  type FindingTime,
  type MinuteSpan,
  type OpenHours,
  type RoomPlace,
  type RuleFinding,
} from './room/check-rules.ts';
export { termsOf } from './room/compile.ts';
export { type ExplainedDay, explainWeek, type LosingReason, type WeekCell } from './room/explain-week.ts';
export { affordableUntil, meter, quoteOvertime, type RoomStay } from './room/overtime.ts';
export type {
  MeterReading,
  OvertimeQuote,
  RoomAddOn,
  RoomAdjustment,
  RoomDiscount,
  RoomDiscountKind,
  RoomDiscountWish,
  RoomOffer,
  RoomQuote,
  RoomQuoteRefusal,
  RoomQuoteRequest,
  RoomSegment,
} from './room/quote.ts';
export { modesOf, quoteRoom } from './room/quote-room.ts';
export { type PastStay, type Replay, type ReplayedStay, type ReplaySums, replayStays } from './room/replay.ts';
export type {
  CalendarDay,
  CalendarFacts,
  DayType,
  OvertimeRule,
  PackageItem,
  RoomMode,
  RoomPrice,
  RoomPromotion,
  RoomPromotionKind,
  RoomRule,
  RoomRuleSet,
  RoomScope,
  RoomTerms,
} from './room/rules.ts';
