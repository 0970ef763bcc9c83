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

async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    product.clock.advance(60_000);
    while ((await runDueTimers(product.runtime, book)) > 0);
  }
  await product.drain();
}
const read = async (person: Person, id: string) => (await person.call('GET /bookings/:id', { params: { id } })).body;
const range = (roomId: string, from: number, minutes: number) => ({
  ...{ roomId, from: inMinutes(product, from), to: inMinutes(product, from + minutes) },
});
const move = (person: Person, id: string, to: ReturnType<typeof range>, pay: number, refund = 0) =>
  person.call('POST /bookings/:id/reschedule', {
    params: { id },
    body: { ...to, expectedPay: pay, expectedRefund: refund },
  });
const quote = async (person: Person, id: string, to: ReturnType<typeof range>) =>
  (await person.call('POST /bookings/:id/reschedule-quotes', { params: { id }, body: to })).body;
const balanced = async () => (await product.asSystem((ctx) => verifyLedger(ctx))).consistent;

it('[BKG-7] a booking moves for its difference: the old time stays until it is paid, and the new one is kept meanwhile', async () => {
  const venue = await makeVenue(product, { rooms: 2 });
  const [anna, ben] = [await product.customer(), await product.customer()];
  const [first = '', second = ''] = venue.roomIds;
  const id = await booked(product, anna, first, 300, 60);
  const there = range(second, 420, 120);
  expect(await quote(anna, id, there)).toMatchObject({ before: 6_000, pay: 6_000, refund: 0, free: true });
  const asked = await move(anna, id, there, 6_000);
  expect(asked.body).toMatchObject({ state: 'confirmed', room: { id: first }, from: inMinutes(product, 300) });
  const [, charge] = asked.body.charges;
  expect(charge).toMatchObject({
    kind: 'reschedule',
    state: 'awaiting_payment',
    amount: 6_000,
    quote: { total: 6_000 },
  });
  // Nobody else gets either of the two.
  expect((await hold(product, ben, first, 300, 60)).body.error.code).toBe('room_taken');
  expect((await hold(product, ben, second, 480, 60)).body.error.code).toBe('room_taken');
  await payAtChannel(product, anna, id);
  expect(await read(anna, id)).toMatchObject({
    ...{ room: { id: second } },
    from: there.from,
    to: there.to,
    paid: 12_000,
  });
  expect((await hold(product, ben, first, 300, 60)).status).toBe(200);
  await product.drain();
  const { items } = (await anna.call('GET /me/messages')).body;
  expect(items.some(({ title }) => title === 'Booking moved')).toBe(true);
  expect(await balanced()).toBe(true);
});

it('[BKG-7] a cheaper time is there at once and the rest goes back; an hour later in the same room may overlap its own time', async () => {
  const venue = await makeVenue(product);
  const anna = await product.customer();
  const id = await booked(product, anna, venue.roomId, 300, 120);
  const later = range(venue.roomId, 360, 60);
  const moved = await move(anna, id, later, 0, 6_000);
  expect(moved.body).toMatchObject({ from: later.from, to: later.to, paid: 12_000 });
  const longer = range(venue.roomId, 345, 120);
  expect((await move(anna, id, longer, 6_000)).status).toBe(200);
  await payAtChannel(product, anna, id);
  expect(await read(anna, id)).toMatchObject({ from: longer.from, to: longer.to });
  expect(await balanced()).toBe(true);
});

it('[BKG-7] a move that nobody pays leaves the old time as it was, and gives the new one back', async () => {
  const venue = await makeVenue(product, { rooms: 2 });
  const [anna, ben] = [await product.customer(), await product.customer()];
  const [first = '', second = ''] = venue.roomIds;
  const id = await booked(product, anna, first, 300, 60);
  await move(anna, id, range(second, 420, 120), 6_000);
  await pass(15);
  expect(await read(anna, id)).toMatchObject({ state: 'confirmed', room: { id: first }, paid: 6_000 });
  expect((await read(anna, id)).charges.at(-1)).toMatchObject({ kind: 'reschedule', state: 'void' });
  expect((await hold(product, ben, second, 405, 120)).status).toBe(200);
  const same = range(first, 300, 120);
  expect((await move(anna, id, same, 6_000)).status).toBe(200);
  const kept = await anna.call('DELETE /bookings/:id/reschedule', { params: { id } });
  expect(kept.body.charges.at(-1)).toMatchObject({ state: 'void' });
  expect((await hold(product, ben, first, 375, 60)).status).toBe(200);
});

it('[BKG-7] a payment that comes late moves the booking while the new time is free, and goes back whole otherwise; twice is once', async () => {
  const venue = await makeVenue(product, { rooms: 3 });
  const [anna, ben] = [await product.customer(), await product.customer()];
  const [first = '', second = '', third = ''] = venue.roomIds;
  const id = await booked(product, anna, first, 300, 60);
  const begin = async (to: ReturnType<typeof range>) => {
    const { body } = await move(anna, id, to, 6_000);
    const chargeId = body.charges.at(-1)?.id ?? '';
    const payment = await anna.call('POST /bookings/:id/charges/:chargeId/payments', {
      ...{ params: { id, chargeId }, body: { channel: 'wechat', method: 'h5' } },
    });
    return payment.body.id;
  };
  const lost = await begin(range(second, 420, 120));
  await pass(15);
  expect((await hold(product, ben, second, 420, 60)).status).toBe(200);
  await product.notifyPaid(lost, 6_000);
  expect(await read(anna, id)).toMatchObject({ room: { id: first }, paid: 6_000 });
  const revived = await begin(range(third, 420, 120));
  await pass(15);
  await product.notifyPaid(revived, 6_000);
  await product.notifyPaid(revived, 6_000);
  expect(await read(anna, id)).toMatchObject({ room: { id: third }, paid: 12_000 });
  expect(await balanced()).toBe(true);
});

it('[BKG-7, BKG-3] a move and a new booking of the same time: one of them gets it, and a move that lost says what is free', async () => {
  const venue = await makeVenue(product, { rooms: 5 });
  const [anna, ben] = [await product.customer(), await product.customer()];
  const [target = '', ...rest] = venue.roomIds;
  const outcomes = new Set<string>();
  for (const [index, roomId] of rest.entries()) {
    const id = await booked(product, anna, roomId, 195, 60);
    const at = 300 + index * 90;
    const [mine, rival] = await Promise.all([
      move(anna, id, range(target, at, 60), 0),
      hold(product, ben, target, at, 60),
    ]);
    outcomes.add(`${mine.status} ${rival.status}`);
    if (mine.status !== 200) {
      expect(mine.body.error).toMatchObject({ code: 'room_taken' });
      expect(mine.body.error.data.alternatives).not.toHaveLength(0);
      expect(await read(anna, id)).toMatchObject({ room: { id: roomId } });
    }
  }
  for (const outcome of outcomes) expect(['200 409', '409 200']).toContain(outcome);
});

it('[BKG-7] it is too late within the deadline, another price is refused, and late moving keeps a share and buys no free cancelling', async () => {
  const venue = await makeVenue(product, { rooms: 2 });
  const [anna, ben] = [await product.customer(), await product.customer()];
  const id = await booked(product, anna, venue.roomId, 90, 120);
  expect((await move(anna, id, range(venue.roomId, 300, 60), 1)).body.error.code).toBe('price_changed');
  expect((await move(anna, id, range(venue.roomId, 300, 60), 0, 6_000)).body.error.code).toBe('refund_changed');
  expect((await move(ben, id, range(venue.roomId, 300, 60), 0)).body.error.code).toBe('not_found');
  expect(await quote(anna, id, range(venue.roomId, 300, 60))).toMatchObject({ fee: 1_800, refund: 4_200 });
  expect((await move(anna, id, range(venue.roomId, 1_500, 60), 0, 4_200)).status).toBe(200);
  const terms = (await anna.call('GET /bookings/:id/cancellation', { params: { id } })).body;
  expect(terms).toMatchObject({ possible: true, freeUntil: null });
  const soon = await booked(product, anna, venue.roomIds[1] ?? '', 45, 60);
  expect((await move(anna, soon, range(venue.roomId, 300, 60), 0)).body.error.code).toBe('reschedule_too_late');
  const offer = (await anna.call('GET /bookings/:id/rescheduling', { params: { id: soon } })).body;
  expect(offer).toMatchObject({ possible: false, rooms: [] });
});

it('[BKG-7] who does not come is missed at the new time, not at the old one', async () => {
  const venue = await makeVenue(product);
  const anna = await product.customer();
  const id = await booked(product, anna, venue.roomId, 90, 60);
  const there = range(venue.roomId, 180, 60);
  const offered = (await anna.call('GET /bookings/:id/rescheduling', { params: { id } })).body;
  const minute = (Date.parse(there.from) - Date.parse(offered.availability?.startsAt ?? '')) / 60_000;
  const free = offered.availability?.rooms[0]?.free ?? [];
  // Its own time counts as free.
  expect(free.some(([from, to]) => from <= minute - 90 && minute + 60 <= to)).toBe(true);
  expect((await move(anna, id, there, 0)).status).toBe(200);
  await pass(150);
  expect(await read(anna, id)).toMatchObject({ state: 'confirmed' });
  await pass(30);
  await enterRoom(product, anna, venue, id);
  expect(await read(anna, id)).toMatchObject({ state: 'in_use' });
  const missed = await booked(product, anna, venue.roomId, 150, 60);
  await move(anna, missed, range(venue.roomId, 240, 60), 0);
  await pass(240 + 44);
  expect(await read(anna, missed)).toMatchObject({ state: 'confirmed' });
  await pass(2);
  expect(await read(anna, missed)).toMatchObject({ state: 'no_show' });
});
