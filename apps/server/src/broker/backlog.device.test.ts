import { randomUUID } from 'node:crypto';
import {
  DeviceClient,
  DoorBehaviour,
  downlinkTopic,
  Journal,
  parsePayload,
  parseUplinkTopic,
  uplinkTopic,
} from '@latchkey/device-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestBroker, type TestBroker } from './test-broker.ts';

const CODE = 'dc-backlog';
/** More than a broker takes at once. */
const OWED = 260;

let broker: TestBroker;
beforeAll(async () => {
  broker = await startTestBroker();
  await broker.allow(CODE, 'secret');
});
afterAll(() => broker.close());

it('[DEV-3] [DEV-2] a door that owes more than a flood is tells everything on one connection', async () => {
  const server = await broker.server();
  const told = new Set<string>();
  server.subscribe('d/+/up/evt', (topic, payload) => {
    const message = parsePayload(z.object({ id: z.string() }), payload);
    const code = parseUplinkTopic(topic)?.code;
    if (!message.ok || code === undefined) return;
    told.add(message.value.id);
    const receipt = { v: 1, ids: [message.value.id], at: new Date().toISOString() };
    server.publish(downlinkTopic(code, 'rcpt'), receipt).catch(() => undefined);
  });
  await server.ready(5_000);
  const journal = new Journal();
  for (let at = 0; at < OWED; at += 1) {
    const id = randomUUID();
    const event = { v: 1, id, seq: at, name: 'door.closed', data: { openMs: 900 }, at: new Date().toISOString() };
    journal.add({ id, topic: uplinkTopic(CODE, 'evt'), payload: JSON.stringify(event) });
  }
  const behaviour = new DoorBehaviour({
    hardware: { drive: () => true, cutPower: () => undefined },
    emit: () => undefined,
  });
  let losses = 0;
  const settled = new Promise<void>((resolve) => {
    const look = setInterval(() => {
      if (journal.size > 0) return;
      clearInterval(look);
      resolve();
    }, 50);
  });
  const door = new DeviceClient(
    {
      ...{ url: broker.url, code: CODE, secret: 'secret', journal, resendMs: 500 },
      onConnection: (online) => {
        if (!online) losses += 1;
      },
    },
    behaviour,
  );
  door.start();
  await settled;
  expect(told.size).toBe(OWED);
  expect(losses).toBe(0);
  await door.stop();
  behaviour.dispose();
});
