import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { type Bench, createBench, makeShop, stock } from '../../testing/shopping.ts';
import { returnStock, stockOf, verifyStock } from './index.ts';
import { movements } from './queries.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.end());

const onHand = async (listingId: string) =>
  (await stockOf(bench.read(bench.staff), [listingId])).get(listingId)?.onHand;

it('[INV-1] [ORD-9] goods of one refund come back once, however often and by however many it is asked at once', async () => {
  const shop = await makeShop(bench);
  const { listingId } = await stock(bench, shop, { price: 500, onHand: 10 });
  const reference = { kind: 'refund', id: newId() };
  const { storeId } = shop;
  const back = (writeOff: boolean) =>
    bench.as(bench.staff, (ctx) =>
      returnStock(ctx, { storeId, reference, reason: '退货', writeOff, lines: [{ listingId, quantity: 2 }] }),
    );
  const answers = await Promise.all(Array.from({ length: 8 }, () => back(false)));
  expect(new Set(answers.map(({ movementIds }) => movementIds.join())).size).toBe(1);
  expect(await onHand(listingId)).toBe(12);
  await back(true);
  expect(await onHand(listingId)).toBe(12);
  const { items } = await movements(bench.read(bench.staff), { listingId, kind: 'return', limit: 20 });
  expect(items).toMatchObject([{ quantity: 2, onHandAfter: 12, reference, actor: 'staff' }]);
  expect(await verifyStock(bench.read(bench.staff))).toMatchObject({ consistent: true });
});

it('[INV-1] goods of another store, of nobody or none at all do not come back', async () => {
  const shop = await makeShop(bench);
  const other = await makeShop(bench);
  const { listingId } = await stock(bench, shop, { price: 500, onHand: 10 });
  const back = (storeId: string, id: string, quantity: number) =>
    bench.as(bench.staff, (ctx) =>
      returnStock(ctx, {
        ...{ storeId, reference: { kind: 'refund', id: newId() }, reason: '退货' },
        lines: [{ listingId: id, quantity }],
      }),
    );
  await expect(back(shop.storeId, newId(), 1)).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(back(shop.storeId, listingId, 0)).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(back(other.storeId, listingId, 1)).rejects.toThrow();
  expect(await onHand(listingId)).toBe(10);
});
