import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { staffActor } from '../../testing/device-bench.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { createVisitBench, type VisitBench } from '../../testing/visit-bench.ts';
import { followDevice } from './follow-door.ts';
import { findOpenVisit, openDoorForVisit, requestExit } from './index.ts';
import { settleUnused } from './overdue.ts';

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

  it('[PLT-9] [VIS-3] ends a visit whose opening and closing door two servers follow at the same moment', async () => {
    const [first, second] = servers;
    if (!first || !second) throw new Error('two servers');
    const { storeId, door } = await first.store();
    const customer = await first.customer();
    await first.tap(customer, storeId);
    const [command] = await door.commands();
    await door.answer(command?.id ?? '');
    await door.opened(command?.id ?? '', 'entry', 1);
    await first.product.drain();
    const event = (name: string, seq: number, data: Record<string, unknown>) => ({
      ...{ deviceId: door.deviceId, storeId, kind: 'door_controller', name, seq, data },
      ...{ at: new Date().toISOString(), receivedAt: first.product.clock.now().toISOString() },
    });
    const somebodyWaits = async () => {
      const waits = z.object({ waits: z.boolean() });
      const query = sql`select exists (select from pg_locks where locktype = 'advisory' and not granted) as waits`;
      return (await first.product.runtime.database.row(waits, query)).waits;
    };
    const follow = async (server: VisitBench, told: ReturnType<typeof event>, before: Promise<void>) =>
      server.product.asSystem(async (ctx) => {
        await followDevice(ctx, server.neighbours.ports, told);
        await before;
      });

    await first.tap(customer, storeId);
    const [reentry] = await door.commands();
    const commandId = reentry?.id ?? '';
    const again = event('door.opened', 5, { reason: 'entry', commandId });
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    const opening = follow(first, again, held);
    const closing = follow(second, event('door.closed', 6, { openMs: 60 }), Promise.resolve());
    // Either the closing waits for the opening's commit, or it is done without having seen it.
    let over = false;
    void closing.finally(() => {
      over = true;
    });
    while (!over && !(await somebodyWaits())) await new Promise((resolve) => setImmediate(resolve));
    letGo();
    await Promise.all([opening, closing]);

    const { open } = await first.product.runtime.database.row(
      z.object({ open: z.number() }),
      sql`select count(*) as open from visits.openings
          where command_id = ${commandId} and opened_at is not null and closed_at is null`,
    );
    expect(open).toBe(0);
  });

  it('[PLT-9] [VIS-3] is one visit for somebody whose first opening is told after the second one ended', async () => {
    const [server] = servers;
    if (!server) throw new Error('a server');
    const { product, neighbours } = server;
    const { storeId, door } = await server.store();
    const customer = await server.customer();
    const told = (name: string, seq: number, data: Record<string, unknown>) => ({
      ...{ deviceId: door.deviceId, storeId, kind: 'door_controller', name, seq, data },
      ...{ at: product.clock.now().toISOString(), receivedAt: product.clock.now().toISOString() },
    });
    const follow = (event: ReturnType<typeof told>) =>
      product.asSystem((ctx) => followDevice(ctx, neighbours.ports, event));
    const commanded = async () => {
      const [command] = await door.commands();
      await door.answer(command?.id ?? '');
      await product.drain();
      return command?.id ?? '';
    };

    await server.tap(customer, storeId);
    const late = told('door.opened', 1, { reason: 'entry', commandId: await commanded() });
    product.clock.advance(20_000);
    expect(await product.asSystem(settleUnused)).toBe(1);
    await server.tap(customer, storeId);
    await follow(told('door.opened', 5, { reason: 'entry', commandId: await commanded() }));
    await follow(told('door.closed', 6, { openMs: 60 }));
    const visitId = (await findOpenVisit(product.read(customer), customer.id))?.id ?? '';
    await product.as(staffActor(), (ctx) => openDoorForVisit(ctx, { visitId, purpose: 'exit_granted' }));
    await follow(told('door.opened', 9, { reason: 'exit', commandId: await commanded() }));
    await follow(told('door.closed', 10, { openMs: 60 }));
    await follow(late);

    const ids = await product.runtime.database.rows(
      z.object({ id: z.string(), state: z.string() }),
      sql`select id, state from visits.visits where member_id = ${customer.id}`,
    );
    expect(ids).toEqual([{ id: visitId, state: 'ended' }]);
  });
});
