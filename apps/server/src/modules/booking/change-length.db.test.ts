import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, enterRoom, hold, inMinutes, makeVenue, payAtChannel } from '../../testing/rooms.ts';
import { verifyLedger } from '../ledger/index.ts';
import { calendarFacts, publishedRules } from '../tariffs/index.ts';
import { runDueTimers } from './index.ts';

const book = { publishedRules, calendarFacts };
let product: TestProduct;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
beforeAll(async () => {
  product = await createTestProduct();
  admin = await product.staff('platform_administrator');
}, 60_000);
afterAll(() => product.close());
beforeEach(() => {
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter));
});

const read = async (person: Person, id: string) => (await person.call('GET /bookings/:id', { params: { id } })).body;
const preview = async (id: string, to: string) =>
  (await admin.call('POST /staff/bookings/:id/length-preview', { params: { id }, body: { to } })).body;
const change = (id: string, seen: { to: string; pay: number; refund: number; version: number }) =>
  admin.call('POST /staff/bookings/:id/length', {
    params: { id },
    body: {
      to: seen.to,
      reason: '顾客来电',
      expectedPay: seen.pay,
      expectedRefund: seen.refund,
      version: seen.version,
    },
  });

it('[BKG-27] staff see difference and conflicts before, extend with a reason, and what it is more is owed and keeps nobody out', async () => {
  const venue = await makeVenue(product);
  const [anna, ben] = [await product.customer(), await product.customer()];
  const id = await booked(product, anna, venue.roomId, 0, 60);
  await enterRoom(product, anna, venue, id);
  const rival = await booked(product, ben, venue.roomId, 180, 60);
  const far = await preview(id, inMinutes(product, 180));
  expect(far).toMatchObject({ pay: 12_000, refund: 0, conflicts: [{ id: rival }] });
  expect((await change(id, far)).body.error.code).toBe('room_taken');
  const seen = await preview(id, inMinutes(product, 120));
  expect(seen).toMatchObject({ pay: 6_000, conflicts: [], quote: { total: 6_000 } });
  expect((await change(id, { ...seen, pay: 1 })).body.error.code).toBe('price_changed');
  expect((await change(id, { ...seen, version: 0 })).body.error.code).toBe('conflict');
  const done = await change(id, seen);
  const entry = done.body.timeline.find(({ name }) => name === 'length.extended');
  expect(entry).toMatchObject({ actor: 'staff', detail: { reason: '顾客来电', pay: 6_000 } });
  expect(await read(anna, id)).toMatchObject({ to: seen.to, owed: 6_000 });
  await enterRoom(product, anna, venue, id);
  await payAtChannel(product, anna, id);
  expect(await read(anna, id)).toMatchObject({ owed: 0, paid: 12_000 });
  product.clock.advance(70 * 60_000);
  while ((await runDueTimers(product.runtime, book)) > 0);
  expect(await read(anna, id)).toMatchObject({ state: 'in_use', power: 'on' });
  const audited = await admin.call('GET /staff/audit', { query: 'action=bookings.change_length' });
  expect(audited.body.items.some(({ object }) => object?.id === id)).toBe(true);
  expect((await product.asSystem((ctx) => verifyLedger(ctx))).consistent).toBe(true);
});

it('[BKG-27] a shorter stay gives its difference back once, frees the room, and a later change counts from there', async () => {
  const venue = await makeVenue(product);
  const [anna, ben] = [await product.customer(), await product.customer()];
  const id = await booked(product, anna, venue.roomId, 0, 180);
  await enterRoom(product, anna, venue, id);
  const seen = await preview(id, inMinutes(product, 60));
  expect(seen).toMatchObject({ pay: 0, refund: 12_000 });
  const [one, two] = await Promise.all([change(id, seen), change(id, seen)]);
  expect([one.status, two.status].sort()).toEqual([200, 409]);
  const settled = one.status === 200 ? one : two;
  expect(settled.body.refunds).toMatchObject([{ amount: 12_000 }]);
  expect((await hold(product, ben, venue.roomId, 75, 60)).status).toBe(200);
  expect(await preview(id, inMinutes(product, 45))).toMatchObject({ pay: 0, refund: 0 });
  expect((await preview(id, inMinutes(product, -15))).error.code).toBe('invalid_input');
  expect((await product.asSystem((ctx) => verifyLedger(ctx))).consistent).toBe(true);
});

it('[BKG-27, BKG-3] an extension and a new booking of the same hour: one of them gets it', async () => {
  const venue = await makeVenue(product, { rooms: 3 });
  const [anna, ben] = [await product.customer(), await product.customer()];
  for (const roomId of venue.roomIds) {
    const id = await booked(product, anna, roomId, 60, 60);
    const seen = await preview(id, inMinutes(product, 180));
    const [mine, rival] = await Promise.all([change(id, seen), hold(product, ben, roomId, 135, 60)]);
    expect(['200 409', '409 200']).toContain(`${mine.status} ${rival.status}`);
    await payAtChannel(product, mine.status === 200 ? anna : ben, mine.status === 200 ? id : rival.body.id);
  }
});
