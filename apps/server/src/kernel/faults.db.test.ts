import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestRuntime } from '../testing/runtime.ts';
import { startStallingProxy } from '../testing/stalling-proxy.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { systemActor } from './actor.ts';
import { connectDatabase, type Database, sql, type Tx } from './db.ts';
import { defineEvent, emit, on } from './events.ts';
import { addJob, failingJobs, releaseDeadWorkers, startJobs } from './jobs.ts';
import { createOutbox } from './outbox.ts';

const poison = defineEvent('test.poison', z.object({ n: z.int() }));
const number = z.object({ n: z.number() });
const one = sql`select 1 as n`;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let product: ReturnType<typeof createTestRuntime>;
let outbox: ReturnType<typeof createOutbox>;
const handled: number[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  product = createTestRuntime(database.url, { start: new Date() });
  outbox = createOutbox(
    product.runtime,
    [
      on(poison, 'always-fails', async () => Promise.reject(new Error('this listener never succeeds'))),
      on(poison, 'remember', async (_ctx, { n }) => void handled.push(n)),
    ],
    4,
  );
});
afterAll(async () => {
  await product.close();
  await database.drop();
});

/** A transaction that holds its connection until it is let go. */
function hold(db: Database) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const done = db.transaction(async (tx) => {
    await tx.row(number, one);
    begun.resolve();
    await promise;
  });
  return { begun: begun.promise, letGo: resolve, done };
}

describe('a database that cannot be used', () => {
  it('[PLT-9] tells so when all connections stay taken, and serves again when one is free', async () => {
    const db = connectDatabase({ url: database.url, connections: 2, connectMs: 200 });
    const holders = [hold(db), hold(db)];
    await Promise.all(holders.map(({ begun }) => begun));
    await expect(db.transaction((tx) => tx.row(number, one))).rejects.toMatchObject({ code: 'unavailable' });
    await expect(db.row(number, one)).rejects.toMatchObject({ code: 'unavailable' });
    for (const { letGo } of holders) letGo();
    await Promise.all(holders.map(({ done }) => done));
    expect(await db.row(number, one)).toEqual({ n: 1 });
    await db.close();
  });

  it('[PLT-9] is given up when it does not answer, and its connection is not used again', async () => {
    const { hostname, port } = new URL(database.url);
    const proxy = await startStallingProxy({ host: hostname, port: Number(port) });
    const url = new URL(database.url);
    url.port = String(proxy.port);
    const db = connectDatabase({ url: url.href, connections: 1, connectMs: 2_000, answerMs: 300 });
    expect(await db.row(number, one)).toEqual({ n: 1 });
    proxy.stall();
    await expect(db.transaction((tx) => tx.row(number, one))).rejects.toMatchObject({ code: 'unavailable' });
    await expect.poll(() => db.row(number, one).catch(() => null), { timeout: 10_000 }).toEqual({ n: 1 });
    await db.close();
    await proxy.close();
  });

  it('[PLT-9] is told as away when nobody listens, and found again without help', async () => {
    const { hostname, port } = new URL(database.url);
    const proxy = await startStallingProxy({ host: hostname, port: Number(port) });
    const url = new URL(database.url);
    url.port = String(proxy.port);
    const db = connectDatabase({ url: url.href, connections: 4 });
    const holder = hold(db);
    await holder.begun;
    proxy.cut();
    holder.letGo();
    await expect(holder.done).rejects.toMatchObject({ code: 'unavailable' });
    await expect(db.row(number, one)).rejects.toMatchObject({ code: 'unavailable', data: { seconds: 2 } });
    proxy.mend();
    expect(await db.row(number, one)).toEqual({ n: 1 });
    await db.close();
    await proxy.close();
  });
});

describe('claims', () => {
  it('[PLT-9] end with the connection that holds them, so that the work of a killed server is free at once', async () => {
    await product.asSystem((ctx) => emit(ctx, poison, { n: 1 }));
    const take = (tx: Tx) =>
      tx.rows(
        z.object({ id: z.string(), pid: z.number() }),
        sql`select id, pg_backend_pid() as pid from kernel.outbox order by id for update skip locked`,
      );
    const { promise, resolve } = Promise.withResolvers<number>();
    const over = Promise.withResolvers<void>();
    const held = product.runtime.database.claim(async (tx) => {
      const [row] = await take(tx);
      resolve(row?.pid ?? 0);
      await over.promise;
    });
    const pid = await promise;
    expect(await product.runtime.database.transaction(take)).toEqual([]);
    await product.runtime.database.row(
      z.object({ gone: z.boolean() }),
      sql`select pg_terminate_backend(${pid}::int, 5000) as gone`,
    );
    expect(await product.runtime.database.transaction(take)).toHaveLength(1);
    over.resolve();
    await expect(held).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('a listener that always fails', () => {
  it('[PLT-9] is parked and counted, while the others and later events go on', async () => {
    await product.asSystem((ctx) => emit(ctx, poison, { n: 2 }));
    await product.asSystem((ctx) => emit(ctx, poison, { n: 3 }));
    while ((await outbox.drain()) > 0);
    expect([...handled].sort()).toEqual([1, 2, 3]);
    const runner = await startJobs(product.runtime, [outbox.retryJob]);
    const counts = () => failingJobs(product.runtime.database);
    await expect.poll(async () => (await counts()).failing, { timeout: 20_000 }).toBe(3);
    await runner.stop();
    const jobs = await product.runtime.database.rows(
      z.object({ id: z.coerce.number(), last_error: z.string() }),
      sql`select id, last_error from graphile_worker.jobs order by id`,
    );
    expect(jobs.map((job) => job.last_error)).toEqual(Array(3).fill('this listener never succeeds'));
    const ids = jobs.map((job) => job.id);
    await product.asSystem((ctx) =>
      ctx.tx.rows(z.unknown(), sql`select graphile_worker.permanently_fail_jobs(${ids}::bigint[], 'given up')`),
    );
    expect(await counts()).toEqual({ failing: 0, parked: 3 });
  });
});

describe('jobs of a killed server', () => {
  it('[PLT-9] are free again after a while, and those of a living one stay taken', async () => {
    const locked = (by: string, seconds: number) =>
      product.asSystem(async (ctx) => {
        await addJob(ctx, 'kernel.event', {}, { key: by, runAt: new Date(Date.now() + 3_600_000) });
        await ctx.tx.run(
          sql`update graphile_worker._private_jobs set locked_by = ${by}, locked_at = now() - make_interval(secs => ${seconds}) where key = ${by}`,
        );
      });
    await locked('dead', 300);
    await locked('alive', 5);
    const release = () => product.runtime.database.transaction((tx) => releaseDeadWorkers(tx));
    expect(await release()).toBe(1);
    expect(await release()).toBe(0);
    const taken = await product.runtime
      .read(systemActor('test'))
      .db.rows(z.object({ key: z.string() }), sql`select key from graphile_worker.jobs where locked_by is not null`);
    expect(taken).toEqual([{ key: 'alive' }]);
  });
});
