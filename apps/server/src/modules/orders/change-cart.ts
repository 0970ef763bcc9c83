import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { mostPieces } from './cart-rules.ts';
import { cartLines, deleteCartLine, deleteCartLines, setCouponChoice, updateCartLine } from './cart-store.ts';
import { type QuotedCart, settleCart, takeCart, takeExistingCart } from './open-cart.ts';
import { quoteCart } from './quote-cart.ts';

/** Sets a line's pieces; 0 removes it. Throws no_open_visit, cart_expired, not_found, invalid_input. */
export async function setQuantity(ctx: Context, input: { lineId: string; quantity: number }): Promise<QuotedCart> {
  if (!Number.isInteger(input.quantity) || input.quantity < 0 || input.quantity > mostPieces) {
    throw invalidInput('quantity', `0 to ${mostPieces}`);
  }
  const cart = await takeExistingCart(ctx);
  const line = (await cartLines(ctx.db, cart.id)).find((one) => one.id === input.lineId);
  if (!line) throw new AppError('not_found');
  if (input.quantity === 0) await deleteCartLine(ctx.tx, line.id);
  else await updateCartLine(ctx.tx, { ...line, quantity: input.quantity }, null);
  return settleCart(ctx, cart, 'quantity', null);
}

/** Empties the cart of the open visit. Throws no_open_visit. */
export async function clearCart(ctx: Context): Promise<QuotedCart> {
  const cart = await takeCart(ctx);
  await deleteCartLines(ctx.tx, cart.id);
  return settleCart(ctx, cart, 'cleared', null);
}

/**
 * Chooses a coupon by hand, none (null), or leaves it to the system (`best`). Throws no_open_visit, and coupon_unusable
 * for a coupon that is not the customer's or does not work on this cart now.
 */
export async function chooseCoupon(ctx: Context, input: { couponId: string | null }): Promise<QuotedCart> {
  const cart = await takeCart(ctx);
  const byHand = input.couponId !== null && input.couponId !== 'best' ? input.couponId : null;
  const choice = byHand !== null ? ('hand' as const) : input.couponId === null ? ('none' as const) : ('best' as const);
  if (byHand !== null) {
    const { priced } = await quoteCart(ctx, cart);
    const offer = priced.offers.find((one) => one.coupon.id === byHand);
    if (offer?.obstacle !== null) throw new AppError('coupon_unusable', { reason: offer?.obstacle ?? 'unknown' });
  }
  await setCouponChoice(ctx.tx, cart.id, choice, byHand);
  return settleCart(ctx, { ...cart, couponChoice: choice, couponId: byHand }, 'coupon', null);
}
