import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '../../../apps/server/src/kernel/actor.ts';
import { equipRoom, runDueTimers } from '../../../apps/server/src/modules/booking/index.ts';
import { keepRoom } from '../../../apps/server/src/modules/booking/keep-for-staff.ts';
import { endByHand, startByHand } from '../../../apps/server/src/modules/booking/session.ts';
import { deviceFacts, registerDevice } from '../../../apps/server/src/modules/devices/index.ts';
import { createRoom } from '../../../apps/server/src/modules/organisation/index.ts';
import { calendarFacts, publishedRules } from '../../../apps/server/src/modules/tariffs/index.ts';
import { makeStore } from '../../../apps/server/src/testing/device-bench.ts';
import { startVirtualStores, type VirtualStores } from './index.ts';
import { createTestWorld, type TestWorld } from './test-world.ts';

const book = { publishedRules, calendarFacts };
const KINDS = ['power_relay', 'power_relay', 'light', 'air_conditioner', 'speaker'] as const;
let world: TestWorld;
let stores: VirtualStores;
let storeId: string;
let roomId: string;
let deviceIds: string[];
beforeAll(async () => {
  world = await createTestWorld();
  const made = await world.product.asSystem(async (ctx) => {
    const id = await makeStore(ctx, { kind: 'rooms' });
    const room = await createRoom(ctx, id, {
      ...{ name: '听雨', kind: 'tea', style: null, capacity: 6, description: null, facilities: [], sort: 1 },
      ...{ bufferMinutes: 15, state: 'open' },
    });
    const devices = [];
    for (const [index, kind] of KINDS.entries()) {
      const details = { name: `${kind} ${index}`, model: null, ipAddress: null, storeId: id };
      devices.push({ kind, label: `${kind} ${index}`, ...(await registerDevice(ctx, { ...details, kind })) });
    }
    await equipRoom(ctx, {
      roomId: room.roomId,
      // The second circuit feeds a fridge.
      devices: devices.map(({ deviceId, label }, index) => ({ deviceId, label, protected: index === 1 })),
    });
    return { id, roomId: room.roomId, devices };
  });
  ({ id: storeId, roomId } = made);
  deviceIds = made.devices.map((device) => device.deviceId);
  for (const device of made.devices) await world.broker.allow(device.code, device.secret);
  stores = await startVirtualStores({
    mqttUrl: world.broker.url,
    source: { stores: [{ id: storeId, name: 'Tea', devices: made.devices }] },
    ...{ controlPort: 0, autoWalk: false, reconnectMs: 50, heartbeatMs: 200, resendMs: 200 },
  });
  const served = () => stores.store(storeId)?.rooms.every(({ client }) => client.served) === true;
  await world.until(served, 'all devices of the room served');
  // The test's clock stands still; what is issued in the very moment of a start is taken for older.
  world.product.clock.advance(5);
}, 60_000);
afterAll(async () => {
  await stores.close();
  await world.close();
});

const rooms = () => stores.store(storeId)?.state.rooms ?? [];
const lit = () => rooms().map((device) => device.on);
const due = () => runDueTimers(world.product.runtime, book);
/** A walk-in from now on, begun by staff. */
const begin = () =>
  world.product.asSystem(async (ctx) => {
    const quarter = 15 * 60_000;
    const from = new Date(Math.floor(ctx.now.getTime() / quarter) * quarter);
    const to = new Date(from.getTime() + 2 * quarter);
    const id = await keepRoom(ctx, book, {
      ...{ kind: 'walk_in', roomId, from, to, people: 2, note: '散客', phone: null, price: null },
    });
    await startByHand(ctx, { bookingId: id, reason: '到店' });
    return { id, to };
  });

it('[BKG-11, BKG-12, BKG-20, DEV-8] power follows a session over the broker: on, told, dimmed, cut, and never the protected circuit', async () => {
  const { to } = await begin();
  await world.until(() => lit().slice(0, 4).every(Boolean), 'everything on');
  expect(rooms()[2]).toMatchObject({ kind: 'light', level: 100, watts: 60 });
  await world.until(() => rooms()[4]?.said?.includes('欢迎') === true, 'a greeting');
  const reported = async () => {
    const facts = await deviceFacts(world.read(), deviceIds);
    return deviceIds.map((id) => facts.get(id)?.reported.on);
  };
  await world.until(async () => (await reported()).slice(0, 4).every((on) => on === true), 'the twins to say so');
  world.product.clock.set(new Date(to.getTime() - 4 * 60_000));
  await due();
  await world.until(() => rooms()[4]?.said?.includes('5 分钟') === true, 'the reminder');
  world.product.clock.set(to);
  await due();
  await world.until(() => rooms()[4]?.said?.includes('即将断电') === true, 'the warning');
  expect(rooms()[2]?.level).toBe(100);
  world.product.clock.advance(31_000);
  await due();
  await world.until(() => rooms()[2]?.level === 35, 'the lamp dimmed');
  expect(lit()[0]).toBe(true);
  world.product.clock.advance(90_000);
  await due();
  world.product.clock.advance(181_000);
  await due();
  await world.until(() => [0, 2, 3].every((index) => lit()[index] === false), 'the power cut');
  expect(lit()[1]).toBe(true);
  await world.until(async () => (await reported())[0] === false, 'the twin to say so');
}, 60_000);

it('[BKG-14] who leaves early leaves a dark room at once', async () => {
  // The cleaning time of the session before passes.
  world.product.clock.advance(45 * 60_000);
  const { id } = await begin();
  await world.until(() => lit()[0] === true, 'power');
  await world.product.as(systemActor('test'), (ctx) => endByHand(ctx, book, { bookingId: id, reason: '离店' }));
  await world.until(() => [0, 2, 3].every((index) => lit()[index] === false), 'darkness');
  expect(lit()[1]).toBe(true);
}, 60_000);
