import { randomBytes } from 'node:crypto';
import { generate } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../kernel/log.ts';
import { developmentVendor, sendDue } from '../modules/messages/index.ts';
import { createTestProduct, type TestProduct } from './product.ts';
import { buy, stockShop, walkIn } from './product-world.ts';

const masterKey = randomBytes(32).toString('base64url');
const lines: string[] = [];
const log = createLog('debug', { write: (line) => void lines.push(line) });
let product: TestProduct;
/** Every secret that was used on the busy day, by what it is. */
const secrets = new Map<string, string>();
const keep = (name: string, value: string) => {
  secrets.set(`${name} ${secrets.size}`, value);
  return value;
};

beforeAll(async () => {
  product = await createTestProduct({ log, environment: { LATCHKEY_MASTER_KEYS: `m1:${masterKey}` } });
  await busyDay();
}, 120_000);
afterAll(() => product.close());

async function busyDay(): Promise<void> {
  keep('master key', masterKey);
  keep('APIv3 key', 'k'.repeat(32));
  const admin = await product.administrator();
  keep('password', admin.password);
  keep('session', admin.token);
  await staffAtWork(admin);
  await customerAtWork(admin);
  await guessers();
  while (await sendDue(product.runtime, { sms: developmentVendor, wechat: null }));
  await product.drain();
}

type Admin = Awaited<ReturnType<TestProduct['administrator']>>;

async function staffAtWork(admin: Admin): Promise<void> {
  const headers = { 'idempotency-key': `keyed-${randomBytes(4).toString('hex')}` };
  const roles = (await admin.call('GET /staff/roles')).body.items as { id: string; preset: string }[];
  const roleIds = [roles.find(({ preset }) => preset === 'cashier')?.id];
  const scope = { kind: 'all', ids: [] };
  const input = { loginName: 'sun.hao', name: '孙浩', phone: keep('phone', '13722223333'), roleIds, scope };
  const made = await admin.call('POST /staff/staff', { body: input, headers });
  keep('first password', made.body.password);
  const first = await product.call('POST /staff/auth/sign-in', {
    body: { loginName: 'sun.hao', password: made.body.password },
  });
  const call = product.callerWith({ cookie: `lk_staff=${keep('session', first.cookies.lk_staff ?? '')}` });
  keep('device mark', (first.cookies.lk_staff_device ?? '').split('.')[1] ?? '');
  const next = keep('password', 'a-password-of-its-own-7');
  expect((await call('POST /staff/auth/password', { body: { current: made.body.password, next } })).status).toBe(200);
  const { body } = await call('POST /staff/me/totp', { body: { password: next } });
  keep('TOTP secret', body.secret);
  const epoch = Math.floor(product.clock.now().getTime() / 1000);
  const totp = await generate({ secret: body.secret, epoch });
  expect((await call('POST /staff/me/totp/confirm', { body: { totp } })).status).toBe(200);
  const reset = await admin.call('POST /staff/staff/:id/reset-password', { params: { id: made.body.staff.id } });
  keep('reset password', reset.body.password);
  const number = keep('card number', '6222021234567890123');
  const entity = {
    ...{ name: '河畔商贸', contactName: '王芳', contactPhone: keep('phone', '13744445555'), licenceNumber: null },
    ...{ payoutAccount: { holder: '王芳', bank: '工商银行', number }, serviceFee: 500, channelFeeBearer: 'platform' },
  };
  expect((await admin.call('POST /staff/entities', { body: entity, headers })).status).not.toBe(200);
  const keyed = { 'idempotency-key': 'an-entity-with-an-account' };
  expect((await admin.call('POST /staff/entities', { body: entity, headers: keyed })).status).toBe(200);
  const device = { kind: 'scanner', name: '扫码器', model: null, ipAddress: null, storeId: null };
  const registered = await admin.call('POST /staff/devices', { body: device });
  keep('device secret', registered.body.secret);
  const renewed = await admin.call('POST /staff/devices/:id/secret', { params: { id: registered.body.device.id } });
  keep('device secret', renewed.body.secret);
}

async function customerAtWork(admin: Admin): Promise<void> {
  const shop = await product.shop();
  const { barcode } = await stockShop(admin, shop);
  const customer = await product.customer();
  keep('phone', customer.phone);
  keep('session', customer.token);
  keep('SMS code', product.codes.get(customer.phone) ?? '');
  keep('date of birth', '1987-03-21');
  await customer.call('PUT /me/birth-date', { body: { birthDate: '1987-03-21' } });
  await walkIn(product, customer, shop);
  const bought = await buy(product, customer, barcode, 2);
  const notice = await product.notifyPaid(bought.paymentId, bought.payable, { apiV3Key: 'x'.repeat(32) });
  expect(notice.status).toBe(401);
  await admin.call('POST /staff/orders/:id/refunds', {
    params: { id: bought.orderId },
    body: { amount: 1, reason: '测试' },
  });
  for (const [path, key] of [
    ['merchantPrivateKey', product.channel.secrets.merchantPrivateKey],
    ['platform key', product.channel.secrets.platformPrivateKey],
  ] as const)
    for (const line of key.split('\n').filter((part) => part.length > 40)) keep(path, line);
}

/** Those who try: everything wrong that they send is somebody's secret as well. */
async function guessers(): Promise<void> {
  const phone = keep('phone', '13766667777');
  await product.call('POST /auth/sms-codes', { body: { phone } });
  await product.drain();
  keep('SMS code', product.codes.get(phone) ?? '');
  await product.call('POST /auth/phone', { body: { phone, code: keep('SMS code', '909174') } });
  await product.call('POST /auth/phone', { body: { phone: { number: phone }, code: '909174' } });
  await product.call('POST /auth/phone', { body: `{"phone":"${phone}","code":` });
  await product.call('POST /auth/phone', { body: `{"phone":"${phone}`, headers: { 'content-type': 'text/plain' } });
  const password = keep('password', 'somebody-else-s-password');
  await product.call('POST /staff/auth/sign-in', { body: { loginName: 'sun.hao', password } });
  await product.call('POST /staff/auth/sign-in', { body: { loginName: ['sun.hao'], password } });
  const token = keep('session', randomBytes(32).toString('base64url'));
  await product.call('GET /me', { headers: { authorization: `Bearer ${token}` } });
  await product.call('GET /staff/me', { headers: { cookie: `lk_staff=${token}` } });
  await product.send('GET', `/api/v1/development/sms?phone=${phone}`);
  await product.send('GET', `/api/v1/nowhere?token=${token}`);
}

/** Six digits are part of many numbers: a code counts where it stands alone. */
function holds(text: string, name: string, secret: string): boolean {
  if (!name.startsWith('SMS code')) return text.includes(secret);
  return new RegExp(`(?<![0-9a-zA-Z_:.-])${secret}(?![0-9a-zA-Z_:.-])`).test(text);
}

describe('after a busy day', () => {
  it('[PLT-8] no secret is in the log', () => {
    const text = lines.join('');
    expect(lines.length).toBeGreaterThan(30);
    expect(text).toContain('a payment callback was not believed');
    const found = [...secrets].filter(([name, value]) => holds(text, name, value));
    expect(found).toEqual([]);
  });

  it('[PLT-8] no secret is in any table', async () => {
    const { pool } = product.runtime.database;
    const { rows } = await pool.query<{ place: string }>(`
      select format('%I.%I', schemaname, tablename) as place
      from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`);
    expect(rows.length).toBeGreaterThan(60);
    const found: string[] = [];
    for (const { place } of rows) {
      const held = await pool.query<{ text: string }>(`select t::text as text from ${place} t`);
      const text = held.rows.map((row) => row.text).join('\n');
      for (const [name, secret] of secrets) {
        if (holds(text, name, secret)) found.push(`${place}: ${name}`);
      }
    }
    expect(found).toEqual([]);
  });

  it('[PLT-8] an error’s log line has no row of the database in it', async () => {
    const insert = `insert into identity.refused_sign_ins (id, way, reason, at) values ('${product.runtime.kernel.config.port}', 'phone', '13788889999', now())`;
    await product.runtime.database.pool.query(insert.replace("'0'", 'gen_random_uuid()')).catch((error) => {
      expect(JSON.stringify(error)).toContain('13788889999');
      log.error({ err: error, phone: '13788889999', nested: { deeper: { token: '13788889999' } } }, 'a failure');
    });
    const line = lines.at(-1) ?? '';
    expect(line).toContain('refused_sign_ins_owner_check');
    expect(line).not.toContain('13788889999');
  });
});
