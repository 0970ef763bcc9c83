import { createHash } from 'node:crypto';
import { createConnection } from 'node:net';
import { connectMqtt, uplinkTopic } from '@latchkey/device-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OFFENCES_TOPIC } from '../kernel/broker-terms.ts';
import { connectMqttBus, type MqttBus } from '../kernel/mqtt.ts';
import { type Broker, startBroker } from './embedded.ts';

const SECRET_SHA256 = createHash('sha256').update('secret').digest();
let broker: Broker;
let server: MqttBus;
const offences: { code: string; offence: string; count: number }[] = [];
let heardOffence: () => void = () => undefined;

beforeAll(async () => {
  broker = await startBroker({
    host: '127.0.0.1',
    port: 0,
    serverPassword: 'password',
    messagesPerSecond: 10,
    burst: 50,
    quarantineMs: 60_000,
    directory: {
      verify: async (_code, sha256) => (sha256.equals(SECRET_SHA256) ? 'ok' : 'wrong_secret'),
      stillAllowed: async (codes) => new Set(codes),
      close: async () => undefined,
    },
  });
  server = connectMqttBus({ url: broker.url, password: 'password' });
  server.subscribe(OFFENCES_TOPIC, (_topic, payload) => {
    offences.push(...(JSON.parse(Buffer.from(payload).toString()) as { offences: typeof offences }).offences);
    heardOffence();
  });
  await server.ready(5_000);
});
afterAll(async () => {
  await server.close();
  await broker.close();
});

function counted(code: string, offence: string): Promise<number> {
  return new Promise((resolve) => {
    heardOffence = () => {
      const row = offences.find((entry) => entry.code === code && entry.offence === offence);
      if (row) resolve(row.count);
    };
    heardOffence();
  });
}

function raw(code: string, password = 'secret') {
  return connectMqtt({ url: broker.url, clientId: code, username: code, password, reconnectMs: 60_000 });
}

describe('embedded broker under bad input', () => {
  it('[DEV-2] cuts off a telemetry flood, shuts the device out for a while, and counts it', async () => {
    const flooder = raw('dc-flooder');
    await new Promise((resolve) => flooder.once('connect', resolve));
    const closed = new Promise<void>((resolve) => flooder.once('close', () => resolve()));
    for (let at = 0; at < 200; at += 1) flooder.publish(uplinkTopic('dc-flooder', 'evt'), `{"at":${at}}`, { qos: 0 });
    await closed;
    await flooder.endAsync(true);
    expect(await counted('dc-flooder', 'flood')).toBeGreaterThan(0);

    const again = raw('dc-flooder');
    const refusal = await new Promise<unknown>((resolve) => {
      again.once('error', resolve);
      again.once('connect', () => resolve('connected'));
    });
    await again.endAsync(true);
    expect(refusal).toMatchObject({ code: 5 });
  });

  it('[DEV-2] counts a wrong secret against the device it names', async () => {
    const liar = raw('dc-liar', 'wrong');
    const refusal = await new Promise<unknown>((resolve) => liar.once('error', resolve));
    await liar.endAsync(true);
    expect(refusal).toMatchObject({ code: 4 });
    expect(await counted('dc-liar', 'wrong_secret')).toBe(1);
  });

  it('[DEV-2] closes a connection that announces a huge packet before it has been sent', async () => {
    const socket = createConnection({ port: broker.port, host: '127.0.0.1' });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    socket.write(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f, 0x00]));
    await closed;
    expect(socket.destroyed).toBe(true);
  });
});
