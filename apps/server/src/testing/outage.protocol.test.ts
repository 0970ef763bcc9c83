// Whole servers as they run in production, while what they stand on goes away and comes back.
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, fetchTransport } from '@latchkey/client';
import { DeviceClient, DoorBehaviour, downlinkTopic } from '@latchkey/device-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestBroker, type TestBroker } from '../broker/test-broker.ts';
import { readConfig } from '../kernel/config.ts';
import { sql } from '../kernel/db.ts';
import type { MqttBus } from '../kernel/mqtt.ts';
import { noticeVersion } from '../modules/identity/index.ts';
import { startServer } from '../server.ts';
import { makeStoreWithDoor } from './device-bench.ts';
import { createTestRuntime } from './runtime.ts';
import { type StallingProxy, startStallingProxy } from './stalling-proxy.ts';
import { createTestDatabase } from './test-database.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let proxy: StallingProxy;
let broker: TestBroker;
let harness: ReturnType<typeof createTestRuntime>;
let servers: Awaited<ReturnType<typeof startServer>>[];
let door: DeviceClient;
let storeId: string;
let observer: MqttBus;
const commands: string[] = [];

const base = (at: number) => `http://127.0.0.1:${servers[at]?.port}`;

beforeAll(async () => {
  database = await createTestDatabase();
  const address = new URL(database.url);
  proxy = await startStallingProxy({ host: address.hostname, port: Number(address.port) });
  broker = await startTestBroker();
  const environment = {
    MQTT_URL: broker.serverUrl,
    MQTT_PASSWORD: broker.serverPassword,
    LATCHKEY_DATA: mkdtempSync(join(tmpdir(), 'latchkey-outage-')),
    LATCHKEY_MASTER_KEYS: `t1:${randomBytes(32).toString('base64url')}`,
    LATCHKEY_DEMO: 'true',
    LOG_LEVEL: 'silent',
    PORT: '0',
  };
  harness = createTestRuntime(database.url, { environment, start: new Date() });
  const made = await makeStoreWithDoor(harness);
  storeId = made.storeId;
  await broker.allow(made.door.code, made.door.secret);
  const through = new URL(database.url);
  through.port = String(proxy.port);
  // The first reaches the database through the proxy, the second directly.
  servers = [
    await startServer(readConfig({ ...environment, DATABASE_URL: through.href })),
    await startServer(readConfig({ ...environment, DATABASE_URL: database.url })),
  ];
  observer = await broker.server();
  observer.subscribe(downlinkTopic(made.door.code, 'cmd'), (_topic, payload) => {
    commands.push(JSON.parse(payload.toString()).id);
  });
  door = openDoor(made.door);
}, 120_000);

afterAll(async () => {
  await door?.stop();
  for (const server of servers ?? []) await server.stop();
  await broker?.close();
  await proxy?.close();
  await harness?.close();
  await database?.drop();
}, 60_000);

async function doorOnline(): Promise<boolean> {
  const query = sql`select online from devices.devices where store_id = ${storeId}`;
  return (await harness.runtime.database.row(z.object({ online: z.boolean() }), query)).online;
}

/** A door through which somebody walks whenever it is released. */
function openDoor({ code, secret }: { code: string; secret: string }): DeviceClient {
  const behaviour = new DoorBehaviour({
    hardware: { drive: () => true, cutPower: () => undefined },
    emit(name, data) {
      client.event(name, data);
      if (name === 'door.unlocked') setImmediate(() => behaviour.setContact(true));
      if (name === 'door.opened') setImmediate(() => behaviour.setContact(false));
    },
  });
  const client = new DeviceClient({ url: broker.url, code, secret, reconnectMs: 200, resendMs: 500 }, behaviour);
  client.start();
  return client;
}

/** Signs in at one server; the session holds at every other. */
async function customer(phone: string, at: number) {
  const call = createClient({ base: `${base(at)}/api/v1`, transport: fetchTransport });
  await call('POST /auth/sms-codes', { body: { phone, purpose: 'sign_in' } });
  const codeOf = async () =>
    /\d{6}/.exec((await call('GET /development/sms', { query: { phone } })).items[0]?.text ?? '')?.[0] ?? '';
  await expect.poll(codeOf, { timeout: 15_000 }).not.toBe('');
  const consent = { noticeVersion };
  const body = { phone, code: await codeOf(), consent, transport: 'token' as const };
  const { token } = await call('POST /auth/phone', { body });
  const asking = (server: number) =>
    createClient({ base: `${base(server)}/api/v1`, transport: fetchTransport, token: () => token ?? null });
  return { token, at: asking };
}

describe('a server', () => {
  it('[PLT-9] answers 503 with Retry-After while the database is away, is not ready, and recovers by itself', async () => {
    proxy.cut();
    const answer = await fetch(`${base(0)}/api/v1/stores`, { headers: { 'accept-language': 'en' } });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(await answer.json()).toMatchObject({ error: { code: 'unavailable' } });
    const ready = await fetch(`${base(0)}/readyz`);
    expect({ status: ready.status, body: await ready.json() }).toMatchObject({
      status: 503,
      body: { ready: false, database: false, broker: true },
    });
    expect((await fetch(`${base(0)}/healthz`)).status).toBe(200);
    expect((await fetch(`${base(1)}/readyz`)).status).toBe(200);
    proxy.mend();
    await expect.poll(async () => (await fetch(`${base(0)}/readyz`)).status, { timeout: 15_000 }).toBe(200);
    expect((await fetch(`${base(0)}/api/v1/stores`)).status).toBe(200);
  });

  it('[PLT-9] takes a session, sends a door command once and brings its news, whichever of two servers is asked', async () => {
    await expect.poll(doorOnline, { timeout: 15_000 }).toBe(true);
    const person = await customer('13900000001', 0);
    const socket = new WebSocket(`${base(1).replace('http', 'ws')}/ws`, {
      headers: { authorization: `Bearer ${person.token}` },
    } as never);
    const news: string[] = [];
    socket.onmessage = ({ data }) => void news.push(String(JSON.parse(String(data)).name));
    await new Promise((resolve) => {
      socket.onopen = resolve;
    });
    socket.send(JSON.stringify({ type: 'subscribe', topics: ['me'] }));
    commands.length = 0;
    const opening = await person.at(0)('POST /visits/openings', { body: { storeId } });
    await expect
      .poll(async () => (await person.at(1)('GET /visits/current')).visit?.state, { timeout: 15_000 })
      .toBe('inside');
    expect((await person.at(1)('GET /visits/openings/:id', { params: { id: opening.id } })).state).toBe('opened');
    await expect.poll(() => news, { timeout: 5_000 }).toContain('visit.changed');
    expect(new Set(commands).size).toBe(commands.length);
    expect(commands).toHaveLength(1);
    socket.close();
  });

  it('[PLT-9] tells that the door cannot be reached while the broker is away, and opens it again afterwards', async () => {
    const person = await customer('13900000002', 1);
    await door.unplug();
    await expect.poll(doorOnline, { timeout: 15_000 }).toBe(false);
    await expect(person.at(1)('POST /visits/openings', { body: { storeId } })).rejects.toMatchObject({
      code: 'device_offline',
    });
    await broker.restart();
    door.start();
    for (const at of [0, 1])
      await expect.poll(async () => (await fetch(`${base(at)}/readyz`)).status, { timeout: 15_000 }).toBe(200);
    await expect.poll(doorOnline, { timeout: 15_000 }).toBe(true);
    await person.at(0)('POST /visits/openings', { body: { storeId } });
    await expect
      .poll(async () => (await person.at(0)('GET /visits/current')).visit?.state, { timeout: 15_000 })
      .toBe('inside');
  });
});
