// A server dies after it has committed and before its answer arrives. The caller asks another server again, with the same
// idempotency key.
import { randomBytes } from 'node:crypto';
import type { RouteKey } from '@latchkey/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../kernel/db.ts';
import { verifyStock } from '../modules/inventory/index.ts';
import { verifyLedger } from '../modules/ledger/index.ts';
import { createTestProduct, type Person, type Reply, type Request, type TestProduct } from './product.ts';
import { stockShop, walkIn } from './product-world.ts';

let dying: TestProduct;
let other: TestProduct;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
beforeAll(async () => {
  const environment = { LATCHKEY_MASTER_KEYS: `k1:${randomBytes(32).toString('base64url')}` };
  dying = await createTestProduct({ environment });
  other = await createTestProduct({ environment, database: dying.database, start: dying.clock.now() });
  admin = await dying.staff('platform_administrator');
}, 60_000);
afterAll(async () => {
  await other.close();
  await dying.close();
});

async function shopping() {
  const shop = await dying.shop();
  const goods = await stockShop(admin, shop);
  const customer = await dying.customer();
  await walkIn(dying, customer, shop);
  const { cart } = (await customer.call('POST /cart/scans', { body: { barcode: goods.barcode, quantity: 2 } })).body;
  const checkOut = { cartId: cart.id, cartVersion: cart.version, expectedPayable: cart.payable };
  return { ...goods, customer, checkOut };
}

async function ordered() {
  const it = await shopping();
  const order = (await it.customer.call('POST /orders', { body: it.checkOut })).body;
  return { ...it, params: { id: order.id as string } };
}

async function paid() {
  const it = await ordered();
  const body = { channel: 'wechat', method: 'h5' };
  const payment = (await it.customer.call('POST /orders/:id/payments', { params: it.params, body })).body;
  await dying.notifyPaid(payment.id, payment.amount);
  return it;
}

let keys = 0;
const headersOf = (who: { token: string }) =>
  who === admin ? { cookie: `lk_staff=${who.token}` } : { authorization: `Bearer ${who.token}` };

/** Commits at the dying server, whose answer nobody gets, and asks the other twice. */
async function askAgain(who: Pick<Person, 'token'>, key: RouteKey, request: Request): Promise<[Reply, Reply, Reply]> {
  const headers = { ...headersOf(who), 'idempotency-key': `lost-answer-${++keys}` };
  const lost = await dying.call(key, { ...request, headers });
  const again = await Promise.all([1, 2].map(() => other.call(key, { ...request, headers })));
  return [lost, again[0] as Reply, again[1] as Reply];
}

const counted = (query: ReturnType<typeof sql>) =>
  dying.runtime.database.row(z.object({ count: z.number() }), query).then((row) => row.count);

describe('a repeated request after a lost answer', () => {
  const cases: [
    string,
    () => Promise<{ who: Pick<Person, 'token'>; key: RouteKey; request: Request; once: () => Promise<number> }>,
  ][] = [
    [
      'checkout',
      async () => {
        const { customer, checkOut } = await shopping();
        const once = () => counted(sql`select count(*) from orders.orders where cart_id = ${checkOut.cartId}`);
        return { who: customer, key: 'POST /orders', request: { body: checkOut }, once };
      },
    ],
    [
      'the beginning of a payment',
      async () => {
        const { customer, params } = await ordered();
        const once = () => counted(sql`select count(*) from payments.attempts where order_id = ${params.id}`);
        const request = { params, body: { channel: 'wechat', method: 'native' } };
        return { who: customer, key: 'POST /orders/:id/payments', request, once };
      },
    ],
    [
      'a cancellation',
      async () => {
        const { customer, params } = await ordered();
        const once = () =>
          counted(sql`select count(*) from orders.timeline where order_id = ${params.id} and name = 'order.closed'`);
        return { who: customer, key: 'POST /orders/:id/cancel', request: { params }, once };
      },
    ],
    [
      'a refund of an amount',
      async () => {
        const { params } = await paid();
        const once = () => counted(sql`select count(*) from payments.refunds where order_id = ${params.id}`);
        const request = { params, body: { amount: 300, reason: '商品破损' } };
        return { who: admin, key: 'POST /staff/orders/:id/refunds', request, once };
      },
    ],
    [
      'a refund of goods that came back',
      async () => {
        const { params, listingId } = await paid();
        const once = () =>
          counted(sql`select count(*) from inventory.movements where listing_id = ${listingId} and kind = 'return'`);
        const request = { params, body: { goods: 'returned', reason: '退货' } };
        return { who: admin, key: 'POST /staff/orders/:id/refunds', request, once };
      },
    ],
    [
      'a movement of stock',
      async () => {
        const { listingId } = await shopping();
        const [row] = (await admin.call('GET /staff/stock/movements', { query: `listingId=${listingId}` })).body.items;
        const once = () =>
          counted(sql`select count(*) from inventory.movements where listing_id = ${listingId} and kind = 'damage'`);
        const lines = [{ listingId, quantity: 1 }];
        const body = { storeId: row?.storeId, kind: 'damage', reason: '破损', lines };
        return { who: admin, key: 'POST /staff/stock/movements', request: { body }, once };
      },
    ],
  ];

  it.each(cases)('[PLT-8] [PAY-4] of %s answers the same and happens once', async (_, make) => {
    const { who, key, request, once } = await make();
    const [lost, ...again] = await askAgain(who, key, request);
    expect(lost.status).toBe(200);
    for (const answer of again) expect([answer.status, answer.text]).toEqual([200, lost.text]);
    expect(await once()).toBe(1);
  });

  it('[LED-10] [INV-2] the books and the stock of everything above verify', async () => {
    await dying.drain();
    expect(await dying.asSystem((ctx) => verifyLedger(ctx))).toMatchObject({ consistent: true, total: 0 });
    expect(await dying.asSystem((ctx) => verifyStock(ctx))).toMatchObject({ consistent: true });
  });
});
