import type { Context } from '../../kernel/context.ts';
import { changeCartOwner } from './cart-store.ts';
import { changeOrderOwner } from './order-store.ts';

/** IDN-1: two accounts become one, in the merge's own transaction; carts and orders follow. */
export async function mergeOrders(ctx: Context, input: { fromId: string; intoId: string }): Promise<void> {
  await changeOrderOwner(ctx.tx, input.fromId, input.intoId);
  await changeCartOwner(ctx.tx, input.fromId, input.intoId);
}
