import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { flagOrder, recordMove } from './announce.ts';
import { findOrderForUpdate, lockOrder } from './order-store.ts';
import { abnormalityOfAlarm } from './rules.ts';

/** ORD-6: what the channel said when it was asked, on the order's timeline. */
export async function noteFinding(
  ctx: Context,
  input: { orderId: string; found: string; detail: string },
): Promise<void> {
  requireSystem(ctx.actor);
  const order = await lockOrder(ctx.tx, input.orderId);
  await recordMove(ctx, order, {
    name: 'order.channel_found',
    detail: { found: input.found, channelState: input.detail },
  });
}

/**
 * ORD-4: the channel says paid, and says it so that we cannot believe it: the order needs eyes. Nothing else changes. An
 * alarm that concerns no order of ours, or one that is paid, flags nothing.
 */
export async function noteContradiction(ctx: Context, alarm: { orderId: string | null; kind: string }): Promise<void> {
  requireSystem(ctx.actor);
  const abnormality = abnormalityOfAlarm(alarm.kind);
  if (abnormality === null || alarm.orderId === null) return;
  const order = await findOrderForUpdate(ctx.tx, alarm.orderId);
  if (!order || (order.state !== 'pending_payment' && order.state !== 'closed')) return;
  if (order.abnormality !== abnormality) await flagOrder(ctx, order, abnormality, { alarm: alarm.kind });
}
