import { requireCustomer, requireSystem } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { releaseReserved } from '../inventory/index.ts';
import { releaseCoupon } from '../marketing/index.ts';
import { closePayments } from '../payments/index.ts';
import { findOpenVisit } from '../visits/index.ts';
import { asProduct, orderFacts, recordMove } from './announce.ts';
import { mostLines, mostPieces } from './cart-rules.ts';
import { type CartLineRow, cartLines, insertCartLine, updateCartLine } from './cart-store.ts';
import { orderClosed } from './events.ts';
import { settleCart, takeCartOfVisit } from './open-cart.ts';
import { lockOrder, markClosed, type OrderRow } from './order-store.ts';

/**
 * The customer gives up an order that waits for payment: stock and coupon come back, and while the visit is open its goods
 * are in the cart again. Throws not_found (another member's order) and illegal_move.
 */
export async function cancelOrder(ctx: Context, input: { orderId: string }): Promise<void> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const order = await lockOrder(ctx.tx, input.orderId);
  if (order.memberId !== memberId) throw new AppError('not_found');
  if (order.state === 'closed' && order.closeCause === 'cancelled') return;
  if (order.state !== 'pending_payment') throw new AppError('illegal_move', { state: order.state });
  await close(ctx, order, 'cancelled');
  await restoreCart(ctx, order);
}

/** ORD-5: closes an order whose time to pay is over; one that was paid or closed meanwhile is left alone. */
export async function closeOverdueOrder(ctx: Context, input: { orderId: string }): Promise<boolean> {
  requireSystem(ctx.actor);
  const order = await lockOrder(ctx.tx, input.orderId);
  if (order.state !== 'pending_payment' || order.closesAt > ctx.now) return false;
  await close(ctx, order, 'timeout');
  return true;
}

/** Lock order: order, stock, coupon, payments. */
async function close(ctx: Context, order: OrderRow, cause: 'timeout' | 'cancelled'): Promise<void> {
  const product = asProduct(ctx);
  await releaseReserved(product, { kind: 'order', id: order.id });
  if (order.couponId !== null) await releaseCoupon(product, { orderId: order.id });
  await closePayments(product, order.id);
  await markClosed(ctx.tx, order.id, cause, ctx.now);
  await audit(ctx, {
    action: 'orders.close',
    object: { kind: 'order', id: order.id },
    before: { state: order.state },
    after: { state: 'closed', cause },
  });
  await recordMove(ctx, order, { name: 'order.closed', detail: { cause } }, 'closed');
  await emit(ctx, orderClosed, { ...orderFacts(order), cause, at: ctx.now.toISOString() });
}

/** Puts the goods of a cancelled order back into the visit's cart, at the prices that were promised for them. */
async function restoreCart(ctx: Context, order: OrderRow): Promise<void> {
  const visit = await findOpenVisit(ctx, order.memberId);
  if (!visit || visit.id !== order.visitId) return;
  const before = await cartLines(ctx.db, order.cartId);
  const cart = await takeCartOfVisit(ctx, { memberId: order.memberId, visitId: visit.id, storeId: visit.storeId });
  const present = new Map((await cartLines(ctx.db, cart.id)).map((line) => [line.listingId, line]));
  for (const line of [...before].reverse()) {
    const known = present.get(line.listingId);
    if (known) await updateCartLine(ctx.tx, together(known, line), null);
    else if (present.size < mostLines) await insertCartLine(ctx.tx, cart.id, { ...line, id: newId() }, ctx.now);
  }
  await settleCart(ctx, cart, 'restored', null);
}

function together(known: CartLineRow, back: CartLineRow): CartLineRow {
  const promised = back.unitPrice < known.unitPrice ? back : known;
  return {
    ...known,
    quantity: Math.min(mostPieces, known.quantity + back.quantity),
    unitPrice: promised.unitPrice,
    originalUnitPrice: promised.originalUnitPrice,
  };
}
