import type { StatePayload } from '@latchkey/device-kit';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, enterRoom, equip, makeVenue } from '../../testing/rooms.ts';
import { deviceFacts, recordEvent, recordPresence, recordState } from '../devices/index.ts';
import { calendarFacts, publishedRules } from '../tariffs/index.ts';
import { readMeters, runDueTimers } from './index.ts';

const book = { publishedRules, calendarFacts };
let product: TestProduct;
let anna: Person;
beforeAll(async () => {
  product = await createTestProduct();
  anna = await product.customer();
}, 60_000);
afterAll(() => product.close());
beforeEach(() => {
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter));
});

async function venueWith() {
  const venue = await makeVenue(product);
  const made = await equip(product, venue, [
    { kind: 'power_relay' },
    { kind: 'light' },
    { kind: 'air_conditioner' },
    { kind: 'people_counter' },
  ]);
  const [relay, lamp, air, counter] = made.map(({ deviceId, code }) => ({ deviceId, code }));
  if (!relay || !lamp || !air || !counter) throw new Error('the room lacks a device');
  await product.asSystem((ctx) => recordPresence(ctx, { code: counter.code, online: true }));
  return { venue, relay, lamp, air, counter };
}
type Device = { deviceId: string; code: string };
const on = async (...devices: Device[]) => {
  const facts = await deviceFacts(
    product.read(systemActor('test')),
    devices.map(({ deviceId }) => deviceId),
  );
  return devices.map(({ deviceId }) => facts.get(deviceId)?.desired.on === true);
};
/** The device says what it does now, as it does after each change. */
const say = (device: Device, reported: StatePayload['reported']) =>
  product.asSystem((ctx) =>
    recordState(ctx, {
      code: device.code,
      state: { v: 1, version: 1, reported, at: product.clock.now().toISOString() },
    }),
  );
const air = (isOn: boolean, watts: number) => ({ on: isOn, mode: 'cool', celsius: 25, room: 24, watts });
let seq = 0;
async function people(counter: Device, name: 'people.in' | 'people.out', inside: number): Promise<void> {
  seq += 1;
  const at = product.clock.now().toISOString();
  await product.asSystem((ctx) =>
    recordEvent(ctx, { code: counter.code, event: { v: 1, id: newId(), name, data: { count: 1 }, seq, at } }),
  );
  await say(counter, { inside, firmware: '1' });
  await product.drain();
}
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    product.clock.advance(60_000);
    while ((await runDueTimers(product.runtime, book)) > 0);
    await readMeters(product.runtime);
  }
  await product.drain();
}
async function energyOf(id: string) {
  const admin = await product.staff('platform_administrator');
  return (await admin.call('GET /staff/bookings/:id', { params: { id } })).body.energy;
}

it('[BKG-23] light and climate come on ten minutes before the arrival, sockets with the door; what the session used is counted', async () => {
  const { venue, relay, lamp, air: cooler } = await venueWith();
  const id = await booked(product, anna, venue.roomId, 30, 60);
  await pass(19);
  expect(await on(lamp, cooler)).toEqual([false, false]);
  expect(await energyOf(id)).toBeNull();
  await pass(1);
  expect(await on(relay, lamp, cooler)).toEqual([false, true, true]);
  await say(cooler, air(true, 1_200));
  await pass(10);
  await enterRoom(product, anna, venue, id);
  await product.drain();
  expect(await on(relay, lamp, cooler)).toEqual([true, true, true]);
  await pass(30);
  await anna.call('POST /bookings/:id/end', { params: { id } });
  await product.drain();
  const energy = await energyOf(id);
  // 1.2 kW, read every minute for forty minutes, less the first in which the report was not read yet.
  expect(energy?.wattHours).toBeGreaterThanOrEqual(770);
  expect(energy?.wattHours).toBeLessThanOrEqual(800);
  expect(energy).toMatchObject({ savedWattHours: 0, cost: Math.round(((energy?.wattHours ?? 0) * 80) / 1000) });
  expect(energy?.preconditionedAt).not.toBeNull();
  await pass(30);
  expect((await energyOf(id))?.wattHours).toBe(energy?.wattHours);
});

it('[BKG-23, DEV-8] a room that is known to be empty loses light and climate after a while, saves what it does not draw, and is lit for who comes back', async () => {
  const { venue, relay, lamp, air: cooler, counter } = await venueWith();
  const id = await booked(product, anna, venue.roomId, 0, 180);
  await enterRoom(product, anna, venue, id);
  await product.drain();
  await say(cooler, air(true, 1_000));
  await people(counter, 'people.in', 2);
  await people(counter, 'people.out', 1);
  await pass(11);
  // One of them stayed: nothing goes dark.
  expect(await on(relay, lamp, cooler)).toEqual([true, true, true]);
  await people(counter, 'people.out', 0);
  await pass(9);
  expect(await on(lamp, cooler)).toEqual([true, true]);
  await pass(1);
  expect(await on(relay, lamp, cooler)).toEqual([true, false, false]);
  await say(cooler, air(false, 0));
  await pass(31);
  await people(counter, 'people.in', 1);
  expect(await on(relay, lamp, cooler)).toEqual([true, true, true]);
  const energy = await energyOf(id);
  expect(energy?.savedWattHours).toBeGreaterThanOrEqual(480);
  expect(energy?.savedWattHours).toBeLessThanOrEqual(520);
  expect(energy?.saved).toBe(Math.round(((energy?.savedWattHours ?? 0) * 80) / 1000));
});

it('[BKG-23] a room that was lit for somebody who cancels or does not come goes dark again', async () => {
  const { venue, lamp, air: cooler } = await venueWith();
  const id = await booked(product, anna, venue.roomId, 15, 60);
  await pass(6);
  expect(await on(lamp, cooler)).toEqual([true, true]);
  const { body: terms } = await anna.call('GET /bookings/:id/cancellation', { params: { id } });
  await anna.call('POST /bookings/:id/cancel', { params: { id }, body: { expectedRefund: terms.refund } });
  await product.drain();
  expect(await on(lamp, cooler)).toEqual([false, false]);
  const absent = await booked(product, anna, venue.roomId, 24, 60);
  await pass(15);
  expect(await on(lamp)).toEqual([true]);
  await pass(60);
  expect(await on(lamp)).toEqual([false]);
  expect((await anna.call('GET /bookings/:id', { params: { id: absent } })).body.state).toBe('no_show');
});
