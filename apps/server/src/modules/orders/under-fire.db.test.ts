import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import {
  type Bench,
  beginPayment,
  channelSaysPaid,
  checkOutOf,
  createBench,
  enter,
  makeShop,
  makeShopper,
  type Shop,
  type Shopper,
  stock,
} from '../../testing/shopping.ts';
import { listCountTasks, recordMovements, stockOf, verifyStock } from '../inventory/index.ts';
import { verifyLedger } from '../ledger/index.ts';
import { checkOut, myCart, scanItem } from './index.ts';

const BUYERS = 16;
let bench: Bench;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.end());

async function buyersIn(shop: Shop): Promise<Shopper[]> {
  const buyers: Shopper[] = [];
  for (let count = 0; count < BUYERS; count++) {
    const buyer = await makeShopper(bench);
    await enter(bench, buyer, shop);
    buyers.push(buyer);
  }
  return buyers;
}

/** Scans one piece and checks out what the device shows; answers what was bought, or the refusal's code. */
async function grab(buyer: Shopper, barcode: string): Promise<{ orderId: string; payable: number } | string> {
  try {
    await bench.as(buyer, (ctx) => scanItem(ctx, { barcode, quantity: 1 }));
    const { cart } = await myCart(bench.read(buyer));
    if (!cart) return 'no cart';
    const orderId = await bench.as(buyer, (ctx) => checkOut(ctx, checkOutOf(cart)));
    return { orderId, payable: cart.payable };
  } catch (error) {
    return (error as { code: string }).code;
  }
}

/** Sixteen buyers, each on a connection of their own, buy piece after piece until they are refused or have `most`. */
async function rush(buyers: readonly Shopper[], barcode: string, most: number) {
  const results = await Promise.all(
    buyers.map(async (buyer) => {
      const orders: { orderId: string; payable: number; buyer: Shopper }[] = [];
      for (let count = 0; count < most; count++) {
        const got = await grab(buyer, barcode);
        if (typeof got === 'string') return { orders, refusal: got };
        orders.push({ ...got, buyer });
      }
      return { orders, refusal: null };
    }),
  );
  return { orders: results.flatMap((result) => result.orders), refusals: results.map((result) => result.refusal) };
}

async function payAll(orders: readonly { orderId: string; payable: number; buyer: Shopper }[]): Promise<void> {
  await Promise.all(
    orders.map(async ({ orderId, payable, buyer }) =>
      channelSaysPaid(bench, await beginPayment(bench, buyer, orderId), payable),
    ),
  );
  await bench.drain();
}

const soldPieces = async (listingId: string) =>
  (
    await bench.runtime.database.row(
      z.object({ pieces: z.number() }),
      sql`select coalesce(-sum(on_hand_change), 0)::int as pieces from inventory.movements
        where listing_id = ${listingId} and kind = 'sell'`,
    )
  ).pieces;
const stockNow = async (listingId: string) => (await stockOf(bench.read(bench.staff), [listingId])).get(listingId);

describe('sixteen buyers at once', { timeout: 60_000 }, () => {
  it('[INV-2] [ORD-3] of the last 50 pieces of a strict listing buy exactly 50', async () => {
    const shop = await makeShop(bench);
    const { barcode, listingId } = await stock(bench, shop, { price: 500, onHand: 50 });
    const { orders, refusals } = await rush(await buyersIn(shop), barcode, 10);
    expect(orders).toHaveLength(50);
    expect(new Set(refusals.filter((refusal) => refusal !== null))).toEqual(new Set(['out_of_stock']));
    expect(await stockNow(listingId)).toEqual({ onHand: 50, reserved: 50, available: 0 });
    await payAll(orders);
    expect(await stockNow(listingId)).toEqual({ onHand: 0, reserved: 0, available: 0 });
    expect(await soldPieces(listingId)).toBe(50);
    expect((await listCountTasks(bench.read(bench.staff), { storeId: shop.storeId, limit: 20 })).items).toEqual([]);
  });

  it('[INV-2] of the last 50 pieces of an allow_negative listing all buy, and one count task exists', async () => {
    const shop = await makeShop(bench);
    const { barcode, listingId } = await stock(bench, shop, { price: 500, onHand: 50, policy: 'allow_negative' });
    const { orders, refusals } = await rush(await buyersIn(shop), barcode, 4);
    expect([orders.length, refusals]).toEqual([BUYERS * 4, Array(BUYERS).fill(null)]);
    await payAll(orders);
    expect(await stockNow(listingId)).toMatchObject({ onHand: 50 - BUYERS * 4, reserved: 0 });
    const tasks = async () =>
      (await listCountTasks(bench.read(bench.staff), { storeId: shop.storeId, limit: 20 })).items;
    expect(await tasks()).toMatchObject([{ listingId, onHand: -14 }]);
    await bench.as(bench.staff, (ctx) =>
      recordMovements(ctx, {
        storeId: shop.storeId,
        kind: 'count',
        reason: '盘点',
        lines: [{ listingId, quantity: 14 }],
      }),
    );
    expect(await tasks()).toEqual([]);
  });

  it('[INV-2] [IDN-8] count tasks are seen in the reader’s stores only', async () => {
    const elsewhere = { ...bench.staff, storeIds: [] };
    expect((await listCountTasks(bench.read(elsewhere), { limit: 20 })).items).toEqual([]);
    const nobody = { ...bench.staff, permissions: new Set<never>() };
    await expect(listCountTasks(bench.read(nobody), { limit: 20 })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

it('[LED-10] [INV-2] the books and the stock of everything above verify', async () => {
  expect(await bench.asSystem((ctx) => verifyLedger(ctx))).toMatchObject({ consistent: true, total: 0 });
  expect(await bench.asSystem((ctx) => verifyStock(ctx))).toMatchObject({ consistent: true });
});
