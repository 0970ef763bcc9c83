/**
 * Marketing: batches of coupons and red packets, and the coupons that members hold.
 * Owns schema `marketing`: coupon_batches, coupon_stock, member_claims, coupons.
 * Invariants: a batch never gives out more than its quantity, a member never has more than the personal limit, the
 * newcomer rule grants once; a coupon is available, reserved by one order, used by it, or revoked.
 * SQL functions for others: marketing.reserve_coupon, use_coupon, release_coupon, return_coupon.
 * Lock order: member_claims, coupon_stock, coupons.
 */
import type { ModuleParts } from '../../kernel/module.ts';
import { handlers } from './routes.ts';
import { subscriptions } from './subscriptions.ts';

export { createBatch } from './create-batch.ts';
export { couponGranted } from './events.ts';
export { claimCoupon, grantCoupon, grantNewcomerCoupons } from './issue-coupon.ts';
export { moveBatch } from './move-batch.ts';
export { mergeCoupons, releaseCoupon, reserveCoupon, returnCoupon, usableCoupons, useCoupon } from './order-coupons.ts';
export { couponsPersonalData } from './queries.ts';

export const marketingModule: ModuleParts = { handlers, subscriptions };
