import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeTables, openBench } from '../../testing/open-tables.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { payAtChannel } from '../../testing/rooms.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await createTestProduct();
}, 60_000);
afterAll(() => product.close());
beforeEach(() => {
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter));
});

describe('a further deposit', () => {
  /** A table whose deposit is used up, in the ladder's first step. */
  async function usedUp(person: Person) {
    const bench = openBench(product);
    const venue = await makeTables(product);
    const id = await bench.playing(person, venue.roomId);
    bench.hostIs(id, person);
    await bench.pass(45);
    expect(await bench.read(person, id)).toMatchObject({ state: 'in_use', power: 'warned' });
    const more = (amount: number) => person.call('POST /bookings/:id/deposits', { params: { id }, body: { amount } });
    return { bench, id, more };
  }

  it('[BKG-15, BKG-20] that buys no further unit does not make the session endless: the ladder goes on from its step', async () => {
    const nils = await product.customer();
    const { bench, id, more } = await usedUp(nils);
    expect((await more(100)).status).toBe(200);
    await payAtChannel(product, nils, id);
    await bench.timers();
    expect(await bench.read(nils, id)).toMatchObject({ state: 'in_use', power: 'warned' });
    await bench.pass(6);
    expect(await bench.read(nils, id)).toMatchObject({ state: 'completed', power: 'cut' });
    await bench.refundsArrive(id);
    expect(await bench.consistent()).toBe(true);
  });

  it('[BKG-15, BKG-20] asked for again and again and never paid, it holds the cut for a quarter of an hour at most', async () => {
    const olga = await product.customer();
    const { bench, id, more } = await usedUp(olga);
    for (let minute = 0; minute < 20; minute += 1) {
      await more(100 + minute);
      await bench.pass(1);
    }
    expect(await bench.read(olga, id)).toMatchObject({ state: 'completed', power: 'cut' });
    expect(await bench.consistent()).toBe(true);
  });
});
