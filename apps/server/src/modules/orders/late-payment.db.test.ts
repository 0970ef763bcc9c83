import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Bench,
  beginPayment,
  buy,
  buyAndPay,
  channelSaysPaid,
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
import { splitOfOrder, verifyLedger } from '../ledger/index.ts';
import { usableCoupons } from '../marketing/index.ts';
import { cancelOrder, myOrder } from './index.ts';
import { closeUnpaidOrders } from './jobs.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.end());

async function shopping(options: { onHand?: number; coupon?: number } = {}) {
  const shopper = await makeShopper(bench);
  const shop = await makeShop(bench);
  const visitId = await enter(bench, shopper, shop);
  const goods = await stock(bench, shop, { price: 500, name: '矿泉水', onHand: options.onHand ?? 10 });
  await scan(bench, shopper, goods.barcode, goods.barcode);
  const couponId = options.coupon ? await giveCoupon(bench, shopper, { amount: options.coupon }) : null;
  return { shopper, shop, visitId, goods, couponId };
}

const order = (shopper: Shopper, id: string) => myOrder(bench.read(shopper), id);
const names = async (shopper: Shopper, id: string) => (await order(shopper, id)).timeline.map((entry) => entry.name);
const stockNow = async (listingId: string) => (await stockOf(bench.read(bench.staff), [listingId])).get(listingId);
const coupons = (shopper: Shopper) => usableCoupons(bench.read(shopper), { memberId: shopper.id });
const timeOut = async () => {
  bench.clock.advance(30 * 60_000);
  await closeUnpaidOrders.run(bench.runtime);
  await bench.drain();
};

it('[ORD-5] cancelling and paying at the same time loses neither goods nor money', async () => {
  for (let round = 0; round < 6; round++) {
    const { shopper, goods } = await shopping();
    const id = await buy(bench, shopper);
    const payment = await beginPayment(bench, shopper, id);
    await Promise.allSettled([
      bench.as(shopper, (ctx) => cancelOrder(ctx, { orderId: id })),
      channelSaysPaid(bench, payment, 1_000),
    ]);
    await bench.drain();
    const seen = await order(shopper, id);
    const kept = seen.state === 'paid';
    expect(seen).toMatchObject(kept ? { paid: 1_000, refunds: [] } : { state: 'closed', refunds: [{ amount: 1_000 }] });
    expect(await stockNow(goods.listingId)).toMatchObject({ onHand: kept ? 8 : 10, reserved: 0 });
    await refundArrives(bench, id);
  }
});

describe('a payment that comes late', () => {
  it('[ORD-5] revives an order that timed out when stock and coupon are still to be had', async () => {
    const { shopper, goods } = await shopping({ coupon: 300 });
    const id = await buy(bench, shopper);
    const payment = await beginPayment(bench, shopper, id);
    await timeOut();
    await channelSaysPaid(bench, payment, 700);
    expect(await order(shopper, id)).toMatchObject({ state: 'paid', paid: 700, abnormality: null });
    expect(await names(shopper, id)).toEqual(['order.placed', 'order.closed', 'order.revived', 'order.paid']);
    expect(await stockNow(goods.listingId)).toMatchObject({ onHand: 8, reserved: 0 });
    expect(await coupons(shopper)).toEqual([]);
  });

  it('[ORD-5] goes back when the goods were sold to somebody else', async () => {
    const { shopper, goods } = await shopping({ onHand: 2, coupon: 300 });
    const id = await buy(bench, shopper);
    const payment = await beginPayment(bench, shopper, id);
    await timeOut();
    await scan(bench, shopper, goods.barcode);
    const other = await buyAndPay(bench, shopper);
    expect(await order(shopper, other)).toMatchObject({ state: 'paid', paid: 200 });
    await channelSaysPaid(bench, payment, 700);
    expect(await order(shopper, id)).toMatchObject({
      state: 'closed',
      abnormality: 'late_payment',
      paid: 0,
      refunds: [{ amount: 700 }],
    });
    await refundArrives(bench, id);
    expect(await order(shopper, id)).toMatchObject({
      state: 'closed',
      abnormality: null,
      refunds: [{ state: 'succeeded' }],
    });
    expect(await stockNow(goods.listingId)).toMatchObject({ onHand: 1, reserved: 0 });
  });

  it('[ORD-5] goes back when its coupon was used meanwhile, with the stock left free', async () => {
    const { shopper, goods } = await shopping({ coupon: 300 });
    const id = await buy(bench, shopper);
    const payment = await beginPayment(bench, shopper, id);
    await timeOut();
    await scan(bench, shopper, goods.barcode);
    await buyAndPay(bench, shopper);
    await channelSaysPaid(bench, payment, 700);
    expect(await order(shopper, id)).toMatchObject({ state: 'closed', refunds: [{ amount: 700 }] });
    expect(await stockNow(goods.listingId)).toMatchObject({ onHand: 9, reserved: 0 });
  });

  it('[ORD-5] goes back when the customer had cancelled', async () => {
    const { shopper } = await shopping();
    const id = await buy(bench, shopper);
    const payment = await beginPayment(bench, shopper, id);
    await bench.as(shopper, (ctx) => cancelOrder(ctx, { orderId: id }));
    await channelSaysPaid(bench, payment, 1_000);
    expect(await order(shopper, id)).toMatchObject({ state: 'closed', refunds: [{ amount: 1_000 }] });
    await refundArrives(bench, id);
    expect(await splitOfOrder(bench.read(bench.staff), id)).toBeNull();
  });

  it('[PAY-5] a second payment of a paid order goes back and changes nothing else', async () => {
    const { shopper, goods } = await shopping();
    const id = await buy(bench, shopper);
    const first = await beginPayment(bench, shopper, id);
    bench.clock.advance(31_000);
    const second = await beginPayment(bench, shopper, id, 'native');
    await channelSaysPaid(bench, first, 1_000);
    await channelSaysPaid(bench, second, 1_000);
    expect(await order(shopper, id)).toMatchObject({
      state: 'paid',
      paid: 1_000,
      refunded: 0,
      refunds: [{ amount: 1_000 }],
    });
    await refundArrives(bench, id);
    expect(await order(shopper, id)).toMatchObject({ state: 'paid', refunded: 0, refunds: [{ state: 'succeeded' }] });
    expect(await stockNow(goods.listingId)).toMatchObject({ onHand: 8, reserved: 0 });
  });
});

it('[LED-10] [INV-2] the books and the stock of everything above verify', async () => {
  expect(await bench.asSystem((ctx) => verifyLedger(ctx))).toMatchObject({ consistent: true, total: 0 });
  expect(await bench.asSystem((ctx) => verifyStock(ctx))).toMatchObject({ consistent: true });
});
