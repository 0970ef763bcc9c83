import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { news } from '../../kernel/news.ts';
import { bookingFacts, record } from './announce.ts';
import { menuOrderMoved } from './events.ts';
import type { MenuOrderRow } from './menu-store.ts';
import type { BookingRow } from './store.ts';

/** `2 × 铁观音 · 热, 1 × 瓜子` */
export const summaryOf = (order: Pick<MenuOrderRow, 'lines'>): string =>
  order.lines.map(({ quantity, label }) => `${quantity} × ${label}`).join(', ');

/** BKG-18: an order came to another state: its booking's timeline, event, audit and screens. */
export async function announceMenuOrder(ctx: Context, booking: BookingRow, order: MenuOrderRow): Promise<void> {
  const { id, state, settle, amount, storeId } = order;
  await record(ctx, booking, {
    name: `menu_order.${state}`,
    detail: { items: summaryOf(order).slice(0, 200), amount },
  });
  news(ctx, `store:${storeId}`, 'menu_order.changed', { id, storeId, bookingId: booking.id, state });
  await audit(ctx, {
    action: `menu_orders.${state}`,
    object: { kind: 'menu_order', id },
    after: { bookingId: booking.id, state, settle, amount },
  });
  await emit(ctx, menuOrderMoved, {
    ...bookingFacts(booking),
    ...{ orderId: id, state, settle, amount, items: summaryOf(order).slice(0, 200), at: ctx.now.toISOString() },
    byStaff: ctx.actor.kind === 'staff',
  });
}
