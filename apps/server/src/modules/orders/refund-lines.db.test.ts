import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import {
  type Bench,
  buy,
  buyAndPay,
  createBench,
  enter,
  giveCoupon,
  makeShop,
  makeShopper,
  refundArrives,
  type Shopper,
  scan,
  stock,
} from '../../testing/shopping.ts';
import { stockOf, verifyStock } from '../inventory/index.ts';
import { verifyLedger } from '../ledger/index.ts';
import { usableCoupons } from '../marketing/index.ts';
import { myOrder, refundOrder } from './index.ts';
import type { RefundOrderInput } from './refund-order.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.end());

/** Bought and paid: three waters of 5 yuan and one tea of 10 yuan, with a coupon of 5 yuan on all of it. */
async function bought(options: { coupon?: number; policy?: 'strict' | 'allow_negative'; onHand?: number } = {}) {
  const shopper = await makeShopper(bench);
  const shop = await makeShop(bench);
  await enter(bench, shopper, shop);
  const { policy = 'strict', onHand = 10 } = options;
  const water = await stock(bench, shop, { price: 500, name: '矿泉水', onHand, policy });
  const tea = await stock(bench, shop, { price: 1_000, name: '乌龙茶', onHand, policy });
  await scan(bench, shopper, water.barcode, water.barcode, water.barcode, tea.barcode);
  if (options.coupon) await giveCoupon(bench, shopper, { amount: options.coupon });
  const id = await buyAndPay(bench, shopper);
  const { lines } = await order(shopper, id);
  const lineOf = (name: string) => lines.find((line) => line.name === name)?.id ?? '';
  return { shopper, id, water, tea, waterLine: lineOf('矿泉水'), teaLine: lineOf('乌龙茶') };
}

const order = (shopper: Shopper, id: string) => myOrder(bench.read(shopper), id);
const refund = (orderId: string, input: Partial<RefundOrderInput>, actor = bench.staff) =>
  bench.as(actor, (ctx) => refundOrder(ctx, { orderId, reason: '商品破损', ...input }));
const onHand = async (listingId: string) =>
  (await stockOf(bench.read(bench.staff), [listingId])).get(listingId)?.onHand;
const coupons = (shopper: Shopper) => usableCoupons(bench.read(shopper), { memberId: shopper.id });
const movementsOf = (refundId: string) =>
  bench.runtime.database.rows(
    z.object({ kind: z.string(), change: z.number() }),
    sql`select kind, on_hand_change as change from inventory.movements
      where reference_kind = 'refund' and reference_id = ${refundId} order by kind`,
  );

describe('refunds by line', () => {
  it('[ORD-9] give the pieces’ own price back with their share of the order’s discount, piece by piece to the fen', async () => {
    const { shopper, id, waterLine, teaLine } = await bought({ coupon: 500 });
    const paid = await order(shopper, id);
    expect(paid.lines.map((line) => line.payable)).toEqual(expect.arrayContaining([1_200, 800]));
    for (const expected of [400, 400, 400]) {
      const refundId = await refund(id, { lines: [{ lineId: waterLine, quantity: 1 }] });
      const seen = (await order(shopper, id)).refunds.find((one) => one.id === refundId);
      expect(seen).toMatchObject({ amount: expected, lines: [{ lineId: waterLine, quantity: 1, amount: expected }] });
    }
    await expect(refund(id, { lines: [{ lineId: waterLine, quantity: 1 }] })).rejects.toMatchObject({
      code: 'refund_exceeds_paid',
      data: { refundable: 800 },
    });
    await refund(id, { lines: [{ lineId: teaLine, quantity: 1 }] });
    await refundArrives(bench, id);
    expect(await order(shopper, id)).toMatchObject({ state: 'refunded', refunded: 2_000 });
    expect((await order(shopper, id)).lines.map((line) => [line.refunded, line.refundedQuantity])).toEqual(
      expect.arrayContaining([
        [1_200, 3],
        [800, 1],
      ]),
    );
  });

  it('[ORD-9] an amount, then pieces, then the rest give back exactly what was paid', async () => {
    const { shopper, id, waterLine } = await bought({ coupon: 333 });
    await refund(id, { amount: 701 });
    await refund(id, { lines: [{ lineId: waterLine, quantity: 2 }] });
    await refund(id, {});
    await expect(refund(id, {})).rejects.toMatchObject({ code: 'refund_exceeds_paid', data: { refundable: 0 } });
    await refundArrives(bench, id);
    const seen = await order(shopper, id);
    expect(seen).toMatchObject({ state: 'refunded', paid: 2_167, refunded: 2_167 });
    for (const line of seen.lines) {
      expect([line.refunded, line.refundedQuantity]).toEqual([line.payable, line.quantity]);
    }
  });

  it('[ORD-9] of clerks at once give no piece back twice', async () => {
    const { shopper, id, waterLine, water } = await bought();
    const one = () => refund(id, { lines: [{ lineId: waterLine, quantity: 1 }], goods: 'returned' });
    const results = await Promise.allSettled(Array.from({ length: 8 }, one));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(3);
    expect(await onHand(water.listingId)).toBe(10);
    await refundArrives(bench, id);
    expect(await order(shopper, id)).toMatchObject({ state: 'partially_refunded', refunded: 1_500 });
  });

  it('[ORD-9] nonsense is refused and changes nothing', async () => {
    const { shopper, id, waterLine } = await bought();
    const lines = (lineId: string, quantity: number) => refund(id, { lines: [{ lineId, quantity }] });
    await expect(lines(newId(), 1)).rejects.toMatchObject({ code: 'invalid_input' });
    for (const quantity of [0, 0.5, -1]) {
      await expect(lines(waterLine, quantity)).rejects.toMatchObject({ code: 'invalid_input' });
    }
    const twice = [waterLine, waterLine].map((lineId) => ({ lineId, quantity: 1 }));
    await expect(refund(id, { lines: twice })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(lines(waterLine, 4)).rejects.toMatchObject({ code: 'refund_exceeds_paid' });
    expect((await order(shopper, id)).refunds).toEqual([]);
  });
});

describe('the goods of a refund', () => {
  it('[ORD-9] [INV-1] are back on the shelf at once, the whole order’s make it returned', async () => {
    const { shopper, id, water, tea } = await bought();
    expect(await onHand(water.listingId)).toBe(7);
    const refundId = await refund(id, { goods: 'returned' });
    expect([await onHand(water.listingId), await onHand(tea.listingId)]).toEqual([10, 10]);
    expect(await movementsOf(refundId)).toEqual([
      { kind: 'return', change: expect.any(Number) },
      { kind: 'return', change: expect.any(Number) },
    ]);
    expect(await order(shopper, id)).toMatchObject({ fulfilment: 'returned', refunds: [{ goods: 'returned' }] });
  });

  it('[ORD-9] [INV-1] that cannot be sold again come back and are written off, also where the books know none', async () => {
    for (const given of [
      { policy: 'strict', onHand: 10, left: 7 },
      { policy: 'allow_negative', onHand: 1, left: -2 },
    ] as const) {
      const { id, water, waterLine } = await bought(given);
      const lines = [{ lineId: waterLine, quantity: 2 }];
      const refundId = await refund(id, { lines, goods: 'written_off' });
      expect(await onHand(water.listingId)).toBe(given.left);
      expect(await movementsOf(refundId)).toEqual([
        { kind: 'damage', change: -2 },
        { kind: 'return', change: 2 },
      ]);
    }
  });

  it('[ORD-9] stay with the customer unless somebody says that they came back', async () => {
    const { shopper, id, water } = await bought();
    await refund(id, {});
    expect(await onHand(water.listingId)).toBe(7);
    expect(await order(shopper, id)).toMatchObject({ refunds: [{ goods: 'kept' }], fulfilment: 'received' });
  });
});

describe('the coupon of a refunded order', () => {
  it('[ORD-9] comes back when the whole was refunded, not for a part', async () => {
    const { shopper, id } = await bought({ coupon: 500 });
    await refund(id, { amount: 1_999 });
    await refundArrives(bench, id);
    expect(await coupons(shopper)).toEqual([]);
    await refund(id, {});
    await refundArrives(bench, id);
    expect(await coupons(shopper)).toMatchObject([{ amount: 500 }]);
    expect((await order(shopper, id)).timeline.map((entry) => entry.name)).toContain('coupon.returned');
  });

  it('[ORD-9] does not come back when it has run out meanwhile', async () => {
    const { shopper, id } = await bought({ coupon: 500 });
    bench.clock.advance(31 * 86_400_000);
    await refund(id, {});
    await refundArrives(bench, id);
    expect(await coupons(shopper)).toEqual([]);
    expect((await order(shopper, id)).timeline.map((entry) => entry.name)).not.toContain('coupon.returned');
  });
});

it('[ORD-9] an order that waits for payment has nothing to refund', async () => {
  const shopper = await makeShopper(bench);
  const shop = await makeShop(bench);
  await enter(bench, shopper, shop);
  await scan(bench, shopper, (await stock(bench, shop, { price: 500 })).barcode);
  await expect(refund(await buy(bench, shopper), {})).rejects.toMatchObject({ code: 'illegal_move' });
});

it('[LED-10] [INV-2] the books and the stock of everything above verify', async () => {
  expect(await bench.asSystem((ctx) => verifyLedger(ctx))).toMatchObject({ consistent: true, total: 0 });
  expect(await bench.asSystem((ctx) => verifyStock(ctx))).toMatchObject({ consistent: true });
});
