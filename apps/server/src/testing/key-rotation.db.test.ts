import { randomBytes } from 'node:crypto';
import { generate } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadIndexKeys } from '../kernel/index-keys.ts';
import { reseal, resealService } from '../kernel/reseal.ts';
import { sealedColumns } from '../wiring.ts';
import { createTestProduct, type TestProduct } from './product.ts';
import { createTestRuntime } from './runtime.ts';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64url')}`;
const [a, b, c] = [key('a'), key('b'), key('c')];
let first: TestProduct;
const served: TestProduct[] = [];
beforeAll(async () => {
  first = await createTestProduct({ environment: { LATCHKEY_MASTER_KEYS: a } });
}, 60_000);
afterAll(async () => {
  for (const product of served) await product.close();
  await first.close();
});

/** The same database, served by a program with another ring of keys. */
async function servedWith(...ring: string[]): Promise<TestProduct> {
  const product = await createTestProduct({
    database: first.database,
    environment: { LATCHKEY_MASTER_KEYS: ring.join(',') },
    start: first.clock.now(),
  });
  served.push(product);
  return product;
}

async function makePeople(product: TestProduct) {
  const customer = await product.customer();
  const admin = await product.staff('platform_administrator');
  const { body } = await admin.call('POST /staff/me/totp', { body: { password: admin.password } });
  const code = () =>
    generate({ secret: body.secret, epoch: Math.floor(product.clock.now().getTime() / 1000) }) as Promise<string>;
  await admin.call('POST /staff/me/totp/confirm', { body: { totp: await code() } });
  const entity = {
    ...{ name: '河畔商贸', contactName: '王芳', contactPhone: '13700001111', licenceNumber: null },
    ...{ payoutAccount: null, serviceFee: 500, channelFeeBearer: 'platform' },
  };
  const headers = { 'idempotency-key': 'one-entity-only' };
  const made = await admin.call('POST /staff/entities', { body: entity, headers });
  expect(made.status).toBe(200);
  return { customer, admin, code, entity, headers, made: made.body };
}

/** Every column of the database that holds sealed text, and how many texts the named key opens. */
async function textsUnder(keyId: string): Promise<Record<string, number>> {
  const { pool } = first.runtime.database;
  const { rows } = await pool.query<{ name: string; place: string }>(`
    select table_schema || '.' || table_name as place, column_name as name
    from information_schema.columns
    where table_schema not in ('pg_catalog', 'information_schema') and data_type = 'text'`);
  const found: Record<string, number> = {};
  for (const { place, name } of rows) {
    const counted = await pool.query(
      `select count(*)::int as texts from ${place} where ${name} ~ ('^' || $1 || '\\.[A-Za-z0-9_-]{16}\\.')`,
      [keyId],
    );
    if (counted.rows[0].texts > 0) found[`${place}.${name}`] = counted.rows[0].texts;
  }
  return found;
}

describe('the ring of master keys', () => {
  it('[PLT-8] turns: a new key in front, everything sealed anew, the old one taken away, and nobody is lost', async () => {
    const people = await makePeople(first);
    const before = await textsUnder('a');
    expect(Object.keys(before).length).toBeGreaterThanOrEqual(7);

    const both = await servedWith(b, a);
    both.clock.advance(120_000);
    const known = await both.customer(people.customer.phone);
    expect(known.id).toBe(people.customer.id);
    const fresh = await both.customer();
    const outcome = await reseal(both.runtime, sealedColumns);
    expect(outcome.left).toEqual({});
    expect(outcome.resealed).toBeGreaterThanOrEqual(Object.values(before).reduce((sum, texts) => sum + texts, 0));
    expect(await textsUnder('a')).toEqual({});
    expect(await reseal(both.runtime, sealedColumns)).toEqual({ resealed: 0, left: {} });

    const only = await servedWith(b);
    only.clock.advance(240_000);
    for (const person of [people.customer, fresh]) {
      const again = await only.customer(person.phone);
      expect(again.id).toBe(person.id);
      expect((await again.call('GET /me')).body.phone).toBe(`${person.phone.slice(0, 3)}****${person.phone.slice(-4)}`);
    }
    const { loginName, password } = people.admin;
    const epoch = Math.floor(only.clock.now().getTime() / 1000);
    expect(epoch).toBeGreaterThan(0);
    first.clock.set(only.clock.now());
    const body = { loginName, password, totp: await people.code() };
    const signedIn = await only.call('POST /staff/auth/sign-in', { body });
    expect(signedIn.status).toBe(200);
    const call = only.callerWith({ cookie: `lk_staff=${signedIn.cookies.lk_staff}` });
    const replayed = await call('POST /staff/entities', { body: people.entity, headers: people.headers });
    expect(replayed.body).toEqual(people.made);
    const found = await call('GET /staff/members', { query: `search=${people.customer.phone.slice(-4)}` });
    expect(found.body.items.map((item: { id: string }) => item.id)).toContain(people.customer.id);
  });

  it('[PLT-8] begins to seal anew by itself when a server starts with a new key', async () => {
    const next = await servedWith(c, b);
    const running = await resealService(sealedColumns).start(next.runtime);
    await expect.poll(() => textsUnder('b'), { timeout: 20_000 }).toEqual({});
    await running.stop();
    const { body } = await (await next.staff('auditor')).call('GET /staff/audit', { query: 'action=kernel.reseal' });
    expect(body.items[0]).toMatchObject({ object: { kind: 'master_key', id: 'c' }, after: { left: {} } });
  });

  it('[PLT-8] a server without the key that is needed does not start, and says so', async () => {
    const stranger = createTestRuntime(first.database.url, { environment: { LATCHKEY_MASTER_KEYS: key('z') } });
    await expect(loadIndexKeys(stranger.runtime)).rejects.toThrow('No master key “c” is configured');
    await stranger.close();
  });

  it('[PLT-8] no column of sealed text is forgotten', async () => {
    const { rows } = await first.runtime.database.pool.query<{ name: string }>(`
      select table_schema || '.' || table_name || '.' || column_name as name
      from information_schema.columns
      where column_name like '%sealed' and data_type = 'text'`);
    const known = sealedColumns.map(({ table, column }) => `${table}.${column}`);
    expect(
      rows
        .map(({ name }) => name)
        .filter((name) => name !== 'kernel.index_keys.key_sealed')
        .sort(),
    ).toEqual(known.sort());
  });
});
