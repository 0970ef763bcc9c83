import { on, type Subscription } from './kernel/events.ts';
import { menuOrderMoved } from './modules/booking/index.ts';
import { notify } from './modules/messages/index.ts';
import { agentsOfStore, getRooms, getStores } from './modules/organisation/index.ts';

/** BKG-18: whoever serves a store hears of each order that is to be made. */
export const menuNotices: readonly Subscription[] = [
  on(
    menuOrderMoved,
    'notices.menu_order_placed',
    async (ctx, order, { eventId }) => {
      const store = (await getStores(ctx, [order.storeId])).get(order.storeId)?.name ?? '';
      const room = (await getRooms(ctx, [order.roomId])).get(order.roomId)?.name ?? '';
      for (const id of await agentsOfStore(ctx, order.storeId))
        await notify(ctx, {
          ...{ to: { kind: 'staff', id }, template: 'menu_order_placed', key: eventId },
          variables: { store, room, items: order.items },
          link: { kind: 'booking', id: order.bookingId },
        });
    },
    { when: ({ state }) => state === 'placed' },
  ),
  on(
    menuOrderMoved,
    'notices.menu_order_cancelled',
    async (ctx, order, { eventId }) => {
      if (order.memberId === null) return;
      const store = (await getStores(ctx, [order.storeId])).get(order.storeId)?.name ?? '';
      await notify(ctx, {
        ...{ to: { kind: 'customer', id: order.memberId }, template: 'menu_order_cancelled', key: eventId },
        variables: { store, items: order.items },
        link: { kind: 'booking', id: order.bookingId },
      });
    },
    { when: ({ state, byStaff }) => state === 'cancelled' && byStaff },
  ),
];
