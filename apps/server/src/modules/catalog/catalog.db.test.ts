import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import { aProduct, freshBarcode, makeListing, makeStore, staffActor } from '../../testing/chain.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { availableSql } from '../inventory/index.ts';
import { createRegion } from '../organisation/index.ts';
import {
  archiveProduct,
  type CatalogPorts,
  createCategory,
  createListing,
  createProduct,
  getListings,
  lookUpBarcode,
  type ProductInput,
  type StockFacts,
  updateListing,
  updateProduct,
} from './index.ts';
import * as queries from './queries.ts';

let t: ReturnType<typeof createTestRuntime>;
beforeAll(async () => {
  t = createTestRuntime((await createTestDatabase()).url);
});
afterAll(() => t.close());

/** What inventory would answer, set by each test. */
const world = { stock: new Map<string, StockFacts>(), low: [] as string[] };
const ports: CatalogPorts = {
  stockOf: async () => world.stock,
  lowStockListings: async () => world.low,
  availableSql,
};
const platform = staffActor('platform_administrator', null);
const visitor = { kind: 'anonymous' } as const;
const code = (work: Promise<unknown>) => work.then(() => 'done').catch((error) => error.code ?? error);
const failure = (work: Promise<unknown>) => work.then(() => 'done').catch((error) => [error.code, error.data]);
const add = (changes: Partial<ProductInput> = {}) =>
  t.as(platform, (ctx) => createProduct(ctx, aProduct(changes))).then((made) => made.productId);
const store = (changes = {}) => t.as(platform, (ctx) => makeStore(ctx, changes)).then((made) => made.storeId);
const listing = (storeId: string, productId: string, changes = {}) => ({
  storeId,
  productId,
  storePrice: null,
  shelfState: 'on' as const,
  stockPolicy: 'strict' as const,
  lowStockAt: null,
  ...changes,
});
const audits = (objectId: string) =>
  t.runtime.database.rows(
    z.object({ action: z.string(), actor_id: z.string().nullable(), before: z.unknown(), after: z.unknown() }),
    sql`select action, actor_id, before, after from kernel.audit_log where object_id = ${objectId} order by id`,
  );
const eventNames = (id: string) =>
  t.runtime.database
    .rows(
      z.object({ name: z.string() }),
      sql`select name from kernel.outbox where payload::text like ${`%${id}%`} order by id`,
    )
    .then((rows) => rows.map((row) => row.name));

describe('products', () => {
  test('[CAT-1] a product keeps codes, prices, shelf life and pictures, with log and event', async () => {
    const barcodes = [freshBarcode(), '036000291452', 'SHI-001'];
    const productId = await add({ barcodes, images: ['/media/products/lime.svg'], tags: ['夏日', '夏日'] });
    const shown = await queries.product(t.read(platform), ports, productId);
    expect(shown).toMatchObject({
      barcodes,
      images: ['/media/products/lime.svg'],
      tags: ['夏日'],
      salePrice: 500,
      cost: 280,
      shelfLifeDays: 360,
      state: 'active',
      version: 1,
      listingCount: 0,
    });
    expect(await audits(productId)).toMatchObject([{ action: 'products.create', actor_id: platform.id }]);
    expect(await eventNames(productId)).toEqual(['catalog.product_changed']);
  });

  test('[CAT-1] bad input is named: check digit, repeated code, picture, discount, category, taken code', async () => {
    const own = freshBarcode();
    await add({ name: '原味豆浆', barcodes: [own] });
    const field = async (changes: Partial<ProductInput>) =>
      t.as(platform, (ctx) => createProduct(ctx, aProduct(changes))).catch((error) => [error.code, error.data.field]);
    expect(await field({ barcodes: ['6901234567890'] })).toEqual(['invalid_input', 'barcodes.0']);
    expect(await field({ barcodes: ['0012345678905', '012345678905'] })).toEqual(['invalid_input', 'barcodes.1']);
    expect(await field({ images: ['https://elsewhere.example/a.png'] })).toEqual(['invalid_input', 'images.0']);
    expect(await field({ images: ['/media/../secrets.svg'] })).toEqual(['invalid_input', 'images.0']);
    expect(await field({ discountPrice: 500 })).toEqual(['invalid_input', 'discountPrice']);
    expect(await field({ categoryId: newId() })).toEqual(['invalid_input', 'categoryId']);
    expect(await failure(t.as(platform, (ctx) => createProduct(ctx, aProduct({ barcodes: [own] }))))).toEqual([
      'barcode_taken',
      { barcode: own, product: '原味豆浆' },
    ]);
  });

  test('[CAT-1] two products that claim one code at once: one gets it', async () => {
    const barcodes = [freshBarcode()];
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map(() => code(t.as(platform, (ctx) => createProduct(ctx, aProduct({ barcodes }))))),
    );
    expect(outcomes.sort()).toEqual(['barcode_taken', 'barcode_taken', 'barcode_taken', 'done']);
  });

  test('[IDN-8] only someone with the permission and the whole platform in scope changes the library', async () => {
    const productId = await add();
    const storeId = await store();
    const editor = staffActor(['products', 'products:edit'], [storeId]);
    for (const actor of [editor, staffActor('store_manager', [storeId]), staffActor('analyst', null)]) {
      const input = aProduct();
      expect(await code(t.as(actor, (ctx) => createProduct(ctx, input)))).toBe('forbidden');
      expect(await code(t.as(actor, (ctx) => updateProduct(ctx, productId, { ...input, version: 1 })))).toBe(
        'forbidden',
      );
      expect(await code(t.as(actor, (ctx) => archiveProduct(ctx, productId)))).toBe('forbidden');
      expect(await code(t.as(actor, (ctx) => createCategory(ctx, { name: '私设', parentId: null, sort: 1 })))).toBe(
        'forbidden',
      );
    }
    expect(await code(queries.products(t.read(staffActor('cashier', null)), ports, { limit: 20 }))).toBe('forbidden');
  });

  test('[CAT-1] an edit needs the version that was read, and moves the codes', async () => {
    const [old, fresh] = [freshBarcode(), freshBarcode()];
    const productId = await add({ barcodes: [old] });
    const storeId = await store();
    await t.as(platform, (ctx) => createListing(ctx, listing(storeId, productId)));
    const edit = aProduct({ barcodes: [fresh] });
    const change = (version: number) =>
      code(t.as(platform, (ctx) => updateProduct(ctx, productId, { ...edit, version })));
    expect((await Promise.all([change(1), change(1)])).sort()).toEqual(['conflict', 'done']);
    expect(await code(lookUpBarcode(t.read(visitor), storeId, old))).toBe('barcode_unknown');
    expect((await lookUpBarcode(t.read(visitor), storeId, fresh)).productId).toBe(productId);
    expect((await audits(productId)).at(-1)).toMatchObject({
      before: { barcodes: [old] },
      after: { barcodes: [fresh] },
    });
    expect(await code(t.as(platform, (ctx) => updateProduct(ctx, newId(), { ...edit, version: 1 })))).toBe('not_found');
  });

  test('[CAT-3] an archived product leaves every shelf and frees its code for another', async () => {
    const barcodes = [freshBarcode()];
    const productId = await add({ barcodes });
    const storeId = await store();
    const { listingId } = await t.as(platform, (ctx) => createListing(ctx, listing(storeId, productId)));
    await t.as(platform, (ctx) => archiveProduct(ctx, productId));
    expect((await getListings(t.read(visitor), [listingId])).get(listingId)?.forSale).toBe(false);
    expect((await queries.shelf(t.read(visitor), ports, storeId, { limit: 20 })).items).toEqual([]);
    expect(await code(t.as(platform, (ctx) => archiveProduct(ctx, productId)))).toBe('illegal_move');
    expect(
      await code(t.as(platform, (ctx) => updateProduct(ctx, productId, { ...aProduct({ barcodes }), version: 2 }))),
    ).toBe('illegal_move');
    expect(await code(t.as(platform, (ctx) => createListing(ctx, listing(storeId, productId))))).toBe('not_for_sale');
    await add({ barcodes });
    expect((await audits(productId)).at(-1)?.action).toBe('products.archive');
  });

  test('[CAT-12] the library filters by category with all below, tag, state and text, and pages', async () => {
    const mark = newId().slice(-8);
    const { categoryId: drinks } = await t.as(platform, (ctx) =>
      createCategory(ctx, { name: `饮料 ${mark}`, parentId: null, sort: 1 }),
    );
    const { categoryId: tea } = await t.as(platform, (ctx) =>
      createCategory(ctx, { name: `茶 ${mark}`, parentId: drinks, sort: 2 }),
    );
    const oolong = await add({ name: `乌龙茶 50%糖 ${mark}`, categoryId: tea, tags: [mark] });
    const cola = await add({ name: `可乐 ${mark}`, categoryId: drinks });
    const list = async (query: object) =>
      (await queries.products(t.read(platform), ports, { limit: 20, ...query })).items.map((item) => item.id);
    expect(await list({ categoryId: drinks })).toEqual([cola, oolong]);
    expect(await list({ categoryId: tea })).toEqual([oolong]);
    expect(await list({ tag: mark })).toEqual([oolong]);
    expect(await list({ search: '50%' })).toEqual([oolong]);
    expect(await list({ search: '5_%' })).toEqual([]);
    expect(await list({ search: mark, state: 'archived' })).toEqual([]);
    const first = await queries.products(t.read(platform), ports, { limit: 1, search: mark });
    expect(await list({ search: mark, limit: 1, cursor: first.nextCursor ?? '' })).toEqual([oolong]);
    const tree = new Map((await queries.categories(t.read(platform))).items.map((item) => [item.id, item]));
    expect([tree.get(drinks)?.productCount, tree.get(tea)?.productCount]).toEqual([2, 1]);
    expect(await code(t.as(platform, (ctx) => createCategory(ctx, { name: 'x', parentId: newId(), sort: 1 })))).toBe(
      'invalid_input',
    );
    expect((await audits(tea)).map((entry) => entry.action)).toEqual(['categories.create']);
  });
});

describe('listings', () => {
  test('[CAT-4] a library change reaches the listings of every store at once', async () => {
    const productId = await add({ name: '旧名', salePrice: 500 });
    const [one, two] = [await store(), await store()];
    const a = await t.as(platform, (ctx) => createListing(ctx, listing(one, productId)));
    const b = await t.as(platform, (ctx) => createListing(ctx, listing(two, productId, { storePrice: 520 })));
    await t.as(platform, (ctx) =>
      updateProduct(ctx, productId, { ...aProduct({ name: '新名', salePrice: 600, discountPrice: 450 }), version: 1 }),
    );
    const facts = await getListings(t.read(visitor), [a.listingId, b.listingId]);
    expect(facts.get(a.listingId)).toMatchObject({ name: '新名', price: 450, originalPrice: 600 });
    expect(facts.get(b.listingId)).toMatchObject({ name: '新名', price: 520, originalPrice: 600 });
  });

  test('[CAT-4] a store’s people change prices only as the product allows', async () => {
    const storeId = await store();
    const manager = staffActor('store_manager', [storeId]);
    const made = {
      locked: await add({ priceRule: 'locked' }),
      reviewed: await add({ priceRule: 'reviewed' }),
      limits: await add({ priceRule: 'limits' }),
    };
    const attempt = (priceRule: keyof typeof made, storePrice: number, actor = manager) =>
      code(t.as(actor, (ctx) => createListing(ctx, listing(storeId, made[priceRule], { storePrice }))));
    expect(await attempt('locked', 490, platform)).toBe('invalid_input');
    expect(await attempt('reviewed', 490, platform)).toBe('done');
    expect(await attempt('limits', 400)).toBe('done');
  });

  test('[CAT-10] tobacco cannot be listed, alcohol carries the age flag, and a region’s rule wins', async () => {
    const { regionId } = await t.as(platform, (ctx) => createRegion(ctx, { name: '校园', parentId: null }));
    const [plain, campus] = [await store(), await store({ regionId })];
    const cigarettes = await add({ name: '香烟', restriction: 'tobacco', ageRestricted: true });
    const beer = await add({ name: '精酿啤酒', restriction: 'alcohol' });
    expect(await failure(t.as(platform, (ctx) => createListing(ctx, listing(plain, cigarettes))))).toEqual([
      'restricted_goods',
      { product: '香烟' },
    ]);
    const { listingId } = await t.as(platform, (ctx) => createListing(ctx, listing(plain, beer)));
    expect((await getListings(t.read(visitor), [listingId])).get(listingId)).toMatchObject({
      ageRestricted: true,
      restriction: 'alcohol',
    });
    await t.runtime.database.transaction((tx) =>
      tx.run(sql`
        insert into catalog.restriction_rules (region_id, restriction, rule)
        values (${regionId}, 'alcohol', 'prohibited')`),
    );
    expect(await code(t.as(platform, (ctx) => createListing(ctx, listing(campus, beer))))).toBe('restricted_goods');
  });

  test('[CAT-10] a product that becomes forbidden leaves the shelves and cannot be put back', async () => {
    const storeId = await store();
    const productId = await add();
    const { listingId } = await t.as(platform, (ctx) => createListing(ctx, listing(storeId, productId)));
    await t.as(platform, (ctx) =>
      updateProduct(ctx, productId, { ...aProduct({ restriction: 'tobacco' }), version: 1 }),
    );
    expect((await getListings(t.read(visitor), [listingId])).get(listingId)?.forSale).toBe(false);
    const { storeId: _, productId: __, ...back } = listing(storeId, productId);
    expect(await code(t.as(platform, (ctx) => updateListing(ctx, listingId, { ...back, version: 2 })))).toBe(
      'restricted_goods',
    );
  });

  test('[CAT-3] a listing is edited by version and in scope, with log and event', async () => {
    const storeId = await store();
    const { listingId, productId } = await t.as(platform, (ctx) => makeListing(ctx, storeId));
    const manager = staffActor('store_manager', [storeId]);
    const edit = { storePrice: null, shelfState: 'off' as const, stockPolicy: 'strict' as const, lowStockAt: 3 };
    const change = (actor: typeof manager, version: number) =>
      code(t.as(actor, (ctx) => updateListing(ctx, listingId, { ...edit, version })));
    expect((await Promise.all([change(manager, 1), change(manager, 1)])).sort()).toEqual(['conflict', 'done']);
    expect(await change(staffActor('store_manager', [newId()]), 2)).toBe('not_found');
    expect(await change(staffActor('agent', [storeId]), 2)).toBe('forbidden');
    expect((await audits(listingId)).map((entry) => entry.action)).toEqual(['listings.create', 'listings.update']);
    expect(await eventNames(listingId)).toEqual(['catalog.listing_changed', 'catalog.listing_changed']);
    expect(await code(t.as(manager, (ctx) => createListing(ctx, listing(storeId, productId))))).toBe('invalid_input');
    expect(await code(t.as(manager, (ctx) => createListing(ctx, listing(newId(), productId))))).toBe('not_found');
    expect(await code(t.as(platform, (ctx) => createListing(ctx, listing(newId(), productId))))).toBe('not_found');
  });

  test('[CAT-13] staff see listings of their stores with stock, and those that run low', async () => {
    const [mine, other] = [await store(), await store()];
    const a = await t.as(platform, (ctx) => makeListing(ctx, mine));
    const b = await t.as(platform, (ctx) => makeListing(ctx, mine, { product: { name: '海盐饼干' } }));
    const c = await t.as(platform, (ctx) => createListing(ctx, listing(other, a.productId)));
    world.stock = new Map([
      [a.listingId, { onHand: 7, reserved: 2, available: 5 }],
      [c.listingId, { onHand: 100, reserved: 0, available: 100 }],
    ]);
    const manager = t.read(staffActor('store_manager', [mine]));
    const ids = async (query: object) =>
      (await queries.staffListings(manager, ports, { limit: 20, ...query })).items.map((item) => item.id);
    expect(await ids({})).toEqual([b.listingId, a.listingId]);
    expect(await ids({ search: '海盐' })).toEqual([b.listingId]);
    expect(await ids({ productId: a.productId })).toEqual([a.listingId]);
    expect(await ids({ storeId: other })).toEqual([]);
    expect(await ids({ shelfState: 'off' })).toEqual([]);
    world.low = [a.listingId, c.listingId];
    expect(await ids({ lowStock: true })).toEqual([a.listingId]);
    expect(await queries.staffListing(manager, ports, a.listingId)).toMatchObject({
      storeName: '拾光便利·文三路店',
      onHand: 7,
      reserved: 2,
      available: 5,
    });
    expect(await code(queries.staffListing(manager, ports, c.listingId))).toBe('not_found');
    const [seen] = (await queries.products(manager, ports, { limit: 20, search: a.barcode })).items;
    expect([seen?.listingCount, seen?.stockTotal]).toEqual([1, 7]);
    const whole = await queries.product(t.read(platform), ports, a.productId);
    expect([whole.listingCount, whole.stockTotal]).toEqual([2, 107]);
  });
});

describe('shelves', () => {
  test('[CAT-6] a scanned code finds this store’s listing, also as UPC-A, and says why when it cannot be sold', async () => {
    const [storeId, other] = [await store(), await store()];
    const productId = await add({ barcodes: ['042100005264', freshBarcode()] });
    const { listingId } = await t.as(platform, (ctx) => createListing(ctx, listing(storeId, productId)));
    world.stock = new Map([[listingId, { onHand: -2, reserved: 0, available: -2 }]]);
    for (const barcode of ['042100005264', '0042100005264'])
      expect(await queries.scan(t.read(visitor), ports, storeId, barcode)).toMatchObject({
        id: listingId,
        price: 500,
        available: 0,
      });
    expect(await failure(queries.scan(t.read(visitor), ports, other, '042100005264'))).toEqual([
      'barcode_unknown',
      { barcode: '042100005264' },
    ]);
    const { storeId: _, productId: __, ...fields } = listing(storeId, productId, { shelfState: 'off' });
    await t.as(platform, (ctx) => updateListing(ctx, listingId, { ...fields, version: 1 }));
    expect(await code(queries.scan(t.read(visitor), ports, storeId, '042100005264'))).toBe('not_for_sale');
  });

  test('[CAT-6] the look-up uses three indexes and reads no table through', async () => {
    const plan = await t.runtime.database.transaction(async (tx) => {
      await tx.run(sql`set local enable_seqscan = off`);
      return tx.rows(
        z.object({ 'QUERY PLAN': z.string() }),
        sql`
          explain select listings.id from catalog.barcodes
          join catalog.products on products.id = barcodes.product_id
          join catalog.listings on listings.product_id = barcodes.product_id and listings.store_id = ${newId()}::uuid
          where barcodes.barcode = '6901234567892'`,
      );
    });
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toContain('barcodes_pkey');
    expect(text).toContain('products_pkey');
    expect(text).toMatch(/listings_store_product_key|listings_product_idx/);
    expect(text).not.toContain('Seq Scan');
  });

  test('[CAT-12] customers browse a store by category and text, by name, page by page', async () => {
    const storeId = await store();
    const { categoryId: snacks } = await t.as(platform, (ctx) =>
      createCategory(ctx, { name: '零食', parentId: null, sort: 1 }),
    );
    const { categoryId: chips } = await t.as(platform, (ctx) =>
      createCategory(ctx, { name: '薯片', parentId: snacks, sort: 1 }),
    );
    for (const [name, categoryId] of [
      ['A 原味薯片', chips],
      ['B 番茄薯片', chips],
      ['C 瓜子', snacks],
      ['D 牙刷', null],
    ] as const)
      await t.as(platform, (ctx) => makeListing(ctx, storeId, { product: { name, categoryId } }));
    const names = async (query: object) =>
      (await queries.shelf(t.read(visitor), ports, storeId, { limit: 20, ...query })).items.map((item) => item.name);
    expect(await names({})).toEqual(['A 原味薯片', 'B 番茄薯片', 'C 瓜子', 'D 牙刷']);
    expect(await names({ categoryId: snacks })).toHaveLength(3);
    expect(await names({ categoryId: chips, search: '番茄' })).toEqual(['B 番茄薯片']);
    const first = await queries.shelf(t.read(visitor), ports, storeId, { limit: 3 });
    expect(await names({ limit: 3, cursor: first.nextCursor ?? '' })).toEqual(['D 牙刷']);
    const shown = (await queries.shelfCategories(t.read(visitor), storeId)).items;
    expect(shown.map((item) => [item.id, item.productCount]).sort()).toEqual(
      [
        [snacks, 3],
        [chips, 2],
      ].sort(),
    );
  });
});
