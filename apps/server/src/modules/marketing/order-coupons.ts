import type { PricingCoupon } from '@latchkey/pricing';
import type { Context, ReadContext } from '../../kernel/context.ts';
import type { Sql } from '../../kernel/db.ts';
import {
  availableCoupons,
  returnCoupon as giveBack,
  moveCoupons,
  releaseCoupon as release,
  reserveCoupon as reserve,
  useCoupon as use,
} from './store.ts';

/** Coupons that one quote looks at, at most. */
const quoteLimit = 200;

/** A member's coupons that are not used up, reserved or run out, as pricing needs them; 200 at most, the largest first. */
export async function usableCoupons(ctx: ReadContext, input: { memberId: string | Sql }): Promise<PricingCoupon[]> {
  const rows = await availableCoupons(ctx.db, input.memberId, ctx.now, quoteLimit);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    amount: row.amount,
    threshold: row.threshold,
    storeIds: row.storeIds,
    bearer: row.bearer,
    validFrom: row.validFrom.getTime(),
    expiresAt: row.expiresAt.getTime(),
  }));
}

/** Binds a member's coupon to an order; false when it is not theirs, not available or not valid now. */
export function reserveCoupon(
  ctx: Context,
  input: { couponId: string; memberId: string; orderId: string },
): Promise<boolean> {
  return reserve(ctx.tx, input.couponId, input.memberId, input.orderId, ctx.now);
}

/** The order was paid: its coupon is used up. Does nothing for an order without a reserved coupon. */
export async function useCoupon(ctx: Context, input: { orderId: string }): Promise<void> {
  await use(ctx.tx, input.orderId, ctx.now);
}

/** The order will not be paid: its coupon is free again. Does nothing for an order without a reserved coupon. */
export async function releaseCoupon(ctx: Context, input: { orderId: string }): Promise<void> {
  await release(ctx.tx, input.orderId);
}

/** ORD-9: the whole order was refunded: its coupon comes back while it is valid. Answers whether one did. */
export async function returnCoupon(ctx: Context, input: { orderId: string }): Promise<boolean> {
  return (await giveBack(ctx.tx, input.orderId, ctx.now)) !== null;
}

/** IDN-1: two accounts become one, in the merge's own transaction; coupons and personal limits follow. */
export async function mergeCoupons(ctx: Context, input: { fromId: string; intoId: string }): Promise<void> {
  await moveCoupons(ctx.tx, input.fromId, input.intoId);
}
