import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, hold, inMinutes, makeVenue, payAtChannel, type Venue } from '../../testing/rooms.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { calendarFacts, publishedRules } from '../tariffs/index.ts';
import { endWaits, mergeBookings, offerFreed, runDueTimers } from './index.ts';

const book = { publishedRules, calendarFacts };
let product: TestProduct;
let people: Person[];
beforeAll(async () => {
  product = await createTestProduct();
  people = await Promise.all(Array.from({ length: 6 }, () => product.customer()));
}, 60_000);
afterAll(() => product.close());
beforeEach(() => {
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter));
});

const person = (index: number): Person => people[index] as Person;
/** Waits for an hour from two hours on. */
const join = (who: Person, venue: Venue, anyRoom = false, from = 120, roomId = venue.roomId) =>
  who.call('POST /waiting-list', {
    body: { roomId, anyRoom, people: 2, from: inMinutes(product, from), to: inMinutes(product, from + 60) },
  });
const mine = async (who: Person, id: string) =>
  (await who.call('GET /waiting-list')).body.items.find((wait) => wait.id === id);
const cancel = (who: Person, id: string) =>
  who.call('POST /bookings/:id/cancel', { params: { id }, body: { expectedRefund: 0 } });
const take = (who: Person, id: string) =>
  who.call('POST /waiting-list/:id/take', {
    ...{ params: { id }, body: { mode: 'hourly', packageId: null, expectedTotal: 6_000 } },
  });
const leave = (who: Person, id: string) => who.call('POST /waiting-list/:id/leave', { params: { id } });
async function settle(): Promise<void> {
  while ((await runDueTimers(product.runtime, book)) > 0);
  await product.drain();
  await endWaits(product.runtime);
  await offerFreed(product.runtime);
  await product.drain();
}
const overlaps = async (storeId: string) =>
  (
    await product.runtime.database.row(
      z.object({ count: z.coerce.number() }),
      sql`
        select count(*) as count from booking.bookings a join booking.bookings b
          on a.room_id = b.room_id and a.id < b.id and a.during && b.during
        where a.store_id = ${storeId} and a.state in ('held', 'confirmed', 'in_use', 'completed')
          and b.state in ('held', 'confirmed', 'in_use', 'completed')`,
    )
  ).count;

it('[BKG-8] a freed hour is offered to the first in line, kept from everybody, told, and taken into a booking that is paid', async () => {
  const venue = await makeVenue(product);
  const id = await booked(product, person(0), venue.roomId, 120, 60);
  const first = await join(person(1), venue);
  expect(first.body).toMatchObject({ state: 'waiting', place: 1, room: { id: venue.roomId }, offer: null });
  expect((await join(person(1), venue)).body.id).toBe(first.body.id);
  const second = await join(person(2), venue);
  expect(second.body.place).toBe(2);
  await settle();
  expect((await mine(person(1), first.body.id))?.state).toBe('waiting');

  await cancel(person(0), id);
  await settle();
  const offered = await mine(person(1), first.body.id);
  expect(offered).toMatchObject({ state: 'offered', place: null, offer: { room: { id: venue.roomId } } });
  expect(offered?.offer?.until).toBe(inMinutes(product, 10));
  expect((await mine(person(2), second.body.id))?.place).toBe(1);
  expect((await hold(product, person(3), venue.roomId, 120, 60)).body.error.code).toBe('room_taken');
  const told = await person(1).call('GET /me/messages');
  expect(told.body.items[0]).toMatchObject({ link: { kind: 'waiting', id: first.body.id } });
  // Nobody else can take or leave it.
  expect((await take(person(2), first.body.id)).status).toBe(404);
  expect((await leave(person(2), first.body.id)).status).toBe(404);
  expect((await take(person(2), second.body.id)).body.error.code).toBe('offer_over');

  const taken = await take(person(1), first.body.id);
  expect(taken.body).toMatchObject({ state: 'held', kind: 'customer', total: 6_000, stage: 'to_pay' });
  expect((await take(person(1), first.body.id)).body.id).toBe(taken.body.id);
  expect(await mine(person(1), first.body.id)).toMatchObject({ state: 'taken', bookingId: taken.body.id });
  await payAtChannel(product, person(1), taken.body.id);
  const { body } = await person(1).call('GET /bookings/:id', { params: { id: taken.body.id } });
  expect(body).toMatchObject({ state: 'confirmed', paid: 6_000 });
});

it('[BKG-8] what is declined, or not taken in time, goes to the next in line, and what begins ends the waiting', async () => {
  const venue = await makeVenue(product);
  const id = await booked(product, person(0), venue.roomId, 120, 60);
  const waits = [];
  for (const who of [1, 2, 3]) waits.push((await join(person(who), venue)).body.id);
  const [one = '', two = '', three = ''] = waits;
  await cancel(person(0), id);
  await settle();
  expect((await leave(person(1), one)).body.state).toBe('declined');
  await settle();
  expect((await mine(person(2), two))?.state).toBe('offered');
  product.clock.advance(10 * 60_000 + 1);
  expect((await take(person(2), two)).body.error.code).toBe('offer_over');
  await settle();
  expect((await mine(person(2), two))?.state).toBe('missed');
  expect((await mine(person(3), three))?.state).toBe('offered');
  product.clock.advance(5 * 60_000 - 1);
  // Nobody takes it until it begins; who joined a full hour that never frees hears so.
  const late = await booked(product, person(0), venue.roomId, 240, 60);
  const last = (await join(person(4), venue, false, 240)).body.id;
  product.clock.advance(241 * 60_000);
  await settle();
  expect((await mine(person(4), last))?.state).toBe('expired');
  expect((await leave(person(4), last)).body.state).toBe('expired');
  expect(late).not.toBe(last);
});

it('[BKG-8] who waits for any room gets the one that frees, two rooms go to two people, and a free time is not waited for', async () => {
  const venue = await makeVenue(product, { rooms: 2 });
  const [a = '', b = ''] = venue.roomIds;
  const ids = [await booked(product, person(0), a, 120, 60), await booked(product, person(0), b, 120, 60)];
  const one = (await join(person(1), venue, true)).body;
  expect(one).toMatchObject({ room: null, roomKind: 'tea' });
  const two = (await join(person(2), venue, true)).body;
  await Promise.all(ids.map((id) => cancel(person(0), id)));
  await settle();
  const rooms = [(await mine(person(1), one.id))?.offer?.room.id, (await mine(person(2), two.id))?.offer?.room.id];
  expect(rooms.sort()).toEqual([a, b].sort());
  const free = await join(person(3), venue, true, 240);
  expect(free.body.error.code).toBe('time_is_free');
  const tooLong = await person(3).call('POST /waiting-list', {
    body: { roomId: a, people: 2, from: inMinutes(product, 120), to: inMinutes(product, 121) },
  });
  expect(tooLong.status).toBe(422);
});

it('[BKG-8, BKG-3] a shortened block and staff that cancel an offer give time back to the line too', async () => {
  const venue = await makeVenue(product);
  const manager = await product.staff('store_manager', { kind: 'stores', ids: [venue.storeId] });
  const block = await manager.call('POST /staff/bookings', {
    body: {
      ...{ kind: 'block', roomId: venue.roomId, people: 1, note: '检修' },
      ...{ from: inMinutes(product, 120), to: inMinutes(product, 180) },
    },
  });
  const one = (await join(person(1), venue)).body.id;
  const two = (await join(person(2), venue)).body.id;
  const { id } = block.body.booking;
  await manager.call('POST /staff/bookings/:id/cancel', { params: { id }, body: { refund: 0, reason: '修好了' } });
  await settle();
  expect((await mine(person(1), one))?.state).toBe('offered');
  const listed = await manager.call('GET /staff/bookings', { query: `storeId=${venue.storeId}&state=held` });
  const offer = listed.body.items.find((booking) => booking.kind === 'offer');
  await manager.call('POST /staff/bookings/:id/cancel', {
    ...{ params: { id: offer?.id ?? '' }, body: { refund: 0, reason: '另有安排' } },
  });
  await settle();
  expect((await mine(person(1), one))?.state).toBe('missed');
  expect((await mine(person(2), two))?.state).toBe('offered');
});

it('[BKG-8, BKG-3] cancelling, booking anew and two servers that ask the line at once: the hour has one owner', async () => {
  const venue = await makeVenue(product, { rooms: 4 });
  const second = createTestRuntime(product.database.url, { start: product.clock.now() });
  try {
    for (const roomId of venue.roomIds) {
      const id = await booked(product, person(0), roomId, 120, 60);
      const wait = (await join(person(1), venue, false, 120, roomId)).body.id;
      const [, rival] = await Promise.all([
        cancel(person(0), id),
        hold(product, person(2), roomId, 120, 60),
        offerFreed(product.runtime),
        offerFreed(second.runtime),
      ]);
      await settle();
      const state = (await mine(person(1), wait))?.state;
      expect([rival.status, state]).toEqual(rival.status === 200 ? [200, 'waiting'] : [409, 'offered']);
    }
    expect(await overlaps(venue.storeId)).toBe(0);
  } finally {
    await second.close();
  }
}, 60_000);

it('[BKG-8] an offer that is taken while it runs out is either taken or passed on, never both', async () => {
  const venue = await makeVenue(product, { rooms: 4 });
  for (const roomId of venue.roomIds) {
    const id = await booked(product, person(0), roomId, 120, 60);
    const one = (await join(person(1), venue, false, 120, roomId)).body.id;
    await join(person(2), venue, false, 120, roomId);
    await cancel(person(0), id);
    await settle();
    const offered = product.clock.now().getTime();
    product.clock.set(new Date(offered + 10 * 60_000 - 1));
    const attempt = take(person(1), one);
    product.clock.set(new Date(offered + 10 * 60_000));
    const [taken] = await Promise.all([attempt, runDueTimers(product.runtime, book), offerFreed(product.runtime)]);
    await settle();
    const state = (await mine(person(1), one))?.state;
    expect([taken.status, state]).toEqual(taken.status === 200 ? [200, 'taken'] : [409, 'missed']);
    product.clock.set(new Date(offered));
  }
  expect(await overlaps(venue.storeId)).toBe(0);
}, 60_000);

it('[BKG-8, IDN-1] who leaves the line is not asked, and a place follows its account when two become one', async () => {
  const venue = await makeVenue(product);
  const id = await booked(product, person(0), venue.roomId, 120, 60);
  const [old, kept] = [await product.customer(), await product.customer()];
  const wait = (await join(old, venue)).body.id;
  expect((await leave(old, wait)).body.state).toBe('left');
  await cancel(person(0), id);
  await settle();
  expect((await mine(old, wait))?.state).toBe('left');
  const again = await booked(product, person(0), venue.roomId, 120, 60);
  const back = (await join(old, venue)).body.id;
  await product.asSystem((ctx) => mergeBookings(ctx, { fromId: old.id, intoId: kept.id }));
  expect((await mine(kept, back))?.state).toBe('waiting');
  await cancel(person(0), again);
  await settle();
  expect((await take(kept, back)).status).toBe(200);
});
