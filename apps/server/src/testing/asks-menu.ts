// Well-formed requests of every route of menus that names something.
import type { RouteKey } from '@latchkey/contract';
import type { Request } from './product.ts';
import type { Estate } from './product-world.ts';

/** Something of a menu as staff write it. */
export const menuItemBody = {
  ...{ category: '茶', name: '铁观音', description: null, image: null, price: 3_800, sort: 1 },
  ...{ preparation: 'staff', listingId: null },
  options: [
    {
      ...{ id: 'warmth', name: '冷热', pick: 'one' },
      choices: [
        { id: 'hot', name: '热', surcharge: 0 },
        { id: 'iced', name: '冰', surcharge: 200 },
      ],
    },
  ],
};

export const staffMenuAsks = (it: Estate): Partial<Record<RouteKey, Request>> => {
  const params = { id: it.menuItemId };
  return {
    'GET /staff/stores/:id/menu-items': { params: { id: it.storeId } },
    'POST /staff/menu-items': { body: { ...menuItemBody, name: '茉莉花茶', storeId: it.storeId } },
    'PUT /staff/menu-items/:id': { params, body: { ...menuItemBody, version: 1 } },
    'POST /staff/menu-items/:id/state': { params, body: { state: 'sold_out' } },
    'DELETE /staff/menu-items/:id': { params },
    'POST /staff/menu-orders/:id/state': { params: { id: it.menuOrderId }, body: { state: 'served' } },
    'POST /staff/menu-orders/:id/cancel': { params: { id: it.menuOrderId }, body: { reason: '测试' } },
  };
};

export const customerMenuAsks = (it: Estate): Partial<Record<RouteKey, Request>> => ({
  'POST /bookings/:id/menu-orders': {
    params: { id: it.bookingId },
    body: {
      key: it.menuItemId,
      lines: [{ itemId: it.menuItemId, quantity: 1, choiceIds: ['hot'] }],
      ...{ settle: 'now', note: null, expectedTotal: 3_800 },
    },
  },
  'POST /bookings/:id/menu-orders/:orderId/cancel': { params: { id: it.bookingId, orderId: it.menuOrderId } },
});
