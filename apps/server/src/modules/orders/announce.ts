import type { OrderAbnormality } from '@latchkey/contract';
import { systemActor } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { news } from '../../kernel/news.ts';
import { orderAbnormal } from './events.ts';
import { addTimeline, type OrderRow, setAbnormality, type TimelineEntry } from './order-store.ts';

/** What every event about an order says. */
export function orderFacts(order: OrderRow) {
  const { id: orderId, number, memberId, storeId, visitId } = order;
  return { orderId, number, memberId, storeId, visitId };
}

/** One move of the order: its timeline, and a hint to the screens that show it. */
export async function recordMove(ctx: Context, order: OrderRow, entry: TimelineEntry, state?: string): Promise<void> {
  await addTimeline(ctx.tx, order.id, ctx.actor, ctx.now, entry);
  const data = {
    id: order.id,
    orderId: order.id,
    ...(order.visitId === null ? {} : { visitId: order.visitId }),
    state: state ?? order.state,
  };
  news(ctx, `me:${order.memberId}`, 'order.changed', data);
  news(ctx, `store:${order.storeId}`, 'order.changed', { ...data, storeId: order.storeId });
}

/** ORD-4: flags the order with what is wrong about it. */
export async function flagOrder(
  ctx: Context,
  order: OrderRow,
  abnormality: OrderAbnormality,
  detail: TimelineEntry['detail'],
): Promise<void> {
  await setAbnormality(ctx.tx, order.id, abnormality);
  await recordMove(ctx, order, { name: 'order.abnormal', detail: { kind: abnormality, ...detail } });
  await emit(ctx, orderAbnormal, { ...orderFacts(order), abnormality, at: ctx.now.toISOString() });
}

/** The same transaction, acting as the product: for what follows from a customer's act by rule. */
export const asProduct = (ctx: Context): Context => ({ ...ctx, actor: systemActor('orders') });
