// The whole product on one machine: database, broker, server, front ends, and around them the demonstration
// (payment channel emulator and virtual stores). `npm start`; Ctrl-C ends all of it in order.
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { migrate } from '../apps/server/src/kernel/migrate.ts';
import { tryLock } from './lock.mjs';
import { ensureAllBuilt, FRONT_ENDS } from './product/builds.ts';
import { answers, openPrograms, type Programs } from './product/children.ts';
import { type KeptDatabase, keepPostgres } from './product/database.ts';
import { keptPort, listensOn, probePort } from './product/ports.ts';
import { readSecrets, type Secrets } from './product/secrets.ts';
import { ROOT } from './testing/run.ts';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const note = (line: string): boolean => say(`  ${line}`);

interface Plan {
  readonly demo: boolean;
  readonly host: string;
  readonly port: number;
  readonly url: string;
  readonly data: string;
  /** Where the virtual stores' cameras are pulled from; the same at every start, for the server knows it. */
  readonly cameraPort: number;
}

interface Running {
  readonly programs: Programs;
  database: KeptDatabase | null;
  /** The start-up work; a stop during it waits for its end, so that nothing is left behind. */
  starting: Promise<string | null>;
  release: () => void;
}

const stopped = new AbortController();

async function makePlan(): Promise<Plan> {
  const { values } = parseArgs({ options: { 'no-demo': { type: 'boolean', default: false } } });
  const host = process.env.HOST ?? '127.0.0.1';
  const wished = Number(process.env.PORT ?? 8080);
  if (!Number.isInteger(wished) || wished < 0 || wished > 65_535)
    throw new Error(`PORT=${process.env.PORT} is no port`);
  const port = await probePort(wished, host).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new Error(`Port ${wished} is in use: choose another, as in PORT=8090 npm start`);
    if (error.code === 'EACCES') throw new Error(`Port ${wished} is not allowed to this user: choose one above 1023`);
    throw error;
  });
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const data = resolve(ROOT, process.env.LATCHKEY_DATA ?? '.latchkey');
  const url = process.env.LATCHKEY_PUBLIC_URL ?? `http://${shown}:${port}`;
  return { demo: !values['no-demo'], host, port, url, data, cameraPort: await keptPort(data, 'camera-port') };
}

/** A run that was killed a moment ago may still be ending: it gets some seconds. */
async function lockData(data: string): Promise<() => void> {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const deadline = Date.now() + 20_000;
  for (let told = false; ; told = true) {
    const lock = tryLock(join(data, 'lock'));
    if (lock.release) return lock.release;
    if (Date.now() > deadline) throw new Error(`Latchkey runs already with ${data} (process ${lock.owner})`);
    if (!told) note(`waiting for process ${lock.owner}, which uses ${data} …`);
    await delay(200);
  }
}

async function openDatabase(plan: Plan, running: Running): Promise<string> {
  const given = process.env.DATABASE_URL;
  if (!given) running.database = await keepPostgres(join(plan.data, 'postgres'), note);
  const url = given ?? running.database?.url ?? '';
  const applied = await migrate(url);
  if (applied.length > 0) note(`database: ${applied.length} migrations applied`);
  return url;
}

interface Broker {
  readonly url: string;
  readonly password: string;
  /** Port of the embedded broker; null where MQTT_URL names another. */
  readonly port: number | null;
}

async function chooseBroker(secrets: Secrets): Promise<Broker> {
  const given = process.env.MQTT_URL;
  if (given) return { url: given, password: process.env.MQTT_PASSWORD ?? '', port: null };
  const port = Number(process.env.BROKER_PORT ?? 0) || (await probePort(0));
  return { url: `mqtt://127.0.0.1:${port}`, password: secrets.mqttServerPassword, port };
}

async function openBroker(programs: Programs, databaseUrl: string, broker: Broker): Promise<void> {
  if (broker.port === null) return;
  const env = { DATABASE_URL: databaseUrl, MQTT_PASSWORD: broker.password, BROKER_PORT: String(broker.port) };
  await programs.keep({ name: 'broker', entry: 'apps/server/src/broker.ts', env });
}

async function openPaylab(programs: Programs, plan: Plan): Promise<string> {
  const port = Number(process.env.PAYLAB_PORT ?? 0) || (await probePort(0));
  const data = join(plan.data, 'paylab');
  const args = ['--data', data, '--port', String(port), '--return-origin', plan.url];
  await programs.keep({ name: 'paylab', entry: 'tools/paylab/src/main.ts', args, env: {}, ready: listensOn(port) });
  return join(data, 'credentials.json');
}

function serverEnvironment(plan: Plan, databaseUrl: string, broker: Broker, secrets: Secrets): Record<string, string> {
  return {
    PORT: String(plan.port),
    HOST: plan.host,
    LATCHKEY_PUBLIC_URL: plan.url,
    LATCHKEY_DATA: plan.data,
    DATABASE_URL: databaseUrl,
    MQTT_URL: broker.url,
    MQTT_PASSWORD: broker.password,
    LATCHKEY_MASTER_KEYS: process.env.LATCHKEY_MASTER_KEYS ?? `first:${secrets.masterKey}`,
  };
}

/**
 * All programs in their order; `built` settles when the front ends are there, which the server looks for once.
 * Answers where the virtual stores are controlled, if there are any.
 */
async function openServers(
  plan: Plan,
  running: Running,
  secrets: Secrets,
  built: Promise<void>,
): Promise<string | null> {
  const { programs } = running;
  const databaseUrl = await openDatabase(plan, running);
  const broker = await chooseBroker(secrets);
  const env = serverEnvironment(plan, databaseUrl, broker, secrets);
  // What does not wait for each other starts together: most of a start is programs being loaded.
  const filled = plan.demo ? openDemo(programs, plan, env, secrets) : openInstallation(programs, env);
  await Promise.all([openBroker(programs, databaseUrl, broker), filled]);
  await built;
  const ready = answers(`http://127.0.0.1:${plan.port}/readyz`);
  const server = programs.keep({ name: 'server', entry: 'apps/server/src/main.ts', env, ready });
  const [stores] = await Promise.all([plan.demo ? openVirtualStores(programs, plan, broker) : null, server]);
  return stores;
}

/** Payment channel emulator, then the chain with its history, once; adds to the server's environment. */
async function openDemo(programs: Programs, plan: Plan, env: Record<string, string>, secrets: Secrets): Promise<void> {
  env.LATCHKEY_DEMO = 'true';
  env.LATCHKEY_DEMO_CAMERA_PORT = String(plan.cameraPort);
  env.LATCHKEY_DEMO_PASSWORD = secrets.demoPassword;
  env.LATCHKEY_PAYLAB_CREDENTIALS = await openPaylab(programs, plan);
  await programs.runOnce({ name: 'demo', entry: 'apps/server/src/demo/main.ts', env });
}

/** Without a demonstration somebody has to be able to sign in: the first administrator, once. */
async function openInstallation(programs: Programs, env: Record<string, string>): Promise<void> {
  await programs.runOnce({ name: 'installation', entry: 'apps/server/src/first-administrator.ts', env });
}

async function openVirtualStores(programs: Programs, plan: Plan, broker: Broker): Promise<string> {
  const port = String(Number(process.env.VIRTUAL_STORE_PORT ?? 0) || (await probePort(0)));
  const env = {
    ...{ MQTT_URL: broker.url, LATCHKEY_DATA: plan.data, VIRTUAL_STORE_PORT: port },
    VIRTUAL_CAMERA_PORT: String(plan.cameraPort),
    LATCHKEY_URL: `http://127.0.0.1:${plan.port}`,
  };
  await programs.keep({ name: 'virtual-store', entry: 'tools/virtual-store/src/main.ts', env });
  return `http://127.0.0.1:${port}`;
}

const demoGuide = z.object({
  stores: z.array(z.object({ name: z.string(), city: z.string(), kind: z.string(), doorUrl: z.string() })),
  customers: z.array(z.object({ phone: z.string(), name: z.string() })),
  staff: z.array(z.object({ loginName: z.string(), password: z.string(), role: z.string(), app: z.string() })),
});

/** Who can sign in to the demonstration, as the server itself tells it. */
async function showDemo(plan: Plan, stores: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${plan.port}/api/v1/development/demo`);
  const guide = demoGuide.parse(await answer.json());
  say('\nSign in to the demonstration');
  for (const { app, loginName, password, role } of guide.staff)
    note(`${app.padEnd(10)} ${loginName}  ${password}  (${role})`);
  const phones = guide.customers.slice(0, 3).map(({ phone }) => phone);
  note(
    `${'shopper'.padEnd(10)} any phone, or ${phones.join(', ')}; codes arrive at ${plan.url}/api/v1/development/sms`,
  );
  const doors = guide.stores.filter(({ kind }) => kind === 'retail').slice(0, 2);
  for (const { name, city, doorUrl } of doors) note(`${'door'.padEnd(10)} ${doorUrl}  (${city} ${name})`);
  note(`${'doors'.padEnd(10)} ${stores}  walk in and out of the virtual stores`);
}

async function showAddresses(plan: Plan, stores: string | null): Promise<void> {
  const page = (name: string, path: string): void => void note(`${name.padEnd(10)} ${plan.url}${path}`);
  say('');
  page('Shopper', '/');
  page('Agent', '/agent/');
  page('Console', '/console/');
  page('Kiosk', '/kiosk/');
  page('API', '/api/docs');
  if (stores) await showDemo(plan, stores);
  const first = join(plan.data, 'first-administrator.txt');
  if (!plan.demo && existsSync(first)) note(`The first administrator's one-time password is in ${first}`);
  say('');
  note(`Data and logs: ${plan.data}. Ctrl-C stops everything.`);
  say(`\nLatchkey is ready: ${plan.url}`);
}

async function stop(running: Running): Promise<void> {
  stopped.abort();
  await running.programs.stopAll();
  await running.starting.catch(() => {});
  await running.database?.stop();
  running.release();
}

/** Any number of stop signals make one orderly stop: a terminal's Ctrl-C reaches us twice, by the group and by npm. */
function whenAsked(work: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, work);
  process.on('disconnect', work);
  process.channel?.unref();
}

async function main(): Promise<void> {
  const plan = await makePlan();
  say(`Latchkey starts${plan.demo ? ' with the demonstration' : ''} …`);
  const release = await lockData(plan.data);
  const programs = await openPrograms(plan.data, note);
  const running: Running = { programs, database: null, starting: Promise.resolve(null), release };
  let ending: Promise<void> | null = null;
  const end = (code: number): void => {
    ending ??= stop(running).then(
      () => process.exit(code),
      (error: unknown) => {
        say(String(error));
        process.exit(1);
      },
    );
  };
  whenAsked(() => {
    if (!ending) say('\nStopping …');
    end(0);
  });
  try {
    const secrets = readSecrets(plan.data);
    const built = ensureAllBuilt(FRONT_ENDS, note, stopped.signal);
    running.starting = openServers(plan, running, secrets, built);
    const [stores] = await Promise.all([running.starting, built]);
    if (!ending) await showAddresses(plan, stores);
  } catch (error) {
    if (!ending) say(`\n${error instanceof Error ? error.message : String(error)}`);
    end(1);
  }
}

await main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
