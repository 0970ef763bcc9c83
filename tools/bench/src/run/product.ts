// The product as it runs for people: its database with every safety on, its broker and its server, each a process.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../../apps/server/src/kernel/config.ts';
import { migrate } from '../../../../apps/server/src/kernel/migrate.ts';
import { assemble } from '../../../../apps/server/src/server.ts';
import { loopbackMqtt } from '../../../../apps/server/src/testing/loopback-mqtt.ts';
import { wireProduct } from '../../../../apps/server/src/wiring.ts';
import { startPostgres } from '../../../../scripts/embedded-postgres.ts';
import { answers, openPrograms } from '../../../../scripts/product/children.ts';
import { probePort } from '../../../../scripts/product/ports.ts';
import { pidOf } from './processes.ts';

const note = (line: string): void => void process.stderr.write(`  ${line}\n`);

export interface ProductOptions {
  environment?: Record<string, string>;
  /** An empty database of a cluster that runs already, and the cluster's first process; default: one of our own. */
  database?: { readonly url: string; readonly pid: number };
}

/** Starts everything in a fresh folder. `close` ends it and removes the folder, as an interrupt does. */
export async function startProduct(options: ProductOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
  const opened: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void close().finally(() => process.exit(130)));
  try {
    return { ...(await openParts(folder, options, opened)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openParts(folder: string, options: ProductOptions, opened: (() => Promise<void>)[]) {
  const postgres = options.database ? { ...options.database, stop: async () => {} } : await ownPostgres(folder);
  opened.push(() => postgres.stop());
  await migrate(postgres.url);
  const [port, brokerPort] = [await probePort(0), await probePort(0)];
  const password = randomBytes(18).toString('base64url');
  const environment = environmentOf(folder, postgres.url, { port, brokerPort, password }, options.environment);
  const programs = await openPrograms(folder, note);
  opened.push(() => programs.stopAll());
  const broker = { DATABASE_URL: postgres.url, MQTT_PASSWORD: password, BROKER_PORT: String(brokerPort) };
  await programs.keep({ name: 'broker', entry: 'apps/server/src/broker.ts', env: broker });
  await programs.keep({
    name: 'server',
    entry: 'apps/server/src/main.ts',
    env: environment,
    ready: answers(`http://127.0.0.1:${port}/readyz`),
  });
  const { runtime } = assemble(readConfig({ ...environment, PORT: '0' }));
  opened.push(() => runtime.database.close());
  const wired = wireProduct({ runtime, mqtt: loopbackMqtt() });
  return {
    origin: `http://127.0.0.1:${port}`,
    databaseUrl: postgres.url,
    mqttUrl: environment.MQTT_URL,
    mqttPassword: password,
    /** For making the world: the same verbs as the server's, in this process. */
    runtime,
    identityPorts: wired.identityPorts,
    programs,
    folder,
    serverPid: pidOf(folder, 'server'),
    brokerPid: pidOf(folder, 'broker'),
    postgresPid: postgres.pid,
  };
}

/** As the product starts it. */
async function ownPostgres(folder: string) {
  const { localUrl: url, pid, stop } = await startPostgres({ dataDirectory: join(folder, 'postgres'), log: note });
  return { url, pid, stop };
}

function environmentOf(
  folder: string,
  databaseUrl: string,
  { port, brokerPort, password }: { port: number; brokerPort: number; password: string },
  more: Record<string, string> = {},
) {
  return {
    NODE_ENV: 'production',
    PORT: String(port),
    HOST: '127.0.0.1',
    LATCHKEY_DATA: folder,
    DATABASE_URL: databaseUrl,
    MQTT_URL: `mqtt://127.0.0.1:${brokerPort}`,
    MQTT_PASSWORD: password,
    LATCHKEY_MASTER_KEYS: `bench:${randomBytes(32).toString('base64url')}`,
    // Shoppers come from many addresses, each with rate limits of its own.
    LATCHKEY_TRUSTED_PROXIES: '1',
    LOG_LEVEL: 'warn',
    ...more,
  };
}
export type Product = Awaited<ReturnType<typeof startProduct>>;
