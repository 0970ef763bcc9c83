import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { type Actor, systemActor } from '../kernel/actor.ts';
import { createBus } from '../kernel/bus.ts';
import { steppedClock } from '../kernel/clock.ts';
import { readConfig } from '../kernel/config.ts';
import type { Context } from '../kernel/context.ts';
import { createCrypto } from '../kernel/crypto.ts';
import { connectDatabase } from '../kernel/db.ts';
import type { Subscription } from '../kernel/events.ts';
import { newId } from '../kernel/ids.ts';
import type { NewsItem } from '../kernel/news.ts';
import { createOutbox } from '../kernel/outbox.ts';
import { createRuntime } from '../kernel/runtime.ts';
import { diskStorage } from '../kernel/storage.ts';

/** A runtime over a test database with a clock that the test moves. Nothing runs by itself: call `drain` for the outbox. */
export function createTestRuntime(
  databaseUrl: string,
  options: {
    subscriptions?: readonly Subscription[];
    environment?: Record<string, string>;
    start?: Date;
    log?: Logger;
  } = {},
) {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
  const masterKeys = `t1:${randomBytes(32).toString('base64url')}`;
  const config = readConfig({
    PORT: '0',
    DATABASE_URL: databaseUrl,
    DATABASE_CONNECTIONS: '20',
    MQTT_URL: 'mqtt://127.0.0.1:1',
    LATCHKEY_DATA: dataDirectory,
    LATCHKEY_MASTER_KEYS: masterKeys,
    LATCHKEY_DEMO: 'true',
    LOG_LEVEL: 'silent',
    ...options.environment,
  });
  const clock = steppedClock(options.start ?? new Date('2026-06-01T04:00:00Z'));
  const database = connectDatabase({
    url: databaseUrl,
    connections: config.databaseConnections,
    applicationName: 'latchkey-test',
  });
  const log = options.log ?? pino({ level: process.env.TEST_LOG ?? 'silent' });
  const bus = createBus(null, newId(), log);
  const heard: NewsItem[] = [];
  bus.onNews((item) => void heard.push(item));
  const runtime = createRuntime({
    kernel: {
      config,
      crypto: createCrypto(config.masterKeys),
      storage: diskStorage(join(dataDirectory, 'storage')),
      clock,
    },
    database,
    bus,
    log,
  });
  const outbox = createOutbox(runtime, options.subscriptions ?? []);
  let drained: Promise<void> = Promise.resolve();
  return {
    runtime,
    clock,
    bus,
    /** News in the order in which they were sent. */
    heard,
    as: <T>(actor: Actor, work: (ctx: Context) => Promise<T>): Promise<T> =>
      runtime.transaction(actor, work, { requestId: newId(), address: '127.0.0.1' }),
    asSystem: <T>(work: (ctx: Context) => Promise<T>): Promise<T> => runtime.transaction(systemActor('test'), work),
    read: (actor: Actor) => runtime.read(actor),
    /**
     * Runs the listeners of all waiting events, and of the events that these emit. One caller after the other, as a server
     * has one dispatcher: each holds a connection while its listeners use others.
     */
    drain(): Promise<void> {
      const mine = drained.then(async () => {
        while ((await outbox.drain()) > 0);
      });
      drained = mine.catch(() => {});
      return mine;
    },
    async close(): Promise<void> {
      await database.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}
