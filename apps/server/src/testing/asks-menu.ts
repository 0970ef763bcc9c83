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
  };
};
