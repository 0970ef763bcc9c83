import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, enterRoom, hold, inMinutes, makeVenue, payAtChannel } from '../../testing/rooms.ts';
import { verifyLedger } from '../ledger/index.ts';
import { calendarFacts, publishedRules } from '../tariffs/index.ts';
import { runDueTimers } from './index.ts';

const book = { publishedRules, calendarFacts };
let product: TestProduct;
beforeAll(async () => {
  product = await createTestProduct();
}, 60_000);
afterAll(() => product.close());
beforeEach(() => {
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter));
});

const read = async (person: Person, id: string) => (await person.call('GET /bookings/:id', { params: { id } })).body;
const options = async (person: Person, id: string, minutes: number) =>
  (await person.call('GET /bookings/:id/renewals', { params: { id }, query: `minutes=${minutes}` })).body;
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    product.clock.advance(60_000);
    while ((await runDueTimers(product.runtime, book)) > 0);
  }
  await product.drain();
}

/** A session that runs for an hour, and somebody who comes an hour and a half after its end. */
async function collision() {
  const venue = await makeVenue(product, { rooms: 3 });
  const [anna, ben] = [await product.customer(), await product.customer()];
  const [first = '', second = '', third = ''] = venue.roomIds;
  const id = await booked(product, anna, first, 0, 60);
  await enterRoom(product, anna, venue, id);
  await booked(product, ben, first, 150, 60);
  return { venue, anna, ben, id, first, second, third };
}

it('[BKG-13, BKG-21] a wish that collides is offered shorter here and whole in the free rooms, each priced at once', async () => {
  const { anna, ben, id, second, third } = await collision();
  await booked(product, ben, third, 90, 60);
  expect((await options(anna, id, 60)).options).toMatchObject([{ kind: 'extend', to: inMinutes(product, 120) }]);
  const offered = await options(anna, id, 120);
  expect(offered.latest).toBe(inMinutes(product, 135));
  expect(offered.options).toMatchObject([
    { kind: 'extend', to: inMinutes(product, 135), quote: { total: 12_000 } },
    // Three hours there, less the hour that is left here.
    { kind: 'move', room: { id: second }, to: inMinutes(product, 180), quote: { total: 12_000 } },
  ]);
  expect(offered.options[1]?.quote.discounts).toMatchObject([{ kind: 'paid_before', amount: 6_000 }]);
});

it('[BKG-21] the session moves with its payment: code and guests go along, the old room is free after its cleaning, time is not paid twice', async () => {
  const { venue, anna, ben, id, first, second } = await collision();
  const before = await read(anna, id);
  product.clock.advance(20 * 60_000);
  const { options: offered } = await options(anna, id, 120);
  const there = offered.find(({ kind, room }) => kind === 'move' && room.id === second);
  expect(there?.quote.total).toBe(12_000);
  const body = { to: there?.to, expectedTotal: 12_000, roomId: second };
  const asked = await anna.call('POST /bookings/:id/renewals', { params: { id }, body });
  expect(asked.body).toMatchObject({ room: { id: first }, state: 'in_use' });
  expect((await hold(product, ben, second, 100, 60)).body.error.code).toBe('room_taken');
  await payAtChannel(product, anna, id);
  await product.drain();
  const after = await read(anna, id);
  expect(after).toMatchObject({ state: 'in_use', room: { id: second }, to: there?.to, power: 'on', paid: 18_000 });
  expect([after.code, after.startedAt]).toEqual([before.code, before.startedAt]);
  const admin = await product.staff('platform_administrator');
  const tasks = await admin.call('GET /staff/cleaning-tasks', { query: `storeId=${venue.storeId}` });
  expect(tasks.body.items).toMatchObject([{ state: 'open', room: { id: first } }]);
  // The old room is cleaned for a quarter of an hour, then anybody's.
  expect((await hold(product, ben, first, 10, 60)).body.error.code).toBe('room_taken');
  expect((await hold(product, ben, first, 25, 60)).status).toBe(200);
  await enterRoom(product, anna, venue, id);
  const { items } = (await anna.call('GET /me/messages')).body;
  expect(items.some(({ title }) => title === 'Room changed')).toBe(true);
  await pass(165);
  expect(await read(anna, id)).toMatchObject({ state: 'completed' });
  expect((await product.asSystem((ctx) => verifyLedger(ctx))).consistent).toBe(true);
});

it('[BKG-21] a move that nobody pays gives the other room back, and one whose payment is late moves while the room is free', async () => {
  const { anna, ben, id, first, second } = await collision();
  const ask = async () => {
    const body = { to: inMinutes(product, 120), expectedTotal: 12_000, roomId: second };
    const asked = await anna.call('POST /bookings/:id/renewals', { params: { id }, body });
    const chargeId = asked.body.charges.at(-1)?.id ?? '';
    const payment = await anna.call('POST /bookings/:id/charges/:chargeId/payments', {
      ...{ params: { id, chargeId }, body: { channel: 'wechat', method: 'h5' } },
    });
    return { paymentId: payment.body.id, amount: asked.body.charges.at(-1)?.amount ?? 0 };
  };
  const lost = await ask();
  await pass(6);
  product.clock.advance(9 * 60_000);
  expect((await hold(product, ben, second, 60, 60)).status).toBe(200);
  await product.notifyPaid(lost.paymentId, lost.amount);
  expect(await read(anna, id)).toMatchObject({ room: { id: first }, paid: 6_000 });
  await pass(15);
  const late = await ask();
  await pass(6);
  await product.notifyPaid(late.paymentId, late.amount);
  expect(await read(anna, id)).toMatchObject({ room: { id: second }, paid: 6_000 + late.amount });
  expect((await product.asSystem((ctx) => verifyLedger(ctx))).consistent).toBe(true);
});

it('[BKG-21, BKG-3] a move and a new booking of the other room: one of them gets it, whoever asks first', async () => {
  const outcomes = new Set<string>();
  for (let round = 0; round < 3; round += 1) {
    const { anna, ben, id, second } = await collision();
    const body = { to: inMinutes(product, 180), expectedTotal: 12_000, roomId: second };
    const [mine, rival] = await Promise.all([
      anna.call('POST /bookings/:id/renewals', { params: { id }, body }),
      hold(product, ben, second, 30, 60),
    ]);
    outcomes.add(`${mine.status} ${rival.status}`);
    product.clock.advance(15 * 60_000);
  }
  for (const outcome of outcomes) expect(['200 409', '409 200']).toContain(outcome);
});
