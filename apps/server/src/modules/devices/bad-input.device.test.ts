import { randomUUID } from 'node:crypto';
import {
  ackPayload,
  connectMqtt,
  deviceKinds,
  eventPayload,
  onlinePayload,
  parsePayload,
  statePayload,
  type UplinkName,
  uplinkTopic,
} from '@latchkey/device-kit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestBroker, type TestBroker } from '../../broker/test-broker.ts';
import { sql } from '../../kernel/db.ts';
import { on } from '../../kernel/events.ts';
import type { MqttBus } from '../../kernel/mqtt.ts';
import { makeStoreWithDoor, type TestRuntime } from '../../testing/device-bench.ts';
import { inputFor } from '../../testing/input-arbitrary.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { createDevicesModule, deviceOffended, sendCommand } from './index.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let broker: TestBroker;
let mqtt: MqttBus;
let product: TestRuntime;
let gateway: { stop(): Promise<void> } | undefined;
const alarms: { deviceId: string; offence: string }[] = [];
const troubles: unknown[] = [];
const trouble = (error: unknown) => void troubles.push(error);

beforeAll(async () => {
  process.on('uncaughtException', trouble);
  process.on('unhandledRejection', trouble);
  database = await createTestDatabase();
  broker = await startTestBroker();
  mqtt = await broker.server();
  const parts = createDevicesModule({ mqtt });
  product = createTestRuntime(database.url, {
    start: new Date(),
    subscriptions: [
      ...(parts.subscriptions ?? []),
      on(deviceOffended, 'test.alarm', async (_ctx, { deviceId, offence }) => void alarms.push({ deviceId, offence })),
    ],
  });
  const { log } = product.runtime;
  log.error = (...line: unknown[]) => trouble(line);
  gateway = await parts.services?.[0]?.start(product.runtime);
});
afterAll(async () => {
  process.off('uncaughtException', trouble);
  process.off('unhandledRejection', trouble);
  await gateway?.stop();
  await broker.close();
  await product.close();
  await database.drop();
});

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`never came: ${what}`);
    await product.drain();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A door that speaks raw MQTT, and a command that waits at it. */
async function rawDoor() {
  const { door } = await makeStoreWithDoor(product);
  await broker.allow(door.code, door.secret);
  const { commandId } = await product.asSystem((ctx) =>
    sendCommand(ctx, { deviceId: door.deviceId, name: 'lock', args: {}, expiresInMs: 3_600_000 }),
  );
  const options = { url: broker.url, clientId: door.code, username: door.code, password: door.secret };
  const client = connectMqtt({ ...options, reconnectMs: 20 });
  await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  return { ...door, commandId, client };
}
type RawDoor = Awaited<ReturnType<typeof rawDoor>>;

const say = (door: RawDoor, name: UplinkName, payload: Buffer | string) =>
  door.client.publishAsync(uplinkTopic(door.code, name), payload as Buffer, { qos: 1 });

/** Everything that the server keeps of a device, but for when it was last seen. */
const kept = z.object({ kept: z.string() });
const everything = (door: RawDoor) =>
  product.runtime.database.row(
    kept,
    sql`
      select jsonb_build_object(
        'device', (select to_jsonb(d) - 'last_seen_at' - 'seen_online_at' - 'published_version' from devices.devices d where id = ${door.deviceId}),
        'commands', (select jsonb_agg(to_jsonb(c) - 'leased_until' - 'sent_at' - 'state' order by id)
          from devices.commands c where device_id = ${door.deviceId}),
        'events', (select count(*) from devices.events where device_id = ${door.deviceId}))::text as kept`,
  );
const counted = async (door: RawDoor) => {
  const rows = await product.runtime.database.rows(
    z.object({ offence: z.string(), count: z.number() }),
    sql`select offence, count from devices.offences where code = ${door.code}`,
  );
  return rows.reduce((sum, row) => sum + row.count, 0);
};

/** A good event is the mark that everything before it has been judged. */
async function mark(door: RawDoor): Promise<void> {
  const id = randomUUID();
  const at = product.clock.now().toISOString();
  await say(door, 'evt', JSON.stringify({ v: 1, id, seq: 1, name: 'exit.pressed', data: {}, at }));
  await until(async () => {
    const { n } = await product.runtime.database.row(
      z.object({ n: z.number() }),
      sql`select count(*) as n from devices.events where device_id = ${door.deviceId} and event_id = ${id}`,
    );
    return n === 1;
  }, 'the good event');
}

const SCHEMAS: Record<UplinkName, z.ZodType> = {
  ack: ackPayload,
  evt: eventPayload,
  state: statePayload,
  online: onlinePayload,
};
const UPLINKS = Object.keys(SCHEMAS) as UplinkName[];

/** Bytes that are no message: broken, huge, deep, cut off, or a well-formed something else. */
const rubbish = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)),
  fc.integer({ min: 9, max: 7_000 }).map((depth) => Buffer.from(`${'['.repeat(depth)}${']'.repeat(depth)}`)),
  fc
    .constantFrom(
      '\u0000',
      '{"v":1',
      '{"v":1e999}',
      '{"__proto__":{"v":1}}',
      '\ufeff{}',
      '"\\ud800"',
      'nul',
      '1e21',
      '-0',
    )
    .map((text) => Buffer.from(text)),
  fc.constantFrom([0xc3, 0x28], [0xf0, 0x9f], [0xff, 0xfe], [0xed, 0xa0, 0x80]).map((bytes) => Buffer.from(bytes)),
);

/** Messages made from the schema with values at and beyond every edge; a few are even good. */
const fromSchema = (name: UplinkName) =>
  inputFor(SCHEMAS[name], [randomUUID()]).map((value) => Buffer.from(JSON.stringify(value) ?? ''));

const bad = fc
  .constantFrom(...UPLINKS)
  .chain((name) => fc.record({ name: fc.constant(name), payload: fc.oneof(rubbish, fromSchema(name)) }));

describe('bad input from a device', () => {
  it('[DEV-2] of every kind of payload is counted and alarmed, changes nothing, and stops neither this device nor another', async () => {
    const [door, other] = [await rawDoor(), await rawDoor()];
    await mark(door);
    await mark(other);
    const untouched = (await everything(other)).kept;
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(bad, { minLength: 20, maxLength: 40 }), async (messages) => {
        const before = (await everything(door)).kept;
        const judged = messages.filter(
          ({ name, payload }) => payload.length <= 16_000 && !parsePayload(SCHEMAS[name], payload).ok,
        );
        const offences = await counted(door);
        for (const { name, payload } of judged) await say(door, name, payload);
        sent += judged.length;
        await until(async () => (await counted(door)) >= offences + judged.length, 'the count of bad messages');
        expect((await everything(door)).kept).toBe(before);
      }),
      { numRuns: 12, endOnFailure: true },
    );
    expect(sent).toBeGreaterThan(100);
    await mark(door);
    await mark(other);
    expect(JSON.parse((await everything(other)).kept)).toMatchObject({ device: JSON.parse(untouched).device });
    expect(alarms).toContainEqual({ deviceId: door.deviceId, offence: 'malformed' });
    expect(alarms.filter((alarm) => alarm.deviceId === other.deviceId)).toEqual([]);
    expect(troubles).toEqual([]);
    await door.client.endAsync(true);
    await other.client.endAsync(true);
  });

  it('[DEV-2] that is well-formed but means nothing is turned away by a row of rules, and never half written', async () => {
    const door = await rawDoor();
    await mark(door);
    const before = (await everything(door)).kept;
    const at = product.clock.now().toISOString();
    const stranger = await rawDoor();
    const events = [
      ['door.exploded', {}],
      ['door.opened', { reason: 'charm', commandId: null }],
      ['door.opened', { reason: 'entry', commandId: 5 }],
      ['door.closed', { openMs: -1 }],
      ['door.closed', { openMs: 1e21 }],
      ['scan', { code: '690' }],
    ] as const;
    const offences = await counted(door);
    for (const [name, data] of events)
      await say(door, 'evt', JSON.stringify({ v: 1, id: randomUUID(), seq: 2, name, data, at }));
    await say(door, 'state', JSON.stringify({ v: 1, version: 1, reported: { locked: 'perhaps' }, at }));
    await say(door, 'state', JSON.stringify({ v: 1, version: 2_000_000_000, reported: { locked: true }, at }));
    // An answer to a command of another device, and to one that never was.
    for (const id of [stranger.commandId, randomUUID(), 'command-0001'])
      await say(door, 'ack', JSON.stringify({ v: 1, id, outcome: 'done', at }));
    await until(async () => (await counted(door)) >= offences + events.length + 5, 'the count of bad messages');
    expect((await everything(door)).kept).toBe(before);
    await mark(stranger);
    expect(troubles).toEqual([]);
    await door.client.endAsync(true);
    await stranger.client.endAsync(true);
  });

  it('[DEV-2] every event and state that any kind declares, with any values, is stored whole or not at all', async () => {
    const door = await rawDoor();
    await mark(door);
    const kind = deviceKinds.find((candidate) => candidate.name === 'door_controller');
    const event = fc
      .constantFrom(...Object.entries(kind?.events ?? {}))
      .chain(([name, schema]) => inputFor(schema, [randomUUID()]).map((data) => ({ name, data })));
    await fc.assert(
      fc.asyncProperty(event, inputFor(kind?.reported, []), async ({ name, data }, reported) => {
        const at = product.clock.now().toISOString();
        await say(door, 'evt', JSON.stringify({ v: 1, id: randomUUID(), seq: 3, name, data, at }));
        await say(door, 'state', JSON.stringify({ v: 1, version: 1, reported, at }));
      }),
      { numRuns: 60 },
    );
    await mark(door);
    expect(troubles).toEqual([]);
    await door.client.endAsync(true);
  });
});
