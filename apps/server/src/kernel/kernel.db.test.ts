import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestRuntime } from '../testing/runtime.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { actorId, systemActor } from './actor.ts';
import { audit, sealAll, verifyAudit } from './audit.ts';
import { sql } from './db.ts';
import { AppError } from './errors.ts';
import { defineEvent, emit, listenersOf, on } from './events.ts';
import { onceForKey } from './idempotency.ts';
import { newId } from './ids.ts';

const happened = defineEvent('test.happened', z.object({ n: z.int() }));
const count = z.object({ count: z.number() });
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let product: ReturnType<typeof createTestRuntime>;
const seen: number[] = [];
/** The next handling of 16 loses its connection. */
let cut = false;

beforeAll(async () => {
  database = await createTestDatabase();
  product = createTestRuntime(database.url, {
    subscriptions: [
      on(happened, 'remember', async (ctx, { n }) => {
        await ctx.tx.row(z.object({ one: z.number() }), sql`select 1 as one`);
        seen.push(n);
      }),
      on(happened, 'effect', async (ctx, { n }) => {
        await ctx.tx.run(
          sql`insert into kernel.idempotency_keys (caller, key, request_hash, created_at) values ('effect', ${String(n)}, '', ${ctx.now})`,
        );
        if (n === 13) throw new Error('the listener fails');
        if (n === 16 && cut) {
          cut = false;
          const own = await ctx.tx.row(z.object({ pid: z.number() }), sql`select pg_backend_pid() as pid`);
          const client = new pg.Client({ connectionString: database.url });
          await client.connect();
          await client.query('select pg_terminate_backend($1, 5000)', [own.pid]);
          await client.end();
        }
      }),
    ],
  });
});
afterAll(async () => {
  await product.close();
  await database.drop();
});

describe('transactions', () => {
  it('roll back everything when the work fails and refuse pool queries meanwhile', async () => {
    const before = await product.runtime.database.row(count, sql`select count(*) as count from kernel.outbox`);
    await expect(
      product.asSystem(async (ctx) => {
        await emit(ctx, happened, { n: 1 });
        await product.runtime.database.row(count, sql`select count(*) as count from kernel.outbox`);
      }),
    ).rejects.toThrow('pool query inside a transaction');
    expect(await product.runtime.database.row(count, sql`select count(*) as count from kernel.outbox`)).toEqual(before);
  });

  it('[PLT-16] fail, and leave the server standing, when their connection dies between two statements', async () => {
    const pid = z.object({ pid: z.number() });
    const cut = product.asSystem(async (ctx) => {
      const own = await ctx.tx.row(pid, sql`select pg_backend_pid() as pid`);
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      await client.query('select pg_terminate_backend($1, 5000)', [own.pid]);
      await client.end();
      // The loss is reported by the connection itself, as no statement is under way.
      await new Promise((resolve) => setImmediate(resolve));
      await ctx.tx.run(sql`select 1`);
    });
    await expect(cut).rejects.toThrow();
    expect(await product.runtime.database.row(pid, sql`select 1 as pid`)).toEqual({ pid: 1 });
  });

  it('are tried again after a deadlock', async () => {
    const keys = ['deadlock-a', 'deadlock-b'];
    await product.asSystem(async (ctx) => {
      for (const key of keys)
        await ctx.tx.run(
          sql`insert into kernel.idempotency_keys (caller, key, request_hash, created_at) values ('deadlock', ${key}, '0', ${ctx.now})`,
        );
    });
    let waiting = 0;
    let release: () => void = () => {};
    const bothHold = new Promise<void>((resolve) => {
      release = resolve;
    });
    let rounds = 0;
    const cross = (order: string[]) =>
      product.asSystem(async (ctx) => {
        rounds++;
        for (const [index, key] of order.entries()) {
          await ctx.tx.run(
            sql`update kernel.idempotency_keys set request_hash = request_hash || 'x' where caller = 'deadlock' and key = ${key}`,
          );
          if (index === 0 && ++waiting >= 2) release();
          if (index === 0) await bothHold;
        }
      });
    await Promise.all([cross(keys), cross([...keys].reverse())]);
    const rows = await product.runtime.database.rows(
      z.object({ request_hash: z.string() }),
      sql`select request_hash from kernel.idempotency_keys where caller = 'deadlock'`,
    );
    expect(rows.map((row) => row.request_hash)).toEqual(['0xx', '0xx']);
    expect(rounds).toBeGreaterThan(2);
  });
});

describe('outbox', () => {
  const effectsOf = async (key: string) =>
    (
      await product.runtime.database.row(
        count,
        sql`select count(*) as count from kernel.idempotency_keys where caller = 'effect' and key = ${key}`,
      )
    ).count;
  const waiting = async () =>
    (await product.runtime.database.row(count, sql`select count(*) as count from kernel.outbox`)).count;

  it('[PLT-9] takes events away in the transaction in which their listeners take effect', async () => {
    await product.asSystem((ctx) => emit(ctx, happened, { n: 7 }));
    await product.asSystem((ctx) => emit(ctx, happened, { n: 8 }));
    await product.drain();
    expect([await effectsOf('7'), await effectsOf('8')]).toEqual([1, 1]);
    expect(seen.filter((n) => n === 7 || n === 8)).toEqual([7, 8]);
    expect(await waiting()).toBe(0);
  });

  it('[PLT-9] runs no listener again that ran on its own before the dispatcher was killed', async () => {
    const id = newId();
    await product.asSystem(async (ctx) => {
      ctx.tx.later(
        sql`insert into kernel.handled_events (event_id, handler, handled_at) values (${id}, 'remember', now())`,
      );
      ctx.tx.later(
        sql`insert into kernel.outbox (id, name, payload, emitted_at) values (${id}, 'test.happened', '{"n":9}', ${ctx.now})`,
      );
    });
    await product.drain();
    expect(seen).not.toContain(9);
    expect(await effectsOf('9')).toBe(1);
  });

  it('[PLT-9] gives a failed listener a job of its own, keeps nothing of the failed try, and spares all others', async () => {
    for (const n of [12, 13, 14]) await product.asSystem((ctx) => emit(ctx, happened, { n }));
    await product.drain();
    expect(seen).toContain(13);
    expect([await effectsOf('12'), await effectsOf('13'), await effectsOf('14')]).toEqual([1, 0, 1]);
    const jobs = await product.runtime.database.rows(
      z.object({ task_identifier: z.string() }),
      sql`select task_identifier from graphile_worker.jobs`,
    );
    expect(jobs).toEqual([{ task_identifier: 'kernel.event' }]);
    expect(await waiting()).toBe(0);
  });

  it('[PLT-9] gives one job to an event whose content nobody can read, and goes on', async () => {
    const id = newId();
    await product.asSystem(async (ctx) => {
      ctx.tx.later(
        sql`insert into kernel.outbox (id, name, payload, emitted_at) values (${id}, 'test.happened', '{"n":"many"}', ${ctx.now})`,
      );
      await emit(ctx, happened, { n: 15 });
    });
    await product.drain();
    expect(await effectsOf('15')).toBe(1);
    const keys = await product.runtime.database.rows(
      z.object({ key: z.string() }),
      sql`select key from graphile_worker.jobs where key like ${`${id}:%`} order by key`,
    );
    expect(keys.map(({ key }) => key)).toEqual([`${id}:effect`, `${id}:remember`]);
  });

  it('[PLT-9] takes effect once where the dispatcher loses its connection in the middle', async () => {
    cut = true;
    await product.asSystem((ctx) => emit(ctx, happened, { n: 16 }));
    await product.drain().catch(() => {});
    await product.drain();
    expect(cut).toBe(false);
    expect(await effectsOf('16')).toBe(1);
    expect(await waiting()).toBe(0);
  });

  it('writes no event that no listener would do anything about', async () => {
    const { kernel } = product.runtime;
    kernel.listeners = listenersOf([on(happened, 'even', async () => {}, { when: ({ n }) => n % 2 === 0 })]);
    const before = await waiting();
    await product.asSystem((ctx) => emit(ctx, happened, { n: 17 }));
    expect(await waiting()).toBe(before);
    await product.asSystem((ctx) => emit(ctx, happened, { n: 18 }));
    expect(await waiting()).toBe(before + 1);
    delete kernel.listeners;
    await product.drain();
  });

  it('runs listeners that bear it within the transaction, where that is asked for', async () => {
    const { kernel } = product.runtime;
    const actors: string[] = [];
    kernel.listeners = listenersOf([
      on(happened, 'near', async (ctx) => void actors.push(actorId(ctx.actor) ?? ''), { atOnce: true }),
    ]);
    const before = await waiting();
    await product.asSystem((ctx) => emit({ ...ctx, atOnce: true }, happened, { n: 19 }));
    expect([actors, await waiting()]).toEqual([['near'], before]);
    await product.asSystem((ctx) => emit(ctx, happened, { n: 20 }));
    expect([actors, await waiting()]).toEqual([['near'], before + 1]);
    delete kernel.listeners;
    await product.drain();
  });
});

describe('idempotency keys', () => {
  it('answer the first answer again, also to callers at the same time, and refuse another content', async () => {
    const call = (content: unknown) =>
      onceForKey(product.runtime, systemActor('test'), { caller: 'c1', key: 'k1', content }, async (ctx) => {
        await emit(ctx, happened, { n: 400 });
        return { id: newId() };
      });
    const answers = await Promise.all([call('a'), call('a'), call('a'), call('a')]);
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    // A second call may begin its work, but nothing of it is kept.
    await product.drain();
    expect(seen.filter((n) => n === 400)).toHaveLength(1);
    expect(await call('a')).toEqual(answers[0]);
    await expect(call('b')).rejects.toMatchObject({ code: 'idempotency_conflict' });
  });

  it('keep nothing of a refused write, so that it can be tried again', async () => {
    const call = (refuse: boolean) =>
      onceForKey(product.runtime, systemActor('test'), { caller: 'c1', key: 'k2', content: 1 }, async () => {
        if (refuse) throw new AppError('store_full');
        return 'done';
      });
    await expect(call(true)).rejects.toMatchObject({ code: 'store_full' });
    expect(await call(false)).toBe('done');
  });
});

describe('audit', () => {
  it('[IDN-13] is chained, verified, and append-only', async () => {
    for (let n = 0; n < 5; n++)
      await product.as(systemActor('t'), (ctx) =>
        audit(ctx, {
          action: 'test.act',
          object: { kind: 'thing', id: String(n) },
          after: { n, text: '中文 "quoted"' },
        }),
      );
    expect((await verifyAudit(product.runtime.database)).unsealed).toBe(5);
    await sealAll(product.runtime);
    expect(await verifyAudit(product.runtime.database)).toMatchObject({
      intact: true,
      entries: 5,
      unsealed: 0,
      firstBroken: null,
    });
    await expect(product.asSystem((ctx) => ctx.tx.run(sql`delete from kernel.audit_log`))).rejects.toThrow(
      'append-only',
    );
    await expect(product.asSystem((ctx) => ctx.tx.run(sql`update kernel.audit_log set action = 'x'`))).rejects.toThrow(
      'append-only',
    );
  });

  it('[IDN-13] verification names the first row that was altered behind the triggers’ back, and a cut tail', async () => {
    const { pool } = product.runtime.database;
    await pool.query(
      'set session_replication_role = replica; update kernel.audit_log set after = \'{"n":99}\' where sequence = 3; set session_replication_role = default',
    );
    const broken = await pool.query('select id from kernel.audit_log where sequence = 3');
    expect(await verifyAudit(product.runtime.database)).toMatchObject({
      intact: false,
      entries: 2,
      firstBroken: broken.rows[0].id,
    });
    await pool.query(
      'set session_replication_role = replica; delete from kernel.audit_log where sequence >= 3; set session_replication_role = default',
    );
    expect(await verifyAudit(product.runtime.database)).toMatchObject({ intact: false, entries: 2 });
  });
});
