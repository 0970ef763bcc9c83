import { type RouteDefinition, type RouteKey, routes } from '@latchkey/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerAsks, staffAsks } from './asks.ts';
import { type Send, type Traces, traceFinder } from './fingerprint.ts';
import { inputFor, queryString } from './input-arbitrary.ts';
import { type Caller, createTestProduct, type Request, type TestProduct } from './product.ts';
import { type Estate, makeEstate } from './product-world.ts';

let product: TestProduct;
let estate: Estate;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
let auditor: Awaited<ReturnType<TestProduct['staff']>>;
let ids: string[];
let traces: Traces;
beforeAll(async () => {
  product = await createTestProduct();
  admin = await product.staff('platform_administrator');
  auditor = await product.staff('platform_administrator');
  estate = await makeEstate(product, admin);
  traces = await traceFinder(product);
  const { shop: _, customer, manager, ...rest } = estate;
  ids = [
    ...Object.values(rest).filter((value) => typeof value === 'string' && value.length === 36),
    customer.id,
    manager.id,
  ] as string[];
}, 60_000);
afterAll(() => product.close());

/** These end the session that the others need. */
const farewells: ReadonlySet<string> = new Set<RouteKey>([
  'POST /auth/sign-out',
  'POST /auth/sign-out-all',
  'POST /staff/auth/sign-out',
  'POST /staff/auth/sign-out-all',
  'POST /staff/members/:id/sign-out',
  'DELETE /me',
]);
const entries = (Object.entries(routes) as [RouteKey, RouteDefinition][]).filter(([key]) => !farewells.has(key));
/** These leave a trace of a refusal on purpose: a counted try, an audit row. */
const counted = /^(POST \/(auth|staff\/auth|me\/phone|staff\/me\/totp|channels)|GET \/me$)/;

function callerFor(route: RouteDefinition): Caller {
  if (route.audience === 'staff') return admin.call;
  return route.audience === 'customer' || route.audience === 'optional' ? estate.customer.call : product.call;
}

const cursors = fc.constantFrom(
  ...['x', '%00', '!!!', ...[[], [1], ['0000-01-01T00:00:00Z', '00000000-0000-4000-8000-000000000000']].map(encode)],
  ...[
    [1e308, '00000000-0000-4000-8000-000000000000'],
    ['\u0000', '00000000-0000-4000-8000-000000000000'],
  ].map(encode),
  ...[[5, '0000-01-01T00:00:00Z', '00000000-0000-4000-8000-000000000000'], { length: 2 }].map(encode),
);
function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function requestFor(key: RouteKey, route: RouteDefinition): fc.Arbitrary<Request> {
  const known = { ...staffAsks(estate), ...customerAsks(estate) }[key];
  const params = inputFor(route.params, ids).map((value) =>
    Object.fromEntries(
      Object.entries((value ?? {}) as object).map(([name, one]) => [name, String(one).toWellFormed()]),
    ),
  );
  return fc
    .record({
      params: known?.params ? fc.oneof({ weight: 4, arbitrary: fc.constant(known.params) }, params) : params,
      query: fc.tuple(inputFor(route.query, ids), fc.option(cursors, { freq: 3 })),
      body: inputFor(route.body, ids),
    })
    .map(({ params: given, query: [query, cursor], body }) => ({
      params: given,
      ...(route.query
        ? {
            query: [queryString(query), ...(cursor === null ? [] : [`cursor=${encodeURIComponent(cursor)}`])].join('&'),
          }
        : {}),
      ...(route.body ? { body } : {}),
    }));
}

describe('bad input', () => {
  it.each(entries)('[PLT-8] never breaks %s, and what is refused leaves no trace', async (key, route) => {
    const seed = 20_260_601;
    const cases = fc.sample(requestFor(key, route), { numRuns: 20, seed });
    const call = callerFor(route);
    const wrong: unknown[] = [];
    const refused: Send[] = [];
    for (const request of cases) {
      const send = () => call(key, request);
      let answer = await send();
      if (answer.status === 429) {
        product.clock.advance(60_000);
        answer = await send();
      }
      if (answer.status >= 500 && answer.body?.error?.code !== 'device_offline')
        wrong.push([request, answer.status, answer.text]);
      if (answer.status === 401 && route.audience === 'staff' && !counted.test(key))
        wrong.push(['the session ended', request]);
      if (answer.status >= 400) refused.push(send);
    }
    if (!counted.test(key)) wrong.push(...(await traces(refused)).map((place) => ['a refusal changed', place]));
    expect(wrong).toEqual([]);
  });

  it('[LED-10, INV-1, IDN-13] leaves the books, the stock and the audit log whole', async () => {
    await product.drain();
    expect((await auditor.call('POST /staff/ledger/verify')).body).toMatchObject({ consistent: true, total: 0 });
    expect((await auditor.call('POST /staff/stock/verify')).body).toMatchObject({ consistent: true });
    expect((await auditor.call('POST /staff/audit/verify')).body).toMatchObject({ intact: true });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});
