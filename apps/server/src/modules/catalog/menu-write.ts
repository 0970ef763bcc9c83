import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { mediaKey } from '../../kernel/media.ts';
import { news } from '../../kernel/news.ts';
import { getStores } from '../organisation/index.ts';
import {
  insertMenuItem,
  lockMenuItem,
  type MenuItemFields,
  type MenuItemRow,
  menuOfStore,
  retireMenuItemRow,
  setMenuItemState,
  updateMenuItemRow,
} from './menu-store.ts';
import { listingsByIds } from './store.ts';

/** Things on one menu, at most. */
const MOST = 300;

/** What is kept of an input: the picture by its key, a listing of the same store. Throws invalid_input. */
async function checked(ctx: Context, storeId: string, input: MenuItemFields): Promise<MenuItemFields> {
  const image = input.image === null ? null : mediaKey(input.image, 'stores');
  if (input.image !== null && image === null) throw invalidInput('image', 'unknown');
  if (input.listingId !== null) {
    const [listing] = await listingsByIds(ctx.db, [input.listingId]);
    if (listing?.storeId !== storeId) throw invalidInput('listingId', 'unknown');
  }
  const { category, name, description, price, options, preparation, listingId, sort } = input;
  return { category, name, description, image, price, options, preparation, listingId, sort };
}

/** CAT-7: adds something to a store's menu. Throws not_found, invalid_input (taken name, full menu, listing, picture). */
export async function addMenuItem(ctx: Context, storeId: string, input: MenuItemFields): Promise<{ itemId: string }> {
  requireStaff(ctx.actor, 'menus:edit');
  requireStore(ctx.actor, storeId);
  const store = (await getStores(ctx, [storeId])).get(storeId);
  if (!store) throw new AppError('not_found');
  if (store.kind === 'retail') throw invalidInput('storeId', 'the store has no rooms');
  if ((await menuOfStore(ctx.db, storeId)).length >= MOST) throw invalidInput('storeId', 'the menu is full');
  const fields = await checked(ctx, storeId, input);
  const itemId = newId();
  await insertMenuItem(ctx.tx, itemId, storeId, fields, ctx.now);
  await audit(ctx, {
    action: 'menus.add',
    object: { kind: 'menu_item', id: itemId },
    after: { storeId, name: fields.name, price: fields.price },
  });
  tell(ctx, storeId, itemId);
  return { itemId };
}

/** Changes something of a menu. Throws not_found, conflict, invalid_input. */
export async function changeMenuItem(
  ctx: Context,
  itemId: string,
  input: MenuItemFields & { version: number },
): Promise<void> {
  const before = await lockFor(ctx, itemId, 'menus:edit');
  if (before.version !== input.version) throw new AppError('conflict', { version: before.version });
  const fields = await checked(ctx, before.storeId, input);
  await updateMenuItemRow(ctx.tx, itemId, fields, ctx.now);
  const { name, price, category } = before;
  await audit(ctx, {
    action: 'menus.change',
    object: { kind: 'menu_item', id: itemId },
    before: { name, price, category },
    after: { name: fields.name, price: fields.price, category: fields.category },
  });
  tell(ctx, before.storeId, itemId);
}

/** Sold out for now, or to be had again; said twice it is the same. Throws not_found. */
export async function markMenuItem(ctx: Context, itemId: string, state: MenuItemRow['state']): Promise<void> {
  const before = await lockFor(ctx, itemId, 'menus:serve');
  if (before.state === state) return;
  await setMenuItemState(ctx.tx, itemId, state, ctx.now);
  await audit(ctx, {
    action: 'menus.mark',
    object: { kind: 'menu_item', id: itemId },
    before: { state: before.state },
    after: { state },
  });
  tell(ctx, before.storeId, itemId);
}

/** Takes something off the menu for good; what was ordered stays. Throws not_found. */
export async function retireMenuItem(ctx: Context, itemId: string): Promise<void> {
  const before = await lockFor(ctx, itemId, 'menus:edit');
  await retireMenuItemRow(ctx.tx, itemId, ctx.now);
  await audit(ctx, {
    action: 'menus.retire',
    object: { kind: 'menu_item', id: itemId },
    before: { name: before.name },
    after: { retired: true },
  });
  tell(ctx, before.storeId, itemId);
}

async function lockFor(ctx: Context, itemId: string, permission: 'menus:edit' | 'menus:serve'): Promise<MenuItemRow> {
  requireStaff(ctx.actor, permission);
  const item = await lockMenuItem(ctx.tx, itemId);
  requireStore(ctx.actor, item.storeId);
  return item;
}

const tell = (ctx: Context, storeId: string, id: string): void =>
  news(ctx, `store:${storeId}`, 'menu.changed', { id, storeId });
