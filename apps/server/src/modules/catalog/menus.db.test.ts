import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { makeListing, makeStore, staffActor } from '../../testing/chain.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { stockOf } from '../inventory/index.ts';
import { publicMenu } from './menu-queries.ts';
import type { MenuItemFields } from './menu-store.ts';
import { addMenuItem, changeMenuItem, markMenuItem, retireMenuItem } from './menu-write.ts';

let t: ReturnType<typeof createTestRuntime>;
beforeAll(async () => {
  t = createTestRuntime((await createTestDatabase()).url);
});
afterAll(() => t.close());

const platform = staffActor('platform_administrator', null);
const code = (work: Promise<unknown>) => work.then(() => 'done').catch((error) => error.code ?? error);
const tea: MenuItemFields = {
  ...{ category: '茶', name: '铁观音', description: null, image: null, price: 3_800, sort: 2, listingId: null },
  preparation: 'staff',
  options: [{ id: 'warmth', name: '冷热', pick: 'one', choices: [{ id: 'hot', name: '热', surcharge: 0 }] }],
};
const ports = { stockOf, lowStockListings: async () => [], availableSql: () => sql`0` };
const menu = async (storeId: string) => (await publicMenu(t.read(platform), ports, storeId)).items;

test('[CAT-7] a menu is written by its store, in order, and each change leaves an audit row', async () => {
  const { storeId } = await t.as(platform, (ctx) => makeStore(ctx, { kind: 'rooms' }));
  const manager = staffActor('store_manager', [storeId]);
  const { itemId } = await t.as(manager, (ctx) => addMenuItem(ctx, storeId, tea));
  await t.as(manager, (ctx) => addMenuItem(ctx, storeId, { ...tea, name: '瓜子', category: '小食', sort: 1 }));
  expect((await menu(storeId)).map((item) => item.name)).toEqual(['瓜子', '铁观音']);
  await t.as(manager, (ctx) => changeMenuItem(ctx, itemId, { ...tea, price: 4_200, version: 1 }));
  expect(await code(t.as(manager, (ctx) => changeMenuItem(ctx, itemId, { ...tea, version: 1 })))).toBe('conflict');
  await t.as(manager, (ctx) => retireMenuItem(ctx, itemId));
  expect((await menu(storeId)).map((item) => item.name)).toEqual(['瓜子']);
  await t.as(manager, (ctx) => addMenuItem(ctx, storeId, tea));
  const rows = await t.runtime.database.rows(
    z.object({ action: z.string() }),
    sql`select action from kernel.audit_log where object_id = ${itemId} order by id`,
  );
  expect(rows.map((row) => row.action)).toEqual(['menus.add', 'menus.change', 'menus.retire']);
});

test('[CAT-7] something is sold out by hand or by its last piece, and to be had again', async () => {
  const { storeId } = await t.as(platform, (ctx) => makeStore(ctx, { kind: 'both' }));
  const { listingId } = await t.as(platform, (ctx) => makeListing(ctx, storeId, { onHand: 3 }));
  const agent = staffActor('agent', [storeId]);
  const cola = { ...tea, name: '可乐', options: [], listingId };
  const { itemId } = await t.as(platform, (ctx) => addMenuItem(ctx, storeId, cola));
  expect((await menu(storeId))[0]).toMatchObject({ available: true, left: 3, listing: { id: listingId } });
  await t.as(agent, (ctx) => markMenuItem(ctx, itemId, 'sold_out'));
  await t.as(agent, (ctx) => markMenuItem(ctx, itemId, 'sold_out'));
  expect((await menu(storeId))[0]).toMatchObject({ available: false, version: 2 });
  await t.as(agent, (ctx) => markMenuItem(ctx, itemId, 'available'));
  expect((await menu(storeId))[0]).toMatchObject({ available: true });
  const { listingId: none } = await t.as(platform, (ctx) => makeListing(ctx, storeId));
  await t.as(platform, (ctx) => addMenuItem(ctx, storeId, { ...cola, name: '雪碧', listingId: none }));
  expect((await menu(storeId)).find((item) => item.name === '雪碧')).toMatchObject({ available: false, left: 0 });
});

test('[CAT-7, IDN-8] strangers, readers, shops without rooms, foreign listings, taken names and foreign pictures are refused', async () => {
  const { storeId } = await t.as(platform, (ctx) => makeStore(ctx, { kind: 'rooms' }));
  const { storeId: shopId } = await t.as(platform, (ctx) => makeStore(ctx));
  const { listingId } = await t.as(platform, (ctx) => makeListing(ctx, shopId));
  const add = (actor: ReturnType<typeof staffActor>, id: string, changes: Partial<MenuItemFields> = {}) =>
    code(t.as(actor, (ctx) => addMenuItem(ctx, id, { ...tea, ...changes })));
  expect(await add(staffActor('store_manager', [shopId]), storeId)).toBe('not_found');
  expect(await add(staffActor('agent', [storeId]), storeId)).toBe('forbidden');
  expect(await add(platform, shopId)).toBe('invalid_input');
  expect(await add(platform, storeId, { listingId })).toBe('invalid_input');
  expect(await add(platform, storeId, { image: 'https://example.com/tea.png' })).toBe('invalid_input');
  expect(await add(platform, storeId)).toBe('done');
  expect(await add(platform, storeId)).toBe('invalid_input');
});
