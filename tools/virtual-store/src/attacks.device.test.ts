import { randomUUID } from 'node:crypto';
import { type CommandPayload, downlinkTopic } from '@latchkey/device-kit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestBroker, type TestBroker, tellTime } from '../../../apps/server/src/broker/test-broker.ts';
import type { MqttBus } from '../../../apps/server/src/kernel/mqtt.ts';
import { startVirtualStores, type VirtualStores } from './index.ts';
import type { VirtualStore } from './virtual-store.ts';

const SKEWS = [0, -60_000, 60_000];
const stock = SKEWS.map((_, at) => ({
  id: `store-${at}`,
  name: `Store ${at}`,
  devices: [{ code: `dc-attack-${at}`, kind: 'door_controller', secret: randomUUID() }],
}));
let broker: TestBroker;
let server: MqttBus;
let stores: VirtualStores;
/** By event id: a door tells an event until it has the receipt. */
const heard = new Map<string, { name: string; commandId: unknown }>();
/** The latest answer to each command. */
const answers = new Map<string, string>();

beforeAll(async () => {
  broker = await startTestBroker();
  for (const store of stock) for (const device of store.devices) await broker.allow(device.code, device.secret);
  server = await broker.server();
  tellTime(server);
  server.subscribe('d/+/up/evt', (topic, payload) => {
    const event = JSON.parse(Buffer.from(payload).toString()) as {
      id: string;
      name: string;
      data: { commandId?: unknown };
    };
    heard.set(event.id, { name: event.name, commandId: event.data.commandId });
    confirm(topic.split('/')[1] ?? '', event.id);
  });
  server.subscribe('d/+/up/ack', (topic, payload) => {
    const answer = JSON.parse(Buffer.from(payload).toString()) as { id: string; outcome: string };
    answers.set(answer.id, answer.outcome);
    confirm(topic.split('/')[1] ?? '', answer.id);
  });
  stores = await startVirtualStores({
    mqttUrl: broker.url,
    source: { stores: stock },
    controlPort: 0,
    autoWalk: false,
    pace: { reach: 1, pass: 1, close: 1 },
    reconnectMs: 20,
    heartbeatMs: 100,
    resendMs: 100,
  });
  await until(() => SKEWS.every((_, at) => door(at).client.served), 'all doors served');
  for (const [at, ms] of SKEWS.entries()) site(at).skew(ms);
});
afterAll(async () => {
  await stores.close();
  await broker.close();
});

function confirm(code: string, id: string): void {
  const receipt = { v: 1, ids: [id], at: new Date().toISOString() };
  server.publish(downlinkTopic(code, 'rcpt'), receipt, { qos: 0 }).catch(() => undefined);
}

const site = (at: number): VirtualStore => stores.store(`store-${at}`) as VirtualStore;
function door(at: number) {
  const found = site(at).door;
  if (!found) throw new Error('no door');
  return found;
}
const codeOf = (at: number) => `dc-attack-${at}`;

async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

function command(lifeMs: number, issuedAt = Date.now()): CommandPayload {
  return {
    v: 1,
    id: randomUUID(),
    name: 'unlock',
    args: { reason: 'entry', holdMs: 500 },
    issuedAt: new Date(issuedAt).toISOString(),
    expiresAt: new Date(issuedAt + lifeMs).toISOString(),
  };
}
/** Puts a command onto the wire by whatever connection there is; a broker that is away loses it. */
const send = (at: number, order: CommandPayload, retain = false) =>
  server.publish(downlinkTopic(codeOf(at), 'cmd'), order, { retain }).catch(() => undefined);
const moves = (id: string) =>
  [...heard.values()].filter((event) => event.name === 'door.unlocked' && event.commandId === id).length;

/** All that was sent before has been judged, and all that the door then did has been told. */
async function settle(at: number): Promise<void> {
  const mark = { ...command(10_000), name: 'lock', args: {} };
  await send(at, mark);
  await until(() => answers.has(mark.id), 'the answer to the mark');
  await until(() => door(at).state.owed === 0, 'everything told');
}

async function reconnect(at: number): Promise<void> {
  await door(at).plug(false);
  await door(at).plug(true);
  await until(() => door(at).client.served, 'the door connected');
}
async function restart(at: number): Promise<void> {
  await door(at).power(false);
  await door(at).power(true);
  await until(() => door(at).client.served, 'the door started');
}

for (const [at, skew] of SKEWS.entries()) {
  describe(`a door whose clock is ${skew / 1_000} s off`, () => {
    it('[VIS-14] opens for a command and for no repeat of it: at once, after a reconnect, a restart, from the broker’s memory', async () => {
      const order = command(10_000);
      await send(at, order);
      await send(at, order);
      await settle(at);
      expect([answers.get(order.id), moves(order.id)]).toEqual(['done', 1]);
      await reconnect(at);
      await send(at, order);
      await settle(at);
      await restart(at);
      await send(at, order);
      await settle(at);
      expect(answers.get(order.id)).toBe('expired');
      await send(at, order, true);
      await reconnect(at);
      await settle(at);
      await restart(at);
      await settle(at);
      await server.publish(downlinkTopic(codeOf(at), 'cmd'), '', { retain: true });
      expect(moves(order.id)).toBe(1);
      const next = command(10_000);
      await send(at, next);
      await settle(at);
      expect([answers.get(next.id), moves(next.id)]).toEqual(['done', 1]);
    });

    it('[VIS-14] does not move for a command whose life is over, or that was never alive', async () => {
      const now = Date.now();
      const dead = [
        command(10_000, now - 10_001),
        command(1, now - 60_000),
        command(0, now),
        command(-5_000, now + 2_000),
      ];
      for (const order of dead) await send(at, order);
      await settle(at);
      expect(dead.map((order) => answers.get(order.id))).toEqual(['expired', 'expired', 'expired', 'expired']);
      expect(dead.map((order) => moves(order.id))).toEqual([0, 0, 0, 0]);
    });

    it('[VIS-14] no course of repeats, reconnects and restarts moves the lock twice or late', async () => {
      const LIFE = 150;
      const step = fc.oneof(
        { weight: 4, arbitrary: fc.record({ kind: fc.constant('send' as const), which: fc.nat(2) }) },
        { weight: 2, arbitrary: fc.constant({ kind: 'new' as const, which: 0 }) },
        { weight: 2, arbitrary: fc.constant({ kind: 'wait' as const, which: 0 }) },
        fc.constant({ kind: 'reconnect' as const, which: 0 }),
        fc.constant({ kind: 'restart' as const, which: 0 }),
      );
      const course = fc.array(step, { minLength: 5, maxLength: 14, size: 'max' });
      let opened = 0;
      await fc.assert(
        fc.asyncProperty(course, async (steps) => {
          const orders = [command(LIFE)];
          for (const { kind, which } of steps) {
            const order = orders[which % orders.length];
            if (kind === 'new') orders.push(command(LIFE));
            else if (kind === 'wait') await until(() => Date.now() > Date.parse(orders[0]?.expiresAt ?? ''), 'an end');
            else if (kind === 'reconnect') await reconnect(at);
            else if (kind === 'restart') await restart(at);
            else if (order) {
              const dead = Date.now() >= Date.parse(order.expiresAt);
              const before = moves(order.id);
              await send(at, order);
              await settle(at);
              if (dead) expect(moves(order.id)).toBe(before);
            }
          }
          await settle(at);
          for (const order of orders) expect(moves(order.id)).toBeLessThanOrEqual(1);
          opened += orders.filter((order) => moves(order.id) === 1).length;
        }),
        { numRuns: 12, endOnFailure: true },
      );
      expect(opened).toBeGreaterThan(0);
    });
  });
}

describe('a broker that dies', () => {
  it('[VIS-14] brings back no opening from before, to no door, whatever its clock', async () => {
    const all = async (work: (at: number) => Promise<unknown>) => {
      for (const at of SKEWS.keys()) await work(at);
    };
    const before = SKEWS.map(() => command(10_000));
    await all((at) => send(at, before[at] as CommandPayload));
    await all(settle);
    expect(before.map((order) => moves(order.id))).toEqual([1, 1, 1]);
    const lost = SKEWS.map(() => command(300));
    await broker.restart();
    await all((at) => send(at, lost[at] as CommandPayload));
    await until(() => SKEWS.every((_, at) => door(at).client.served) && server.connected(), 'everybody back');
    await until(() => lost.every((order) => Date.now() > Date.parse(order.expiresAt)), 'their end');
    await all(settle);
    const inTime = lost.map((order) => moves(order.id));
    await all((at) => send(at, lost[at] as CommandPayload));
    await all((at) => send(at, before[at] as CommandPayload));
    await all(settle);
    expect(before.map((order) => moves(order.id))).toEqual([1, 1, 1]);
    expect(lost.map((order) => moves(order.id))).toEqual(inTime);
    const fresh = SKEWS.map(() => command(10_000));
    await all((at) => send(at, fresh[at] as CommandPayload));
    await all(settle);
    expect(fresh.map((order) => moves(order.id))).toEqual([1, 1, 1]);
  });
});
