import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { balanceOf, plan, topUp } from '../../testing/balances.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, enterRoom, hourlyTariff, inMinutes, makeVenue, type Venue } from '../../testing/rooms.ts';
import { verifyLedger } from '../ledger/index.ts';
import { calendarFacts, publishDraft, publishedRules, writeDraft } from '../tariffs/index.ts';
import { verifyWallets } from '../wallet/index.ts';
import { runDueTimers } from './index.ts';
import { DEFAULT_POLICY } from './rules.ts';

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

async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    product.clock.advance(60_000);
    while ((await runDueTimers(product.runtime, book)) > 0);
  }
  await product.drain();
}
const read = async (person: Person, id: string) => (await person.call('GET /bookings/:id', { params: { id } })).body;
const renew = (person: Person, id: string, to: string, expectedTotal = 6_000) =>
  person.call('POST /bookings/:id/renewals', { params: { id }, body: { to, expectedTotal } });
/** Begins a payment of the newest charge at the channel, which answers when the test says so. */
async function begin(person: Person, id: string) {
  const charge = (await read(person, id)).charges.at(-1);
  const params = { id, chargeId: charge?.id ?? '' };
  const body = { channel: 'wechat', method: 'h5' };
  const payment = await person.call('POST /bookings/:id/charges/:chargeId/payments', { params, body });
  if (payment.status !== 200) throw new Error(payment.text);
  return { paid: () => product.notifyPaid(payment.body.id, charge?.amount ?? 0) };
}
const fromBalance = async (person: Person, id: string) => {
  const chargeId = (await read(person, id)).charges.at(-1)?.id ?? '';
  return person.call('POST /bookings/:id/charges/:chargeId/balance-payment', { params: { id, chargeId } });
};
const policy = async (venue: Venue, change: Partial<typeof DEFAULT_POLICY>) => {
  const answer = await admin.call('PUT /staff/stores/:id/booking-policy', {
    params: { id: venue.storeId },
    body: { ...DEFAULT_POLICY, ...change },
  });
  if (answer.status !== 200) throw new Error(answer.text);
};
const consistent = async () => {
  expect((await product.asSystem((ctx) => verifyLedger(ctx))).consistent).toBe(true);
  expect((await product.asSystem((ctx) => verifyWallets(ctx))).consistent).toBe(true);
};
async function withBalance(amount: number): Promise<Person> {
  const person = await product.customer();
  await topUp(product, person, amount);
  return person;
}

describe('a change that waits for its payment', () => {
  beforeAll(async () => {
    await plan(product, admin, await makeVenue(product));
  });

  it('[BIL-9, BKG-13, PAY-11] a unit that renews by itself waits for the renewal by hand that is being paid: no minute is paid twice', async () => {
    const venue = await makeVenue(product);
    const { rules, terms, promotions } = hourlyTariff(6_000);
    const itself = terms.map((one) => ({ ...one, overtime: { ...one.overtime, renewsByItself: true } }));
    const content = { rules, promotions, terms: itself };
    await product.asSystem((ctx) => writeDraft(ctx, venue.storeId, { content, revision: 0 }));
    await product.asSystem((ctx) => publishDraft(ctx, venue.storeId, { revision: 1, note: null, effectiveFrom: null }));
    const anna = await withBalance(20_000);
    const before = (await balanceOf(anna)).balance;
    const id = await booked(product, anna, venue.roomId, 0, 60);
    await enterRoom(product, anna, venue, id);
    await pass(62);
    const to = inMinutes(product, 58);
    expect((await renew(anna, id, to)).status).toBe(200);
    await pass(4);
    expect((await read(anna, id)).charges.map(({ kind }) => kind)).toEqual(['booking', 'renewal']);
    expect((await fromBalance(anna, id)).body).toMatchObject({ to, power: 'on', paid: 12_000 });
    expect((await balanceOf(anna)).balance).toBe(before - 6_000);
    await pass(55);
    expect((await read(anna, id)).charges.map(({ kind }) => kind)).toEqual(['booking', 'renewal']);
    // One that nobody pays lets the unit go on after its five minutes.
    expect((await renew(anna, id, inMinutes(product, 59))).status).toBe(200);
    await pass(12);
    expect((await read(anna, id)).charges.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      ...['booking paid', 'renewal paid', 'renewal void', 'overtime paid'],
    ]);
    await consistent();
  });

  it('[BKG-9, BKG-13, PAY-11] what staff move asks for no renewal of the old time any more', async () => {
    const venue = await makeVenue(product);
    const ben = await withBalance(20_000);
    const before = (await balanceOf(ben)).balance;
    const id = await booked(product, ben, venue.roomId, 60, 60);
    expect((await renew(ben, id, inMinutes(product, 180))).status).toBe(200);
    const { version } = (await admin.call('GET /staff/bookings/:id', { params: { id } })).body.booking;
    const body = { roomId: venue.roomId, from: inMinutes(product, 300), reason: '换时间', version };
    expect((await admin.call('POST /staff/bookings/:id/move', { params: { id }, body })).status).toBe(200);
    expect((await fromBalance(ben, id)).body.error.code).toBe('booking_not_payable');
    expect(await read(ben, id)).toMatchObject({ from: inMinutes(product, 300), to: inMinutes(product, 360) });
    expect((await balanceOf(ben)).balance).toBe(before);
    await consistent();
  });

  it('[BKG-7, PAY-11] a move to another time is not paid from the balance once the session runs', async () => {
    const venue = await makeVenue(product);
    const carl = await withBalance(20_000);
    const id = await booked(product, carl, venue.roomId, 90, 60);
    const there = { roomId: venue.roomId, from: inMinutes(product, 300), to: inMinutes(product, 420) };
    const body = { ...there, expectedPay: 6_000, expectedRefund: 0 };
    expect((await carl.call('POST /bookings/:id/reschedule', { params: { id }, body })).status).toBe(200);
    await admin.call('POST /staff/bookings/:id/start', { params: { id }, body: { reason: '早到' } });
    expect(await read(carl, id)).toMatchObject({ state: 'in_use' });
    expect((await fromBalance(carl, id)).body.error.code).toBe('booking_not_payable');
    expect(await read(carl, id)).toMatchObject({ state: 'in_use', to: inMinutes(product, 150), paid: 6_000 });
    await consistent();
  });

  it('[BKG-20] asking for renewals again and again without paying holds the cut for a quarter of an hour at most', async () => {
    const venue = await makeVenue(product);
    const dora = await product.customer();
    const id = await booked(product, dora, venue.roomId, 0, 60);
    await enterRoom(product, dora, venue, id);
    await pass(60);
    for (let round = 0; round < 5; round += 1) {
      await dora.call('DELETE /bookings/:id/reschedule', { params: { id } });
      expect((await renew(dora, id, inMinutes(product, 60 - round * 3))).status).toBe(200);
      await pass(3);
    }
    expect(await read(dora, id)).toMatchObject({ state: 'in_use', power: 'warned' });
    await dora.call('DELETE /bookings/:id/reschedule', { params: { id } });
    expect((await renew(dora, id, inMinutes(product, 45))).status).toBe(200);
    await pass(4);
    expect(await read(dora, id)).toMatchObject({ state: 'completed', power: 'cut', paid: 6_000 });
  });

  it('[BKG-13] nobody renews to an end that is over already', async () => {
    const venue = await makeVenue(product);
    await policy(venue, { atEnd: 'overtime' });
    const eve = await product.customer();
    const id = await booked(product, eve, venue.roomId, 0, 60);
    await enterRoom(product, eve, venue, id);
    await pass(80);
    expect((await renew(eve, id, inMinutes(product, -5))).body.error.code).toBe('renewal_impossible');
  });

  it('[BKG-27, BKG-13, PAY-11] minutes that an agent gives end a renewal that was priced from the old end, and its late payment goes back', async () => {
    const venue = await makeVenue(product);
    const finn = await withBalance(20_000);
    const id = await booked(product, finn, venue.roomId, 0, 60);
    await enterRoom(product, finn, venue, id);
    await renew(finn, id, inMinutes(product, 120));
    const late = await begin(finn, id);
    const agent = await product.staff('agent');
    const act = { kind: 'extend_session', minutes: 10, note: '补时' };
    const given = await agent.call('POST /staff/desk/sessions/:id/actions', { params: { id }, body: act });
    expect(given.status).toBe(200);
    expect((await fromBalance(finn, id)).body.error.code).toBe('booking_not_payable');
    await late.paid();
    expect(await read(finn, id)).toMatchObject({ to: inMinutes(product, 70), paid: 6_000 });
    await consistent();
  });
});
