import { requireCustomer } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { feeTerms } from '../organisation/index.ts';
import { findOpenVisit, recordTimeline } from '../visits/index.ts';
import { type CartRow, endCart, insertCart, lockOpenCart, touchCart } from './cart-store.ts';
import { cartChanged } from './events.ts';
import { type Quote, quoteCart } from './quote-cart.ts';

/** A cart with what it costs now. */
export interface QuotedCart {
  cart: CartRow;
  quote: Quote;
}

const cartExpiry = (ctx: Context): Date => new Date(ctx.now.getTime() + ctx.kernel.config.cartMinutes * 60_000);

/** The locked open cart of the signed-in customer's open visit, made when there is none. Throws no_open_visit. */
export async function takeCart(ctx: Context): Promise<CartRow> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const visit = await findOpenVisit(ctx, memberId);
  if (!visit) throw new AppError('no_open_visit');
  return takeCartOfVisit(ctx, { memberId, visitId: visit.id, storeId: visit.storeId });
}

/** The locked open cart of a visit; one that ran out is ended and replaced by an empty one. */
export async function takeCartOfVisit(
  ctx: Context,
  visit: { memberId: string; visitId: string; storeId: string },
): Promise<CartRow> {
  for (let round = 1; ; round++) {
    const cart = await lockOpenCart(ctx.tx, visit.visitId);
    if (cart && cart.expiresAt > ctx.now) return cart;
    if (cart) await expireCart(ctx, cart);
    const { entityId } = await feeTerms(ctx, visit.storeId);
    await insertCart(ctx.tx, { id: newId(), ...visit, entityId, expiresAt: cartExpiry(ctx) }, ctx.now);
    // Another transaction's new cart is waited for and then locked; only its rollback makes a second round.
    if (round === 3) throw new AppError('conflict');
  }
}

/** The locked cart that the customer is looking at. Throws no_open_visit, cart_expired. */
export async function takeExistingCart(ctx: Context): Promise<CartRow> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const visit = await findOpenVisit(ctx, memberId);
  if (!visit) throw new AppError('no_open_visit');
  const cart = await lockOpenCart(ctx.tx, visit.id);
  if (!cart || cart.expiresAt <= ctx.now) throw new AppError('cart_expired');
  return cart;
}

type CartChange = 'scanned' | 'quantity' | 'cleared' | 'coupon' | 'restored';

/** Prices the changed cart, gives it a new version and a longer life, and tells everyone. */
export async function settleCart(
  ctx: Context,
  cart: CartRow,
  change: CartChange,
  name: string | null,
): Promise<QuotedCart> {
  const quote = await quoteCart(ctx, cart);
  const totals = { lines: quote.lines.length, quantity: quote.quantity, payable: quote.priced.payable };
  const touched = await touchCart(ctx.tx, cart.id, totals, ctx.now, cartExpiry(ctx));
  if (change !== 'coupon') {
    const detail = { name, quantity: totals.quantity, total: totals.payable };
    await recordTimeline(ctx, cart.visitId, { name: `cart.${change}`, detail });
  }
  await announceCart(ctx, touched, change, totals, name);
  return { cart: touched, quote };
}

/** ORD-21: the cart's time is over. */
export async function expireCart(ctx: Context, cart: CartRow): Promise<void> {
  await endCart(ctx.tx, cart.id, 'expired', ctx.now);
  await announceCart(ctx, cart, 'expired', { lines: 0, quantity: 0, payable: 0 }, null);
}

export async function announceCart(
  ctx: Context,
  cart: CartRow,
  change: CartChange | 'expired' | 'abandoned',
  totals: { lines: number; quantity: number; payable: number },
  name: string | null,
): Promise<void> {
  const { visitId, memberId, storeId } = cart;
  await emit(ctx, cartChanged, {
    cartId: cart.id,
    visitId,
    memberId,
    storeId,
    change,
    name,
    ...totals,
    at: ctx.now.toISOString(),
  });
  tellCart(ctx, cart, change);
}

/** Tells open screens; they read the cart again. */
export function tellCart(ctx: Context, { id, visitId, memberId, storeId }: CartRow, state: string): void {
  news(ctx, `me:${memberId}`, 'cart.changed', { id, visitId, state });
  news(ctx, `store:${storeId}`, 'cart.changed', { id, visitId, storeId, state });
}
