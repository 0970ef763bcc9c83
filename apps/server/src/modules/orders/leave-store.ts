import { requireSystem } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { endCart, lockOpenCart } from './cart-store.ts';
import { announceCart, expireCart } from './open-cart.ts';
import { markLeft } from './order-store.ts';
import { announceCompletion } from './pay-order.ts';

/**
 * ORD-17: the customer left. Paid orders of the visit are complete; an unpaid one will be when its payment comes; what was
 * scanned and never bought is abandoned. Running it again changes nothing.
 */
export async function leaveStore(ctx: Context, input: { visitId: string; at: Date }): Promise<void> {
  requireSystem(ctx.actor);
  const cart = await lockOpenCart(ctx.tx, input.visitId);
  if (cart) {
    await endCart(ctx.tx, cart.id, 'abandoned', ctx.now);
    await announceCart(ctx, cart, 'abandoned', { lines: 0, quantity: 0, payable: 0 }, null);
  }
  for (const order of await markLeft(ctx.tx, input.visitId, input.at)) {
    if (order.paidAt === null) continue;
    await audit(ctx, {
      action: 'orders.complete',
      object: { kind: 'order', id: order.id },
      after: { state: order.state, fulfilment: order.fulfilment },
    });
    await announceCompletion(ctx, order);
  }
}

/** ORD-21: ends the open cart of a visit when its time is over. */
export async function expireCartOfVisit(ctx: Context, input: { visitId: string }): Promise<boolean> {
  requireSystem(ctx.actor);
  const cart = await lockOpenCart(ctx.tx, input.visitId);
  if (!cart || cart.expiresAt > ctx.now) return false;
  await expireCart(ctx, cart);
  return true;
}
