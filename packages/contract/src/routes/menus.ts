import { z } from 'zod';
import { bookingState, menuItemState, menuOrderSettlement, menuOrderState, menuPreparation } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import {
  done,
  fen,
  id,
  idParams,
  instant,
  label,
  note,
  pageOf,
  pageQuery,
  priceOrNone,
  version,
  zone,
} from '../schemas.ts';

/** An id within one item, made by whoever writes it. */
const partId = z.string().regex(/^[\w-]{1,64}$/);

/** A group of choices: hot or iced, sweetness. `one` asks for exactly one, `many` for any number. Surcharges in fen. */
export const menuOption = z.object({
  id: partId,
  name: label,
  pick: z.enum(['one', 'many']),
  choices: z
    .array(z.object({ id: partId, name: label, surcharge: priceOrNone }))
    .min(1)
    .max(20),
});
export type MenuOption = z.infer<typeof menuOption>;

const distinct = (options: readonly MenuOption[]): boolean => {
  const ids = options.flatMap((option) => [option.id, ...option.choices.map((choice) => choice.id)]);
  return new Set(ids).size === ids.length;
};

const itemFields = {
  category: label,
  name: label,
  description: z.string().trim().max(500).nullable(),
  /** Fen a piece, before the surcharges of what is chosen. */
  price: priceOrNone,
  options: z.array(menuOption).max(8).refine(distinct, 'ids come twice'),
  preparation: menuPreparation,
  /** The listing whose pieces are counted down; null for what is made on demand. */
  listingId: id.nullable(),
  sort: z.int().min(0).max(10_000),
};
export const menuItemInput = z.object({
  ...itemFields,
  /** The address of an uploaded picture. */
  image: z.string().max(200).nullable(),
});
/** Something of a rooms store's menu as customers see it. */
export const menuItem = z.object({
  id,
  category: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  image: z.string().nullable(),
  price: fen,
  options: z.array(menuOption),
  preparation: menuPreparation,
  available: z.boolean(),
  /** Pieces left; null where nobody counts. */
  left: z.int().nullable(),
});
export const staffMenuItem = menuItem.extend({
  ...{ storeId: id, state: menuItemState, sort: z.int(), version: z.int() },
  listing: z.object({ id, name: z.string() }).nullable(),
});

/** What somebody wants of a menu: choices by their ids. */
export const menuLineWish = z.object({
  itemId: id,
  quantity: z.int().min(1).max(99),
  choiceIds: z.array(partId).max(60).default([]),
});

/** BKG-18: an order as those see it who make and serve it. */
export const staffMenuOrder = z.object({
  id,
  booking: z.object({ id, number: z.string(), state: bookingState }),
  store: z.object({ id, name: z.string(), zone }),
  room: z.object({ id, name: z.string() }),
  state: menuOrderState,
  settle: menuOrderSettlement,
  lines: z
    .array(z.object({ label: z.string(), quantity: z.int(), amount: fen, preparation: menuPreparation }))
    .max(100),
  amount: fen,
  note: z.string().nullable(),
  /** When it is wanted: at once, or from the start of the booking that it was ordered with. */
  dueAt: instant,
  servedAt: instant.nullable(),
  cancelledAt: instant.nullable(),
  version: z.int(),
});

const itemParams = idParams;

/** CAT-7: the menu of a rooms store. */
export const menusRoutes = defineRoutes({
  'GET /stores/:id/menu': {
    summary: 'CAT-7: teas, snacks and services of a store with rooms, in their order; sold out ones are marked.',
    audience: 'optional',
    params: idParams,
    response: z.object({ items: z.array(menuItem).max(300) }),
  },
  'GET /staff/stores/:id/menu-items': {
    summary: 'A store’s menu as staff write it.',
    audience: 'staff',
    permission: 'menus',
    params: idParams,
    response: z.object({ items: z.array(staffMenuItem).max(300) }),
  },
  'POST /staff/menu-items': {
    summary: 'Add something to a store’s menu; 300 things at most.',
    audience: 'staff',
    permission: 'menus:edit',
    body: menuItemInput.extend({ storeId: id }),
    response: staffMenuItem,
  },
  'PUT /staff/menu-items/:id': {
    summary: 'Change something of a menu; `version` must be the one read. What was ordered keeps its price.',
    audience: 'staff',
    permission: 'menus:edit',
    params: itemParams,
    body: menuItemInput.extend({ version }),
    response: staffMenuItem,
  },
  'POST /staff/menu-items/:id/state': {
    summary: 'Sold out for now, or to be had again.',
    audience: 'staff',
    permission: 'menus:serve',
    params: itemParams,
    body: z.object({ state: menuItemState }),
    response: staffMenuItem,
  },
  'DELETE /staff/menu-items/:id': {
    summary: 'Take something off the menu for good.',
    audience: 'staff',
    permission: 'menus:edit',
    params: itemParams,
    response: done,
  },
  'GET /staff/menu-orders': {
    summary:
      'BKG-18: orders from menus in scope: those to make and serve, the first due in front, or those that are over.',
    audience: 'staff',
    permission: 'menus',
    query: pageQuery.extend({ storeId: id.optional(), stage: z.enum(['open', 'over']).default('open') }),
    response: pageOf(staffMenuOrder),
  },
  'POST /staff/menu-orders/:id/state': {
    summary: 'It is being made, or was served.',
    audience: 'staff',
    permission: 'menus:serve',
    params: itemParams,
    body: z.object({ state: z.enum(['preparing', 'served']) }),
    response: staffMenuOrder,
  },
  'POST /staff/menu-orders/:id/cancel': {
    summary: 'It cannot be served: what was paid for it goes back.',
    audience: 'staff',
    permission: 'menus:serve',
    params: itemParams,
    body: z.object({ reason: note }),
    response: staffMenuOrder,
  },
});
