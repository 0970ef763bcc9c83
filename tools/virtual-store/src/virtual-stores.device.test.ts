import { randomUUID } from 'node:crypto';
import { downlinkTopic, findKind, uplinkTopic } from '@latchkey/device-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestBroker, type TestBroker, tellTime } from '../../../apps/server/src/broker/test-broker.ts';
import type { MqttBus } from '../../../apps/server/src/kernel/mqtt.ts';
import { startVirtualStores, type VirtualStores } from './index.ts';

const KINDS = ['door_controller', 'scanner', 'people_counter'];
let broker: TestBroker;
let server: MqttBus;
let stores: VirtualStores;
const watchers = new Set<() => void>();
const events: { code: string; name: string; data: Record<string, unknown> }[] = [];
const stock = ['one', 'two'].map((id) => ({
  id,
  name: `Store ${id}`,
  devices: KINDS.map((kind) => ({ code: `${kind.slice(0, 2)}-${id}`, kind, secret: randomUUID() })),
}));

beforeAll(async () => {
  broker = await startTestBroker();
  for (const store of stock) for (const device of store.devices) await broker.allow(device.code, device.secret);
  server = await broker.server();
  tellTime(server);
  server.subscribe('d/+/up/evt', (topic, payload) => {
    const message = JSON.parse(Buffer.from(payload).toString()) as { name: string; data: Record<string, unknown> };
    events.push({ code: topic.split('/')[1] ?? '', name: message.name, data: message.data });
    for (const watcher of watchers) watcher();
  });
  stores = await startVirtualStores({
    mqttUrl: broker.url,
    source: { stores: stock },
    controlPort: 0,
    autoWalk: true,
    pace: { reach: 5, pass: 5, close: 5 },
    reconnectMs: 50,
    heldOpenMs: 60_000,
    onChange: () => {
      for (const watcher of watchers) watcher();
    },
  });
  await until(
    () => stores.states().every((state) => state.door?.keypad === false && state.counter?.online),
    'all devices online, and the doors told the time',
  );
});
afterAll(async () => {
  await stores.close();
  await broker.close();
});

function until(condition: () => boolean, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = () => {
      if (!condition()) return;
      clearTimeout(timer);
      watchers.delete(check);
      resolve();
    };
    const timer = setTimeout(() => reject(new Error(`never came: ${what}`)), 8_000);
    watchers.add(check);
    check();
  });
}

function unlock(code: string, reason: string): Promise<void> {
  const now = Date.now();
  return server.publish(downlinkTopic(code, 'cmd'), {
    v: 1,
    id: randomUUID(),
    name: 'unlock',
    args: { reason, holdMs: 5_000 },
    issuedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 10_000).toISOString(),
  });
}

async function control(id: string, action: Record<string, unknown>): Promise<number> {
  const response = await fetch(`${stores.url}/api/stores/${id}/actions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(action),
  });
  return response.status;
}

function names(code: string): string[] {
  return events.filter((event) => event.code === code).map((event) => event.name);
}

describe('virtual stores', () => {
  it('[DEV-11] let a customer walk in and out by script when the door is released', async () => {
    await unlock('do-one', 'entry');
    await until(() => names('do-one').includes('door.locked'), 'the door locked again');
    expect(names('do-one')).toEqual(['door.unlocked', 'door.opened', 'door.closed', 'door.locked']);
    await until(() => names('pe-one').includes('people.in'), 'the counter');
    expect(stores.states()[0]?.inside).toBe(1);
    await unlock('do-one', 'exit');
    await until(() => names('pe-one').includes('people.out'), 'the counter');
    expect(stores.states()[0]?.inside).toBe(0);
    expect(names('do-two')).toEqual([]);
  });

  it('[DEV-11] tell the truth about a door that is bolted, jammed, broken open, or without power', async () => {
    expect(await control('two', { action: 'walk', direction: 'in' })).toBe(409);
    expect(await control('two', { action: 'stick_lock', on: true })).toBe(200);
    const acknowledged = new Promise<Record<string, unknown>>((resolve) => {
      server.subscribe(uplinkTopic('do-two', 'ack'), (_topic, payload) =>
        resolve(JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>),
      );
    });
    await unlock('do-two', 'entry');
    expect(await acknowledged).toMatchObject({ outcome: 'rejected', code: 'lock_stuck' });
    await control('two', { action: 'stick_lock', on: false });
    await control('two', { action: 'force_door' });
    await until(() => names('do-two').includes('door.forced'), 'the forced door');
    await control('two', { action: 'let_go' });
    await control('two', { action: 'plug', on: false });
    await control('two', { action: 'press_exit' });
    await until(() => stores.store('two')?.state.door?.open === false, 'somebody left through the door');
    expect(names('do-two')).not.toContain('exit.pressed');
    await control('two', { action: 'plug', on: true });
    await until(() => names('do-two').includes('exit.pressed'), 'the exit told after the outage');
  });

  it('[DEV-1] send only events that their kinds declare', () => {
    for (const event of events) {
      const kind = stock.flatMap((store) => store.devices).find((device) => device.code === event.code)?.kind ?? '';
      expect(findKind(kind)?.events[event.name]?.safeParse(event.data).success, event.name).toBe(true);
    }
    expect(events.length).toBeGreaterThan(5);
  });

  it('[DEV-11] refuse control from elsewhere, of unknown stores and by rubbish', async () => {
    expect(await control('three', { action: 'press_exit' })).toBe(404);
    expect(await control('one', { action: 'explode' })).toBe(422);
    const page = await fetch(stores.url);
    expect(await page.text()).toContain('page.js');
    const listed = (await (await fetch(`${stores.url}/api/stores`)).json()) as { stores: unknown[] };
    expect(listed.stores).toHaveLength(2);
  });
});
