import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestDatabase } from '../testing/test-database.ts';
import { connectDatabase, type Database, sql, TryAgain } from './db.ts';
import { AppError } from './errors.ts';

let scratch: Awaited<ReturnType<typeof createTestDatabase>>;
/** One connection: whoever does not give it back is found out by the next. */
let database: Database;
let killer: Database;
const unhandled: unknown[] = [];
const note = (error: unknown) => void unhandled.push(error);

const one = z.object({ n: z.number() });
const number = (n: number) => sql`select ${n}::int as n`;
const waiting = sql`select 1 as n from pg_sleep(30)`;
const count = async () => (await killer.row(one, sql`select count(*)::int as n from lost_test`)).n;

beforeAll(async () => {
  scratch = await createTestDatabase();
  database = connectDatabase({ url: scratch.url, connections: 1, applicationName: 'victim', connectMs: 2_000 });
  killer = connectDatabase({ url: scratch.url, connections: 1 });
  await killer.pool.query('create table lost_test (n int primary key)');
  process.on('unhandledRejection', note);
});
afterEach(() => expect(unhandled).toEqual([]));
afterAll(async () => {
  process.off('unhandledRejection', note);
  await database.close();
  await killer.close();
  await scratch.drop();
});

/** Ends the victim's connection as soon as it sleeps in the middle of its batch. */
async function cut(): Promise<void> {
  const ended = sql`
    select count(pg_terminate_backend(pid))::int as n from pg_stat_activity
    where application_name = 'victim' and wait_event = 'PgSleep'`;
  while ((await killer.row(one, ended)).n === 0);
}

describe('a connection that is lost in the middle of a batch', () => {
  it('[PLT-9] rejects every statement of it, and the next transaction has a connection', async () => {
    let outcomes: string[] = [];
    const lost = database.transaction(async (tx) => {
      tx.later(sql`insert into lost_test (n) values (${1})`);
      const asked = [tx.row(one, number(1)), tx.row(one, waiting), tx.row(one, number(3)), tx.rows(one, number(4))];
      outcomes = (await Promise.allSettled<unknown>(asked)).map(({ status }) => status);
    });
    await Promise.all([expect(lost).rejects.toMatchObject({ code: 'unavailable' }), cut()]);
    expect(outcomes).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
    expect(await database.transaction((tx) => tx.row(one, number(7)))).toEqual({ n: 7 });
    expect(await count()).toBe(0);
  });

  it('[PLT-9] rejects those that nobody waits for with the transaction that they are', async () => {
    const lost = database.transaction(async (tx) => {
      tx.later(sql`insert into lost_test (n) values (${1})`);
      tx.later(waiting);
      tx.later(sql`insert into lost_test (n) values (${2})`);
    });
    await Promise.all([expect(lost).rejects.toMatchObject({ code: 'unavailable' }), cut()]);
    expect(await database.row(one, number(7))).toEqual({ n: 7 });
    expect(await count()).toBe(0);
  });

  it('[PLT-9] rejects reads that travel together, and gives the connection back', async () => {
    const lost = database.together((db) =>
      Promise.all([db.row(one, number(1)), db.row(one, waiting), db.rows(one, number(2))]),
    );
    await Promise.all([expect(lost).rejects.toMatchObject({ code: 'unavailable' }), cut()]);
    expect(await database.together((db) => db.row(one, number(7)))).toEqual({ n: 7 });
  });
});

describe('reads that travel together', () => {
  it('[PLT-9] answer each their own; one that fails takes those behind it along, and the connection goes on', async () => {
    const both = await database.together((db) => Promise.all([db.row(one, number(1)), db.row(one, number(2))]));
    expect(both).toEqual([{ n: 1 }, { n: 2 }]);
    const failing = database.together((db) =>
      Promise.allSettled([db.row(one, number(1)), db.row(one, sql`select 1 / ${0}::int as n`), db.row(one, number(3))]),
    );
    expect((await failing).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await database.together((db) => db.row(one, number(7)))).toEqual({ n: 7 });
  });
});

describe('a branch of the work that goes on after its transaction has ended', () => {
  it('[PLT-9] is refused: the connection belongs to the next one', async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    let late: Promise<unknown> = Promise.resolve();
    const failed = database.transaction((tx) => {
      late = gate.then(() => tx.run(sql`insert into lost_test (n) values (${50})`));
      return Promise.all([late, tx.row(one, number(1)).then(() => Promise.reject(new AppError('conflict')))]);
    });
    await expect(failed).rejects.toMatchObject({ code: 'conflict' });
    await database.transaction(async (tx) => {
      await tx.row(one, number(1));
      open();
      await expect(late).rejects.toThrow('is over');
      await tx.row(one, number(2));
    });
    expect(await count()).toBe(0);
  });
});

describe('what is put off', () => {
  it('[PLT-9] may be put otherwise until it has left', async () => {
    const replaced = await database.transaction(async (tx) => {
      const early = tx.putOff(sql`insert into lost_test (n) values (${60})`);
      const before = early.replace(sql`insert into lost_test (n) values (${61})`);
      await tx.row(one, number(1));
      return [before, early.replace(sql`insert into lost_test (n) values (${62})`)];
    });
    expect(replaced).toEqual([true, false]);
    expect(await killer.rows(one, sql`select n from lost_test`)).toEqual([{ n: 61 }]);
    await killer.transaction(async (tx) => tx.later(sql`delete from lost_test`));
  });

  it('[PLT-9] tells its failure as its caller put it, and undoes the transaction that is one batch', async () => {
    const refused = database.transaction(async (tx) => {
      tx.later(sql`insert into lost_test (n) values (${70})`);
      tx.later(sql`insert into lost_test (n) values (${70})`, () => new AppError('cart_changed'));
      tx.later(sql`insert into lost_test (n) values (${71})`);
    });
    await expect(refused).rejects.toMatchObject({ code: 'cart_changed' });
    expect(await count()).toBe(0);
  });

  it('[PLT-9] can have the whole transaction tried again, four times at most', async () => {
    let tries = 0;
    const work = (until: number) =>
      database.transaction(async (tx) => {
        tries += 1;
        const value = tries < until ? 0 : 1;
        tx.later(sql`select 1 / ${value}::int`, () => new TryAgain(new AppError('cart_changed')));
        return tries;
      });
    expect(await work(3)).toBe(3);
    tries = 0;
    await expect(work(9)).rejects.toMatchObject({ code: 'cart_changed' });
    expect(tries).toBe(4);
  });
});
