import { pino } from 'pino';
import { expect, test } from 'vitest';
import { type BusTransport, createBus } from './bus.ts';
import type { NewsItem } from './news.ts';

/** A broker that all servers of a test are connected to; counts what is told. */
function createBroker() {
  const listeners: { topic: string; hear: (topic: string, payload: Buffer) => void }[] = [];
  const told: string[] = [];
  const connect = (): BusTransport & { come(): void } => {
    const onConnect: (() => void)[] = [];
    return {
      publish(topic, payload) {
        if (topic === 'bus/told') told.push(payload);
        for (const one of [...listeners]) if (one.topic === topic) one.hear(topic, Buffer.from(payload));
      },
      subscribe: (topic, hear) => void listeners.push({ topic, hear }),
      onConnect: (listener) => void onConnect.push(listener),
      come: () => {
        for (const listener of onConnect) listener();
      },
    };
  };
  return { connect, told };
}

const log = pino({ level: 'silent' });
const item = (id: string): NewsItem => ({
  ...{ topic: 'store:1', name: 'order.changed', data: { id }, at: '2026-11-01T00:00:00.000Z' },
});

test('[PLT-9] a server that is alone tells nobody; as soon as another has come, both hear all of each other’s news', async () => {
  const broker = createBroker();
  const [first, second] = [broker.connect(), broker.connect()];
  const one = createBus(first, 'one', log);
  const own: string[] = [];
  one.onNews(({ data }) => void own.push(String(data.id)));
  const hints: string[] = [];
  first.come();
  one.sendNews(item('a'));
  one.sendHint('outbox');

  const two = createBus(second, 'two', log);
  const heard: string[] = [];
  two.onNews(({ data }) => void heard.push(String(data.id)));
  two.onHint((name) => void hints.push(name));
  second.come();
  one.sendNews(item('b'));
  one.sendHint('devices.commands');
  two.sendNews(item('c'));
  await expect.poll(() => [heard, hints, own]).toEqual([['c', 'b'], ['devices.commands'], ['a', 'b', 'c']]);
  expect(broker.told.join()).not.toContain('"a"');
});
