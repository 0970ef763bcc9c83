import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { hold, makeVenue } from '../../testing/rooms.ts';

let product: TestProduct;
let person: Person;
beforeAll(async () => {
  product = await createTestProduct();
  person = await product.customer();
}, 60_000);
afterAll(() => product.close());

it('[BKG-1, BKG-3] what is remembered of free time ends with each booking, also while it is being read anew', async () => {
  const venue = await makeVenue(product, { rooms: 2 });
  // Bookings begin on the quarter that the clock reaches below.
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter - 1_200));
  const ask = async () => {
    const answer = await product.call('GET /stores/:id/availability', { params: { id: venue.storeId } });
    expect(answer.status).toBe(200);
    return answer.body as { at: string; rooms: { roomId: string; free: [number, number][] }[] };
  };
  const first = await ask();
  expect(first.rooms.map(({ roomId }) => roomId).sort()).toEqual([...venue.roomIds].sort());
  expect(await ask()).toEqual(first);
  // Old enough to be read anew, by whoever asks next and without waiting for it.
  product.clock.advance(600);
  expect((await ask()).at).toBe(first.at);
  await expect.poll(async () => (await ask()).at).not.toBe(first.at);
  product.clock.advance(600);
  const [, held] = await Promise.all([ask(), hold(product, person, venue.roomIds[0] ?? '', 120, 60)]);
  expect(held.status).toBe(200);
  const free = (view: typeof first) => view.rooms.find(({ roomId }) => roomId === venue.roomIds[0])?.free;
  await expect.poll(async () => free(await ask())).not.toEqual(free(first));
  expect(free(await ask())).not.toEqual(free(first));
});
