import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import {
  type Bench,
  buy,
  createBench,
  enter,
  makeShop,
  makeShopper,
  type Shop,
  scan,
  stock,
} from '../../testing/shopping.ts';
import { clearCart } from './index.ts';
import { expireCarts } from './jobs.ts';
import { staffCarts } from './staff-carts.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.end());

async function scanned(shop: Shop, name = '矿泉水') {
  const shopper = await makeShopper(bench);
  const visitId = await enter(bench, shopper, shop);
  const goods = await stock(bench, shop, { price: 500, name });
  const cart = await scan(bench, shopper, goods.barcode, goods.barcode);
  return { shopper, visitId, cart };
}
type Query = { storeId?: string; visitId?: string; state?: 'open' | 'expired' | 'abandoned'; cursor?: string };
const list = (query: Query = {}, actor = bench.staff) =>
  staffCarts(bench.read(actor), {
    query: { limit: 20, state: 'open', cursor: undefined, storeId: undefined, visitId: undefined, ...query },
    params: {},
    body: undefined,
  } as never);

it('[ORD-21] staff see what was scanned and not settled, with visit and minutes', async () => {
  const shop = await makeShop(bench);
  const { visitId, cart } = await scanned(shop);
  bench.clock.advance(12 * 60_000);
  const { items } = await list({ storeId: shop.storeId });
  expect(items).toMatchObject([
    {
      id: cart.id,
      state: 'open',
      visit: { id: visitId },
      lines: 1,
      quantity: 2,
      payable: 1_000,
      summary: '矿泉水×2',
      minutes: 12,
      idleMinutes: 12,
    },
  ]);
  expect(items[0]?.visit.number).toMatch(/^V/);
});

it('[ORD-21] a cart bought or emptied is no longer shown, one that ran out is shown as expired at once', async () => {
  const shop = await makeShop(bench);
  const bought = await scanned(shop);
  await buy(bench, bought.shopper);
  const emptied = await scanned(shop);
  await bench.as(emptied.shopper, (ctx) => clearCart(ctx));
  expect((await list({ storeId: shop.storeId })).items).toEqual([]);
  const forgotten = await scanned(shop);
  bench.clock.advance(30 * 60_000);
  const expired = async () => (await list({ storeId: shop.storeId, state: 'expired' })).items.map((item) => item.id);
  expect((await list({ storeId: shop.storeId })).items).toEqual([]);
  expect(await expired()).toEqual([forgotten.cart.id]);
  await expireCarts.run(bench.runtime);
  expect(await expired()).toEqual([forgotten.cart.id]);
});

it('[ORD-21] [IDN-8] only of the stores in the reader’s scope, and only for those who may see visits', async () => {
  const shop = await makeShop(bench);
  await scanned(shop);
  const elsewhere = { ...bench.staff, storeIds: [newId()] };
  expect((await list({}, elsewhere)).items).toEqual([]);
  expect((await list({ storeId: shop.storeId }, elsewhere)).items).toEqual([]);
  const nobody = { ...bench.staff, permissions: new Set<never>() };
  await expect(list({}, nobody)).rejects.toMatchObject({ code: 'forbidden' });
});

it('[ORD-21] pages follow each other without gap or repetition', async () => {
  const shop = await makeShop(bench);
  const first = await scanned(shop, '甲');
  const second = await scanned(shop, '乙');
  const third = await scanned(shop, '丙');
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await staffCarts(bench.read(bench.staff), {
      query: { limit: 1, state: 'open', storeId: shop.storeId, cursor },
      params: {},
      body: undefined,
    } as never);
    seen.push(...page.items.map((item) => item.id));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(seen).toEqual([third, second, first].map((one) => one.cart.id));
});
