import { type RouteKey, type Routes, routes } from '@latchkey/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import type { Handlers, Http } from '../../kernel/http.ts';
import {
  type Bench,
  buyAndPay,
  cartOf,
  channelSaysPaid,
  createBench,
  enter,
  giveCoupon,
  makeShop,
  makeShopper,
  refundArrives,
  stock,
} from '../../testing/shopping.ts';
import { marketingModule } from '../marketing/index.ts';
import { ordersModule } from './index.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.end());

const handlers: Handlers = { ...ordersModule.handlers, ...marketingModule.handlers };
const http = { address: '127.0.0.1', locale: 'zh-CN', headers: {}, userAgent: '', requestId: 'r' } as unknown as Http;
interface Given {
  params?: object;
  query?: object;
  body?: object;
}
type AnswerTo<K extends RouteKey> = z.output<Routes[K]['response']>;
type Run = (ctx: unknown, input: unknown, http: Http) => Promise<unknown>;

/** Serves a route as the server does: its input and its answer go through the contract's schemas. */
async function call<K extends RouteKey>(actor: Actor, key: K, given: Given = {}): Promise<AnswerTo<K>> {
  const { params, query, body, response } = routes[key] as unknown as Record<
    string,
    { parse(value: unknown): unknown }
  >;
  const handler = handlers[key];
  if (!handler || !response) throw new Error(`No handler for ${key}`);
  const input = {
    params: params?.parse(given.params ?? {}),
    query: query?.parse(given.query ?? {}),
    body: body?.parse(given.body ?? {}),
  };
  const run = handler.run as Run;
  const answer =
    handler.mode === 'write'
      ? await bench.as(actor, (ctx) => run(ctx, input, http))
      : await run(bench.read(actor), input, http);
  return response.parse(JSON.parse(JSON.stringify(answer))) as AnswerTo<K>;
}

describe('the routes of a purchase', () => {
  it('[ORD-1] [ORD-3] [ORD-12] answer in the contract’s shapes from the first scan to the refund', async () => {
    const shopper = await makeShopper(bench);
    const shop = await makeShop(bench);
    await enter(bench, shopper, shop);
    const goods = await stock(bench, shop, { price: 900, discountPrice: 800 });
    const couponId = await giveCoupon(bench, shopper, { amount: 100 });
    expect(await call(shopper, 'GET /cart')).toEqual({ cart: null });
    const { lineId } = await call(shopper, 'POST /cart/scans', { body: { barcode: goods.barcode } });
    await call(shopper, 'PUT /cart/lines/:id', { params: { id: lineId }, body: { quantity: 3 } });
    await call(shopper, 'PUT /cart/coupon', { body: { couponId: null } });
    const cart = await call(shopper, 'PUT /cart/coupon', { body: { couponId } });
    expect(cart).toMatchObject({ payable: 2_300, coupon: { chosen: 'hand' } });
    expect(await call(shopper, 'GET /cart')).toEqual({ cart });
    const body = { cartId: cart.id, cartVersion: cart.version, expectedPayable: cart.payable };
    const order = await call(shopper, 'POST /orders', { body });
    expect(await call(shopper, 'POST /orders', { body })).toEqual(order);
    const params = { id: order.id };
    const pay = { channel: 'wechat', method: 'h5', returnUrl: '/orders' };
    const payment = await call(shopper, 'POST /orders/:id/payments', { params, body: pay });
    const attempt = { ...params, paymentId: payment.id };
    expect(await call(shopper, 'GET /orders/:id/payments/:paymentId', { params: attempt })).toEqual(payment);
    await call(shopper, 'POST /orders/:id/check', { params });
    await channelSaysPaid(bench, payment.id, 2_300);
    expect(await call(shopper, 'GET /orders/:id', { params })).toMatchObject({ state: 'paid', paid: 2_300 });
    expect(await call(shopper, 'GET /orders', { query: { limit: '1' } })).toMatchObject({ nextCursor: null });
    const staff = bench.staff;
    await call(staff, 'POST /staff/orders/:id/query-channel', { params });
    const refund = { params, body: { amount: 300, reason: '商品破损' } };
    expect(await call(staff, 'POST /staff/orders/:id/refunds', refund)).toMatchObject({ refunds: [{ amount: 300 }] });
    await refundArrives(bench, order.id);
    expect(await call(staff, 'GET /staff/orders/:id', { params })).toMatchObject({
      state: 'partially_refunded',
      refunded: 300,
      split: { platformSubsidy: 100 },
    });
    const used = await call(shopper, 'GET /me/coupons', { query: { state: 'used' } });
    expect(used).toMatchObject({ items: [{ id: couponId, orderId: order.id, state: 'used' }] });
  });

  it('[ORD-5] answer a cancelled order and the cart that came back', async () => {
    const shopper = await makeShopper(bench);
    const shop = await makeShop(bench);
    await enter(bench, shopper, shop);
    const { barcode } = await stock(bench, shop, { price: 900 });
    await call(shopper, 'POST /cart/scans', { body: { barcode, quantity: 2 } });
    const { id, version, payable } = await cartOf(bench, shopper);
    const body = { cartId: id, cartVersion: version, expectedPayable: payable };
    const order = await call(shopper, 'POST /orders', { body });
    const cancelled = await call(shopper, 'POST /orders/:id/cancel', { params: { id: order.id } });
    expect(cancelled).toMatchObject({ state: 'closed', closesAt: null });
    expect(await call(shopper, 'DELETE /cart')).toMatchObject({ lines: [], payable: 0 });
  });

  it.each([
    ['POST /cart/scans', { body: { barcode: '6901234567892', quantity: 0 } }],
    ['POST /cart/scans', { body: { barcode: '6901234567892', quantity: -1 } }],
    ['POST /cart/scans', { body: { barcode: '6901234567892', quantity: 1_000_000_000 } }],
    ['POST /cart/scans', { body: { barcode: "'; drop table orders.carts; --" } }],
    ['GET /orders', { query: { state: 'free' } }],
    ['POST /staff/orders/:id/refunds', { params: { id: 'x' }, body: { amount: 0, reason: '' } }],
  ] as const)('[ORD-1] %s refuses bad input %j before anything runs', async (key, given) => {
    await expect(call(await makeShopper(bench), key, given)).rejects.toThrow();
  });
});

it('[ORD-11] pages through orders by cursor without losing or repeating one', async () => {
  const shopper = await makeShopper(bench);
  const shop = await makeShop(bench);
  await enter(bench, shopper, shop);
  const { barcode } = await stock(bench, shop, { price: 900 });
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) {
    await call(shopper, 'POST /cart/scans', { body: { barcode } });
    ids.unshift(await buyAndPay(bench, shopper));
  }
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const query: object = { limit: '2', storeId: shop.storeId, ...(cursor ? { cursor } : {}) };
    const page: { items: { id: string }[]; nextCursor: string | null } = await call(bench.staff, 'GET /staff/orders', {
      query,
    });
    seen.push(...page.items.map((item) => item.id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(ids);
  await expect(call(bench.staff, 'GET /staff/orders', { query: { cursor: 'rubbish' } })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

describe('the routes of coupons', () => {
  it('[MKT-1] create, start, show, claim and grant in the contract’s shapes', async () => {
    const shopper = await makeShopper(bench);
    const body = {
      name: '周末券',
      kind: 'fixed',
      redPacket: true,
      amount: 200,
      threshold: 0,
      quantity: 5,
      perMember: 2,
      validFrom: '2026-05-01T00:00:00Z',
      validTo: '2027-05-01T00:00:00Z',
      validDays: null,
      storeIds: [],
      stackable: false,
      bearer: 'platform',
      rule: 'manual',
    };
    const batch = await call(bench.staff, 'POST /staff/coupon-batches', { body });
    const params = { id: batch.id };
    await call(bench.staff, 'POST /staff/coupon-batches/:id/state', { params, body: { state: 'running' } });
    expect(await call(shopper, 'GET /coupon-batches')).toMatchObject({ items: [{ id: batch.id, claimable: true }] });
    await call(shopper, 'POST /coupon-batches/:id/claims', { params });
    await call(bench.staff, 'POST /staff/coupon-batches/:id/grants', {
      params,
      body: { memberId: shopper.id, reason: '补偿' },
    });
    expect(await call(bench.staff, 'GET /staff/coupon-batches', { query: { search: '周末' } })).toMatchObject({
      items: [{ id: batch.id, claimed: 2, remaining: 3 }],
    });
    const mine = await call(shopper, 'GET /me/coupons', { query: { state: 'available' } });
    expect(mine).toMatchObject({ items: [{ amount: 200 }, { amount: 200 }] });
  });
});
