import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../kernel/db.ts';
import type { CallbackForgery } from './channel.ts';
import { createTestProduct, type Person, type TestProduct } from './product.ts';
import { stockShop, walkIn } from './product-world.ts';

let product: TestProduct;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
beforeAll(async () => {
  product = await createTestProduct();
  admin = await product.staff('platform_administrator');
}, 60_000);
afterAll(() => product.close());

/** Somebody inside a shop of their own with one piece in the cart. */
async function shopper(price = 500) {
  const shop = await product.shop();
  const goods = await stockShop(admin, shop, price);
  const customer = await product.customer();
  const visit = await walkIn(product, customer, shop);
  const { cart } = (await customer.call('POST /cart/scans', { body: { barcode: goods.barcode } })).body;
  const checkOut = { cartId: cart.id, cartVersion: cart.version, expectedPayable: cart.payable };
  return { shop, ...goods, customer, ...visit, cart, checkOut };
}

async function unpaid() {
  const it = await shopper();
  const order = (await it.customer.call('POST /orders', { body: it.checkOut })).body;
  const body = { channel: 'wechat', method: 'h5', returnUrl: 'https://evil.example/' };
  const payment = (await it.customer.call('POST /orders/:id/payments', { params: { id: order.id }, body })).body;
  return { ...it, order, payment };
}

const stateOf = async (person: Person, id: string) =>
  (await person.call('GET /orders/:id', { params: { id } })).body.state;
const journals = async (orderId: string) =>
  (await admin.call('GET /staff/ledger/journals', { query: `orderId=${orderId}` })).body.items.length;

describe('the payment callback', () => {
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const minutes = (count: number) => new Date(Date.now() + count * 60_000);
  const forgeries: [string, number, CallbackForgery][] = [
    ['another key', 401, { privateKey: stranger }],
    ['an unknown serial', 401, { serial: 'PUB_KEY_ID_999' }],
    ['our own merchant serial', 401, { serial: 'A1B2C3D4E5F60718' }],
    ['a body altered after signing', 401, { tamper: (body) => body.replace('TRANSACTION', 'TRANSACTIOM') }],
    ['one more blank in the body', 401, { tamper: (body) => `${body} ` }],
    ['another encryption key', 401, { apiV3Key: 'x'.repeat(32) }],
    ['a time six minutes ago', 401, { at: minutes(-6) }],
    ['a time six minutes ahead', 401, { at: minutes(6) }],
    ['another merchant', 400, { transaction: { mchid: '1600000002' } }],
    ['another app', 400, { transaction: { appid: 'wx0000000000000000' } }],
    ['one fen less', 400, { transaction: { amount: { total: 499, currency: 'CNY' } } }],
    ['another currency', 400, { transaction: { amount: { total: 500, currency: 'USD' } } }],
    ['no amount', 400, { transaction: { amount: undefined } }],
    ['a number of nobody', 400, { transaction: { out_trade_no: 'f'.repeat(32) } }],
    ['no transaction number', 400, { transaction: { transaction_id: undefined } }],
  ];

  it('[PAY-3] is not believed when forged, altered, stale or of another payment, and the books stay unchanged', async () => {
    const { customer, order, payment } = await unpaid();
    for (const [what, status, forged] of forgeries) {
      const answer = await product.notifyPaid(payment.id, 500, forged);
      expect([what, answer.status, JSON.parse(answer.text).code]).toEqual([what, status, 'FAIL']);
    }
    expect(await stateOf(customer, order.id)).toBe('pending_payment');
    expect(await journals(order.id)).toBe(0);
  });

  it('[PAY-3] is refused unsigned, at the wrong address, and for an unknown account', async () => {
    const { customer, order, payment } = await unpaid();
    const notice = product.channel.paidNotice(payment.id, 500, product.clock.now());
    const payments = 'POST /channels/wechat/:account/payments';
    const params = { account: product.channel.code };
    expect((await product.call(payments, { params, body: notice.body })).status).toBe(401);
    expect((await product.call(payments, { params, body: {}, headers: notice.headers })).status).toBe(401);
    expect((await product.call(payments, { params: { account: 'paylab' }, ...notice })).status).toBe(404);
    expect((await product.call('POST /channels/wechat/:account/refunds', { params, ...notice })).status).toBe(400);
    expect(await stateOf(customer, order.id)).toBe('pending_payment');
  });

  it('[PAY-4] settles once however often it is replayed, also at the same time', async () => {
    const { customer, order, payment } = await unpaid();
    const notice = product.channel.paidNotice(payment.id, 500, product.clock.now());
    const send = () =>
      product.call('POST /channels/wechat/:account/payments', { params: { account: product.channel.code }, ...notice });
    const answers = await Promise.all(Array.from({ length: 8 }, send));
    await product.drain();
    expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(200));
    expect((await send()).status).toBe(200);
    await product.drain();
    expect(await stateOf(customer, order.id)).toBe('paid');
    expect(await journals(order.id)).toBe(1);
  });

  it('[PAY-3] is the only way: what the client says changes nothing, and the way back leads to us', async () => {
    const { customer, order, payment } = await unpaid();
    const claims = { paid: 500, paidAt: new Date().toISOString() };
    await customer.call('POST /orders/:id/check', { params: { id: order.id }, body: { state: 'paid', ...claims } });
    const body = { channel: 'wechat', method: 'h5', state: 'succeeded', amount: 1, ...claims };
    const again = await customer.call('POST /orders/:id/payments', { params: { id: order.id }, body });
    expect(again.body).toMatchObject({ id: payment.id, amount: 500, state: 'created' });
    expect(await stateOf(customer, order.id)).toBe('pending_payment');
    const stored = await product.runtime.database.row(
      z.object({ return_url: z.string().nullable() }),
      sql`select return_url from payments.attempts where id = ${payment.id}`,
    );
    expect(stored.return_url).toBeNull();
  });
});

describe('a hasty or greedy customer', () => {
  it('[VIS-1] who taps six times at once opens the door once', async () => {
    const shop = await product.shop();
    const customer = await product.customer();
    const tap = () => customer.call('POST /visits/openings', { body: { storeId: shop.storeId } });
    const answers = await Promise.all(Array.from({ length: 6 }, tap));
    expect(answers.map((answer) => answer.status)).toEqual(Array(6).fill(200));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    await product.passDoor(shop);
    await expect(product.passDoor(shop)).rejects.toThrow('no command');
  });

  it('[ORD-3] who checks out eight times at once has one order', async () => {
    const { customer, checkOut } = await shopper();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => customer.call('POST /orders', { body: checkOut })),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(200));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect((await customer.call('GET /orders')).body.items).toHaveLength(1);
  });

  it.each([0, -1, 100, 1e9, 1e21, 0.5, '1', null, 'NaN', [1]])('[ORD-1] cannot scan %s pieces', async (quantity) => {
    const { customer, barcode } = await shopper();
    const answer = await customer.call('POST /cart/scans', { body: { barcode, quantity } });
    expect([answer.status, answer.body.error?.code]).toEqual([400, 'invalid_input']);
    expect((await customer.call('GET /cart')).body.cart?.quantity).toBe(1);
  });

  it('[ORD-1] cannot scan more pieces than a line holds by scanning often', async () => {
    const { customer, barcode } = await shopper();
    expect((await customer.call('POST /cart/scans', { body: { barcode, quantity: 99 } })).status).toBe(400);
    await Promise.all([60, 60].map((quantity) => customer.call('POST /cart/scans', { body: { barcode, quantity } })));
    expect((await customer.call('GET /cart')).body.cart?.quantity).toBe(61);
  });

  it('[PAY-5] who changes the way to pay for ever is stopped, and the order can still be read', async () => {
    const { customer, order } = await unpaid();
    const begin = (method: string) =>
      customer.call('POST /orders/:id/payments', { params: { id: order.id }, body: { channel: 'wechat', method } });
    const codes: number[] = [];
    for (let count = 0; count < 30; count++)
      for (const method of ['native', 'h5']) codes.push((await begin(method)).status);
    expect(codes.at(-1)).toBe(429);
    expect((await customer.call('GET /orders/:id', { params: { id: order.id } })).status).toBe(200);
    expect((await admin.call('GET /staff/orders/:id', { params: { id: order.id } })).status).toBe(200);
  });

  it('[CAT-4] meets no price that a cart cannot add up', async () => {
    const { customer, barcode, productId } = await shopper(100_000_000);
    expect((await customer.call('POST /cart/scans', { body: { barcode, quantity: 98 } })).body.cart.payable).toBe(
      9.9e9,
    );
    const { id, ...known } = (await admin.call('GET /staff/products/:id', { params: { id: productId } })).body;
    const body = { ...known, categoryId: null, salePrice: 9_000_000_000_000 };
    expect((await admin.call('PUT /staff/products/:id', { params: { id }, body })).body.error).toMatchObject({
      code: 'invalid_input',
      data: { field: 'salePrice' },
    });
  });

  it('[ORD-9] in league with a cashier gets back no fen more than was paid, by refunds at the same time', async () => {
    const { customer, order, payment } = await unpaid();
    await product.notifyPaid(payment.id, 500);
    const refund = () =>
      admin.call('POST /staff/orders/:id/refunds', { params: { id: order.id }, body: { amount: 200, reason: '退' } });
    const answers = await Promise.all(Array.from({ length: 6 }, refund));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 409, 409, 409, 409]);
    const { refunds } = (await customer.call('GET /orders/:id', { params: { id: order.id } })).body;
    expect(refunds).toHaveLength(2);
  });
});

describe('an idempotency key', () => {
  it('[PLT-8] answers the first answer again, refuses another content, and belongs to its owner', async () => {
    const { customer, barcode } = await shopper();
    const other = await shopper();
    const headers = { 'idempotency-key': 'the-same-key' };
    const scan = (person: Person, code: string) =>
      person.call('POST /cart/scans', { body: { barcode: code }, headers });
    const answers = await Promise.all([scan(customer, barcode), scan(customer, barcode), scan(customer, barcode)]);
    expect(answers.map((answer) => answer.text)).toEqual(Array(3).fill(answers[0]?.text));
    expect((await customer.call('GET /cart')).body.cart?.quantity).toBe(2);
    expect((await scan(customer, other.barcode)).body.error.code).toBe('idempotency_conflict');
    expect((await scan(other.customer, other.barcode)).body.cart.id).toBe(other.cart.id);
    const elsewhere = await customer.call('DELETE /cart', { headers });
    expect(elsewhere.body.error.code).toBe('idempotency_conflict');
  });

  it.each(['short', 'has blank inside', 'x'.repeat(101), 'ümlaut-key'])('[PLT-8] is refused as %s', async (key) => {
    const { customer, barcode } = await shopper();
    const answer = await customer.call('POST /cart/scans', { body: { barcode }, headers: { 'idempotency-key': key } });
    expect(answer.body.error.code).toBe('invalid_input');
  });
});
