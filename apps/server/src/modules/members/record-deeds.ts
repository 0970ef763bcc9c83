import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { addFigures, lockMember } from './store.ts';

/** Counts a visit, once for each; for the listener of visits' event. */
export async function countVisit(ctx: Context, visit: { memberId: string; storeId: string; at: Date }): Promise<void> {
  requireSystem(ctx.actor);
  const member = await lockMember(ctx.tx, visit.memberId);
  if (!member) return;
  await addFigures(ctx.tx, { ...visit, memberId: member.id, visits: 1, purchases: 0, spent: 0 });
}

/** Counts a completed order with what was paid for it, in fen; for the listener of orders' event. */
export async function countPurchase(
  ctx: Context,
  order: { memberId: string; storeId: string; paid: number; at: Date },
): Promise<void> {
  requireSystem(ctx.actor);
  const member = await lockMember(ctx.tx, order.memberId);
  if (!member) return;
  const { storeId, at, paid } = order;
  await addFigures(ctx.tx, { memberId: member.id, storeId, at, visits: 0, purchases: 1, spent: paid });
}

/**
 * MBR-13, IDN-8: whoever comes in belongs to the store's scope from that moment on, before the visit counts; for the listener
 * of visits' event.
 */
export async function noteEntry(ctx: Context, visit: { memberId: string; storeId: string; at: Date }): Promise<void> {
  requireSystem(ctx.actor);
  const member = await lockMember(ctx.tx, visit.memberId);
  if (!member) return;
  await addFigures(ctx.tx, { ...visit, memberId: member.id, visits: 0, purchases: 0, spent: 0 });
}
