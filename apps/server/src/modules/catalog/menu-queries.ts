import type { menusSchemas } from '@latchkey/contract';
import type { z } from 'zod';
import { requireStaff, requireStore } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { mediaAddress } from '../../kernel/media.ts';
import { getStores } from '../organisation/index.ts';
import { type MenuItemRow, menuItemsByIds, menuOfStore } from './menu-store.ts';
import type { CatalogPorts } from './ports.ts';
import { getListings } from './queries.ts';

type StaffMenuItem = z.input<typeof menusSchemas.staffMenuItem>;

/** What an order needs to know of something on a menu. Prices in fen. */
export type MenuItemFacts = Pick<
  MenuItemRow,
  'id' | 'storeId' | 'name' | 'price' | 'options' | 'preparation' | 'listingId'
> & { forSale: boolean };

/** Facts of menu items by id; unknown ids are missing. */
export async function getMenuItems(ctx: ReadContext, ids: readonly string[]): Promise<Map<string, MenuItemFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await menuItemsByIds(ctx.db, [...new Set(ids)]);
  return new Map(
    rows.map(({ id, storeId, name, price, options, preparation, listingId, state, retired }) => [
      id,
      {
        ...{ id, storeId, name, price, options, preparation, listingId },
        forSale: state === 'available' && !retired,
      },
    ]),
  );
}

async function present(ctx: ReadContext, ports: CatalogPorts, rows: readonly MenuItemRow[]): Promise<StaffMenuItem[]> {
  const listingIds = rows.flatMap((row) => row.listingId ?? []);
  const [listings, stock] = [await getListings(ctx, listingIds), await ports.stockOf(ctx, listingIds)];
  return rows.map((row) => {
    const { listingId } = row;
    const left = listingId === null ? null : Math.max(0, stock.get(listingId)?.available ?? 0);
    const { id, storeId, category, name, description, price, options, preparation, state, sort, version } = row;
    return {
      ...{ id, storeId, category, name, description, price, options, preparation, state, sort, version, left },
      image: row.image === null ? null : mediaAddress(row.image),
      available: state === 'available' && left !== 0,
      listing: listingId === null ? null : { id: listingId, name: listings.get(listingId)?.name ?? '' },
    };
  });
}

/** CAT-7: a store's menu for customers. Empty for a store without one. Throws not_found. */
export async function publicMenu(ctx: ReadContext, ports: CatalogPorts, storeId: string) {
  if (!(await getStores(ctx, [storeId])).has(storeId)) throw new AppError('not_found');
  return { items: await present(ctx, ports, await menuOfStore(ctx.db, storeId)) };
}

export async function staffMenu(ctx: ReadContext, ports: CatalogPorts, storeId: string) {
  requireStaff(ctx.actor, 'menus');
  requireStore(ctx.actor, storeId);
  return publicMenu(ctx, ports, storeId);
}

export async function staffMenuItem(ctx: ReadContext, ports: CatalogPorts, itemId: string): Promise<StaffMenuItem> {
  const [item] = await present(ctx, ports, await menuItemsByIds(ctx.db, [itemId]));
  if (!item) throw new AppError('not_found');
  requireStore(ctx.actor, item.storeId);
  return item;
}
