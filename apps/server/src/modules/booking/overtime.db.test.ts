import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { plan, topUp } from '../../testing/balances.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, enterRoom, hold, makeVenue, payAtChannel } from '../../testing/rooms.ts';
import { verifyLedger } from '../ledger/index.ts';
import { calendarFacts, publishedRules } from '../tariffs/index.ts';
import { verifyWallets } from '../wallet/index.ts';
import { runDueTimers } from './index.ts';
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

const book = { publishedRules, calendarFacts };
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    product.clock.advance(60_000);
    while ((await runDueTimers(product.runtime, book)) > 0);
  }
  await product.drain();
}
const read = async (person: Person, id: string) => (await person.call('GET /bookings/:id', { params: { id } })).body;

/** A venue that meters overtime instead of cutting the power. */
async function overtimeVenue() {
  const venue = await makeVenue(product, { rooms: 2 });
  const answer = await admin.call('PUT /staff/stores/:id/booking-policy', {
    params: { id: venue.storeId },
    body: { ...DEFAULT_POLICY, atEnd: 'overtime' },
  });
  expect(answer.body).toMatchObject({ atEnd: 'overtime' });
  return venue;
}

it('[BKG-14, BIL-9] who stays on is billed by the unit after the grace, owes it, and neither books nor enters until it is paid', async () => {
  const venue = await overtimeVenue();
  const anna = await product.customer();
  const id = await booked(product, anna, venue.roomId, 0, 60);
  await enterRoom(product, anna, venue, id);
  await pass(60 + 40);
  expect(await read(anna, id)).toMatchObject({ state: 'in_use', power: 'on' });
  const left = await anna.call('POST /bookings/:id/end', { params: { id } });
  await product.drain();
  // 40 minutes beyond the end are two started units of half an hour.
  expect(left.body).toMatchObject({ state: 'completed', power: 'off', paid: 6_000, owed: 4_000 });
  expect(left.body.charges.at(-1)).toMatchObject({ kind: 'overtime', state: 'owed', quote: { total: 4_000 } });
  const [, other = ''] = venue.roomIds;
  expect((await hold(product, anna, other, 65, 60)).body.error.code).toBe('booking_owes');
  const { items } = (await anna.call('GET /me/messages')).body;
  expect(items.some((message) => message.title === 'Overtime to pay')).toBe(true);
  await payAtChannel(product, anna, id);
  expect(await read(anna, id)).toMatchObject({ paid: 10_000, owed: 0 });
  product.clock.advance(5 * 60_000);
  expect((await hold(product, anna, other, 60, 60)).body.error).toBeUndefined();
  expect((await product.asSystem((ctx) => verifyLedger(ctx))).consistent).toBe(true);
});

it('[BKG-14, PAY-11] overtime is taken from the balance where there is enough, and a booking that the balance paid goes back there', async () => {
  const venue = await overtimeVenue();
  const ben = await product.customer();
  await plan(product, admin, { storeId: venue.storeId, door: venue.door });
  await topUp(product, ben, 10_000);
  const balance = async () => (await ben.call('GET /me/balance')).body.balance;
  const before = await balance();
  const pay = async (bookingId: string, chargeId: string) =>
    ben.call('POST /bookings/:id/charges/:chargeId/balance-payment', { params: { id: bookingId, chargeId } });
  const held = await hold(product, ben, venue.roomId, 0, 60);
  const [charge] = held.body.charges;
  expect((await pay(held.body.id, charge?.id ?? '')).body).toMatchObject({ state: 'confirmed', paid: 6_000 });
  expect((await pay(held.body.id, charge?.id ?? '')).body.error.code).toBe('booking_not_payable');
  expect(await balance()).toBe(before - 6_000);
  await enterRoom(product, ben, venue, held.body.id);
  await pass(60 + 20);
  const left = await ben.call('POST /bookings/:id/end', { params: { id: held.body.id } });
  expect(left.body).toMatchObject({ owed: 0, paid: 8_000 });
  expect(await balance()).toBe(before - 8_000);
  expect((await product.asSystem((ctx) => verifyWallets(ctx))).consistent).toBe(true);
});

it('[BKG-7, PAY-11] a cancelled booking that the balance paid is in the balance again at once', async () => {
  const venue = await overtimeVenue();
  const carl = await product.customer();
  await topUp(product, carl, 10_000);
  const before = (await carl.call('GET /me/balance')).body;
  const held = await hold(product, carl, venue.roomId, 60 * 5, 60);
  const params = { id: held.body.id, chargeId: held.body.charges[0]?.id ?? '' };
  await carl.call('POST /bookings/:id/charges/:chargeId/balance-payment', { params });
  const cancelled = await carl.call('POST /bookings/:id/cancel', {
    params: { id: held.body.id },
    body: { expectedRefund: 6_000 },
  });
  expect(cancelled.body).toMatchObject({ state: 'cancelled', refunded: 6_000 });
  expect((await carl.call('GET /me/balance')).body).toEqual(before);
  expect((await product.asSystem((ctx) => verifyLedger(ctx))).consistent).toBe(true);
  expect((await product.asSystem((ctx) => verifyWallets(ctx))).consistent).toBe(true);
});

it('[BKG-25] an entry right that staff take back opens nothing, and opens again when they give it back', async () => {
  const venue = await makeVenue(product);
  const dora = await product.customer();
  const id = await booked(product, dora, venue.roomId, 0, 60);
  const revoke = (revoked: boolean) =>
    admin.call('POST /staff/bookings/:id/revoke-entry', { params: { id }, body: { revoked, reason: '核实身份' } });
  const open = async () => (await dora.call('POST /bookings/:id/openings', { params: { id } })).body;
  await revoke(true);
  expect((await open()).error.code).toBe('entry_revoked');
  expect(await read(dora, id)).toMatchObject({ code: null, entry: null });
  await revoke(false);
  expect((await open()).state).toBe('requested');
});

it('[BKG-22] a camera never serves a private room', async () => {
  const venue = await makeVenue(product);
  const camera = await admin.call('POST /staff/devices', {
    body: { kind: 'camera', name: '走廊', model: null, ipAddress: null, storeId: venue.storeId },
  });
  const answer = await admin.call('PUT /staff/rooms/:id/devices', {
    params: { id: venue.roomId },
    body: { devices: [{ deviceId: camera.body.device?.id, label: '走廊', protected: false }] },
  });
  expect(answer.body.error.code).toBe('camera_in_room');
});
