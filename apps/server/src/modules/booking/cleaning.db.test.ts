import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, enterRoom, hold, inMinutes, makeVenue, type Venue } from '../../testing/rooms.ts';
import { calendarFacts, publishedRules } from '../tariffs/index.ts';
import { keepUncleaned, offerFreed, runDueTimers, tellLateCleaning } from './index.ts';

const book = { publishedRules, calendarFacts };
let product: TestProduct;
let anna: Person;
let ben: Person;
beforeAll(async () => {
  product = await createTestProduct();
  anna = await product.customer();
  ben = await product.customer();
}, 60_000);
afterAll(() => product.close());
beforeEach(() => {
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter));
});

async function cleanedBy(venue: Venue, cleaning: 'buffer' | 'until_cleaned') {
  const params = { id: venue.storeId };
  const admin = await product.staff('platform_administrator');
  const { body } = await admin.call('GET /staff/stores/:id/booking-policy', { params });
  const put = await admin.call('PUT /staff/stores/:id/booking-policy', { params, body: { ...body, cleaning } });
  expect(put.body).toMatchObject({ cleaning });
  return product.staff('cleaner', { kind: 'stores', ids: [venue.storeId] });
}
/** A session from now on that ends after half an hour of its hour. */
async function used(venue: Venue): Promise<string> {
  const id = await booked(product, anna, venue.roomId, 0, 60);
  await enterRoom(product, anna, venue, id);
  product.clock.advance(30 * 60_000);
  expect((await anna.call('POST /bookings/:id/end', { params: { id } })).body.state).toBe('completed');
  return id;
}
const tasksOf = async (cleaner: Awaited<ReturnType<typeof cleanedBy>>, query = '') =>
  (await cleaner.call('GET /staff/cleaning-tasks', { query })).body.items;

it('[BKG-17] a session leaves one task, which a cleaner takes and ends; the room is free at once, before its buffer is over', async () => {
  const venue = await makeVenue(product);
  const cleaner = await cleanedBy(venue, 'buffer');
  await used(venue);
  const [task, ...more] = await tasksOf(cleaner);
  expect(more).toEqual([]);
  expect(task).toMatchObject({ state: 'open', room: { id: venue.roomId }, keepsRoom: false, late: false });
  expect((await hold(product, ben, venue.roomId, 0, 60)).body.error.code).toBe('room_taken');
  const params = { id: task?.id ?? '' };
  const taken = await cleaner.call('POST /staff/cleaning-tasks/:id/take', { params });
  expect(taken.body).toMatchObject({ state: 'taken', takenBy: { id: cleaner.id } });
  const done = await cleaner.call('POST /staff/cleaning-tasks/:id/done', { params, body: { note: '补了茶叶' } });
  expect(done.body).toMatchObject({ state: 'done', note: '补了茶叶', closedBy: { id: cleaner.id } });
  expect((await cleaner.call('POST /staff/cleaning-tasks/:id/done', { params, body: {} })).body.state).toBe('done');
  expect((await cleaner.call('POST /staff/cleaning-tasks/:id/take', { params })).body.error.code).toBe('illegal_move');
  expect(await tasksOf(cleaner)).toEqual([]);
  expect(await tasksOf(cleaner, 'state=done')).toHaveLength(1);
  expect((await hold(product, ben, venue.roomId, 0, 60)).status).toBe(200);
});

it('[BKG-17] where a store wants rooms cleaned first, an uncleaned one stays unbookable for the hour to come, ever again, and not beyond', async () => {
  const venue = await makeVenue(product);
  const cleaner = await cleanedBy(venue, 'until_cleaned');
  await used(venue);
  const busy = async (from: number) => (await hold(product, ben, venue.roomId, from, 60)).body.error?.code;
  expect(await busy(45)).toBe('room_taken');
  product.clock.advance(45 * 60_000);
  expect(await keepUncleaned(product.runtime)).toBe(1);
  expect(await busy(15)).toBe('room_taken');
  const far = await hold(product, ben, venue.roomId, 60, 60);
  expect(far.status).toBe(200);
  const free = async () => (await anna.call('GET /rooms/:id', { params: { id: venue.roomId } })).body.room.freeNow;
  product.clock.advance(2_000);
  expect(await free()).toBe(false);
  const [task] = await tasksOf(cleaner);
  const params = { id: task?.id ?? '' };
  const cannot = await cleaner.call('POST /staff/cleaning-tasks/:id/cannot', { params, body: { note: '地毯浸水' } });
  expect(cannot.body).toMatchObject({ state: 'blocked', note: '地毯浸水' });
  await keepUncleaned(product.runtime);
  expect(await free()).toBe(false);
  await cleaner.call('POST /staff/cleaning-tasks/:id/done', { params, body: {} });
  expect(await keepUncleaned(product.runtime)).toBe(0);
});

it('[BKG-17, BKG-30] a room that is not clean when its next booking is due is told once, to the agents of the store', async () => {
  const venue = await makeVenue(product);
  const cleaner = await cleanedBy(venue, 'buffer');
  await used(venue);
  const next = await booked(product, ben, venue.roomId, 60, 60);
  expect(await tellLateCleaning(product.runtime)).toBe(0);
  product.clock.advance(51 * 60_000);
  expect(await tellLateCleaning(product.runtime)).toBe(1);
  expect(await tellLateCleaning(product.runtime)).toBe(0);
  expect((await tasksOf(cleaner))[0]).toMatchObject({ late: true, nextAt: expect.any(String) });
  const admin = await product.staff('platform_administrator');
  const { timeline } = (await admin.call('GET /staff/bookings/:id', { params: { id: next } })).body;
  expect(timeline.map((entry) => entry.name)).toContain('cleaning.late');
});

it('[BKG-17, BKG-8, IDN-17] a cleaned room is offered to who waits for it; cleaners see and do nothing else, and nothing elsewhere', async () => {
  const venue = await makeVenue(product);
  const cleaner = await cleanedBy(venue, 'until_cleaned');
  await used(venue);
  const wish = {
    roomId: venue.roomId,
    anyRoom: false,
    people: 2,
    from: inMinutes(product, 30),
    to: inMinutes(product, 90),
  };
  product.clock.advance(15 * 60_000);
  const wait = await ben.call('POST /waiting-list', { body: wish });
  expect(wait.body).toMatchObject({ state: 'waiting' });
  const elsewhere = await product.staff('cleaner', { kind: 'stores', ids: [(await makeVenue(product)).storeId] });
  expect(await tasksOf(elsewhere)).toEqual([]);
  const [task] = await tasksOf(cleaner);
  const params = { id: task?.id ?? '' };
  expect((await elsewhere.call('POST /staff/cleaning-tasks/:id/done', { params, body: {} })).status).toBe(404);
  expect((await cleaner.call('GET /staff/bookings')).status).toBe(403);
  // Two cleaners end it at once: it is done once.
  const both = await Promise.all(
    [1, 2].map(() => cleaner.call('POST /staff/cleaning-tasks/:id/done', { params, body: {} })),
  );
  expect(both.map((answer) => answer.body.state)).toEqual(['done', 'done']);
  await offerFreed(product.runtime);
  await product.drain();
  const [offered] = (await ben.call('GET /waiting-list')).body.items;
  expect(offered).toMatchObject({ state: 'offered' });
  while ((await runDueTimers(product.runtime, book)) > 0);
});
