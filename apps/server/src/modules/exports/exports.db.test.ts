import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { type JobRunner, startJobs } from '../../kernel/jobs.ts';
import { createTestProduct, type TestProduct } from '../../testing/product.ts';
import { type Estate, makeEstate } from '../../testing/product-world.ts';

let product: TestProduct;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
let mine: Estate;
let theirs: Estate;
let runner: JobRunner;
beforeAll(async () => {
  product = await createTestProduct();
  admin = await product.staff('platform_administrator');
  mine = await makeEstate(product, admin);
  theirs = await makeEstate(product, admin);
  runner = await startJobs(product.runtime, product.jobs);
}, 60_000);
afterAll(async () => {
  await runner.stop();
  await product.close();
});

type Person = { call: typeof admin.call };
const ask = (person: Person, kind: string, filters: Record<string, string> = {}, format = 'csv', language = 'zh-CN') =>
  person.call('POST /staff/exports', { body: { kind, format, filters }, headers: { 'accept-language': language } });
const stateOf = async (person: Person, id: string) =>
  (await person.call('GET /staff/exports/:id', { params: { id } })).body;
async function done(person: Person, asked: ReturnType<typeof ask>) {
  const { status, body, text } = await asked;
  if (status !== 200) throw new Error(text);
  await expect.poll(async () => (await stateOf(person, body.id)).state, { timeout: 15_000 }).toBe('done');
  return stateOf(person, body.id);
}
const take = (person: Person, id: string) => person.call('GET /staff/exports/:id/file', { params: { id } });
const linesOf = (text: string) => text.trimEnd().split('\r\n').slice(1);

describe('exports', () => {
  it('[ORD-4, IDN-8] hold what the list shows to this person under these filters, by the store’s clock', async () => {
    const all = await done(admin, ask(admin, 'orders'));
    expect(all).toMatchObject({ rows: 2, complete: true, fileName: expect.stringMatching(/^orders-.*\.csv$/) });
    const file = await take(admin, all.id);
    expect(file.headers['content-disposition']).toBe(`attachment; filename="${all.fileName}"`);
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(file.text.startsWith('\uFEFF订单号,门店,')).toBe(true);
    // The clock of the test stands at noon in Shanghai.
    expect(file.text).toContain('2026-06-01 12:00:00');
    const [number] = (await admin.call('GET /staff/orders', { query: `storeId=${mine.storeId}` })).body.items.map(
      (order: { number: string }) => order.number,
    );
    const filtered = await done(admin, ask(admin, 'orders', { storeId: mine.storeId }));
    expect(linesOf((await take(admin, filtered.id)).text).map((line) => line.split(',')[0])).toEqual([number]);
    const manager = await done(mine.manager, ask(mine.manager, 'orders'));
    expect(linesOf((await take(mine.manager, manager.id)).text).map((line) => line.split(',')[0])).toEqual([number]);
    const elsewhere = await done(mine.manager, ask(mine.manager, 'orders', { storeId: theirs.storeId }));
    expect(elsewhere.rows).toBe(0);
  });

  it('[ORD-4, UX-2] every kind can be written, in both formats and in the reader’s language', async () => {
    const kinds = [
      'visits',
      'members',
      'journals',
      'audit',
      'products',
      'listings',
      'movements',
      'payments',
      'refunds',
    ];
    for (const kind of [...kinds, 'services']) {
      const file = await done(admin, ask(admin, kind, {}, 'xlsx', 'en'));
      const { rawPayload } = await product.app.inject({
        url: `/api/v1/staff/exports/${file.id}/file`,
        headers: { cookie: `lk_staff=${admin.token}` },
      });
      expect([kind, rawPayload.subarray(0, 2).toString(), rawPayload.length === file.bytes]).toEqual([
        kind,
        'PK',
        true,
      ]);
    }
    const english = await done(admin, ask(admin, 'listings', {}, 'csv', 'en'));
    expect((await take(admin, english.id)).text.startsWith('\uFEFFStore,Product,Spec,')).toBe(true);
  });

  it('[IDN-17] need the right to see the list, when asked for and again when taken', async () => {
    const cashier = await product.staff('cashier', { kind: 'stores', ids: [mine.storeId] });
    expect((await ask(cashier, 'audit')).body.error.code).toBe('forbidden');
    const { id } = await done(cashier, ask(cashier, 'orders'));
    await product.runtime.database.transaction((tx) =>
      tx.run(sql`delete from identity.staff_roles where staff_id = ${cashier.id}`),
    );
    expect((await take(cashier, id)).body.error.code).toBe('forbidden');
  });

  it('[IDN-8] are not given to a scope that shrank since', async () => {
    const both = [mine.storeId, theirs.storeId];
    const manager = await product.staff('store_manager', { kind: 'stores', ids: both });
    const { id } = await done(manager, ask(manager, 'orders'));
    expect((await take(manager, id)).status).toBe(200);
    await product.runtime.database.transaction((tx) =>
      tx.run(sql`update identity.staff set scope_ids = array[${mine.storeId}::uuid] where id = ${manager.id}`),
    );
    expect((await take(manager, id)).body.error.code).toBe('forbidden');
  });

  it('[IDN-8, IDN-13] are the asker’s own; asking and taking are logged', async () => {
    const { id } = await done(admin, ask(admin, 'orders', { storeId: mine.storeId }));
    const other = await product.staff('platform_administrator');
    for (const key of [
      'GET /staff/exports/:id',
      'GET /staff/exports/:id/file',
      'POST /staff/exports/:id/cancel',
    ] as const)
      expect([key, (await other.call(key, { params: { id } })).status]).toEqual([key, 404]);
    expect((await other.call('GET /staff/exports')).body.items).toEqual([]);
    await take(admin, id);
    const log = await product.runtime.database.rows(
      z.object({ action: z.string(), after: z.unknown() }),
      sql`select action, after from kernel.audit_log where object_id = ${id} order by id`,
    );
    expect(log).toEqual([
      { action: 'exports.request', after: { kind: 'orders', format: 'csv', filters: { storeId: mine.storeId } } },
      { action: 'exports.download', after: { kind: 'orders', format: 'csv', rows: 1 } },
    ]);
  });

  it('[ORD-4] refuse a filter that the list does not have, naming it', async () => {
    for (const [filters, field] of [
      [{ shopId: 'x' }, 'filters.shopId'],
      [{ storeId: 'x' }, 'filters.storeId'],
      [{ from: 'yesterday' }, 'filters.from'],
    ] as const) {
      const { status, body } = await ask(admin, 'orders', filters);
      expect([status, body.error.code, body.error.data.field]).toEqual([400, 'invalid_input', field]);
    }
  });

  it('[UX-3] can be stopped; nothing is kept of them, and a person has three under way at most', async () => {
    await runner.stop();
    const person = await product.staff('platform_administrator');
    const asked = [await ask(person, 'orders'), await ask(person, 'visits'), await ask(person, 'members')];
    expect((await ask(person, 'audit')).body.error.code).toBe('rate_limited');
    const first = asked[0]?.body.id ?? '';
    expect((await person.call('POST /staff/exports/:id/cancel', { params: { id: first } })).body.state).toBe(
      'cancelled',
    );
    runner = await startJobs(product.runtime, product.jobs);
    await expect
      .poll(
        async () => (await person.call('GET /staff/exports')).body.items.map((item: { state: string }) => item.state),
        {
          timeout: 15_000,
        },
      )
      .toEqual(['done', 'done', 'cancelled']);
    expect((await take(person, first)).status).toBe(404);
  });

  it('[IDN-10] fail in the name of somebody who was frozen meanwhile', async () => {
    await runner.stop();
    const person = await product.staff('platform_administrator');
    const { body } = await ask(person, 'orders');
    await product.runtime.database.transaction((tx) =>
      tx.run(sql`update identity.staff set state = 'frozen' where id = ${person.id}`),
    );
    runner = await startJobs(product.runtime, product.jobs);
    const state = () =>
      product.runtime.database.row(
        z.object({ state: z.string(), code: z.string().nullable() }),
        sql`select state, code from exports.exports where id = ${body.id}`,
      );
    await expect.poll(state, { timeout: 15_000 }).toEqual({ state: 'failed', code: 'forbidden' });
  });

  it('[ORD-4] are gone after a day, and their row stays', async () => {
    const { id } = await done(admin, ask(admin, 'orders'));
    product.clock.advance(25 * 3_600_000);
    // The session of the day before is over.
    const { loginName, password } = admin;
    const signedIn = await product.call('POST /staff/auth/sign-in', { body: { loginName, password } });
    const again = { call: product.callerWith({ cookie: `lk_staff=${signedIn.cookies.lk_staff}` }) };
    expect((await take(again, id)).status).toBe(404);
    const sweep = product.sweeps.find(({ name }) => name === 'exports.expiry');
    await sweep?.run(product.runtime);
    expect((await stateOf(again, id)).state).toBe('expired');
    expect(await product.runtime.kernel.storage.get(`exports/${id}.csv`)).toBeNull();
  });
});
