import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { balanceOf, plan, topUp } from '../../testing/balances.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, enterRoom, hold, hourlyTariff, makeVenue, payAtChannel } from '../../testing/rooms.ts';
import { verifyLedger } from '../ledger/index.ts';
import { calendarFacts, publishDraft, publishedRules, writeDraft } from '../tariffs/index.ts';
import { verifyWallets } from '../wallet/index.ts';
import { runDueTimers } from './index.ts';

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

const book = { publishedRules, calendarFacts };
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    product.clock.advance(60_000);
    while ((await runDueTimers(product.runtime, book)) > 0);
  }
  await product.drain();
}
const read = async (person: Person, id: string) => (await person.call('GET /bookings/:id', { params: { id } })).body;

/** Half hours of 20 yuan after a grace of five minutes, with a fee of 3 yuan once, renewed by themselves. */
async function renewingVenue() {
  const venue = await makeVenue(product, { rooms: 2 });
  const { rules, terms, promotions } = hourlyTariff(6_000);
  const [store] = terms;
  if (!store) throw new Error('the tariff has no terms');
  const overtime = { ...store.overtime, renewsByItself: true, serviceFee: { kind: 'fixed' as const, amount: 300 } };
  const content = { rules, promotions, terms: [{ ...store, overtime }] };
  await product.asSystem((ctx) => writeDraft(ctx, venue.storeId, { content, revision: 0 }));
  await product.asSystem((ctx) => publishDraft(ctx, venue.storeId, { revision: 1, note: null, effectiveFrom: null }));
  await plan(product, admin, { storeId: venue.storeId, door: venue.door });
  return venue;
}
const consistent = async () => {
  expect((await product.asSystem((ctx) => verifyLedger(ctx))).consistent).toBe(true);
  expect((await product.asSystem((ctx) => verifyWallets(ctx))).consistent).toBe(true);
};

it('[BIL-9, BKG-14] a stay renews by itself after the grace, unit by unit, with the service fee once, told each time, until the balance is short', async () => {
  const venue = await renewingVenue();
  const anna = await product.customer();
  await topUp(product, anna, 5_000);
  const before = (await balanceOf(anna)).balance;
  const id = await booked(product, anna, venue.roomId, 0, 60);
  await enterRoom(product, anna, venue, id);
  const booking = await read(anna, id);
  await pass(64);
  expect(await read(anna, id)).toMatchObject({ power: 'on', to: booking.to, paid: 6_000 });
  await pass(2);
  const once = await read(anna, id);
  expect(Date.parse(once.to) - Date.parse(booking.to)).toBe(30 * 60_000);
  expect(once.charges.at(-1)).toMatchObject({
    ...{ kind: 'overtime', state: 'paid', amount: 2_300, channel: 'balance' },
    quote: { total: 2_300, adjustments: [{ kind: 'service_fee', amount: 300 }], segments: [{ amount: 2_000 }] },
  });
  await pass(24);
  const twice = await read(anna, id);
  expect(Date.parse(twice.to) - Date.parse(booking.to)).toBe(60 * 60_000);
  expect(twice.charges.at(-1)).toMatchObject({ amount: 2_000, quote: { adjustments: [] } });
  expect((await balanceOf(anna)).balance).toBe(before - 4_300);
  const { items } = (await anna.call('GET /me/messages', { query: 'limit=100' })).body;
  expect(items.filter((message) => message.title === 'Renewed by 30 minutes')).toHaveLength(2);
  // 700 fen do not pay for another unit: the ladder takes over, and nothing is owed.
  await pass(30);
  expect(await read(anna, id)).toMatchObject({ state: 'in_use', power: 'warned', to: twice.to });
  await pass(6);
  expect(await read(anna, id)).toMatchObject({ state: 'completed', power: 'cut', owed: 0, paid: 10_300 });
  await consistent();
});

it('[BIL-9, BKG-3] it does not renew into the next booking: the ladder keeps the room for who comes next', async () => {
  const venue = await renewingVenue();
  const [ben, carl] = [await product.customer(), await product.customer()];
  await topUp(product, ben, 10_000);
  const before = (await balanceOf(ben)).balance;
  const id = await booked(product, ben, venue.roomId, 0, 60);
  const next = await hold(product, carl, venue.roomId, 75, 60);
  await payAtChannel(product, carl, next.body.id);
  await enterRoom(product, ben, venue, id);
  await pass(66);
  expect(await read(ben, id)).toMatchObject({ state: 'in_use', power: 'warned' });
  await pass(6);
  expect(await read(ben, id)).toMatchObject({ state: 'completed', owed: 0, paid: 6_000 });
  expect((await balanceOf(ben)).balance).toBe(before);
  expect(await read(carl, next.body.id)).toMatchObject({ state: 'confirmed' });
  await consistent();
});

it('[BIL-9, BKG-13] who renews by a tap within the grace pays the booked price, and two servers renew a unit once', async () => {
  const venue = await renewingVenue();
  const dora = await product.customer();
  await topUp(product, dora, 30_000);
  const id = await booked(product, dora, venue.roomId, 0, 60);
  await enterRoom(product, dora, venue, id);
  await pass(62);
  const options = await dora.call('GET /bookings/:id/renewals', { params: { id }, query: 'minutes=60' });
  const [option] = options.body.options;
  const body = { to: option?.to, expectedTotal: option?.quote.total };
  await dora.call('POST /bookings/:id/renewals', { params: { id }, body });
  await payAtChannel(product, dora, id);
  expect((await read(dora, id)).charges.filter((charge) => charge.kind === 'overtime')).toEqual([]);
  await pass(58);
  product.clock.advance(6 * 60_000);
  await Promise.all([runDueTimers(product.runtime, book), runDueTimers(product.runtime, book)]);
  await Promise.all([runDueTimers(product.runtime, book), runDueTimers(product.runtime, book)]);
  await product.drain();
  expect((await read(dora, id)).charges.filter((charge) => charge.kind === 'overtime')).toHaveLength(1);
  await consistent();
});
