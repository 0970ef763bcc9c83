import { type RouteDefinition, type RouteKey, routes } from '@latchkey/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerAsks, staffAsks } from './asks.ts';
import { type Send, type Traces, traceFinder } from './fingerprint.ts';
import { type Caller, createTestProduct, type Request, type TestProduct } from './product.ts';
import { type Estate, makeEstate } from './product-world.ts';

let product: TestProduct;
let estate: Estate;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
let traces: Traces;
beforeAll(async () => {
  product = await createTestProduct({ environment: { LATCHKEY_CALLS_PER_MINUTE: '100000' } });
  admin = await product.staff('platform_administrator');
  estate = await makeEstate(product, admin);
  traces = await traceFinder(product);
}, 90_000);
afterAll(() => product.close());

const entries = Object.entries(routes) as [RouteKey, RouteDefinition][];
/** These count a try, or slide a session, whatever comes of it. */
const counted = /^(POST \/(auth|staff\/auth|me\/phone|staff\/me\/totp|channels)|GET \/me$)/;

function callerFor(route: RouteDefinition): Caller {
  if (route.audience === 'staff') return admin.call;
  return route.audience === 'customer' || route.audience === 'optional' ? estate.customer.call : product.call;
}
const exampleOf = (key: RouteKey): Request => ({ ...staffAsks(estate), ...customerAsks(estate) })[key] ?? {};

const json = (text: string | Buffer, type = 'application/json'): Request => ({
  body: text,
  headers: { 'content-type': type },
});
const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
/** Bodies that are wrong for every schema. */
const bodies: [string, Request][] = [
  ['broken UTF-8', json(bytes('{"name":"', [0xc3, 0x28, 0xff, 0xfe], '"}'))],
  ['a lone surrogate in UTF-8', json(bytes('{"name":"', [0xed, 0xa0, 0x80], '"}'))],
  ['UTF-16', json(Buffer.from('{"name":"x"}', 'utf16le'))],
  ['a byte order mark', json(bytes([0xef, 0xbb, 0xbf], '{"name":"x"}'))],
  ['a raw NUL', json(bytes('{"name":"a', [0], 'b"}'))],
  ['10^21', json('{"amount":1e21,"limit":1000000000000000000000,"version":-1e400}')],
  ['a number of 100,000 digits', json(`{"amount":${'9'.repeat(100_000)}}`)],
  ['a text of 250,000 characters', json(JSON.stringify({ name: 'x'.repeat(250_000), reason: 'x'.repeat(9) }))],
  ['10,000 members', json(JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`k${n}`, n]))))],
  ['nested lists', json(`{"ids":${'['.repeat(10_000)}${']'.repeat(10_000)}}`)],
  ['nested objects', json(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`)],
  ['the same name twice', json('{"name":"a","name":{"$ne":null}}')],
  ['a prototype', json('{"__proto__":{"permissions":["all"]},"constructor":{"prototype":{"x":1}}}')],
  ['a text', json('"x"')],
  ['a number', json('-1')],
  ['false', json('false')],
  ['half of one', json('{"name":"x"')],
  ['two of them', json('{}{}')],
  ['comments', json('{/* x */"name":"x"}')],
  ['a form', json('name=x&amount=1', 'application/x-www-form-urlencoded')],
  ['plain text', json('{"name":"x"}', 'text/plain')],
  ['a multipart without parts', json('--x--', 'multipart/form-data; boundary=x')],
  ['XML', json('<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>', 'application/xml')],
  ['JSON in a charset of its own', json('{"name":"x"}', 'application/json; charset=utf-7')],
  ['a content type that is none', json('{}', 'json')],
];
const queries = [
  ...['limit=1&limit=2', 'limit[]=1', 'limit[$gt]=1', 'limit=-1', 'limit=1e21', 'limit=0x10', 'limit=%00', 'limit=NaN'],
  ...[
    'cursor=%ff%fe',
    'cursor=%',
    'cursor=a&cursor=b',
    `cursor=${'A'.repeat(8_000)}`,
    '__proto__[x]=1',
    'constructor=1',
  ],
  ...[
    'storeId=a&storeId=b',
    'from=9999-99-99',
    'from=-271821-04-20T00:00:00Z',
    'search=%00',
    `search=${'%25'.repeat(2_000)}`,
  ],
  ...['&&&&', '=', '?', '%', Array.from({ length: 2_000 }, (_, n) => `a${n}=`).join('&')],
];
const identifiers = [
  '%00',
  '%ff',
  '..%2f..%2fetc',
  '-1',
  '1e21',
  'null',
  `${'a'.repeat(199)}`,
  '%F0%9F%92%B0',
  "'or'1'='1",
];
const headers: Record<string, string>[] = [
  { 'accept-language': `${'zz-'.repeat(3_000)};q=9` },
  { 'accept-language': ',;q=;;,*' },
  { 'idempotency-key': 'x'.repeat(5_000) },
  { 'idempotency-key': "' or 1=1 --" },
  { 'idempotency-key': '' },
  { authorization: `Bearer ${'A'.repeat(9_000)}` },
  { authorization: 'Bearer' },
  { authorization: 'Basic OjpiOg==' },
  { cookie: Array.from({ length: 400 }, (_, n) => `c${n}=1`).join('; ') },
  { cookie: 'lk_staff=%ff; lk_customer=%; __proto__=x' },
  { 'x-forwarded-for': '"; drop table x', forwarded: 'for=_hidden', 'x-real-ip': '::ffff:999.1.1.1' },
  { 'x-http-method-override': 'DELETE', 'x-original-url': '/api/v1/staff/staff' },
  { host: 'evil.example' },
  { 'content-encoding': 'gzip' },
  { range: 'bytes=0-', 'if-none-match': '*', expect: '100-continue' },
  { origin: 'null', 'sec-fetch-site': 'cross-site' },
  { 'user-agent': '\u{1F4B0}x'.repeat(500).replace(/[^\x20-\x7e]/g, 'x') },
];

/** Sends what no schema hopes for; answers what is wrong with the answers, and what refusals left behind. */
async function abuse(key: RouteKey, requests: readonly (readonly [string, Send])[]): Promise<string[]> {
  const wrong: string[] = [];
  const refused: Send[] = [];
  for (const [name, send] of requests) {
    const { status, body, text } = await send();
    if (status >= 500 && body?.error?.code !== 'device_offline') wrong.push(`${name}: ${status} ${text}`);
    if (status >= 400) refused.push(send);
  }
  if (counted.test(key)) return wrong;
  return [...wrong, ...(await traces(refused)).map((place) => `a refusal changed ${place}`)];
}

describe('hostile senders', () => {
  const writes = entries.filter(([, route]) => route.body);
  it.each(writes)('[PLT-8] never break %s by a body, whatever its bytes and type', async (key, route) => {
    const { params } = exampleOf(key);
    const call = callerFor(route);
    const requests = bodies.map(([name, request]) => [name, () => call(key, { ...request, params })] as const);
    expect(await abuse(key, requests)).toEqual([]);
  });

  const named = entries.filter(([key, route]) => key.includes('/:') || route.query);
  it.each(named)('[PLT-8] never break %s by an address', async (key, route) => {
    const call = callerFor(route);
    const example = exampleOf(key);
    const asked = (route.query ? queries : []).map(
      (query) => [query.slice(0, 60), () => call(key, { ...example, query })] as const,
    );
    const [method = 'GET', path = '/'] = key.split(' ');
    const own = route.audience === 'staff' ? { cookie: `lk_staff=${admin.token}` } : bearer(estate.customer.token);
    const sought = (path.includes('/:') ? identifiers : []).map((identifier) => {
      const address = `/api/v1${path.replace(/:\w+/g, identifier)}`;
      const request = { ...(example.body === undefined ? {} : { body: example.body }), headers: own };
      return [identifier, () => product.send(method, address, request)] as const;
    });
    expect(await abuse(key, [...asked, ...sought])).toEqual([]);
  });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it.each(entries)('[PLT-8] never break %s by headers', async (key, route) => {
    // Nothing is meant to succeed here: without a body most writes cannot.
    const { params } = exampleOf(key);
    if (/sign-out|^DELETE/.test(key)) return;
    const call = callerFor(route);
    const requests = headers.map((abused) => {
      const name = JSON.stringify(abused).slice(0, 60);
      return [name, () => call(key, { params, headers: abused })] as const;
    });
    expect(await abuse(key, requests)).toEqual([]);
  });
});

describe('a callback that is signed by the channel', () => {
  const odd = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      true,
      -1,
      0,
      0.5,
      1e21,
      2 ** 53,
      '',
      '\u0000',
      'x'.repeat(5_000),
      [],
      {},
      [[]],
      '-1',
    ),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const field = fc.constantFrom(
    ...['out_trade_no', 'transaction_id', 'trade_state', 'success_time', 'amount', 'mchid', 'appid', 'payer', 'attach'],
  );
  const oddTransaction = fc
    .array(fc.tuple(field, odd), { minLength: 1, maxLength: 3 })
    .map((pairs) => Object.fromEntries(pairs) as Record<string, unknown>);
  const oddAmount = odd.map((total) => ({ amount: { total, currency: 'CNY', payer_total: total } }));

  it('[PLT-8, PAY-2] is refused or taken whole, whatever stands in it', { timeout: 60_000 }, async () => {
    const cases = fc.sample(fc.oneof(oddTransaction, oddAmount), { numRuns: 200, seed: 20_260_601 });
    const requests = cases.map((transaction) => {
      const notice = product.channel.paidNotice(estate.paymentId, estate.payable, product.clock.now(), { transaction });
      const params = { account: product.channel.code };
      const send = () => product.call('POST /channels/wechat/:account/payments', { params, ...notice });
      return [JSON.stringify(transaction).slice(0, 100), send] as const;
    });
    const wrong = await abuse('POST /channels/wechat/:account/payments', requests);
    expect(wrong).toEqual([]);
    const order = await estate.customer.call('GET /orders/:id', { params: { id: estate.orderId } });
    expect(order.body.state).not.toBe('pending_payment');
    const auditor = await product.staff('auditor');
    expect((await auditor.call('POST /staff/ledger/verify')).body).toMatchObject({ consistent: true, total: 0 });
  });
});
