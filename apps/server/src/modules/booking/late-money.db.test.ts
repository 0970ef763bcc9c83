import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { channelAnswersRefunds } from '../../testing/balances.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, enterRoom, hold, inMinutes, makeVenue, type Venue } from '../../testing/rooms.ts';
import { verifyLedger } from '../ledger/index.ts';
import { calendarFacts, publishedRules } from '../tariffs/index.ts';
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
/** Begins a payment of the newest charge at the channel, which answers when the test says so. */
async function begin(person: Person, id: string) {
  const charge = (await read(person, id)).charges.at(-1);
  const params = { id, chargeId: charge?.id ?? '' };
  const body = { channel: 'wechat', method: 'h5' };
  const payment = await person.call('POST /bookings/:id/charges/:chargeId/payments', { params, body });
  if (payment.status !== 200) throw new Error(payment.text);
  return { paid: () => product.notifyPaid(payment.body.id, charge?.amount ?? 0) };
}
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

describe('money that comes when the booking is another one already', () => {
  it('[BKG-24, BKG-14] a booking that has not begun is not ended by a tap or by staff, and keeps its money and its room', async () => {
    const venue = await makeVenue(product);
    const [gus, hana] = [await product.customer(), await product.customer()];
    const now = await booked(product, gus, venue.roomId, 0, 60);
    await enterRoom(product, gus, venue, now);
    const id = await booked(product, hana, venue.roomId, 120, 60);
    expect((await hana.call('POST /bookings/:id/end', { params: { id } })).body.error.code).toBe('illegal_move');
    const byStaff = await admin.call('POST /staff/bookings/:id/end', { params: { id }, body: { reason: '误操作' } });
    expect(byStaff.body.error.code).toBe('illegal_move');
    expect(await read(hana, id)).toMatchObject({ state: 'confirmed' });
    expect(await read(gus, now)).toMatchObject({ state: 'in_use', power: 'on' });
  });

  it('[PAY-6, BKG-7] a refund that the channel rejects is sent again although the booking is cancelled meanwhile', async () => {
    const venue = await makeVenue(product);
    const ivo = await product.customer();
    const id = await booked(product, ivo, venue.roomId, 300, 120);
    const params = { id };
    const body = { roomId: venue.roomId, from: inMinutes(product, 300), to: inMinutes(product, 360) };
    const shorter = { ...body, expectedPay: 0, expectedRefund: 6_000 };
    expect((await ivo.call('POST /bookings/:id/reschedule', { params, body: shorter })).status).toBe(200);
    const charge = (await read(ivo, id)).charges[0]?.id ?? '';
    await channelAnswersRefunds(product, charge, 'CLOSED');
    const cancelled = await ivo.call('POST /bookings/:id/cancel', { params, body: { expectedRefund: 6_000 } });
    expect(cancelled.body).toMatchObject({ state: 'cancelled' });
    await pass(2);
    const { timeline } = (await admin.call('GET /staff/bookings/:id', { params })).body;
    expect(timeline.map(({ name }) => name)).toContain('refund.sent_again');
    await channelAnswersRefunds(product, charge, 'SUCCESS');
    expect(await read(ivo, id)).toMatchObject({ refunded: 12_000 });
    await consistent();
  });

  it('[BKG-27, BKG-7] time that staff added is not owed any more once the booking is cancelled', async () => {
    const venue = await makeVenue(product);
    const jan = await product.customer();
    const id = await booked(product, jan, venue.roomId, 300, 60);
    const [params, to] = [{ id }, inMinutes(product, 420)];
    const seen = (await admin.call('POST /staff/bookings/:id/length-preview', { params, body: { to } })).body;
    const { pay: expectedPay, refund: expectedRefund, version } = seen;
    const body = { to, reason: '顾客来电', expectedPay, expectedRefund, version };
    expect((await admin.call('POST /staff/bookings/:id/length', { params, body })).status).toBe(200);
    expect(await read(jan, id)).toMatchObject({ owed: 6_000 });
    await jan.call('POST /bookings/:id/cancel', { params, body: { expectedRefund: 6_000 } });
    expect(await read(jan, id)).toMatchObject({ state: 'cancelled', owed: 0 });
    expect((await hold(product, jan, venue.roomId, 300, 60)).status).toBe(200);
  });

  it('[BKG-14, PAY-3] overtime that staff let off goes back when it is paid after all', async () => {
    const venue = await makeVenue(product);
    await policy(venue, { atEnd: 'overtime' });
    const kim = await product.customer();
    const id = await booked(product, kim, venue.roomId, 0, 60);
    await enterRoom(product, kim, venue, id);
    await pass(100);
    expect((await kim.call('POST /bookings/:id/end', { params: { id } })).body).toMatchObject({ owed: 4_000 });
    const late = await begin(kim, id);
    const chargeId = (await read(kim, id)).charges.at(-1)?.id ?? '';
    const params = { id, chargeId };
    const body = { how: 'waive', reason: '空调故障' };
    await admin.call('POST /staff/bookings/:id/charges/:chargeId/settle', { params, body });
    await late.paid();
    expect(await read(kim, id)).toMatchObject({ owed: 0, paid: 6_000 });
    await consistent();
  });

  it('[BKG-4, BKG-7] whose payment comes late is not missed at once, but after the whole time to come', async () => {
    const venue = await makeVenue(product);
    const lea = await product.customer();
    const held = await hold(product, lea, venue.roomId, 15, 120);
    const { id } = held.body;
    const late = await begin(lea, id);
    await pass(65);
    expect(await read(lea, id)).toMatchObject({ state: 'lapsed' });
    await late.paid();
    await pass(44);
    expect(await read(lea, id)).toMatchObject({ state: 'confirmed' });
    await pass(2);
    expect(await read(lea, id)).toMatchObject({ state: 'no_show' });
  });

  it('[BKG-7] a late move to a day more than a month on holds its terms', async () => {
    const venue = await makeVenue(product);
    await policy(venue, { horizonDays: 60 });
    const mia = await product.customer();
    const id = await booked(product, mia, venue.roomId, 90, 60);
    const far = 40 * 1440;
    const there = { roomId: venue.roomId, from: inMinutes(product, far), to: inMinutes(product, far + 60) };
    const body = { ...there, expectedPay: 0, expectedRefund: 0 };
    expect((await mia.call('POST /bookings/:id/reschedule', { params: { id }, body })).status).toBe(200);
    expect(await read(mia, id)).toMatchObject({ state: 'confirmed', from: there.from });
  });
});
