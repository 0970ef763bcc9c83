import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDatabaseDirectory } from '../../broker/directory.ts';
import { sql } from '../../kernel/db.ts';
import { on } from '../../kernel/events.ts';
import { makeStore, makeStoreWithDoor, staffActor, type TestRuntime } from '../../testing/device-bench.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { liftLockdown, lockDown } from '../organisation/index.ts';
import {
  connectivityChanged,
  createDevicesModule,
  deviceCounts,
  doorOfStore,
  eventReceived,
  faultsChanged,
  recordAnswer,
  recordEvent,
  recordPresence,
  recordState,
  registerDevice,
  renewSecret,
  sendCommand,
  stopDevice,
  updateDevice,
} from './index.ts';
import { getStaffDevice, listDeviceCommands, listDeviceEvents, listStaffDevices } from './queries.ts';
import { settlePresence, settleSilence } from './record-presence.ts';
import { findDevice, offencesOf } from './store.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let product: TestRuntime;
const told: { name: string; seq: number; deviceId: string }[] = [];
const presence: { deviceId: string; online: boolean }[] = [];
const faults: { deviceId: string; appeared: string[]; gone: string[] }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const mqtt = null as never; // the subscriptions use no broker
  product = createTestRuntime(database.url, {
    subscriptions: [
      ...(createDevicesModule({ mqtt }).subscriptions ?? []),
      on(eventReceived, 'test.told', async (_ctx, payload) => void told.push(payload)),
      on(faultsChanged, 'test.faults', async (_ctx, change) => void faults.push(change)),
      on(connectivityChanged, 'test.presence', async (_ctx, payload) => void presence.push(payload)),
    ],
  });
});
afterAll(async () => {
  await product.close();
  await database.drop();
});

let seq = 0;
function report(name: string, data: Record<string, z.core.util.JSONType> = {}, patch: { id?: string; at?: Date } = {}) {
  seq += 1;
  const at = (patch.at ?? product.clock.now()).toISOString();
  return { v: 1 as const, id: patch.id ?? randomUUID(), seq, name, data, at };
}

const doorState = {
  lockdown: false,
  locked: true,
  contact: 'closed',
  heldOpen: false,
  lockFault: false,
  firmware: '1',
};
const opened = { reason: 'entry', commandId: null };
const forDevice = <T extends { deviceId: string }>(list: T[], deviceId: string) =>
  list.filter((entry) => entry.deviceId === deviceId);
const view = (deviceId: string) => getStaffDevice(product.read(staffActor()), deviceId);

describe('reports of devices', () => {
  it('[DEV-4] [VIS-15] are stored and told once, however often and concurrently they come', async () => {
    const { door } = await makeStoreWithDoor(product);
    const event = report('door.opened', opened);
    const record = () => product.asSystem((ctx) => recordEvent(ctx, { code: door.code, event }));
    await Promise.all([record(), record(), record()]);
    await record();
    await product.drain();
    expect(forDevice(told, door.deviceId)).toHaveLength(1);
    const listed = await listDeviceEvents(product.read(staffActor()), door.deviceId, { limit: 20 });
    expect(listed.items).toMatchObject([{ name: 'door.opened', data: opened }]);
  });

  it('[PLT-8] show of what a scanner read, and of a code that a lock was taught, no more than the end', async () => {
    const { storeId } = await makeStoreWithDoor(product);
    const at = { storeId, name: '门口', model: null, ipAddress: null };
    const scanner = await product.asSystem((ctx) => registerDevice(ctx, { ...at, kind: 'scanner' }));
    const lock = await product.asSystem((ctx) => registerDevice(ctx, { ...at, kind: 'battery_lock' }));
    const event = report('scan', { code: 'LK1.secret-entry-code' });
    await product.asSystem((ctx) => recordEvent(ctx, { code: scanner.code, event }));
    const taught = { deviceId: lock.deviceId, name: 'program_code', args: { slot: 3, code: '48213' } };
    await product.asSystem((ctx) => sendCommand(ctx, taught));
    const staff = product.read(staffActor());
    const events = await listDeviceEvents(staff, scanner.deviceId, { limit: 20 });
    expect(events.items.map(({ data }) => data)).toEqual([{ code: '****de' }]);
    const commands = await listDeviceCommands(staff, lock.deviceId, { limit: 20 });
    expect(commands.items.map(({ args }) => args)).toEqual([{ slot: 3, code: '****13' }]);
  });

  it('[VIS-3] move the door’s known state at once, but never back to an older one', async () => {
    const { storeId, door } = await makeStoreWithDoor(product);
    const first = report('door.opened', opened);
    const second = report('door.closed', { openMs: 900 });
    await product.asSystem((ctx) => recordEvent(ctx, { code: door.code, event: second }));
    await product.asSystem((ctx) => recordEvent(ctx, { code: door.code, event: first }));
    expect(await doorOfStore(product.read(staffActor()), storeId)).toMatchObject({ contact: 'closed' });
  });

  it('[DEV-2] that the kind does not declare are dropped and counted', async () => {
    const { door } = await makeStoreWithDoor(product);
    const say = (event: ReturnType<typeof report>) =>
      product.asSystem((ctx) => recordEvent(ctx, { code: door.code, event }));
    await say(report('door.sang'));
    await say(report('door.opened', { reason: 'magic', commandId: null }));
    await product.asSystem((ctx) => recordEvent(ctx, { code: 'dc-nobody', event: report('door.opened', opened) }));
    await product.drain();
    expect(forDevice(told, door.deviceId)).toEqual([]);
    expect(await offencesOf(product.runtime.database, door.code)).toMatchObject([{ offence: 'undeclared', count: 2 }]);
    expect(await offencesOf(product.runtime.database, 'dc-nobody')).toMatchObject([{ offence: 'unknown_device' }]);
  });

  it('[DEV-2] with a wrong clock make the device abnormal until its clock is right', async () => {
    const { door } = await makeStoreWithDoor(product);
    const { deviceId, code } = door;
    const ahead = new Date(product.clock.now().getTime() + 3_600_000);
    await product.asSystem((ctx) => recordEvent(ctx, { code, event: report('exit.pressed', {}, { at: ahead }) }));
    expect(await view(deviceId)).toMatchObject({ state: 'abnormal', faults: ['clock_skew'] });
    const { commandId } = await product.asSystem((ctx) => sendCommand(ctx, { deviceId, name: 'self_test', args: {} }));
    const answer = { v: 1 as const, id: commandId, outcome: 'done' as const, at: product.clock.now().toISOString() };
    await product.asSystem((ctx) => recordAnswer(ctx, { code, answer }));
    expect(await view(deviceId)).toMatchObject({ state: 'normal', faults: [] });
  });

  it('[DEV-3] keep the reported state with its version and its faults', async () => {
    const { door } = await makeStoreWithDoor(product);
    const { code, deviceId } = door;
    const state = (reported: Record<string, z.core.util.JSONType>, version: number) => ({
      v: 1 as const,
      version,
      reported,
      at: product.clock.now().toISOString(),
    });
    await product.asSystem((ctx) => recordState(ctx, { code, state: state({ ...doorState, lockFault: true }, 0) }));
    expect(await view(deviceId)).toMatchObject({ faults: ['lock_stuck'], twinInSync: false, firmware: '1' });
    await product.asSystem((ctx) => recordState(ctx, { code, state: state(doorState, 1) }));
    expect(await view(deviceId)).toMatchObject({ faults: [], twinInSync: true, reported: doorState });
  });

  it('[DEV-3] go beyond the version of a device that has seen a later one, as after a restored backup', async () => {
    const { door } = await makeStoreWithDoor(product);
    const { code, deviceId } = door;
    const say = (version: number) =>
      product.asSystem((ctx) =>
        recordState(ctx, {
          code,
          state: { v: 1, version, reported: doorState, at: product.clock.now().toISOString() },
        }),
      );
    const desired = async () => (await findDevice(product.runtime.database, deviceId))?.desired_version;
    await say(41);
    expect(await desired()).toBe(42);
    expect(await view(deviceId)).toMatchObject({ twinInSync: false, reported: {} });
    expect(await offencesOf(product.runtime.database, code)).toMatchObject([{ offence: 'undeclared', count: 1 }]);
    await say(42);
    expect(await view(deviceId)).toMatchObject({ twinInSync: true, reported: doorState });
    await say(2_000_000_000);
    expect(await desired()).toBe(42);
  });
});

describe('presence', () => {
  it('[DEV-3] [DEV-15] tells coming and going once each, and calls long silence a fault of its own', async () => {
    const { storeId, door } = await makeStoreWithDoor(product);
    const { code, deviceId } = door;
    const say = (online: boolean) => product.asSystem((ctx) => recordPresence(ctx, { code, online }));
    expect(await view(deviceId)).toMatchObject({ connectivity: 'never', state: 'normal' });
    await say(true);
    await say(true);
    const counts = await deviceCounts(product.read(staffActor()), [storeId]);
    expect(counts.get(storeId)).toEqual({ total: 1, online: 1 });
    await say(false);
    await product.drain();
    expect(forDevice(presence, deviceId).map((change) => change.online)).toEqual([true, false]);
    expect(await view(deviceId)).toMatchObject({ connectivity: 'offline', state: 'normal' });
    product.clock.advance(121_000);
    expect(await view(deviceId)).toMatchObject({
      connectivity: 'offline',
      state: 'abnormal',
      faults: ['no_communication'],
    });
    const listed = async (state: 'normal' | 'abnormal') =>
      (await listStaffDevices(product.read(staffActor()), { limit: 20, storeId, state })).items.length;
    expect([await listed('normal'), await listed('abnormal')]).toEqual([0, 1]);
    // The fault is told once, stays while the device is silent, and ends with its return.
    await Promise.all([1, 2].map(() => product.asSystem((ctx) => settleSilence(ctx))));
    await product.drain();
    expect(forDevice(faults, deviceId)).toMatchObject([{ appeared: ['no_communication'], gone: [] }]);
    expect(await view(deviceId)).toMatchObject({ faults: ['no_communication'] });
    await say(true);
    await product.drain();
    expect(forDevice(faults, deviceId).at(-1)).toMatchObject({ appeared: [], gone: ['no_communication'] });
    expect(await view(deviceId)).toMatchObject({ connectivity: 'online', state: 'normal', faults: [] });
  });

  it('[DEV-15] turns silence into a fault by the limit of each kind', async () => {
    const storeId = await product.asSystem((ctx) => makeStore(ctx));
    const details = { name: '设备', model: null, ipAddress: null, storeId };
    const made = await product.asSystem(async (ctx) => ({
      scanner: await registerDevice(ctx, { ...details, kind: 'scanner' }),
      light: await registerDevice(ctx, { ...details, kind: 'light' }),
    }));
    for (const device of Object.values(made)) {
      await product.asSystem((ctx) => recordPresence(ctx, { code: device.code, online: true }));
      await product.asSystem((ctx) => recordPresence(ctx, { code: device.code, online: false }));
    }
    const faultsOf = async (deviceId: string) => (await view(deviceId)).faults;
    product.clock.advance(301_000);
    await product.asSystem((ctx) => settleSilence(ctx));
    expect(await faultsOf(made.scanner.deviceId)).toEqual(['no_communication']);
    expect(await faultsOf(made.light.deviceId)).toEqual([]);
    product.clock.advance(3_301_000);
    await product.asSystem((ctx) => settleSilence(ctx));
    expect(await faultsOf(made.light.deviceId)).toEqual(['no_communication']);
  });

  it('[DEV-3] of devices that vanished together with the broker is settled after its return', async () => {
    const vanished = await makeStoreWithDoor(product);
    const stayed = await makeStoreWithDoor(product);
    const say = (code: string) => product.asSystem((ctx) => recordPresence(ctx, { code, online: true }));
    await say(vanished.door.code);
    product.clock.advance(1_000);
    const since = product.clock.now();
    await say(stayed.door.code);
    await product.asSystem((ctx) => settlePresence(ctx, { since }));
    expect(await view(vanished.door.deviceId)).toMatchObject({ connectivity: 'offline' });
    expect(await view(stayed.door.deviceId)).toMatchObject({ connectivity: 'online' });
  });
});

describe('registry', () => {
  it('[DEV-2] hands out a secret once, keeps only hashes, and lets nobody else edit', async () => {
    const { storeId, door } = await makeStoreWithDoor(product);
    const row = await product.runtime.database.row(
      z.object({ text: z.string(), same: z.boolean() }),
      sql`
        select devices::text as text, secret_sha256 = ${createHash('sha256').update(door.secret).digest()} as same
        from devices.devices where id = ${door.deviceId}`,
    );
    expect(row.same).toBe(true);
    expect(row.text).not.toContain(door.secret);
    const details = { name: '后门', model: null, ipAddress: null, storeId };
    const register = (actor: ReturnType<typeof staffActor>, code?: string) =>
      product.as(actor, (ctx) => registerDevice(ctx, { ...details, kind: 'scanner', code }));
    await expect(register(staffActor({ permissions: new Set(['devices']) }))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(register(staffActor({ storeIds: [randomUUID()] }))).rejects.toMatchObject({ code: 'not_found' });
    await expect(register(staffActor(), door.code)).rejects.toMatchObject({ code: 'device_code_taken' });
  });

  it('[DEV-2] lets the broker admit exactly the devices in service with their present secret', async () => {
    const { door } = await makeStoreWithDoor(product);
    const directory = createDatabaseDirectory(database.url);
    const verify = (secret: string) => directory.verify(door.code, createHash('sha256').update(secret).digest());
    expect(await verify(door.secret)).toBe('ok');
    const { secret } = await product.as(staffActor(), (ctx) => renewSecret(ctx, { deviceId: door.deviceId }));
    expect(await verify(door.secret)).toBe('wrong_secret');
    expect(await verify(secret)).toBe('ok');
    await product.as(staffActor(), (ctx) => stopDevice(ctx, { deviceId: door.deviceId, reason: '换新' }));
    expect(await verify(secret)).toBe('unknown_device');
    expect(await directory.stillAllowed([door.code])).toEqual(new Set());
    await directory.close();
    expect(await view(door.deviceId)).toMatchObject({ state: 'stopped' });
  });

  it('[DEV-5] finds devices by store, kind and state, page by page, within the scope', async () => {
    const { storeId, door } = await makeStoreWithDoor(product);
    const details = { name: '扫码器', model: null, ipAddress: null, storeId };
    product.clock.advance(1_000);
    const scanner = await product.asSystem((ctx) => registerDevice(ctx, { ...details, kind: 'scanner' }));
    const read = product.read(staffActor({ storeIds: [storeId] }));
    const first = await listStaffDevices(read, { limit: 1 });
    expect(first.items.map((item) => item.id)).toEqual([scanner.deviceId]);
    const second = await listStaffDevices(read, { limit: 1, cursor: first.nextCursor ?? '' });
    expect(second).toMatchObject({ items: [{ id: door.deviceId, store: { id: storeId } }], nextCursor: null });
    const doors = await listStaffDevices(read, { limit: 20, kind: 'door_controller', connectivity: 'never' });
    expect(doors.items.map((item) => item.id)).toEqual([door.deviceId]);
    const elsewhere = product.read(staffActor({ storeIds: [randomUUID()] }));
    expect((await listStaffDevices(elsewhere, { limit: 20 })).items).toEqual([]);
    await expect(getStaffDevice(elsewhere, door.deviceId)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('[ORG-5] carries a lockdown to the doors of the store, and to doors that come later', async () => {
    const { storeId, door } = await makeStoreWithDoor(product);
    const manager = staffActor();
    await product.as(manager, (ctx) => lockDown(ctx, storeId, '清洁'));
    await product.drain();
    expect(await view(door.deviceId)).toMatchObject({ desired: { lockdown: true }, twinInSync: false });
    const details = { name: '侧门', model: null, ipAddress: null, storeId };
    const second = await product.asSystem((ctx) => registerDevice(ctx, { ...details, kind: 'door_controller' }));
    expect(await view(second.deviceId)).toMatchObject({ desired: { lockdown: true } });
    await product.as(manager, (ctx) => liftLockdown(ctx, storeId, '清洁完成'));
    await product.drain();
    expect(await view(door.deviceId)).toMatchObject({ desired: { lockdown: false } });
    await product.as(manager, (ctx) => updateDevice(ctx, { ...details, deviceId: second.deviceId, name: '旁门' }));
    expect(await view(second.deviceId)).toMatchObject({ name: '旁门', desired: { lockdown: false } });
  });
});
