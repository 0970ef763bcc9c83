import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestProduct, type TestProduct } from './product.ts';
import { makeVenue, type Venue } from './rooms.ts';

const HOUR = 3_600_000;
let product: TestProduct;
let venue: Venue;
beforeAll(async () => {
  product = await createTestProduct();
  venue = await makeVenue(product, { rooms: 2 });
}, 60_000);
afterAll(() => product.close());

/** Rooms of the venue that are free from some hours from now to others. */
function search(from: number, to: number) {
  const at = (hours: number) => new Date(product.clock.now().getTime() + hours * HOUR).toISOString();
  const query = new URLSearchParams({ storeId: venue.storeId, freeFrom: at(from), freeTo: at(to) });
  return product.call('GET /rooms', { query: String(query) });
}

describe('rooms that are free at a wished time', () => {
  it('[BKG-1] are found, and nothing more is promised behind the last', async () => {
    const found = await search(24, 25);
    expect(found.status).toBe(200);
    expect(found.body).toMatchObject({ items: [{}, {}], nextCursor: null });
  });

  it.each([
    ['past', -2, -1, 'freeFrom'],
    ['turned round', 3, 2, 'freeTo'],
    ['empty', 3, 3, 'freeTo'],
    ['longer than a day', 3, 28, 'freeTo'],
    ['beyond 14 days', 335, 337, 'freeTo'],
  ])('[BKG-1, PLT-8] are not looked for when the time is %s, with the field named', async (_what, from, to, field) => {
    const refused = await search(from, to);
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ error: { data: { field } } });
  });
});
