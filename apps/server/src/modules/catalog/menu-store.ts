import { menuItemState, menuPreparation, menusSchemas } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, mapConstraints, sql, type Tx } from '../../kernel/db.ts';
import { invalidInput } from '../../kernel/errors.ts';

const menuItemRow = z.object({
  id: z.uuid(),
  storeId: z.uuid(),
  category: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  image: z.string().nullable(),
  price: z.int(),
  options: z.array(menusSchemas.menuOption),
  preparation: menuPreparation,
  state: menuItemState,
  listingId: z.uuid().nullable(),
  sort: z.int(),
  version: z.int(),
  retired: z.boolean(),
});
export type MenuItemRow = z.output<typeof menuItemRow>;
export type MenuItemFields = Omit<MenuItemRow, 'id' | 'storeId' | 'state' | 'version' | 'retired'>;

const columns = sql`
  id, store_id as "storeId", category, name, description, image, price, options, preparation, state,
  listing_id as "listingId", sort, version, retired_at is not null as retired`;

const refusals = {
  menu_items_name_key: () => invalidInput('name', 'taken'),
  menu_items_listing_fkey: () => invalidInput('listingId', 'unknown'),
};

export const menuOfStore = (db: Db, storeId: string) =>
  db.rows(
    menuItemRow,
    sql`
      select ${columns} from catalog.menu_items where store_id = ${storeId} and retired_at is null
      order by sort, id limit 300`,
  );

export const menuItemsByIds = (db: Db, ids: readonly string[]) =>
  db.rows(menuItemRow, sql`select ${columns} from catalog.menu_items where id = any(${[...ids]}::uuid[])`);

export const lockMenuItem = (tx: Tx, id: string) =>
  tx.row(
    menuItemRow,
    sql`select ${columns} from catalog.menu_items where id = ${id} and retired_at is null for update`,
  );

export const insertMenuItem = (tx: Tx, id: string, storeId: string, it: MenuItemFields, now: Date) =>
  mapConstraints(
    tx.run(sql`
      insert into catalog.menu_items (id, store_id, category, name, description, image, price, options, preparation, state,
        listing_id, sort, version, created_at, updated_at)
      values (${id}, ${storeId}, ${it.category}, ${it.name}, ${it.description}, ${it.image}, ${it.price},
        ${sql.json(it.options)}, ${it.preparation}, 'available', ${it.listingId}, ${it.sort}, 1, ${now}, ${now})`),
    refusals,
  );

export const updateMenuItemRow = (tx: Tx, id: string, it: MenuItemFields, now: Date) =>
  mapConstraints(
    tx.run(sql`
      update catalog.menu_items
      set category = ${it.category}, name = ${it.name}, description = ${it.description}, image = ${it.image},
        price = ${it.price}, options = ${sql.json(it.options)}, preparation = ${it.preparation},
        listing_id = ${it.listingId}, sort = ${it.sort}, version = version + 1, updated_at = ${now}
      where id = ${id}`),
    refusals,
  );

export const setMenuItemState = (tx: Tx, id: string, state: MenuItemRow['state'], now: Date) =>
  tx.run(sql`
    update catalog.menu_items set state = ${state}, version = version + 1, updated_at = ${now} where id = ${id}`);

export const retireMenuItemRow = (tx: Tx, id: string, now: Date) =>
  tx.run(sql`
    update catalog.menu_items set retired_at = ${now}, version = version + 1, updated_at = ${now} where id = ${id}`);
