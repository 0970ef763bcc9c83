import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemActor } from '../kernel/actor.ts';
import { sql } from '../kernel/db.ts';
import { on } from '../kernel/events.ts';
import { pendingCommands } from '../modules/devices/index.ts';
import { configureWechatPay, EMULATOR_ACCOUNT, paymentAlarm } from '../modules/payments/index.ts';
import { createTestProduct, type Person, type TestProduct } from './product.ts';
import { stockShop, walkIn } from './product-world.ts';

let product: TestProduct;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
let alarms = 0;
beforeAll(async () => {
  product = await createTestProduct({ subscriptions: [on(paymentAlarm, 'test.alarm', async () => void alarms++)] });
  admin = await product.staff('platform_administrator');
}, 60_000);
afterAll(() => product.close());

const PAYMENTS = 'POST /channels/wechat/:account/payments';
const count = z.object({ count: z.number() });

/** Somebody inside a shop whose order of 5 yuan waits for its payment. */
async function unpaid() {
  const shop = await product.shop();
  const { barcode } = await stockShop(admin, shop);
  const customer = await product.customer();
  const { visitId } = await walkIn(product, customer, shop);
  const { cart } = (await customer.call('POST /cart/scans', { body: { barcode } })).body;
  const checkOut = { cartId: cart.id, cartVersion: cart.version, expectedPayable: cart.payable };
  const order = (await customer.call('POST /orders', { body: checkOut })).body;
  const body = { channel: 'wechat', method: 'h5' };
  const payment = (await customer.call('POST /orders/:id/payments', { params: { id: order.id }, body })).body;
  return { shop, customer, visitId, order, payment };
}

const stateOf = async (person: Person, id: string) =>
  (await person.call('GET /orders/:id', { params: { id } })).body.state;
const journals = async (orderId: string) =>
  (await admin.call('GET /staff/ledger/journals', { query: `orderId=${orderId}` })).body.items.length;
const openings = async (visitId: string) =>
  (
    await product.runtime.database.row(
      count,
      sql`select count(*) from visits.openings where visit_id = ${visitId} and purpose = 'exit_paid'`,
    )
  ).count;
const refusals = () =>
  product.runtime.database.rows(
    z.object({ reason: z.string(), count: z.number() }),
    sql`select reason, sum(count)::int as count from payments.refused_callbacks group by reason order by reason`,
  );

describe('payment notices', () => {
  it('[PAY-4] [VIS-11] fifty duplicates at once make one ledger entry and one door opening', async () => {
    const { customer, order, payment, visitId, shop } = await unpaid();
    const params = { account: product.channel.code };
    const notices = Array.from({ length: 50 }, () => product.channel.paidNotice(payment.id, 500, product.clock.now()));
    const drains = Array.from({ length: 6 }, () => product.drain());
    const answers = await Promise.all(notices.map((notice) => product.call(PAYMENTS, { params, ...notice })));
    await Promise.all(drains);
    await product.drain();
    expect(answers.map((answer) => answer.status)).toEqual(Array(50).fill(200));
    expect(await stateOf(customer, order.id)).toBe('paid');
    expect(await journals(order.id)).toBe(1);
    expect(await openings(visitId)).toBe(1);
    const commands = await pendingCommands(product.read(systemActor('test')), shop.door.deviceId);
    expect(commands.filter((command) => command.args.reason === 'exit')).toHaveLength(1);
  });

  it('[PAY-3] a signature that is missing, empty, a probe or out of time is refused', async () => {
    const { customer, order, payment } = await unpaid();
    const seconds = (away: number) => new Date(Date.now() + away * 1000);
    const wrong = [
      { signature: '' },
      { signature: 'WECHATPAY/SIGNTEST/c2lnbmF0dXJl' },
      { at: seconds(-301) },
      { at: seconds(360) },
      { privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey },
    ];
    for (const forged of wrong) expect((await product.notifyPaid(payment.id, 500, forged)).status).toBe(401);
    const notice = product.channel.paidNotice(payment.id, 500, product.clock.now());
    const { 'wechatpay-signature': _, ...unsigned } = notice.headers;
    const params = { account: product.channel.code };
    expect((await product.call(PAYMENTS, { params, body: notice.body, headers: unsigned })).status).toBe(401);
    expect(await stateOf(customer, order.id)).toBe('pending_payment');
    expect((await product.notifyPaid(payment.id, 500, { at: seconds(-200) })).status).toBe(200);
    expect(await stateOf(customer, order.id)).toBe('paid');
  });

  it('[PAY-3] [PAY-4] a flood of unknown serials fills no table and raises one alarm a minute', async () => {
    const { payment } = await unpaid();
    const before = new Map((await refusals()).map((row) => [row.reason, row.count]));
    const raised = alarms;
    const flood = Array.from({ length: 200 }, (_, index) =>
      product.notifyPaid(payment.id, 500, { serial: `PUB_KEY_ID_${String(index).padStart(28, '0')}` }),
    );
    const answers = await Promise.all(flood);
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([401]));
    const after = (await refusals()).filter((row) => row.count !== (before.get(row.reason) ?? 0));
    expect(after).toEqual([{ reason: 'SERIAL_UNKNOWN', count: 200 + (before.get('SERIAL_UNKNOWN') ?? 0) }]);
    expect(alarms - raised).toBeLessThanOrEqual(2);
  });
});

describe('in production', () => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const wechatPay = {
    baseUrl: 'https://api.mch.weixin.qq.com',
    mchid: '1600000009',
    appid: 'wx1234567890abcdef',
    merchantSerial: 'A1B2C3D4E5F60719',
    merchantPrivateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    apiV3Key: 'z'.repeat(32),
    platformKeys: { PUB_KEY_ID_1: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString() },
    downloadsCertificates: false,
  };
  const configure = (change: Partial<typeof wechatPay>) =>
    product.asSystem((ctx) =>
      configureWechatPay(ctx, {
        code: EMULATOR_ACCOUNT,
        entityId: null,
        enabled: false,
        feeRate: 60,
        wechatPay: { ...wechatPay, ...change },
      }),
    );

  it('[PAY-2] any mark of the emulator keeps its keys out, whatever else is said', async () => {
    for (const change of [
      { baseUrl: 'http://127.0.0.1:18999' },
      { apiV3Key: 'paylab0123456789paylab0123456789' },
      { appid: 'wxlab0000000001' },
      { baseUrl: 'https://api.mch.weixin.qq.com.paylab.example' },
      { baseUrl: 'https://api.mch.weixin.qq.com:8443' },
    ]) {
      const refused = await configure(change).then(
        () => 'taken',
        (error) => error.code,
      );
      expect([change, refused]).toEqual([change, 'forbidden']);
    }
  });

  it('[PAY-3] no host, forwarding or test header makes a notice believed', async () => {
    const { customer, order, payment } = await unpaid();
    const notice = product.channel.paidNotice(payment.id, 500, product.clock.now(), { serial: 'PUB_KEY_ID_999' });
    const params = { account: product.channel.code };
    for (const headers of [
      { host: 'paylab.local' },
      { 'x-forwarded-host': '127.0.0.1', 'x-forwarded-for': '127.0.0.1' },
      { 'x-paylab-key': 'lab', 'x-test': '1' },
    ]) {
      const answer = await product.call(PAYMENTS, {
        params,
        body: notice.body,
        headers: { ...notice.headers, ...headers },
        address: '127.0.0.1',
      });
      expect([headers, answer.status]).toEqual([headers, 401]);
    }
    expect(await stateOf(customer, order.id)).toBe('pending_payment');
  });
});
