import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { RouteKey } from '@latchkey/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemActor } from '../kernel/actor.ts';
import { sql } from '../kernel/db.ts';
import { freezeStaff } from '../modules/identity/index.ts';
import { configureWechatPay } from '../modules/payments/index.ts';
import { createTestProduct, freshAddress, type TestProduct } from './product.ts';

let product: TestProduct;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
beforeAll(async () => {
  product = await createTestProduct();
  admin = await product.staff('platform_administrator');
}, 60_000);
afterAll(() => product.close());

const cookie = (token: string) => ({ cookie: `lk_staff=${token}` });

describe('a foreign page', () => {
  const host = { host: 'shop.example' };
  it.each<[string, Record<string, string>, number]>([
    ['a foreign Origin', { origin: 'https://evil.example' }, 403],
    ['a foreign port', { origin: 'http://shop.example:81' }, 403],
    ['a null Origin', { origin: 'null' }, 403],
    ['an Origin that is no address', { origin: 'shop.example' }, 403],
    ['our name in front of its own', { origin: 'http://shop.example.evil.example' }, 403],
    ['its address behind ours', { origin: 'http://shop.example@evil.example' }, 403],
    ['no Origin but Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['no Origin but Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site' }, 403],
    ['an Authorization that is no bearer', { origin: 'https://evil.example', authorization: 'Basic YTpi' }, 403],
    ['our own Origin', { origin: 'http://shop.example' }, 200],
    ['no browser headers at all', {}, 200],
  ])('[PLT-8] writes nothing with our cookie: %s', async (_what, headers, status) => {
    const body = { name: '地区', parentId: null };
    const answer = await product.call('POST /staff/regions', {
      body,
      headers: { ...cookie(admin.token), ...host, ...headers },
    });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body.error.code).toBe('cross_site');
  });

  it('[PLT-8] gets no CORS answer, and cannot send a form', async () => {
    const preflight = await product.send('OPTIONS', '/api/v1/staff/regions', {
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(Object.keys(preflight.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await product.call('POST /auth/sms-codes', {
        body: '{"phone":"13800000000"}',
        headers: { 'content-type': type },
      });
      expect([type, answer.status]).toEqual([type, 415]);
    }
  });
});

describe('addresses and bodies', () => {
  it.each([
    '/media/products/..%2f..%2f..%2fpackage.json',
    '/media/products/%2e%2e/%2e%2e/secret',
    '/media/private/licence.jpg',
    '/media/products/%00',
    '/media/reviews/%00',
    '/media/products/..\\..\\x',
    `/media/${'a'.repeat(3_000)}`,
    '/api/docs/assets/%2e%2e/%2e%2e/package.json',
    '/api/docs/assets/..%2f..%2fpackage.json',
    '/agent/..%2f..%2fserver/src/main.ts',
    '/agent//etc/passwd.txt',
    '//evil.example/%2e%2e/x.js',
    '/%2e%2e/%2e%2e/etc/passwd.txt',
    '/api/v1/%ff',
    '/%',
    '/api/v1/staff/orders/%00',
    '/api/v1/../../readyz.json',
    '/api/v1/constructor',
    '/api/v1/__proto__',
  ])('[PLT-8] %s leads nowhere, and in our own words', async (path) => {
    const { status, headers, text } = await asWritten(path);
    expect([path, [400, 404].includes(status)]).toEqual([path, true]);
    expect(JSON.parse(text).error).toMatchObject({ code: expect.any(String), requestId: expect.any(String) });
    expect(headers.location).toBeUndefined();
  });

  /** Over a real connection: clients that tidy the address up would take the attack out of it. */
  async function asWritten(path: string) {
    const options = { host: '127.0.0.1', port: product.port, path, headers: cookie(admin.token) };
    const [response] = (await once(request(options).end(), 'response')) as [IncomingMessage];
    const parts = await response.toArray();
    return { status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() };
  }

  it.each<[string, string | Buffer, number]>([
    ['too large', `{"name":"${'x'.repeat(300_000)}"}`, 413],
    ['not JSON', '{"name":', 400],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0x6e, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400],
    ['NaN', '{"name":NaN}', 400],
    ['deeply nested', `{"name":${'['.repeat(60_000)}${']'.repeat(60_000)}}`, 400],
    ['a list', '[]', 400],
    ['null', 'null', 400],
    ['a prototype', '{"__proto__":{"name":"x","parentId":null}}', 400],
    ['compressed rubbish', Buffer.from([0x1f, 0x8b, 0x08]), 400],
    ['nothing', '', 400],
  ])('[PLT-8] a body that is %s is refused, also with an idempotency key', async (_what, body, status) => {
    const headers = { 'idempotency-key': 'a-key-of-its-own' };
    expect((await admin.call('POST /staff/regions', { body, headers })).status).toBe(status);
  });

  it('[PLT-8] deep arguments of a device command do not exhaust the stack', async () => {
    const shop = await product.shop();
    const args = `{"a":${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}}`;
    const answer = await admin.call('POST /staff/devices/:id/commands', {
      params: { id: shop.door.deviceId },
      body: `{"name":"lock","args":${args}}`,
      headers: { 'idempotency-key': 'deep-arguments' },
    });
    expect(answer.status).toBe(400);
  });

  it('[PLT-8] every kind of answer carries the headers that protect it', async () => {
    const answers = [
      await product.call('GET /platform'),
      await product.call('GET /me'),
      await product.send('GET', '/media/products/none.svg'),
      await product.send('GET', '/nowhere.txt'),
    ];
    for (const { headers } of answers) {
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-powered-by']).toBeUndefined();
    }
    expect(answers[0]?.headers['cache-control']).toBe('no-store');
    expect(answers[1]?.headers['cache-control']).toBe('no-store');
  });
});

describe('guessing', () => {
  const guess = (address: string, body: object, key: RouteKey, headers = {}) =>
    product.call(key, { address, body, headers });
  const consent = { noticeVersion: 'x' };

  it('[IDN-2] five wrong codes burn the right one, from however many addresses they come', async () => {
    const phone = '13900000101';
    await product.call('POST /auth/sms-codes', { body: { phone } });
    await product.drain();
    const right = product.codes.get(phone) ?? '';
    const wrong = right === '000000' ? '111111' : '000000';
    const tries = await Promise.all(
      Array.from({ length: 5 }, () => guess(freshAddress(), { phone, code: wrong, consent }, 'POST /auth/phone')),
    );
    expect(tries.map((answer) => answer.body.error.code)).toEqual(Array(5).fill('wrong_code'));
    expect((await guess(freshAddress(), { phone, code: right, consent }, 'POST /auth/phone')).body.error.code).toBe(
      'wrong_code',
    );
  });

  it('[IDN-2] a code works once, also when it is used eight times at once', async () => {
    const phone = '13900000102';
    await product.call('POST /auth/sms-codes', { body: { phone } });
    await product.drain();
    const { version } = (await product.call('GET /privacy-notice')).body;
    const body = { phone, code: product.codes.get(phone), consent: { noticeVersion: version }, transport: 'token' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => product.call('POST /auth/phone', { body })));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect((await product.call('POST /auth/phone', { body })).body.error.code).toBe('wrong_code');
  });

  it('[IDN-2] one phone number gets five codes an hour at most, from however many addresses they are asked', async () => {
    const codes: number[] = [];
    for (let count = 0; count < 7; count++) {
      codes.push((await product.call('POST /auth/sms-codes', { body: { phone: '13900000103' } })).status);
      product.clock.advance(61_000);
    }
    expect(codes).toEqual([200, 200, 200, 200, 200, 429, 429]);
  });

  it('[IDN-2] a forwarding header does not buy another address, as no proxy is trusted', async () => {
    const address = freshAddress();
    const answers: number[] = [];
    for (let count = 0; count < 25; count++) {
      const headers = {
        'x-forwarded-for': `203.0.113.${count}`,
        forwarded: `for=203.0.113.${count}`,
        'x-real-ip': `203.0.113.${count}`,
      };
      const body = { phone: `139000002${String(count).padStart(2, '0')}` };
      answers.push((await guess(address, body, 'POST /auth/sms-codes', headers)).status);
    }
    expect(answers.slice(20)).toEqual(Array(5).fill(429));
    const seen = await product.runtime.database.rows(
      z.object({ address: z.string().nullable() }),
      sql`select distinct address from kernel.audit_log where address like '203.0.113.%'`,
    );
    expect(seen).toEqual([]);
  });

  it('[IDN-6] staff accounts look alike to who guesses: unknown, wrong and frozen, and ten tries are all', async () => {
    const frozen = await product.staff('agent');
    await product.asSystem((ctx) => freezeStaff(ctx, frozen.id, '离职'));
    const known = await product.staff('agent');
    const sign = (loginName: string, password: string) =>
      product.call('POST /staff/auth/sign-in', { body: { loginName, password } });
    const answers = [
      await sign('nobody-here', 'some-password-1'),
      await sign(known.loginName, 'some-password-1'),
      await sign(frozen.loginName, frozen.password),
    ].map(({ status, body }) => [status, { ...body.error, requestId: '' }]);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    const refusals = async (loginName: string, tries: number, address?: string) => {
      const body = { loginName, password: 'some-password-1' };
      const call = () => product.call('POST /staff/auth/sign-in', { body, ...(address ? { address } : {}) });
      const answers = await Promise.all(Array.from({ length: tries }, call));
      return answers.filter((answer) => answer.status === 429).length;
    };
    // Ten from one network, thirty from all that never signed in to the account. Each name has had a try above, and
    // the known one its own sign-in.
    for (const [loginName, before] of [[known.loginName, 2] as const, ['nobody-here', 1] as const]) {
      expect(await refusals(loginName, 12, freshAddress())).toBe(2);
      expect(await refusals(loginName, 25)).toBe(5 + before);
    }
    expect((await sign(known.loginName, known.password)).status).toBe(429);
  });

  it('[IDN-6] who has a password gets ten one-time codes an hour, from however many networks', async () => {
    const owner = await product.administrator();
    const { loginName, password } = owner;
    const codes: (string | undefined)[] = [];
    for (let count = 0; count < 14; count++) {
      // A quarter of an hour between bursts, so that no other limit is in the way.
      if (count % 5 === 4) product.clock.advance(15 * 60_000);
      const body = { loginName, password, totp: String(count).padStart(6, '0') };
      codes.push((await product.call('POST /staff/auth/sign-in', { body })).body.error?.code);
    }
    expect(codes.slice(0, 10)).toEqual(Array(10).fill('wrong_code'));
    expect(codes.slice(10)).toEqual(Array(4).fill('rate_limited'));
  });

  it('[IDN-6] a stranger locks nobody out of a browser that signed in before', async () => {
    const owner = await product.staff('agent');
    const { loginName, password } = owner;
    const first = await product.call('POST /staff/auth/sign-in', { body: { loginName, password } });
    const mark = { cookie: `lk_staff_device=${first.cookies.lk_staff_device}` };
    const sign = (headers: Record<string, string>, name = loginName, word = password) =>
      product.call('POST /staff/auth/sign-in', { body: { loginName: name, password: word }, headers });
    await Promise.all(Array.from({ length: 40 }, () => sign({}, loginName, 'some-password-1')));
    expect((await sign({})).status).toBe(429);
    expect((await sign(mark)).status).toBe(200);
    // The mark itself has ten tries, opens no other account, and cannot be made up.
    const guesses = await Promise.all(Array.from({ length: 12 }, () => sign(mark, loginName, 'some-password-1')));
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(2);
    expect((await sign({ cookie: `lk_staff_device=${'A'.repeat(22)}.${'B'.repeat(43)}` })).status).toBe(429);
    const other = await product.staff('agent');
    await Promise.all(Array.from({ length: 40 }, () => sign({}, other.loginName, 'some-password-1')));
    expect((await sign(mark, other.loginName, other.password)).status).toBe(429);
  });

  it('[IDN-2] nor a customer whose codes a stranger asks for and guesses at', async () => {
    const { version: noticeVersion } = (await product.call('GET /privacy-notice')).body;
    const phone = '13900000777';
    const ask = (headers = {}) => product.call('POST /auth/sms-codes', { body: { phone }, headers });
    const enter = (code: string | undefined, headers = {}) =>
      product.call('POST /auth/phone', { body: { phone, code, consent: { noticeVersion } }, headers });
    await ask();
    await product.drain();
    const first = await enter(product.codes.get(phone));
    const mark = { cookie: `lk_device=${first.cookies.lk_device}` };
    for (let count = 0; count < 6; count++) {
      product.clock.advance(61_000);
      await ask();
      await Promise.all(Array.from({ length: 6 }, () => enter('000000')));
    }
    product.clock.advance(61_000);
    expect((await ask()).status).toBe(429);
    expect((await ask(mark)).status).toBe(200);
    await product.drain();
    expect((await enter(product.codes.get(phone), mark)).status).toBe(200);
  });

  it('[IDN-2] one network uses up at most six of a number’s ten codes a day', async () => {
    const phone = '13900000778';
    const stranger = freshAddress();
    const codes: number[] = [];
    for (let count = 0; count < 8; count++) {
      codes.push((await product.call('POST /auth/sms-codes', { body: { phone }, address: stranger })).status);
      product.clock.advance(20 * 60_000);
    }
    expect(codes.filter((status) => status === 200)).toHaveLength(6);
    expect((await product.call('POST /auth/sms-codes', { body: { phone } })).status).toBe(200);
  });

  it('[IDN-1] a known and an unknown phone number get the same answer', async () => {
    const { phone } = await product.customer();
    product.clock.advance(61_000);
    const known = await product.call('POST /auth/sms-codes', { body: { phone } });
    const unknown = await product.call('POST /auth/sms-codes', { body: { phone: '13900000999' } });
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
  });
});

describe('outside demo mode', () => {
  it.each(['GET /development/demo', 'GET /development/sms'] as const)('[PLT-8] there is no %s', async (key) => {
    expect((await product.call(key)).status).toBe(404);
    expect((await admin.call(key)).status).toBe(404);
  });

  it.each([
    { baseUrl: 'http://127.0.0.1:18999' },
    { baseUrl: 'https://api.mch.weixin.qq.com.evil.example' },
    { baseUrl: 'http://api.mch.weixin.qq.com' },
    { apiV3Key: 'paylab0123456789paylab0123456789' },
    { appid: 'wxlab0000000001' },
  ])('[PAY-2] the emulator’s keys are refused: %s', async (part) => {
    const wechatPay = {
      ...{ baseUrl: 'https://api.mch.weixin.qq.com', mchid: '1600000001', appid: 'wx1234567890abcdef' },
      ...{ merchantSerial: 'AB', merchantPrivateKey: '', apiV3Key: 'k'.repeat(32), platformKeys: {} },
      downloadsCertificates: false,
      ...part,
    };
    const configured = product.runtime.transaction(systemActor('test'), (ctx) =>
      configureWechatPay(ctx, { code: 'lab', entityId: null, enabled: true, feeRate: 60, wechatPay }),
    );
    await expect(configured).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('[PLT-8] neither phone numbers nor codes nor passwords are in the audit log or the events', async () => {
    const customer = await product.customer();
    const person = await product.staff('agent');
    await product.call('POST /staff/auth/sign-in', {
      body: { loginName: person.loginName, password: 'a-wrong-password' },
    });
    await product.call('POST /auth/sms-codes', { body: { phone: '13911112222' } });
    const secrets = [customer.phone, customer.token, person.password, person.token, 'a-wrong-password', '13911112222'];
    const tables = [
      'kernel.audit_log',
      'kernel.outbox',
      'kernel.idempotency_keys',
      'identity.customers',
      'identity.sessions',
    ];
    for (const table of [
      ...tables,
      'identity.sms_codes',
      'identity.try_counters',
      'messages.sends',
      'messages.messages',
    ]) {
      const { rows } = await product.runtime.database.pool.query(
        `select string_agg(t::text, E'\\n') as text from ${table} t`,
      );
      const text = String(rows[0]?.text);
      expect([table, secrets.filter((secret) => text.includes(secret))]).toEqual([table, []]);
    }
  });
});
