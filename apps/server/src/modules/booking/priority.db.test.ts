import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTestProduct, type TestProduct } from '../../testing/product.ts';
import { hold, makeVenue } from '../../testing/rooms.ts';
import { DEFAULT_POLICY } from './rules.ts';

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

const DAY = 1440;

it('[BKG-10] a level that the store prefers books days that others may not book yet, and the room page says so', async () => {
  const venue = await makeVenue(product);
  const set = (level: string) =>
    admin.call('PUT /staff/stores/:id/booking-policy', {
      params: { id: venue.storeId },
      body: { ...DEFAULT_POLICY, horizonDays: 7, earlyHorizons: [{ level, days: 20 }] },
    });
  const anna = await product.customer();
  const page = async () => (await anna.call('GET /rooms/:id', { params: { id: venue.roomId } })).body;
  expect((await set('gold')).status).toBe(200);
  expect((await hold(product, anna, venue.roomId, 10 * DAY, 60)).body.error).toMatchObject({ code: 'booking_too_far' });
  const closed = await page();
  expect(closed.availability.days).toHaveLength(21);
  expect(closed.onlyFor.find(({ date }) => date === closed.availability.days[10]?.date)?.levels).toEqual(['gold']);
  expect(closed.onlyFor.some(({ date }) => date === closed.availability.days[6]?.date)).toBe(false);
  expect((await hold(product, anna, venue.roomId, 5 * DAY, 60)).status).toBe(200);
  // Who joins begins as a standard member.
  await set('standard');
  expect((await page()).onlyFor.every(({ levels }) => levels.length === 0)).toBe(true);
  expect((await hold(product, anna, venue.roomId, 10 * DAY, 60)).status).toBe(200);
  expect((await hold(product, anna, venue.roomId, 21 * DAY, 60)).body.error.code).toBe('booking_too_far');
});
