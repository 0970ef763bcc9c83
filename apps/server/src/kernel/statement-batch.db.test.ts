import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestDatabase } from '../testing/test-database.ts';
import { connectDatabase, type Database, sql } from './db.ts';

let scratch: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;

const one = z.object({ n: z.number() });
const number = (n: number) => sql`select ${n}::int as n`;
const count = async () => (await database.row(one, sql`select count(*)::int as n from batch_test`)).n;

beforeAll(async () => {
  scratch = await createTestDatabase();
  database = connectDatabase({ url: scratch.url, connections: 2 });
  await database.pool.query('create table batch_test (n int primary key)');
});
afterAll(async () => {
  await database.close();
  await scratch.drop();
});

describe('statements of one transaction', () => {
  it('[PLT-9] that are asked for at the same time answer each their own, in one round trip', async () => {
    const answers = await database.transaction((tx) =>
      Promise.all([
        tx.row(one, number(1)),
        tx.rows(one, sql`select g as n from generate_series(1, 3) g`),
        tx.row(one, number(3)),
      ]),
    );
    expect(answers).toEqual([{ n: 1 }, [{ n: 1 }, { n: 2 }, { n: 3 }], { n: 3 }]);
  });

  it('[PLT-9] that were put off are there for the next one, and after the commit', async () => {
    const seen = await database.transaction(async (tx) => {
      tx.later(sql`insert into batch_test (n) values (${1})`);
      tx.later(sql`insert into batch_test (n) values (${2})`);
      return tx.row(one, sql`select count(*)::int as n from batch_test`);
    });
    expect(seen).toEqual({ n: 2 });
    await database.transaction(async (tx) => tx.later(sql`insert into batch_test (n) values (${3})`));
    expect(await count()).toBe(3);
  });

  it('[PLT-9] fail the whole transaction when one that was put off fails, with its own error', async () => {
    const before = await count();
    const twice = database.transaction(async (tx) => {
      tx.later(sql`insert into batch_test (n) values (${100})`);
      tx.later(sql`insert into batch_test (n) values (${100})`);
      tx.later(sql`insert into batch_test (n) values (${101})`);
    });
    await expect(twice).rejects.toMatchObject({ code: '23505' });
    const noticed = database.transaction(async (tx) => {
      tx.later(sql`insert into batch_test (n) values (${1})`);
      await tx.row(one, number(7)).catch(() => {});
    });
    await expect(noticed).rejects.toMatchObject({ code: '23505' });
    expect(await count()).toBe(before);
  });

  it('[PLT-9] are prepared anew after the batch that first named them failed, and the connection goes on', async () => {
    const text = () => sql`select ${5}::int + 1 as n`;
    for (let round = 0; round < 3; round++) {
      const failing = database.transaction((tx) =>
        Promise.all([tx.row(one, sql`select 1 / ${0}::int as n`), tx.row(one, text())]),
      );
      await expect(failing).rejects.toMatchObject({ code: '22012' });
      expect(await database.transaction((tx) => tx.row(one, text()))).toEqual({ n: 6 });
    }
    expect(database.pool.totalCount).toBeLessThanOrEqual(2);
  });

  it('[PLT-9] without any, a transaction asks nothing of the server and answers', async () => {
    expect(await database.transaction(async () => 'done')).toBe('done');
  });

  it('[PLT-9] keep nulls, texts, times, lists and bytes as they were', async () => {
    const row = z.object({
      a: z.null(),
      b: z.string(),
      c: z.date(),
      d: z.array(z.string()),
      e: z.instanceof(Buffer),
      f: z.number(),
    });
    const at = new Date('2026-03-01T04:05:06.789Z');
    const statement = sql`select ${null}::text as a, ${'中 \' " \\'} as b, ${at}::timestamptz as c, ${['x', 'y,"z']}::text[] as d,
      ${Buffer.from([0, 255])}::bytea as e, ${9_007_199_254_740_991}::bigint as f`;
    const expected = {
      a: null,
      b: '中 \' " \\',
      c: at,
      d: ['x', 'y,"z'],
      e: Buffer.from([0, 255]),
      f: 9_007_199_254_740_991,
    };
    expect(await database.row(row, statement)).toEqual(expected);
    expect(await database.row(row, statement)).toEqual(expected);
  });
});
