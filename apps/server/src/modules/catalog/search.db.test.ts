import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { aProduct, makeStore, staffActor } from '../../testing/chain.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { availableSql } from '../inventory/index.ts';
import { type CatalogPorts, createCategory, createListing, createProduct, type ProductInput } from './index.ts';
import { indexProducts } from './index-products.ts';
import * as queries from './queries.ts';

let t: ReturnType<typeof createTestRuntime>;
beforeAll(async () => {
  t = createTestRuntime((await createTestDatabase()).url);
});
afterAll(() => t.close());

const ports: CatalogPorts = { stockOf: async () => new Map(), lowStockListings: async () => [], availableSql };
const platform = staffActor('platform_administrator', null);

let storeId = '';
beforeEach(async () => {
  storeId = (await t.as(platform, (ctx) => makeStore(ctx))).storeId;
});

const sell = (product: Partial<ProductInput>, listing: { storePrice?: number; strict?: boolean } = {}) =>
  t.as(platform, async (ctx) => {
    const { productId } = await createProduct(ctx, aProduct(product));
    await createListing(ctx, {
      storeId,
      productId,
      storePrice: listing.storePrice ?? null,
      shelfState: 'on',
      stockPolicy: listing.strict ? 'strict' : 'allow_negative',
      lowStockAt: null,
    });
    return productId;
  });
const find = async (query: Partial<Parameters<typeof queries.shelf>[3]>) =>
  (await queries.shelf(t.read({ kind: 'anonymous' }), ports, storeId, { limit: 50, ...query })).items.map(
    (item) => item.name,
  );

describe('searching a shelf', () => {
  beforeEach(async () => {
    await sell({ name: '可口可乐', brand: 'Coca-Cola', spec: '330ml' });
    await sell({ name: '百事可乐', brand: 'Pepsi', spec: '330ml' });
    await sell({ name: '康师傅红烧牛肉面', brand: '康师傅', spec: '104g' });
    await sell({ name: '重庆小面', brand: null, spec: '110g' });
    await sell({ name: 'Oreo 奥利奥夹心饼干', brand: null, spec: '97g' });
  });

  test.each([
    ['kkkl', '可口可乐'],
    ['KKK', '可口可乐'],
    ['bskl', '百事可乐'],
    ['hsnrm', '康师傅红烧牛肉面'],
    ['cqxm', '重庆小面'],
    ['zqxm', '重庆小面'],
    ['aljx', 'Oreo 奥利奥夹心饼干'],
    ['coca cola', '可口可乐'],
    ['cocacloa', '可口可乐'],
    ['可口可了', '可口可乐'],
    ['可口可樂', '可口可乐'],
    ['康师付', '康师傅红烧牛肉面'],
    ['红烧牛面', '康师傅红烧牛肉面'],
    ['ORE0', 'Oreo 奥利奥夹心饼干'],
    ['ｏｒｅｏ', 'Oreo 奥利奥夹心饼干'],
  ])('[CAT-8] “%s” finds %s first', async (search, name) => {
    expect((await find({ search }))[0]).toBe(name);
  });

  test('[CAT-8] what has the words comes before what is only guessed', async () => {
    expect(await find({ search: '可乐' })).toEqual(['可口可乐', '百事可乐'].sort((a, b) => (a < b ? -1 : 1)));
    expect((await find({ search: '百事可乐' }))[0]).toBe('百事可乐');
  });

  test('[CAT-8] what nobody sells is not found, nor is a sign of patterns', async () => {
    expect(await find({ search: '洗衣液' })).toEqual([]);
    expect(await find({ search: 'xyzw' })).toEqual([]);
    expect(await find({ search: '%' })).toEqual([]);
    expect(await find({ search: '\\' })).toEqual([]);
  });

  test('[CAT-8] pages of a search follow each other without a gap', async () => {
    const ask = (cursor?: string) =>
      queries.shelf(t.read({ kind: 'anonymous' }), ports, storeId, { limit: 1, search: 'kl', cursor });
    const first = await ask();
    const second = await ask(first.nextCursor ?? '');
    expect([first, second].flatMap((page) => page.items.map((item) => item.name)).sort()).toEqual(
      ['可口可乐', '百事可乐'].sort(),
    );
    expect(second.nextCursor).toBeNull();
  });

  test('[CAT-8] products from before are found once the sweep was there', async () => {
    await t.runtime.database.rows(
      z.unknown(),
      sql`update catalog.products set search_text = null, search_initials = null, search_pairs = null where name = '可口可乐' returning id`,
    );
    expect(await find({ search: '口可' })).toEqual(['可口可乐']);
    expect(await find({ search: 'kkkl' })).toEqual([]);
    await indexProducts.run(t.runtime);
    expect(await find({ search: 'kkkl' })).toEqual(['可口可乐']);
  });

  test('[CAT-8] staff search the library the same way', async () => {
    const { items } = await queries.products(t.read(platform), ports, { limit: 50, search: 'hsnrm' });
    expect(items[0]?.name).toBe('康师傅红烧牛肉面');
  });
});

describe('filters of a shelf', () => {
  test('[CAT-12] by tag, price and what can be had, each and together', async () => {
    const { categoryId } = await t.as(platform, (ctx) =>
      createCategory(ctx, { name: '饮料', parentId: null, sort: 0 }),
    );
    const prices = { guidePrice: 900, discountPrice: null };
    await sell({ name: '茶', categoryId, tags: ['冷藏', '新品'], salePrice: 500, ...prices });
    await sell({ name: '酒', categoryId, tags: ['冷藏'], salePrice: 900, ...prices }, { storePrice: 450 });
    await sell({ name: '糖', tags: [], salePrice: 300, ...prices }, { strict: true });
    const sorted = async (query: Parameters<typeof find>[0]) => (await find(query)).sort();
    expect(await sorted({ tag: '冷藏' })).toEqual(['茶', '酒']);
    expect(await sorted({ tag: '新品', categoryId })).toEqual(['茶']);
    expect(await sorted({ minPrice: 450 })).toEqual(['茶', '酒']);
    expect(await sorted({ maxPrice: 450 })).toEqual(['糖', '酒'].sort());
    expect(await sorted({ minPrice: 451, maxPrice: 500 })).toEqual(['茶']);
    expect(await sorted({ available: true })).toEqual(['茶', '酒']);
    const { tags } = await queries.shelfCategories(t.read({ kind: 'anonymous' }), storeId);
    expect(tags).toEqual(['冷藏', '新品']);
  });
});
