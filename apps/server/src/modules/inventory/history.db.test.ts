import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Bench,
  buyAndPay,
  createBench,
  enter,
  makeShop,
  makeShopper,
  scan,
  stock,
} from '../../testing/shopping.ts';
import { recordMovements } from './index.ts';
import { movements, totals } from './queries.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.end());

/** Ten waters received, two sold, one broken; a tea that nobody touched. */
async function history() {
  const shopper = await makeShopper(bench);
  const shop = await makeShop(bench);
  const { storeId } = shop;
  await enter(bench, shopper, shop);
  const water = await stock(bench, shop, { price: 500, name: '雪山矿泉水', onHand: 10 });
  const tea = await stock(bench, shop, { price: 500, name: '乌龙茶', onHand: 4 });
  await scan(bench, shopper, water.barcode, water.barcode);
  await buyAndPay(bench, shopper);
  await bench.as(bench.staff, (ctx) =>
    recordMovements(ctx, {
      ...{ storeId, kind: 'damage', reason: '破损' },
      lines: [{ listingId: water.listingId, quantity: 1 }],
    }),
  );
  return { storeId, water, tea };
}

it('[INV-4] the history tells how often and how many pieces came and went, of a product by name or barcode', async () => {
  const { storeId, water } = await history();
  const read = bench.read(bench.staff);
  for (const search of ['雪山', water.barcode]) {
    const { items } = await totals(read, { storeId, search });
    expect(items.map(({ kind, times, quantity }) => [kind, times, quantity])).toEqual([
      ['damage', 1, -1],
      ['receive', 1, 10],
      ['reserve', 1, 2],
      ['sell', 1, -2],
    ]);
    const listed = await movements(read, { storeId, search, limit: 50 });
    expect(new Set(listed.items.map((item) => item.listingId))).toEqual(new Set([water.listingId]));
    expect(listed.items).toHaveLength(4);
  }
  expect((await totals(read, { storeId })).items.find((item) => item.kind === 'receive')?.quantity).toBe(14);
  expect((await totals(read, { storeId, search: '没有这样的商品' })).items).toEqual([]);
});

it('[INV-4] [IDN-8] filters by kind and time, in the reader’s stores only', async () => {
  const { storeId, water } = await history();
  const read = bench.read(bench.staff);
  const later = new Date(bench.clock.now().getTime() + 1_000).toISOString();
  expect((await totals(read, { storeId, from: later })).items).toEqual([]);
  expect((await totals(read, { storeId, to: later, kind: 'sell' })).items).toMatchObject([{ quantity: -2 }]);
  const elsewhere = bench.read({ ...bench.staff, storeIds: [] });
  expect((await totals(elsewhere, { storeId })).items).toEqual([]);
  expect((await movements(elsewhere, { search: water.barcode, limit: 20 })).items).toEqual([]);
  const nobody = bench.read({ ...bench.staff, permissions: new Set<never>() });
  await expect(totals(nobody, {})).rejects.toMatchObject({ code: 'forbidden' });
});
