// Whole server processes that are killed while rooms' reminders, ends and overtime fall due.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestBroker, type TestBroker } from '../broker/test-broker.ts';
import { sql } from '../kernel/db.ts';
import { runDueTimers } from '../modules/booking/index.ts';
import { verifyLedger } from '../modules/ledger/index.ts';
import { calendarFacts, publishDraft, publishedRules, writeDraft } from '../modules/tariffs/index.ts';
import { plan, topUp } from './balances.ts';
import { makeTables, startAt } from './open-tables.ts';
import { createTestProduct, type Person, type TestProduct } from './product.ts';
import { enterRoom, hold, hourlyTariff, makeVenue, payAtChannel, type Venue } from './rooms.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const MINUTE = 60_000;
/** When everything falls due, by the servers' clock; it runs beside the machine's so that nobody waits for a full minute. */
const EDGE = Date.parse('2026-06-01T06:00:00Z');
const AHEAD_MS = 15_000;

let product: TestProduct;
let broker: TestBroker;
let offset = 0;
const running = new Set<ChildProcess>();
const now = () => Date.now() + offset;

beforeAll(async () => {
  broker = await startTestBroker();
  product = await createTestProduct({
    start: new Date(EDGE - 120 * MINUTE),
    environment: { MQTT_URL: broker.serverUrl, MQTT_PASSWORD: broker.serverPassword },
  });
}, 60_000);
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});
afterAll(async () => {
  await product?.close();
  await broker?.close();
}, 30_000);

/** A server process as in production whose clock is `offset` off the machine's. */
async function startProcess(): Promise<{ child: ChildProcess; readyAt: number }> {
  const { config } = product.runtime.kernel;
  const shifted = `const D=Date,o=${offset};globalThis.Date=class extends D{constructor(...a){a.length?super(...a):super(D.now()+o)}static now(){return D.now()+o}};`;
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(shifted)}`, main], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      ...process.env,
      ...{ DATABASE_URL: config.databaseUrl, PORT: '0', LOG_LEVEL: 'error', LATCHKEY_DEMO: 'false' },
      ...{ MQTT_URL: broker.serverUrl, MQTT_PASSWORD: broker.serverPassword },
      ...{ LATCHKEY_DATA: config.dataDirectory, LATCHKEY_MASTER_KEYS: config.masterKeys },
    },
  });
  running.add(child);
  await once(child, 'message');
  return { child, readyAt: now() };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
  running.delete(child);
}

const happening = z.object({ bookingId: z.uuid(), name: z.string(), at: z.date() });
const EDGES = ['session.reminded', 'power.warned', 'overtime.renewed', 'overtime.began'];

/** What the edge brought about, oldest first. */
const happened = () =>
  product.runtime.database.rows(
    happening,
    sql`
      select booking_id as "bookingId", name, at from booking.timeline
      where name = any(${EDGES}::text[]) and at >= ${new Date(EDGE)} order by at, id`,
  );

const book = { publishedRules, calendarFacts };
async function moveTo(at: number): Promise<void> {
  product.clock.set(new Date(at));
  while ((await runDueTimers(product.runtime, book)) > 0);
  await product.drain();
}

/** Somebody in a room from some minutes before the edge until some minutes after it. */
async function inRoom(venue: Venue, person: Person, before: number, after: number): Promise<string> {
  await moveTo(EDGE - before * MINUTE);
  const held = await hold(product, person, venue.roomId, 0, before + after);
  if (held.status !== 200) throw new Error(held.text);
  await payAtChannel(product, person, held.body.id);
  await enterRoom(product, person, venue, held.body.id);
  return held.body.id;
}

/** Rooms that renew by themselves by half hours, after a grace of five minutes. */
async function renewing(): Promise<Venue> {
  const venue = await makeVenue(product);
  const { rules, terms, promotions } = hourlyTariff(6_000);
  const content = {
    ...{ rules, promotions },
    terms: terms.map((one) => ({ ...one, overtime: { ...one.overtime, renewsByItself: true } })),
  };
  await product.asSystem((ctx) => writeDraft(ctx, venue.storeId, { content, revision: 0 }));
  await product.asSystem((ctx) => publishDraft(ctx, venue.storeId, { revision: 1, note: null, effectiveFrom: null }));
  return venue;
}

it('[BKG-12, BKG-14, BKG-15, BIL-9] a reminder, an end, an overtime edge and a used-up deposit happen once each and within 2 s of the restart when servers are killed across them', {
  timeout: 120_000,
}, async () => {
  const admin = await product.staff('platform_administrator');
  const minutely = { granularity: 5, minimum: 5, reminders: [15] };
  const venues = [await makeVenue(product), await makeVenue(product), await renewing()] as const;
  for (const { storeId } of venues) {
    const params = { id: storeId };
    const { body } = await admin.call('GET /staff/stores/:id/booking-policy', { params });
    await admin.call('PUT /staff/stores/:id/booking-policy', { params, body: { ...body, ...minutely } });
  }
  const tables = await makeTables(product);
  const person = () => product.customer();
  const [anna, ben, carl, dora] = await Promise.all([person(), person(), person(), person()]);
  await plan(product, admin, { storeId: venues[2].storeId, door: venues[2].door });
  await topUp(product, carl, 10_000);
  // 5000 fen pay for the three quarters of an hour up to the edge.
  const reminded = await inRoom(venues[0], anna, 65, 15);
  const warned = await inRoom(venues[1], ben, 60, 0);
  const renewed = await inRoom(venues[2], carl, 55, -5);
  await moveTo(EDGE - 45 * MINUTE);
  const { body: played } = await startAt(dora, tables.roomId);
  await payAtChannel(product, dora, played.id);
  await moveTo(EDGE - 45 * MINUTE + 1);
  await moveTo(EDGE - AHEAD_MS);
  offset = EDGE - AHEAD_MS - Date.now();

  const first = await startProcess();
  await expect.poll(now, { timeout: 2 * AHEAD_MS, interval: 20 }).toBeGreaterThan(EDGE - 400);
  await kill(first.child);
  expect(await happened()).toEqual([]);
  await expect.poll(now, { interval: 20 }).toBeGreaterThan(EDGE + 100);
  // The second is killed in the middle of what it makes up for.
  const second = await startProcess();
  await expect.poll(async () => (await happened()).length, { timeout: 5_000, interval: 5 }).toBeGreaterThan(0);
  await kill(second.child);
  const third = await startProcess();
  const expected = [
    [reminded, 'session.reminded'],
    [warned, 'power.warned'],
    [renewed, 'overtime.renewed'],
    [played.id, 'power.warned'],
  ].sort();
  const seen = async () => (await happened()).map(({ bookingId, name }) => [bookingId, name]).sort();
  await expect.poll(seen, { timeout: 5_000, interval: 20 }).toEqual(expected);
  for (const { at } of await happened()) expect(at.getTime()).toBeLessThan(third.readyAt + 2_000);
  await kill(third.child);
  const fourth = await startProcess();
  // It serves and does its rounds, and nothing happens a second time.
  await expect.poll(async () => now() - fourth.readyAt, { timeout: 5_000, interval: 50 }).toBeGreaterThan(1_500);
  expect(await seen()).toEqual(expected);
  await kill(fourth.child);
  product.clock.set(new Date(now()));
  const charges = (await carl.call('GET /bookings/:id', { params: { id: renewed } })).body.charges;
  expect(charges.filter((charge) => charge.kind === 'overtime')).toMatchObject([{ state: 'paid', amount: 2_000 }]);
  expect((await product.asSystem((ctx) => verifyLedger(ctx))).consistent).toBe(true);
});
