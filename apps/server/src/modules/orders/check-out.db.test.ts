import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import {
  type Bench,
  beginPayment,
  buy,
  buyAndPay,
  cartOf,
  changeListing,
  channelSaysPaid,
  checkOutOf,
  createBench,
  enter,
  giveCoupon,
  makeShop,
  makeShopper,
  type Shopper,
  scan,
  stock,
} from '../../testing/shopping.ts';
import { stockOf, verifyStock } from '../inventory/index.ts';
import { splitOfOrder, verifyLedger } from '../ledger/index.ts';
import { changeMemberState } from '../members/index.ts';
import { cartSummaries, checkOut, myOrder, ordersOfVisits, salesSince, scanItem, unpaidOrder } from './index.ts';
import { myCart, myOrders, staffOrder, staffOrders } from './queries.ts';

let bench: Bench;
const count = z.object({ count: z.number() });
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.end());

/** A shopper inside with two bottles and a bag of chips in the cart. */
async function shopping(options: { onHand?: number } = {}) {
  const shopper = await makeShopper(bench);
  const shop = await makeShop(bench);
  const visitId = await enter(bench, shopper, shop);
  const cola = await stock(bench, shop, { price: 350, name: '可口可乐', ...options });
  const chips = await stock(bench, shop, { price: 800, discountPrice: 650, name: '薯片' });
  await scan(bench, shopper, cola.barcode, cola.barcode, chips.barcode);
  return { shopper, shop, visitId, cola, chips };
}

const order = (shopper: Shopper, id: string) => myOrder(bench.read(shopper), id);
const stockNow = async (listingId: string) => (await stockOf(bench.read(bench.staff), [listingId])).get(listingId);
const audited = async (action: string, id: string) =>
  (
    await bench.runtime.database.row(
      count,
      sql`select count(*) from kernel.audit_log where action = ${action} and object_id = ${id}`,
    )
  ).count;
const emitted = async (name: string, id: string) =>
  (
    await bench.runtime.database.row(
      count,
      sql`select count(*) from kernel.outbox where name = ${name} and payload->>'orderId' = ${id}`,
    )
  ).count;

const couponOf = (id: string) =>
  bench.runtime.database.row(
    z.object({ state: z.string(), orderId: z.string().nullable() }),
    sql`select state, order_id as "orderId" from marketing.coupons where id = ${id}`,
  );

describe('checkout', () => {
  it('[ORD-3] writes order, lines, allocated discounts, coupon, stock, audit, event and timeline together', async () => {
    const { shopper, cola, visitId, shop } = await shopping();
    const couponId = await giveCoupon(bench, shopper, { amount: 300 });
    const id = await buy(bench, shopper);
    const placed = await order(shopper, id);
    expect(placed).toMatchObject({
      state: 'pending_payment',
      fulfilment: 'received',
      visitId,
      gross: 1_500,
      discount: 450,
      payable: 1_050,
      paid: 0,
      quantity: 3,
      summary: '薯片、可口可乐×2',
    });
    expect(placed.number).toMatch(/^O\d{14}$/);
    expect(placed.lines.map((line) => [line.name, line.gross, line.discount, line.payable])).toEqual([
      ['薯片', 800, 294, 506],
      ['可口可乐', 700, 156, 544],
    ]);
    expect(placed.lines[0]?.discounts).toEqual([
      { kind: 'discount_price', name: '', amount: 150, bearer: 'store', couponId: null },
      { kind: 'coupon', name: '立减 3 元', amount: 144, bearer: 'platform', couponId },
    ]);
    expect(placed.timeline).toMatchObject([{ name: 'order.placed', actor: 'customer' }]);
    expect(await stockNow(cola.listingId)).toMatchObject({ onHand: 100, reserved: 2 });
    expect(await audited('orders.place', id)).toBe(1);
    expect(await emitted('orders.placed', id)).toBe(1);
    expect(await myCart(bench.read(shopper))).toEqual({ cart: null });
    expect(await unpaidOrder(bench.read(shopper), shopper.id)).toEqual({ orderId: id });
    expect((await ordersOfVisits(bench.read(bench.staff), [visitId])).get(visitId)).toMatchObject([{ id }]);
    expect(await cartSummaries(bench.read(bench.staff), [visitId])).toEqual(new Map());
    expect(bench.heard.some((item) => item.topic === `store:${shop.storeId}` && item.data.orderId === id)).toBe(true);
  });

  it('[ORD-3] of one cart eight times at once makes one order, and the same answer for all', async () => {
    const { shopper, cola } = await shopping();
    const input = checkOutOf(await cartOf(bench, shopper));
    const ids = await Promise.all(Array.from({ length: 8 }, () => bench.as(shopper, (ctx) => checkOut(ctx, input))));
    expect(new Set(ids).size).toBe(1);
    expect(await bench.as(shopper, (ctx) => checkOut(ctx, input))).toBe(ids[0]);
    const mine = await myOrders(bench.read(shopper), { params: undefined, query: { limit: 20 }, body: undefined });
    expect(mine.items).toHaveLength(1);
    expect(await stockNow(cola.listingId)).toMatchObject({ reserved: 2 });
  });

  it('[ORD-2] beside a scan on another device loses no item: it is in the order or in the next cart', async () => {
    for (let round = 0; round < 6; round++) {
      const { shopper, chips } = await shopping();
      const input = checkOutOf(await cartOf(bench, shopper));
      const [placed] = await Promise.allSettled([
        bench.as(shopper, (ctx) => checkOut(ctx, input)),
        bench.as(shopper, (ctx) => scanItem(ctx, { barcode: chips.barcode, quantity: 1 })),
      ]);
      const { quantity } = await cartOf(bench, shopper);
      if (placed.status === 'fulfilled') expect(quantity).toBe(1);
      else expect({ code: placed.reason.code, quantity }).toEqual({ code: 'cart_changed', quantity: 4 });
    }
  });

  it('[ORD-3] of the last pieces by eight customers sells each once', async () => {
    const shop = await makeShop(bench);
    const { barcode, listingId } = await stock(bench, shop, { price: 500, onHand: 3 });
    const shoppers = await Promise.all(Array.from({ length: 8 }, () => makeShopper(bench)));
    const inputs = [];
    for (const shopper of shoppers) {
      await enter(bench, shopper, shop);
      inputs.push({ shopper, input: checkOutOf(await scan(bench, shopper, barcode)) });
    }
    const results = await Promise.all(
      inputs.map(({ shopper, input }) =>
        bench
          .as(shopper, (ctx) => checkOut(ctx, input))
          .then(
            () => 'placed',
            (error) => error.code,
          ),
      ),
    );
    expect(results.filter((result) => result === 'placed')).toHaveLength(3);
    expect(results.filter((result) => result === 'out_of_stock')).toHaveLength(5);
    expect(await stockNow(listingId)).toMatchObject({ onHand: 3, reserved: 3, available: 0 });
  });

  it('[ORD-3] refuses a version that the customer did not see, and a total above the one that was shown', async () => {
    const { shopper, chips } = await shopping();
    const seen = checkOutOf(await cartOf(bench, shopper));
    const out = (input: typeof seen) => bench.as(shopper, (ctx) => checkOut(ctx, input));
    await expect(out({ ...seen, expectedPayable: seen.expectedPayable - 1 })).rejects.toMatchObject({
      code: 'cart_changed',
      data: { payable: 1_350 },
    });
    await scan(bench, shopper, chips.barcode);
    await expect(out(seen)).rejects.toMatchObject({ code: 'cart_changed' });
  });

  it('[ORD-3] takes a lower price of today and refuses a coupon that is gone meanwhile, with the new total', async () => {
    const { shopper, chips } = await shopping();
    await giveCoupon(bench, shopper, { amount: 300, validForMs: 600_000 });
    const seen = checkOutOf(await cartOf(bench, shopper));
    expect(seen.expectedPayable).toBe(1_050);
    bench.clock.advance(600_000);
    await expect(bench.as(shopper, (ctx) => checkOut(ctx, seen))).rejects.toMatchObject({
      code: 'cart_changed',
      data: { expected: 1_050, payable: 1_350 },
    });
    await changeListing(bench, chips.listingId, { storePrice: 300 });
    const id = await bench.as(shopper, (ctx) => checkOut(ctx, seen));
    expect(await order(shopper, id)).toMatchObject({ payable: 1_000 });
  });

  it('[ORD-2] refuses an empty cart, a delisted item, an expired cart and one whose visit is not open', async () => {
    const { shopper, chips } = await shopping();
    const seen = checkOutOf(await cartOf(bench, shopper));
    const out = (actor: Shopper) => bench.as(actor, (ctx) => checkOut(ctx, seen));
    await expect(out(await makeShopper(bench))).rejects.toMatchObject({ code: 'not_found' });
    await expect(bench.as(bench.staff, (ctx) => checkOut(ctx, seen))).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    await changeListing(bench, chips.listingId, { shelfState: 'off' });
    await expect(out(shopper)).rejects.toMatchObject({ code: 'not_for_sale', data: { product: '薯片' } });
    bench.clock.advance(31 * 60_000);
    await expect(out(shopper)).rejects.toMatchObject({ code: 'cart_expired' });
  });

  it('[VIS-19] lets a member who was frozen inside pay for what is in hand', async () => {
    const { shopper } = await shopping();
    const change = { memberId: shopper.id, state: 'frozen', reason: '盗刷嫌疑' } as const;
    await bench.as(bench.staff, (ctx) => changeMemberState(ctx, change));
    await expect(buyAndPay(bench, shopper)).resolves.toBeTruthy();
  });

  it('[ORD-3] a coupon that another order just took is not used twice: the customer sees the new total', async () => {
    const { shopper, chips } = await shopping();
    await giveCoupon(bench, shopper, { amount: 300 });
    const first = await buy(bench, shopper);
    expect(await order(shopper, first)).toMatchObject({ payable: 1_050 });
    expect(await scan(bench, shopper, chips.barcode)).toMatchObject({ payable: 650, coupon: null });
  });
});

describe('payment', () => {
  it('[ORD-4] makes the order paid: stock sold, coupon used, sale posted, event out, once', async () => {
    const { shopper, shop, cola, visitId } = await shopping();
    const couponId = await giveCoupon(bench, shopper, { amount: 300 });
    const id = await buy(bench, shopper);
    const payment = await beginPayment(bench, shopper, id);
    await channelSaysPaid(bench, payment, 1_050);
    await channelSaysPaid(bench, payment, 1_050);
    const paid = await order(shopper, id);
    expect(paid).toMatchObject({ state: 'paid', paid: 1_050, closesAt: null });
    expect(paid.timeline.map((entry) => entry.name)).toEqual(['order.placed', 'order.paid']);
    expect(paid.payments).toMatchObject([{ id: payment, state: 'succeeded', amount: 1_050 }]);
    expect(await stockNow(cola.listingId)).toMatchObject({ onHand: 98, reserved: 0 });
    const split = await splitOfOrder(bench.read(bench.staff), id);
    expect(split).toMatchObject({ platformSubsidy: 300, serviceFee: 68, store: 1_282 });
    expect(await couponOf(couponId)).toEqual({ state: 'used', orderId: id });
    expect(await audited('orders.pay', id)).toBe(1);
    expect(await unpaidOrder(bench.read(shopper), shopper.id)).toBeNull();
    const since = new Date(bench.clock.now().getTime() - 60_000);
    const sales = await salesSince(bench.read(bench.staff), [{ storeId: shop.storeId, since }]);
    expect(sales.get(shop.storeId)).toEqual({ sales: 1_050, orders: 1 });
    const seen = await staffOrder(bench.read(bench.staff), id);
    expect(seen).toMatchObject({ member: { phone: expect.stringContaining('****') }, channel: 'wechat', split });
    expect(seen.visitNumber).not.toBeNull();
    expect(visitId).toBe(seen.visitId);
  });

  it('[ORD-3] an order that a coupon covers wholly is paid at once, without a channel', async () => {
    const { shopper, cola } = await shopping();
    await giveCoupon(bench, shopper, { amount: 2_000 });
    const id = await buyAndPay(bench, shopper);
    expect(await order(shopper, id)).toMatchObject({ state: 'paid', payable: 0, paid: 0, payments: [] });
    expect(await stockNow(cola.listingId)).toMatchObject({ onHand: 98, reserved: 0 });
    expect(await splitOfOrder(bench.read(bench.staff), id)).toMatchObject({ platformSubsidy: 1_350, channelFee: 0 });
    const seen = await staffOrder(bench.read(bench.staff), id);
    expect(seen.channel).toBeNull();
  });

  it('[ORD-4] cannot be begun for another member’s order or a paid one', async () => {
    const { shopper } = await shopping();
    const id = await buyAndPay(bench, shopper);
    await expect(beginPayment(bench, shopper, id)).rejects.toMatchObject({ code: 'order_not_payable' });
    await expect(beginPayment(bench, await makeShopper(bench), id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(order(await makeShopper(bench), id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('[ORD-12] staff see the orders of their stores only, and find them by number, goods and state', async () => {
  const { shopper, shop } = await shopping();
  const id = await buy(bench, shopper);
  const { number } = await order(shopper, id);
  const list = async (actor: typeof bench.staff, query: Record<string, unknown>) =>
    (await staffOrders(bench.read(actor), { params: undefined, query: { limit: 50, ...query }, body: undefined }))
      .items;
  const manager = { ...bench.staff, storeIds: [shop.storeId], scopeKind: 'stores' as const };
  const stranger = { ...manager, storeIds: [newId()] };
  expect(await list(manager, {})).toMatchObject([{ id, number, state: 'pending_payment' }]);
  expect(await list(manager, { search: number.slice(0, 12) })).toHaveLength(1);
  expect(await list(manager, { search: '薯片' })).toHaveLength(1);
  expect(await list(manager, { search: '50%_' })).toHaveLength(0);
  expect(await list(manager, { state: 'paid' })).toHaveLength(0);
  expect(await list(manager, { abnormal: true })).toHaveLength(0);
  expect(await list(manager, { memberId: shopper.id })).toHaveLength(1);
  expect(await list(stranger, {})).toEqual([]);
  await expect(staffOrder(bench.read(stranger), id)).rejects.toMatchObject({ code: 'not_found' });
  const nobody = { ...manager, permissions: new Set<never>() };
  await expect(staffOrder(bench.read(nobody), id)).rejects.toMatchObject({ code: 'forbidden' });
});

it('[LED-10] [INV-2] the books and the stock of everything above verify', async () => {
  expect(await bench.asSystem((ctx) => verifyLedger(ctx))).toMatchObject({ firstDifference: null });
  expect(await bench.asSystem((ctx) => verifyStock(ctx))).toMatchObject({ firstDifference: null });
});
