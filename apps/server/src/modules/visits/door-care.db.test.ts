import { readOfflineCode } from '@latchkey/device-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { on } from '../../kernel/events.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { createVisitBench, type VisitBench } from '../../testing/visit-bench.ts';
import { offlineKeyOf } from '../devices/index.ts';
import { doorLeftOpen } from './index.ts';
import { issueOfflineCode } from './issue-offline-code.ts';
import { CODE_DAYS, tidyCodes } from './overdue.ts';
import { getCurrentVisit } from './queries.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let bench: VisitBench;
const told: { memberId: string; visitId: string | null }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  bench = createVisitBench(database.url, {
    extra: { subscriptions: [on(doorLeftOpen, 'test.open', async (_ctx, event) => void told.push(event))] },
  });
});
afterAll(async () => {
  await bench.product.close();
  await database.drop();
});

it('[MSG-2] a door that is held open is told about who went through it last, and about nobody when it was closed since', async () => {
  const { storeId, door } = await bench.store();
  const person = await bench.customer();
  await bench.tap(person, storeId);
  const [command] = await door.commands();
  if (!command) throw new Error('no command waits at the door');
  await door.answer(command.id);
  await door.opened(command.id, 'entry');
  await door.say('door.held_open', { openMs: 30_000 });
  await bench.product.drain();
  const visit = (await getCurrentVisit(bench.product.read(person), bench.neighbours.ports)).visit;
  expect(told).toEqual([expect.objectContaining({ memberId: person.id, visitId: visit?.id })]);
  await door.closed();
  await door.say('door.held_open', { openMs: 30_000 });
  await bench.product.drain();
  expect(told).toHaveLength(1);
});

it('[VIS-11] offline codes that nobody used are removed by their age; used ones, and ones that a door may still report, stay', async () => {
  const { storeId, door } = await bench.store();
  await bench.product.asSystem((ctx) => bench.giveKey(ctx, storeId));
  await door.presence(false);
  const [idle, walker] = [await bench.customer(), await bench.customer()];
  const ask = (actor: typeof idle) =>
    bench.product.as(actor, (ctx) => issueOfflineCode(ctx, bench.neighbours.ports, { storeId }));
  await ask(idle);
  const { code } = await ask(walker);
  const key = await bench.product.asSystem((ctx) => offlineKeyOf(ctx, storeId));
  const ticket = readOfflineCode(key ?? '', code, bench.product.clock.now().getTime());
  await door.presence(true);
  const data = { reason: 'offline_code', commandId: null, ticket };
  await door.say('door.unlocked', data);
  await door.say('door.opened', data);
  await door.closed();
  await bench.product.drain();
  const owners = async () => {
    const row = z.object({ member_id: z.string() });
    const rows = await bench.product.runtime.database.rows(
      row,
      sql`select member_id from visits.offline_codes where store_id = ${storeId}`,
    );
    return rows.map((each) => each.member_id);
  };
  expect(await owners()).toHaveLength(2);
  bench.product.clock.advance((CODE_DAYS - 1) * 86_400_000);
  expect(await bench.product.asSystem(tidyCodes)).toBe(0);
  bench.product.clock.advance(2 * 86_400_000);
  expect(await bench.product.asSystem(tidyCodes)).toBe(1);
  expect(await owners()).toEqual([walker.id]);
});
