// The product's real parts on free ports and a data folder of their own: PostgreSQL with its durability on, broker,
// paylab, servers behind a balancer, and doors.
import { randomBytes, randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readConfig } from '../../../apps/server/src/kernel/config.ts';
import { migrate } from '../../../apps/server/src/kernel/migrate.ts';
import { type RunningPostgres, startPostgres } from '../../../scripts/embedded-postgres.ts';
import { answers } from '../../../scripts/product/children.ts';
import { listensOn, probePort } from '../../../scripts/product/ports.ts';
import { type Balancer, startBalancer } from './balancer.ts';
import { type Doors, startDoors } from './doors.ts';
import { type Laboratory, openLaboratory } from './laboratory.ts';
import type { Offenders } from './offenders.ts';
import type { ChaosOptions, Victim } from './options.ts';
import { createProgram, type Program } from './programs.ts';
import type { Random } from './random.ts';
import { makeTown, type TownStore } from './town.ts';

export interface Stage {
  readonly url: string;
  readonly databaseUrl: string;
  readonly town: readonly TownStore[];
  readonly doors: Doors;
  readonly laboratory: Laboratory;
  readonly environment: Readonly<Record<string, string>>;
  /** Kills a part at once and has it running again when it resolves. */
  readonly strike: Readonly<Record<Victim, (random: Random) => Promise<void>>>;
  close(): Promise<void>;
}

/** Callbacks come again after a third of the channel's real waits; refunds arrive after 300 ms. */
const PAYLAB = ['--speed', '3', '--refund-delay', '300'];
const DOWN_MS = 400;

interface Database {
  readonly url: string;
  strike(random: Random): Promise<void>;
  stop(): Promise<void>;
}

async function openDatabase(folder: string, port: number): Promise<Database> {
  let running: RunningPostgres = await startPostgres({ dataDirectory: folder, port });
  const { url } = running;
  return {
    url,
    async strike(random) {
      // `SIGQUIT` is PostgreSQL's own immediate shutdown; both leave recovery to the next start.
      process.kill(running.pid, random.chance(0.5) ? 'SIGKILL' : 'SIGQUIT');
      await running.exited;
      await delay(random.between(0, DOWN_MS));
      running = await startPostgres({ dataDirectory: folder, port });
    },
    stop: () => running.stop(),
  };
}

function strikes(program: Program, random: Random): Promise<void> {
  return program.kill().then(async () => {
    await delay(random.between(0, DOWN_MS));
    await program.start();
  });
}

export async function openStage(options: ChaosOptions, folder: string, offenders: Offenders): Promise<Stage> {
  const logs = join(folder, 'logs');
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  const onCrash = (how: string) => offenders.add('crash', how);
  const opened: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of opened.reverse()) await end().catch(() => {});
  };
  try {
    const [databasePort, brokerPort, paylabPort, ...serverPorts] = await freePorts(3 + options.servers);
    const database = await openDatabase(join(folder, 'postgres'), databasePort ?? 0);
    opened.push(() => database.stop());
    await migrate(database.url);

    const paylabFolder = join(folder, 'paylab');
    const balancer: Balancer = await startBalancer(serverPorts);
    opened.push(() => balancer.close());
    const environment = environmentOf(folder, database.url, brokerPort ?? 0, balancer.url, paylabFolder);

    const paylab = createProgram(
      {
        name: 'paylab',
        entry: 'tools/paylab/src/main.ts',
        env: {},
        args: ['--data', paylabFolder, '--port', String(paylabPort), '--seed', String(options.seed), ...PAYLAB],
        ready: listensOn(paylabPort ?? 0),
      },
      logs,
      onCrash,
    );
    const broker = createProgram(
      { name: 'broker', entry: 'apps/server/src/broker.ts', env: { ...environment, BROKER_PORT: String(brokerPort) } },
      logs,
      onCrash,
    );
    const stores = Math.max(1, Math.ceil(options.atOnce / 3));
    const [town] = await Promise.all([
      makeTown(readConfig(environment), stores, options.orders),
      paylab.start(),
      broker.start(),
    ]);
    opened.push(
      () => paylab.stop(),
      () => broker.stop(),
    );
    const doors = startDoors(environment.MQTT_URL ?? '', town);
    opened.push(() => doors.close());
    const servers = serverPorts.map((port, at) => {
      const env = { ...environment, PORT: String(port) };
      const ready = answers(`http://127.0.0.1:${port}/readyz`);
      return createProgram({ name: `server-${at + 1}`, entry: 'apps/server/src/main.ts', env, ready }, logs, onCrash);
    });
    for (const server of servers) {
      await server.start();
      opened.push(() => server.stop());
    }
    return {
      url: balancer.url,
      databaseUrl: database.url,
      town,
      doors,
      laboratory: openLaboratory(join(paylabFolder, 'credentials.json')),
      environment,
      strike: {
        server: (random) => strikes(random.pick(servers), random),
        postgres: (random) => database.strike(random),
        broker: (random) => strikes(broker, random),
        paylab: (random) => strikes(paylab, random),
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Below the range from which connections take theirs: nobody comes in between while a killed program is away. */
const PORTS = [15_000, 32_000] as const;

async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = await probePort(randomInt(...PORTS)).catch(() => null);
    if (port !== null && !ports.includes(port)) ports.push(port);
  }
  return ports;
}

function environmentOf(folder: string, databaseUrl: string, brokerPort: number, url: string, paylab: string) {
  return {
    LATCHKEY_PUBLIC_URL: url,
    LATCHKEY_DATA: folder,
    DATABASE_URL: databaseUrl,
    MQTT_URL: `mqtt://127.0.0.1:${brokerPort}`,
    MQTT_PASSWORD: randomBytes(24).toString('base64url'),
    LATCHKEY_MASTER_KEYS: `first:${randomBytes(32).toString('base64url')}`,
    LATCHKEY_DEMO: 'true',
    LATCHKEY_PAYLAB_CREDENTIALS: join(paylab, 'credentials.json'),
    // Each shopper has an address of their own, which the balancer in front reports.
    LATCHKEY_TRUSTED_PROXIES: '1',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  } satisfies Record<string, string>;
}
