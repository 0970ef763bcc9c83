import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemActor } from '../../kernel/actor.ts';
import { sql } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import {
  type Bench,
  beginPayment,
  buy,
  buyAndPay,
  cartOf,
  channelSaysPaid,
  createBench,
  enter,
  giveCoupon,
  leave,
  makeShop,
  makeShopper,
  type Shopper,
  scan,
  stock,
} from '../../testing/shopping.ts';
import { stockOf, verifyStock } from '../inventory/index.ts';
import { verifyLedger } from '../ledger/index.ts';
import { usableCoupons } from '../marketing/index.ts';
import { cancelOrder, clearCart, mergeOrders, myOrder, openOrderMatters } from './index.ts';
import { closeUnpaidOrders } from './jobs.ts';
import { leaveStore } from './leave-store.ts';
import { myCart, staffOrders } from './queries.ts';
import { checkPayment } from './request-payment.ts';
import { notePaymentFailure, settlePayment } from './settle-payment.ts';

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
const audited = async (action: string, id: string) =>
  (
    await bench.runtime.database.row(
      z.object({ count: z.number() }),
      sql`select count(*) from kernel.audit_log where action = ${action} and object_id = ${id}`,
    )
  ).count;

describe('an unpaid order', () => {
  it('[ORD-5] closes by itself after 30 minutes and releases stock and coupon', async () => {
    const { shopper, goods, couponId } = await shopping({ coupon: 300 });
    const id = await buy(bench, shopper);
    const payment = await beginPayment(bench, shopper, id);
    expect(await coupons(shopper)).toEqual([]);
    bench.clock.advance(29 * 60_000);
    await closeUnpaidOrders.run(bench.runtime);
    expect(await order(shopper, id)).toMatchObject({ state: 'pending_payment' });
    bench.clock.advance(60_000);
    await expect(beginPayment(bench, shopper, id)).rejects.toMatchObject({ code: 'order_not_payable' });
    await Promise.all([closeUnpaidOrders.run(bench.runtime), closeUnpaidOrders.run(bench.runtime)]);
    expect(await order(shopper, id)).toMatchObject({ state: 'closed', paidAt: null, payments: [{ id: payment }] });
    expect(await names(shopper, id)).toEqual(['order.placed', 'order.closed']);
    expect(await stockNow(goods.listingId)).toMatchObject({ onHand: 10, reserved: 0 });
    expect(await coupons(shopper)).toMatchObject([{ id: couponId }]);
    expect(await audited('orders.close', id)).toBe(1);
  });

  it('[ORD-5] is cancelled by its customer, and the goods are back in the cart', async () => {
    const { shopper, goods } = await shopping({ coupon: 300 });
    const id = await buy(bench, shopper);
    const cancel = (actor: Shopper) => bench.as(actor, (ctx) => cancelOrder(ctx, { orderId: id }));
    await expect(cancel(await makeShopper(bench))).rejects.toMatchObject({ code: 'not_found' });
    await cancel(shopper);
    await cancel(shopper);
    expect(await order(shopper, id)).toMatchObject({ state: 'closed' });
    expect(await cartOf(bench, shopper)).toMatchObject({ quantity: 2, gross: 1_000, payable: 700 });
    expect(await stockNow(goods.listingId)).toMatchObject({ reserved: 0 });
    const again = await buyAndPay(bench, shopper);
    expect(await order(shopper, again)).toMatchObject({ state: 'paid', paid: 700 });
    await expect(bench.as(shopper, (ctx) => cancelOrder(ctx, { orderId: again }))).rejects.toMatchObject({
      code: 'illegal_move',
      data: { state: 'paid' },
    });
  });

  it('[ORD-5] that is cancelled joins what was scanned meanwhile', async () => {
    const { shopper, goods } = await shopping();
    const id = await buy(bench, shopper);
    await scan(bench, shopper, goods.barcode);
    await bench.as(shopper, (ctx) => cancelOrder(ctx, { orderId: id }));
    expect(await cartOf(bench, shopper)).toMatchObject({ quantity: 3, lines: [{ quantity: 3 }] });
  });

  it('[ORD-7] whose payment failed is flagged, and is paid by another attempt', async () => {
    const { shopper } = await shopping();
    const id = await buy(bench, shopper);
    const fail = () => bench.asSystem((ctx) => notePaymentFailure(ctx, { orderId: id, code: 'balance_too_low' }));
    await fail();
    expect(await order(shopper, id)).toMatchObject({ state: 'pending_payment', abnormality: 'payment_failed' });
    const payment = await beginPayment(bench, shopper, id);
    expect(await order(shopper, id)).toMatchObject({ abnormality: null });
    await fail();
    await channelSaysPaid(bench, payment, 1_000);
    expect(await order(shopper, id)).toMatchObject({ state: 'paid', abnormality: null });
  });

  it('[ORD-4] is flagged, not paid, when the amount differs', async () => {
    const { shopper } = await shopping();
    const id = await buy(bench, shopper);
    const odd = { paymentId: newId(), channel: 'wechat', amount: 999, channelFee: 6, transactionNumber: '42' } as const;
    await bench.asSystem((ctx) => settlePayment(ctx, id, { ...odd, at: ctx.now }));
    expect(await order(shopper, id)).toMatchObject({
      state: 'pending_payment',
      abnormality: 'amount_differs',
      paid: 0,
    });
    const flagged = await staffOrders(bench.read(bench.staff), {
      params: undefined,
      query: { limit: 50, abnormal: true },
      body: undefined,
    });
    expect(flagged.items.map((item) => item.id)).toContain(id);
    await expect(
      bench.as(shopper, (ctx) => settlePayment(ctx, id, { ...odd, amount: 1_000, at: ctx.now })),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});

it('[PAY-4] the same payment told four times at once pays the order once', async () => {
  const { shopper, goods } = await shopping({ coupon: 300 });
  const id = await buy(bench, shopper);
  const word = {
    paymentId: newId(),
    channel: 'wechat',
    amount: 700,
    channelFee: 4,
    transactionNumber: '4200',
  } as const;
  await Promise.all(
    Array.from({ length: 4 }, () => bench.asSystem((ctx) => settlePayment(ctx, id, { ...word, at: ctx.now }))),
  );
  expect(await order(shopper, id)).toMatchObject({ state: 'paid', paid: 700, abnormality: null, refunds: [] });
  expect(await names(shopper, id)).toEqual(['order.placed', 'order.paid']);
  expect(await stockNow(goods.listingId)).toMatchObject({ onHand: 8, reserved: 0 });
  expect(await audited('orders.pay', id)).toBe(1);
});

it('[PAY-3] coming back from the cashier only asks the channel: the order stays unpaid', async () => {
  const { shopper } = await shopping();
  const id = await buy(bench, shopper);
  await beginPayment(bench, shopper, id);
  const check = (actor: Shopper) => bench.as(actor, (ctx) => checkPayment(ctx, { orderId: id }));
  await check(shopper);
  await bench.drain();
  expect(await order(shopper, id)).toMatchObject({ state: 'pending_payment', paid: 0 });
  await expect(check(await makeShopper(bench))).rejects.toMatchObject({ code: 'not_found' });
});

describe('leaving', () => {
  it('[ORD-17] completes the walk-in purchase at the exit', async () => {
    const { shopper, shop, visitId } = await shopping();
    const id = await buyAndPay(bench, shopper);
    expect(await order(shopper, id)).toMatchObject({ state: 'paid', fulfilment: 'received' });
    await leave(bench, visitId, shop);
    expect(await order(shopper, id)).toMatchObject({ state: 'completed', fulfilment: 'completed' });
    expect(await names(shopper, id)).toEqual(['order.placed', 'order.paid', 'order.completed']);
    expect(await audited('orders.complete', id)).toBe(1);
    const again = { visitId, at: bench.clock.now() };
    await bench.asSystem((ctx) => leaveStore(ctx, again));
    expect(await names(shopper, id)).toHaveLength(3);
    await expect(bench.as(shopper, (ctx) => leaveStore(ctx, again))).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('[ORD-17] completes an order that is paid after the customer was let out', async () => {
    const { shopper, visitId } = await shopping();
    const id = await buy(bench, shopper);
    const payment = await beginPayment(bench, shopper, id);
    await bench.asSystem((ctx) => leaveStore(ctx, { visitId, at: ctx.now }));
    expect(await order(shopper, id)).toMatchObject({ state: 'pending_payment' });
    await channelSaysPaid(bench, payment, 1_000);
    expect(await order(shopper, id)).toMatchObject({ state: 'completed', fulfilment: 'completed' });
  });

  it('[ORD-2] abandons what was scanned and not bought', async () => {
    const { shopper, visitId } = await shopping();
    const { id } = await cartOf(bench, shopper);
    await bench.asSystem((ctx) => leaveStore(ctx, { visitId, at: ctx.now }));
    expect(await myCart(bench.read(shopper))).toEqual({ cart: null });
    expect(bench.heard.some((item) => item.data.id === id && item.data.state === 'abandoned')).toBe(true);
  });
});

it('[IDN-1] [IDN-4] orders follow their member into a merged account, and an unpaid one keeps it from being deleted', async () => {
  const { shopper } = await shopping();
  const id = await buy(bench, shopper);
  expect(await openOrderMatters(bench.read(systemActor('test')), shopper.id)).toEqual([{ kind: 'order', id }]);
  const kept = await makeShopper(bench);
  await bench.asSystem((ctx) => mergeOrders(ctx, { fromId: shopper.id, intoId: kept.id }));
  expect(await order(kept, id)).toMatchObject({ id });
  await expect(order(shopper, id)).rejects.toMatchObject({ code: 'not_found' });
});

it('[ORD-2] a cart emptied by hand leaves nothing unpaid behind', async () => {
  const { shopper } = await shopping();
  await bench.as(shopper, (ctx) => clearCart(ctx));
  expect(await cartOf(bench, shopper)).toMatchObject({ quantity: 0, payable: 0, lines: [] });
});

it('[LED-10] [INV-2] the books and the stock of everything above verify', async () => {
  expect(await bench.asSystem((ctx) => verifyLedger(ctx))).toMatchObject({ consistent: true, total: 0 });
  expect(await bench.asSystem((ctx) => verifyStock(ctx))).toMatchObject({ consistent: true });
});
