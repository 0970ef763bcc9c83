import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, enterRoom, hold, inMinutes, makeVenue, payAtChannel } from '../../testing/rooms.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { calendarFacts, publishedRules } from '../tariffs/index.ts';
import { runDueTimers } from './index.ts';

const WORKERS = 16;
const book = { publishedRules, calendarFacts };
let product: TestProduct;
let people: Person[];
beforeAll(async () => {
  product = await createTestProduct();
  people = await Promise.all(Array.from({ length: WORKERS }, () => product.customer()));
}, 60_000);
afterAll(() => product.close());
beforeEach(() => {
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter));
});

const count = async (statement: ReturnType<typeof sql>) =>
  (await product.runtime.database.row(z.object({ count: z.coerce.number() }), statement)).count;
const overlaps = (storeId: string) =>
  count(sql`
    select count(*) as count from booking.bookings a join booking.bookings b
      on a.room_id = b.room_id and a.id < b.id
      and tstzrange(a.starts_at, a.ends_at + interval '15 minutes') && tstzrange(b.starts_at, b.ends_at + interval '15 minutes')
    where a.store_id = ${storeId} and a.state in ('held', 'confirmed', 'in_use', 'completed')
      and b.state in ('held', 'confirmed', 'in_use', 'completed')`);
const deadlocks = () => count(sql`select deadlocks as count from pg_stat_database where datname = current_database()`);
const person = (index: number): Person => people[index % WORKERS] as Person;

it('[BKG-3] sixteen that fight for one evening of ten rooms never get the same time, nor a deadlock, and each refusal offers something', async () => {
  const venue = await makeVenue(product, { rooms: 10 });
  const before = await deadlocks();
  const answers: { status: number; code: string | undefined; offered: number }[] = [];
  let seed = 7;
  const draw = (most: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % most;
  };
  const work = async (worker: number) => {
    for (let round = 0; round < 12; round += 1) {
      const room = venue.roomIds[draw(10)] ?? '';
      const answer = await hold(product, person(worker), room, 120 + 15 * draw(16), 60 + 15 * draw(3));
      const alternatives = answer.body.error?.data.alternatives;
      const offered = Array.isArray(alternatives) ? alternatives.length : 0;
      answers.push({ status: answer.status, code: answer.body.error?.code, offered });
    }
  };
  await Promise.all(people.map((_, worker) => work(worker)));
  const won = answers.filter((answer) => answer.status === 200);
  const refused = answers.filter((answer) => answer.code === 'room_taken');
  expect(won.length).toBeGreaterThan(9);
  expect(refused.length).toBeGreaterThan(20);
  expect(won.length + refused.length).toBe(answers.length);
  expect(refused.every((answer) => answer.offered > 0)).toBe(true);
  expect(await overlaps(venue.storeId)).toBe(0);
  expect(await deadlocks()).toBe(before);
}, 120_000);

it('[BKG-13, BKG-3] a renewal and a new booking of the same hour: one of them gets it, whoever asks first', async () => {
  const venue = await makeVenue(product, { rooms: 4 });
  const outcomes = new Set<string>();
  for (const roomId of venue.roomIds) {
    const id = await booked(product, person(0), roomId, 0, 60);
    const renew = person(0).call('POST /bookings/:id/renewals', {
      params: { id },
      body: { to: inMinutes(product, 120), expectedTotal: 6_000 },
    });
    const [renewal, rival] = await Promise.all([renew, hold(product, person(1), roomId, 75, 60)]);
    outcomes.add(`${renewal.status} ${rival.status}`);
  }
  for (const outcome of outcomes) expect(['200 409', '409 200']).toContain(outcome);
  expect(await overlaps(venue.storeId)).toBe(0);
}, 60_000);

it('[BKG-4] a hold that lapses while its payment comes ends either confirmed or given back, never both', async () => {
  const venue = await makeVenue(product, { rooms: 6 });
  const holds = await Promise.all(
    venue.roomIds.map(async (roomId, index) => {
      const { body } = await hold(product, person(index), roomId, 120, 60);
      const chargeId = body.charges[0]?.id ?? '';
      const payment = await person(index).call('POST /bookings/:id/charges/:chargeId/payments', {
        ...{ params: { id: body.id, chargeId }, body: { channel: 'wechat', method: 'h5' } },
      });
      return { id: body.id, index, paymentId: payment.body.id };
    }),
  );
  product.clock.advance(10 * 60_000);
  await Promise.all([
    runDueTimers(product.runtime, book),
    ...holds.map(({ paymentId }) => product.notifyPaid(paymentId, 6_000)),
  ]);
  await runDueTimers(product.runtime, book);
  await product.drain();
  for (const { id, index } of holds) {
    const { body } = await person(index).call('GET /bookings/:id', { params: { id } });
    expect([body.state, body.paid]).toEqual(['confirmed', 6_000]);
  }
  const given = sql`
    select count(*) as count from booking.refunds r join booking.bookings b on b.id = r.booking_id
    where b.store_id = ${venue.storeId}`;
  expect(await count(given)).toBe(0);
}, 60_000);

it('[BKG-12, BKG-14] what was due while no server ran happens once when two start, in its order, with the whole ladder before the cut', async () => {
  const venue = await makeVenue(product);
  const id = await booked(product, person(0), venue.roomId, 0, 60);
  await enterRoom(product, person(0), venue, id);
  product.clock.advance(46 * 60_000);
  const second = createTestRuntime(product.database.url, { start: product.clock.now() });
  const both = async () => {
    await Promise.all([runDueTimers(product.runtime, book), runDueTimers(second.runtime, book)]);
  };
  try {
    await both();
    const events = async (name: string) =>
      count(sql`select count(*) as count from booking.timeline where booking_id = ${id} and name = ${name}`);
    expect(await events('session.reminded')).toBe(1);
    // Nothing ran for an hour: over the second reminder, the end, and every step of the ladder.
    product.clock.advance(60 * 60_000);
    second.clock.set(product.clock.now());
    await both();
    const state = async () => (await person(0).call('GET /bookings/:id', { params: { id } })).body;
    expect(await state()).toMatchObject({ state: 'in_use', power: 'warned' });
    expect([await events('session.reminded'), await events('power.warned')]).toEqual([1, 1]);
    for (const expected of ['dimmed', 'grace', 'cut']) {
      const step = { dimmed: 31_000, grace: 90_000, cut: 181_000 }[expected] ?? 0;
      product.clock.advance(step);
      second.clock.set(product.clock.now());
      await both();
      expect((await state()).power).toBe(expected);
      expect(await events(`power.${expected}`)).toBe(1);
    }
    expect(await state()).toMatchObject({ state: 'completed' });
  } finally {
    await second.close();
  }
}, 60_000);

it('[BKG-20] a renewal that is being paid holds the cut, and one that nobody pays lets it go', async () => {
  const venue = await makeVenue(product);
  const id = await booked(product, person(0), venue.roomId, 0, 60);
  await enterRoom(product, person(0), venue, id);
  product.clock.advance(59 * 60_000);
  const body = { to: inMinutes(product, 61), expectedTotal: 6_000 };
  expect((await person(0).call('POST /bookings/:id/renewals', { params: { id }, body })).status).toBe(200);
  const state = async () => (await person(0).call('GET /bookings/:id', { params: { id } })).body;
  for (let minute = 0; minute < 4; minute += 1) {
    product.clock.advance(60_000);
    while ((await runDueTimers(product.runtime, book)) > 0);
  }
  expect(await state()).toMatchObject({ state: 'in_use', power: 'warned' });
  await payAtChannel(product, person(0), id);
  expect(await state()).toMatchObject({ state: 'in_use', power: 'on', to: body.to });
}, 60_000);
