import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { staffActor } from '../../testing/device-bench.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { createVisitBench, type VisitBench } from '../../testing/visit-bench.ts';
import { findOpenVisit, openDoorForVisit, requestExit } from './index.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let servers: VisitBench[];

beforeAll(async () => {
  database = await createTestDatabase();
  const environment = { LATCHKEY_MASTER_KEYS: `crowd:${randomBytes(32).toString('base64url')}` };
  servers = [1, 2].map(() => createVisitBench(database.url, { extra: { environment } }));
});
afterAll(async () => {
  for (const server of servers) await server.product.close();
  await database.drop();
});

describe('a crowd', () => {
  it('[VIS-10] [VIS-3] comes in and goes out while two servers handle the news, and every visit ends once', async () => {
    const [first, second] = servers;
    if (!first || !second) throw new Error('two servers');
    const { storeId, door } = await first.store();
    const customers = await Promise.all(Array.from({ length: 8 }, () => first.customer()));
    let leaving = customers.length;

    const handleNews = async (server: VisitBench) => {
      while (leaving > 0) {
        await server.product.drain();
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const answerAtTheDoor = async () => {
      while (leaving > 0) {
        for (const command of await door.commands()) {
          await door.answer(command.id);
          await door.opened(command.id, String(command.args.reason));
          await door.closed();
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const visitOf = async (customer: (typeof customers)[number]) =>
      findOpenVisit(first.product.read(customer), customer.id);
    const until = async (condition: () => Promise<boolean>) => {
      const deadline = Date.now() + 15_000;
      while (!(await condition())) {
        if (Date.now() > deadline) throw new Error('a visit is stuck');
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const walkThrough = async (customer: (typeof customers)[number], at: number) => {
      const server = at % 2 === 0 ? first : second;
      try {
        await Promise.all([server.tap(customer, storeId), first.tap(customer, storeId)]);
        await until(async () => (await visitOf(customer))?.state === 'inside');
        const visit = await visitOf(customer);
        const visitId = visit?.id ?? '';
        await server.product.as(customer, (ctx) => requestExit(ctx, server.neighbours.ports, visitId));
        const grant = () =>
          second.product.as(staffActor(), (ctx) => openDoorForVisit(ctx, { visitId, purpose: 'exit_granted' }));
        await Promise.all([grant(), grant()]);
        await until(async () => (await visitOf(customer)) === null);
      } finally {
        leaving -= 1;
      }
    };
    await Promise.all([handleNews(first), handleNews(second), answerAtTheDoor(), ...customers.map(walkThrough)]);

    const outcome = await first.product.runtime.database.row(
      z.object({ visits: z.number(), ended: z.number(), timelines: z.number(), entries: z.number() }),
      sql`
        select
          (select count(*) from visits.visits) as visits,
          (select count(*) from visits.visits where state = 'ended' and ending = 'no_purchase') as ended,
          (select count(*) from visits.timeline where name = 'visit.ended') as timelines,
          (select count(*) from visits.openings where purpose = 'entry' and state = 'opened') as entries`,
    );
    expect(outcome).toEqual({ visits: 8, ended: 8, timelines: 8, entries: 8 });
  });
});
