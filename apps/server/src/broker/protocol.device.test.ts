import { randomUUID } from 'node:crypto';
import {
  type CommandOutcome,
  type CommandPayload,
  connectMqtt,
  type DeviceBehaviour,
  DeviceClient,
  type DeviceClientOptions,
  downlinkTopic,
  systemClock,
  uplinkTopic,
} from '@latchkey/device-kit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MqttBus } from '../kernel/mqtt.ts';
import { startStallingProxy } from '../testing/stalling-proxy.ts';
import { startTestBroker, type TestBroker, tellTime } from './test-broker.ts';

let broker: TestBroker;
let server: MqttBus;
const devices: DeviceClient[] = [];
const heard: { topic: string; message: Record<string, unknown> }[] = [];
const watchers = new Set<() => void>();

beforeAll(async () => {
  broker = await startTestBroker();
  server = await broker.server();
  tellTime(server);
  server.subscribe('#', (topic, payload) => {
    heard.push({ topic, message: JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown> });
    for (const watcher of watchers) watcher();
  });
  await echo();
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.unplug();
});
afterAll(() => broker.close());

/** Resolves when something the server hears makes the condition true. */
function until(condition: () => boolean, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = () => {
      if (!condition()) return;
      clearTimeout(timer);
      watchers.delete(check);
      resolve();
    };
    const timer = setTimeout(() => {
      watchers.delete(check);
      reject(new Error(`never came: ${what}`));
    }, 8_000);
    watchers.add(check);
    check();
  });
}

function said(code: string, name: 'ack' | 'evt' | 'state' | 'online') {
  return heard.filter((entry) => entry.topic === uplinkTopic(code, name)).map((entry) => entry.message);
}

/** Everything sent to the server before has been heard once this returns. */
async function echo(): Promise<void> {
  const mark = randomUUID();
  await server.publish('bus/test/echo', { mark });
  await until(() => heard.some((entry) => entry.message.mark === mark), 'the echo');
}

class Recorder implements DeviceBehaviour {
  readonly executed: CommandPayload[] = [];
  desired: Record<string, unknown> = {};
  async execute(command: CommandPayload): Promise<CommandOutcome> {
    this.executed.push(command);
    return { outcome: 'done' };
  }
  applyDesired(desired: Record<string, unknown>): void {
    this.desired = desired;
  }
  reported(): Record<string, unknown> {
    return this.desired;
  }
}

async function connected(options: Partial<DeviceClientOptions> = {}) {
  const code = `dc-${randomUUID().slice(0, 8)}`;
  const secret = randomUUID();
  await broker.allow(code, secret);
  const behaviour = new Recorder();
  const device = new DeviceClient({ url: broker.url, code, secret, reconnectMs: 50, ...options }, behaviour);
  devices.push(device);
  device.start();
  await until(() => said(code, 'online').some((message) => message.online === true), `${code} online`);
  await nextMoment();
  return { code, secret, device, behaviour };
}

/** What is issued in the very millisecond of a device's start is taken for older. */
async function nextMoment(): Promise<void> {
  const now = Date.now();
  while (Date.now() === now) await new Promise((resolve) => setImmediate(resolve));
}

function command(issuedAt: number, lifeMs = 10_000): CommandPayload {
  return {
    v: 1,
    id: randomUUID(),
    name: 'unlock',
    args: { reason: 'entry', holdMs: 5_000 },
    issuedAt: new Date(issuedAt).toISOString(),
    expiresAt: new Date(issuedAt + lifeMs).toISOString(),
  };
}

async function rawConnection(code: string) {
  const client = connectMqtt({
    url: broker.url,
    clientId: code,
    username: code,
    password: 'secret',
    reconnectMs: 60_000,
  });
  await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  return client;
}

/** Connects as raw MQTT; resolves with the refusal's code or null. */
function tryConnect(clientId: string, username: string, password: string): Promise<number | null> {
  return new Promise((resolve) => {
    const client = connectMqtt({ url: broker.url, clientId, username, password, reconnectMs: 60_000 });
    client.once('connect', () => client.end(true, () => resolve(null)));
    client.once('error', (error) => client.end(true, () => resolve('code' in error ? Number(error.code) : -1)));
    client.once('close', () => client.end(true, () => resolve(-1)));
  });
}

describe('devices at the broker', () => {
  it('[DEV-2] refuses a wrong secret, an unknown device and a device with the server’s name', async () => {
    const { code, secret } = await connected();
    expect(await tryConnect(code, code, `${secret}x`)).not.toBeNull();
    expect(await tryConnect('dc-unknown', 'dc-unknown', secret)).not.toBeNull();
    expect(await tryConnect('latchkey-server-1', 'latchkey-server', secret)).not.toBeNull();
  });

  it('[DEV-2] does not let a device throw another one out by taking its client id', async () => {
    const victim = await connected();
    const attacker = await connected();
    const before = said(victim.code, 'online').length;
    await tryConnect(victim.code, attacker.code, attacker.secret);
    await echo();
    expect(victim.device.online).toBe(true);
    expect(said(victim.code, 'online')).toHaveLength(before);
  });

  it('[DEV-2] keeps a device to its own topics, for publishing and for listening', async () => {
    const victim = await connected();
    const code = `dc-${randomUUID().slice(0, 8)}`;
    await broker.allow(code, 'secret');
    const overheard: string[] = [];
    const listener = await rawConnection(code);
    listener.on('message', (topic) => overheard.push(topic));
    for (const filter of [downlinkTopic(victim.code, 'cmd'), 'd/+/down/#', 'bus/#', '#']) {
      await listener.subscribeAsync(filter, { qos: 1 }).catch(() => undefined);
    }
    await server.publish(downlinkTopic(victim.code, 'cmd'), command(Date.now()));
    await until(() => said(victim.code, 'ack').length === 1, 'the victim’s own acknowledgement');
    await listener.endAsync(true);
    for (const topic of [uplinkTopic(victim.code, 'evt'), downlinkTopic(victim.code, 'cmd'), 'bus/devices/revoked']) {
      const forger = await rawConnection(code);
      await new Promise<void>((resolve) => {
        forger.once('close', () => resolve());
        forger.publish(topic, '{"forged":true}', { qos: 1 }, () => resolve());
      });
      await forger.endAsync(true);
    }
    await echo();
    expect(overheard).toEqual([]);
    expect(heard.filter((entry) => entry.message.forged === true)).toEqual([]);
    expect(victim.behaviour.executed).toHaveLength(1);
  });

  it('[DEV-2] isolates a device that sends a too large message; others go on', async () => {
    const good = await connected();
    const bad = await connected();
    bad.device.event('scan', { code: 'x'.repeat(40_000) });
    await echo();
    expect(said(bad.code, 'evt')).toEqual([]);
    good.device.event('scan', { code: '6901234567892' });
    await until(() => said(good.code, 'evt').length === 1, 'the good device’s event');
  });

  it('[DEV-2] disconnects a device that is taken out of service and does not let it back', async () => {
    let lost: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      lost = resolve;
    });
    const { code, secret, device } = await connected({ onConnection: (online) => (online ? undefined : lost()) });
    await broker.revoke(code);
    await gone;
    await device.unplug();
    expect(await tryConnect(code, code, secret)).not.toBeNull();
  });
});

describe('commands', () => {
  it('[DEV-4] executes a command delivered twice once, and gives the same answer twice', async () => {
    const { code, behaviour } = await connected();
    const order = command(Date.now());
    await server.publish(downlinkTopic(code, 'cmd'), order);
    await server.publish(downlinkTopic(code, 'cmd'), order);
    await until(() => said(code, 'ack').length === 2, 'both acknowledgements');
    expect(behaviour.executed).toHaveLength(1);
    expect(said(code, 'ack')).toMatchObject([
      { id: order.id, outcome: 'done' },
      { id: order.id, outcome: 'done' },
    ]);
  });

  it('[DEV-4] [VIS-14] never executes an expired command and says so', async () => {
    const { code, behaviour } = await connected();
    await server.publish(downlinkTopic(code, 'cmd'), command(Date.now() - 11_000));
    await until(() => said(code, 'ack').length === 1, 'the acknowledgement');
    expect(said(code, 'ack')[0]).toMatchObject({ outcome: 'expired' });
    expect(behaviour.executed).toEqual([]);
  });

  it('[DEV-4] a device with a wrong clock goes by the servers’ time, and its own time shows the skew', async () => {
    const { code, behaviour } = await connected({ clock: { ...systemClock, now: () => Date.now() + 3_600_000 } });
    await server.publish(downlinkTopic(code, 'cmd'), command(Date.now()));
    await until(() => said(code, 'ack').length === 1, 'the acknowledgement');
    expect(said(code, 'ack')[0]).toMatchObject({ outcome: 'done' });
    expect(Date.parse(String(said(code, 'ack')[0]?.at)) - Date.now()).toBeGreaterThan(3_000_000);
    expect(behaviour.executed).toHaveLength(1);
  });

  it('[VIS-14] an opening sent while the device was away is not replayed when it comes back, even with a slow clock', async () => {
    const { code, device, behaviour } = await connected({
      clock: { ...systemClock, now: () => Date.now() - 3_600_000 },
    });
    await device.unplug();
    await until(() => said(code, 'online').at(-1)?.online === false, 'the last will');
    const stale = command(Date.now());
    await server.publish(downlinkTopic(code, 'cmd'), stale);
    device.start();
    await until(() => said(code, 'online').at(-1)?.online === true, 'the device back online');
    await nextMoment();
    const fresh = command(Date.now());
    await server.publish(downlinkTopic(code, 'cmd'), fresh);
    await until(() => said(code, 'ack').length === 1, 'the acknowledgement');
    expect(behaviour.executed.map((executed) => executed.id)).toEqual([fresh.id]);
  });
});

describe('a dead network', () => {
  it('[VIS-14] brings a stalled opening to the device too late, and it does not open', async () => {
    const { hostname: host, port } = new URL(broker.url);
    const proxy = await startStallingProxy({ host, port: Number(port) });
    const { code, behaviour } = await connected({ url: `mqtt://127.0.0.1:${proxy.port}` });
    proxy.stall();
    const stale = command(Date.now(), 300);
    await server.publish(downlinkTopic(code, 'cmd'), stale);
    const expired = new Promise((resolve) => setTimeout(resolve, Date.parse(stale.expiresAt) - Date.now()));
    await expired;
    proxy.resume();
    await until(() => said(code, 'ack').length === 1, 'the acknowledgement');
    expect(said(code, 'ack')[0]).toMatchObject({ id: stale.id, outcome: 'expired' });
    expect(behaviour.executed).toEqual([]);
    await proxy.close();
  });

  it('[DEV-3] does not keep a device from switching off', async () => {
    const { hostname: host, port } = new URL(broker.url);
    const proxy = await startStallingProxy({ host, port: Number(port) });
    const { code, device } = await connected({ url: `mqtt://127.0.0.1:${proxy.port}` });
    proxy.stall();
    await device.stop();
    expect(device.online).toBe(false);
    proxy.resume();
    await until(() => said(code, 'online').at(-1)?.online === false, 'the device offline');
    await proxy.close();
  });

  it('[DEV-3] shows a silent device as offline by its keep-alive, though nothing closed the connection', async () => {
    const { hostname: host, port } = new URL(broker.url);
    const proxy = await startStallingProxy({ host, port: Number(port) });
    const { code } = await connected({ url: `mqtt://127.0.0.1:${proxy.port}`, keepaliveS: 1, reconnectMs: 60_000 });
    proxy.stall();
    await until(() => said(code, 'online').at(-1)?.online === false, 'the last will');
    await proxy.close();
  });
});

describe('news from devices', () => {
  it('[DEV-3] tells the server by last-will that the power of a device is gone', async () => {
    const { code, device } = await connected();
    await device.unplug();
    await until(() => said(code, 'online').at(-1)?.online === false, 'the last will');
  });

  it('[DEV-3] keeps events and answers until the server’s receipt and sends them again after reconnecting', async () => {
    const { code, device } = await connected();
    await device.unplug();
    device.event('door.opened', { reason: 'exit_button', commandId: null });
    device.event('door.closed', { openMs: 900 });
    device.start();
    await until(() => said(code, 'evt').length >= 2, 'the events of the outage');
    expect(said(code, 'evt').map((event) => event.name)).toEqual(['door.opened', 'door.closed']);
    expect(device.owed).toBe(2);

    await device.unplug();
    device.start();
    await until(() => said(code, 'evt').length >= 4, 'the same events again');
    const ids = said(code, 'evt').map((event) => String(event.id));
    expect(ids.slice(2)).toEqual(ids.slice(0, 2));

    const receipt = { v: 1, ids: ids.slice(0, 2), at: new Date().toISOString() };
    await server.publish(downlinkTopic(code, 'rcpt'), receipt);
    await server.publish(downlinkTopic(code, 'cmd'), command(Date.now()));
    await until(() => said(code, 'ack').length === 1, 'the answer after the receipt');
    expect(device.owed).toBe(1);
  });

  it('[DEV-3] applies a desired state that was set while it was away, once it is back, and reports the version', async () => {
    const { code, device, behaviour } = await connected();
    await device.unplug();
    const desired = { v: 1, version: 7, desired: { lockdown: true } };
    await server.publish(downlinkTopic(code, 'desired'), desired, { retain: true });
    device.start();
    await until(() => said(code, 'state').some((state) => state.version === 7), 'the reported version');
    expect(behaviour.desired).toEqual({ lockdown: true });
    await server.publish(downlinkTopic(code, 'desired'), { v: 1, version: 6, desired: { lockdown: false } });
    await server.publish(downlinkTopic(code, 'cmd'), command(Date.now()));
    await until(() => said(code, 'ack').length === 1, 'the answer after the old version');
    expect(behaviour.desired).toEqual({ lockdown: true });
  });
});
