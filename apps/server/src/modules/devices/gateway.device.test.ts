import { randomUUID } from 'node:crypto';
import {
  connectMqtt,
  DeviceClient,
  type DeviceClock,
  DoorBehaviour,
  systemClock,
  uplinkTopic,
} from '@latchkey/device-kit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestBroker, type TestBroker } from '../../broker/test-broker.ts';
import type { Context } from '../../kernel/context.ts';
import { sql } from '../../kernel/db.ts';
import { listenersOf, on } from '../../kernel/events.ts';
import type { MqttBus } from '../../kernel/mqtt.ts';
import { makeStoreWithDoor, staffActor, type TestRuntime } from '../../testing/device-bench.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { lockDown } from '../organisation/index.ts';
import { claimQueued, getCommand } from './command-store.ts';
import {
  commandSent,
  commandSettled,
  connectivityChanged,
  createDevicesModule,
  doorOfStore,
  eventReceived,
  sendCommand,
  stopDevice,
} from './index.ts';
import { getStaffDevice } from './queries.ts';
import { offencesOf } from './store.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let product: TestRuntime;
let broker: TestBroker;
let mqtt: MqttBus;
let gateway: { stop(): Promise<void> };
const devices: DeviceClient[] = [];
let losses = 0;
const onConnection = (online: boolean) => {
  if (!online) losses += 1;
};
const happened: { name: string; payload: Record<string, unknown> }[] = [];

const remember = (name: string) => async (_ctx: unknown, payload: object) => {
  happened.push({ name, payload: { ...payload } });
};

beforeAll(async () => {
  database = await createTestDatabase();
  broker = await startTestBroker();
  mqtt = await broker.server();
  const parts = createDevicesModule({ mqtt });
  product = createTestRuntime(database.url, {
    start: new Date(),
    subscriptions: [
      ...(parts.subscriptions ?? []),
      on(commandSent, 'test.sent', remember('sent')),
      on(commandSettled, 'test.settled', remember('settled')),
      on(eventReceived, 'test.event', remember('event')),
      on(connectivityChanged, 'test.presence', remember('presence')),
    ],
  });
  const service = parts.services?.[0];
  if (!service) throw new Error('no gateway');
  gateway = await service.start(product.runtime);
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.unplug();
});
afterAll(async () => {
  await gateway.stop();
  await broker.close();
  await product.close();
  await database.drop();
});

/** Lets the outbox work until the condition holds. */
async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 8_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`never came: ${what}`);
    await product.drain();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const of = (name: string, deviceId: string) =>
  happened.filter((entry) => entry.name === name && entry.payload.deviceId === deviceId).map((entry) => entry.payload);
const view = (deviceId: string) => getStaffDevice(product.read(staffActor()), deviceId);
const command = (id: string) => getCommand(product.runtime.database, id);

async function connectedDoor(clock?: Partial<DeviceClock>) {
  const { storeId, door } = await makeStoreWithDoor(product);
  await broker.allow(door.code, door.secret);
  const behaviour: DoorBehaviour = new DoorBehaviour({
    hardware: { drive: () => true, cutPower: () => undefined },
    emit: (name, data) => device.event(name, data),
  });
  const options = {
    url: broker.url,
    code: door.code,
    secret: door.secret,
    reconnectMs: 50,
    resendMs: 200,
    onConnection,
  };
  const wall: DeviceClock = { ...systemClock, now: () => product.clock.now().getTime(), ...clock };
  const device: DeviceClient = new DeviceClient({ ...options, clock: wall }, behaviour);
  devices.push(device);
  device.start();
  await until(async () => (await view(door.deviceId)).connectivity === 'online', 'the door online');
  // The test's clock stands still; what is issued in the very moment of a start is taken for older.
  product.clock.advance(5);
  return { storeId, door, device, behaviour };
}

function unlock(deviceId: string) {
  return product.asSystem((ctx) =>
    sendCommand(ctx, {
      deviceId,
      name: 'unlock',
      args: { reason: 'entry', holdMs: 5_000 },
      reference: { kind: 'opening', id: randomUUID() },
    }),
  );
}

describe('the gateway between database and devices', () => {
  it('[VIS-14] [DEV-4] sends a command after the commit and brings back the device’s own answer and the door’s', async () => {
    const { storeId, door, device, behaviour } = await connectedDoor();
    const { commandId } = await unlock(door.deviceId);
    await until(() => of('settled', door.deviceId).length > 0, 'the answer');
    expect(await command(commandId)).toMatchObject({ state: 'acknowledged' });
    behaviour.setContact(true);
    await until(() => of('event', door.deviceId).some((event) => event.name === 'door.opened'), 'the opened door');
    expect(of('event', door.deviceId).at(-1)).toMatchObject({ data: { reason: 'entry', commandId } });
    behaviour.setContact(false);
    await until(
      async () => (await doorOfStore(product.read(staffActor()), storeId))?.locked === true,
      'the locked door',
    );
    await until(() => device.owed === 0, 'receipts for everything');
    // The answer came first, and records the sending.
    const { sent_at: sentAt } = await command(commandId);
    expect(of('settled', door.deviceId)).toMatchObject([{ state: 'acknowledged', sentAt: sentAt?.toISOString() }]);
    expect(sentAt).not.toBeNull();
  });

  it('[DEV-4] [VIS-14] sends a command that nobody has to claim, and again what a killed server had not sent', async () => {
    const { door } = await connectedDoor();
    const order = { deviceId: door.deviceId, name: 'unlock', args: { reason: 'entry', holdMs: 5_000 } };
    const claimed = () => claimQueued(product.runtime.database, product.clock.now(), 3_000, 50);
    // Killed between the commit and the sending: what was to follow the commit is lost.
    const lost = { news: [], hints: new Set<string>(), acts: [] };
    const { commandId } = await product.asSystem((ctx) => sendCommand({ ...ctx, afterCommit: lost }, order));
    expect(lost.acts).toHaveLength(1);
    expect((await claimed()).map(({ id }) => id)).not.toContain(commandId);
    const second = await product.asSystem((ctx) => sendCommand(ctx, order));
    await until(async () => (await command(second.commandId)).state === 'acknowledged', 'the second answer');
    expect(await command(commandId)).toMatchObject({ state: 'queued' });
    product.clock.advance(3_001);
    await until(async () => (await command(commandId)).state === 'acknowledged', 'the answer to the first');
  });

  it('[VIS-14] lets an answer move what waits for it in its own transaction, and by itself where that fails', async () => {
    const { door, device, behaviour } = await connectedDoor();
    const tries: string[] = [];
    const { kernel } = product.runtime;
    let fails = false;
    const follow = async (ctx: Context, { commandId }: { commandId: string }) => {
      tries.push(fails ? 'fails' : 'follows');
      if (fails) await ctx.tx.run(sql`select 1 / 0`);
      happened.push({ name: 'followed', payload: { deviceId: door.deviceId, commandId } });
    };
    kernel.listeners = listenersOf([on(commandSettled, 'test.follow', follow, { atOnce: true })]);
    const first = await unlock(door.deviceId);
    await expect.poll(() => of('followed', door.deviceId)).toMatchObject([{ commandId: first.commandId }]);
    behaviour.setContact(true);
    behaviour.setContact(false);
    fails = true;
    const second = await unlock(door.deviceId);
    await expect.poll(async () => (await command(second.commandId)).state).toBe('acknowledged');
    expect(tries).toEqual(['follows', 'fails']);
    delete kernel.listeners;
    // Its event waits for the dispatcher like any other.
    await until(() => of('settled', door.deviceId).length > 0, 'the second answer, told by the outbox');
    expect(of('settled', door.deviceId)).toMatchObject([{ commandId: second.commandId }]);
    await expect.poll(() => device.owed).toBe(0);
  });

  it('[DEV-3] learns from the last will that a device is gone, and leaves its commands to expire', async () => {
    const { door, device } = await connectedDoor();
    await device.unplug();
    await until(async () => (await view(door.deviceId)).connectivity === 'offline', 'the door offline');
    const { commandId } = await unlock(door.deviceId);
    await until(async () => (await command(commandId)).state === 'sent', 'the sending');
    product.clock.advance(11_000);
    await until(async () => (await command(commandId)).state === 'timed_out', 'the time-out');
    device.start();
    await until(async () => (await view(door.deviceId)).connectivity === 'online', 'the door back');
    expect(await view(door.deviceId)).toMatchObject({ reported: { locked: true } });
    expect(of('event', door.deviceId)).toEqual([]);
  });

  it('[DEV-4] keeps an answer that comes after the time-out as late', async () => {
    let held: (() => void) | undefined;
    const { door, device, behaviour } = await connectedDoor();
    const execute = behaviour.execute.bind(behaviour);
    behaviour.execute = async (order) => {
      await new Promise<void>((resolve) => {
        held = resolve;
      });
      return execute(order);
    };
    const { commandId } = await unlock(door.deviceId);
    await until(() => held !== undefined, 'the command at the device');
    product.clock.advance(11_000);
    await until(async () => (await command(commandId)).state === 'timed_out', 'the time-out');
    held?.();
    await until(async () => (await command(commandId)).late_acknowledged_at !== null, 'the late answer');
    await until(() => device.owed === 0, 'receipts');
    expect(of('settled', door.deviceId)).toMatchObject([{ state: 'timed_out' }]);
  });

  it('[DEV-3] brings a lockdown to the device, now and after it was away', async () => {
    const { storeId, door, device, behaviour } = await connectedDoor();
    await until(async () => (await view(door.deviceId)).twinInSync, 'the first twin');
    await device.unplug();
    await product.as(staffActor(), (ctx) => lockDown(ctx, storeId, '演练'));
    await product.drain();
    device.start();
    await until(async () => (await view(door.deviceId)).reported.lockdown === true, 'the lockdown at the device');
    expect(behaviour.reported()).toMatchObject({ lockdown: true });
  });

  it('[DEV-2] counts what is malformed, isolates it, and goes on with the next message', async () => {
    const { door } = await makeStoreWithDoor(product);
    const { code, secret, deviceId } = door;
    await broker.allow(code, secret);
    const raw = connectMqtt({ url: broker.url, clientId: code, username: code, password: secret, reconnectMs: 60_000 });
    await new Promise<void>((resolve) => raw.once('connect', () => resolve()));
    for (const rubbish of ['{', '[]', '{"v":2}', '\u0000']) raw.publish(uplinkTopic(code, 'evt'), rubbish, { qos: 1 });
    const at = product.clock.now().toISOString();
    const good = { v: 1, id: randomUUID(), seq: 1, name: 'exit.pressed', data: {}, at };
    raw.publish(uplinkTopic(code, 'evt'), JSON.stringify(good), { qos: 1 });
    await until(() => of('event', deviceId).length === 1, 'the good event');
    await until(async () => {
      const [row] = await offencesOf(product.runtime.database, code);
      return row?.offence === 'malformed' && row.count === 4;
    }, 'the count of malformed messages');
    await raw.endAsync(true);
  });

  it('[DEV-2] ends the connection of a device that is taken out of service', async () => {
    const { door } = await connectedDoor();
    const before = losses;
    await product.as(staffActor(), (ctx) => stopDevice(ctx, { deviceId: door.deviceId, reason: '换新' }));
    if (broker.kind === 'mosquitto') await broker.revoke(door.code); // its files are written anew
    await until(() => losses > before, 'the end of the connection');
  });
});
