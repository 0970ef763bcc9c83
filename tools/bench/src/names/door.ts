// From the customer's tap to the word that the lock let go, beside a raw MQTT round trip and one commit.
import { randomUUID } from 'node:crypto';
import { connectMqtt, downlinkTopic, uplinkTopic } from '@latchkey/device-kit';
import pg from 'pg';
import { SERVER_USER } from '../../../../apps/server/src/kernel/broker-terms.ts';
import { listensOn, probePort } from '../../../../scripts/product/ports.ts';
import { openBenchDoor } from '../run/doors.ts';
import { createHttpClient } from '../run/http-client.ts';
import { type Load, openLoop } from '../run/load.ts';
import { listen } from '../run/news.ts';
import { cpuOf, cpuOfTree } from '../run/processes.ts';
import { type Product, startProduct } from '../run/product.ts';
import { percentile, rounded } from '../run/statistics.ts';
import { type BenchStore, inParallel, makeShoppers, makeStores, type Shopper, untilIdle } from '../run/world.ts';

const STORES = 50;
const SHOPPERS = 300;
const PER_SECOND = 50;
const COUNT = 1_500;

const note = (line: string): void => void process.stderr.write(`  ${line}\n`);

function tell(name: string, load: Load): void {
  const [p50, p99] = [0.5, 0.99].map((share) => rounded(percentile(load.times, share)));
  note(`${name}: p50 ${p50} ms, p99 ${p99} ms of ${load.times.length}, ${load.failures} failed`);
  if (load.firstFailure) note(`  first failure: ${load.firstFailure}`);
}

/** The limit: one commit, then a command to a device and its answer, with nothing in between, on a broker of its own. */
async function measureBase(product: Product, stores: readonly BenchStore[]): Promise<Load> {
  const port = await probePort(0);
  const env = { DATABASE_URL: product.databaseUrl, MQTT_PASSWORD: product.mqttPassword, BROKER_PORT: String(port) };
  await product.programs.keep({ name: 'raw-broker', entry: 'apps/server/src/broker.ts', env, ready: listensOn(port) });
  const url = `mqtt://127.0.0.1:${port}`;
  const waiting = new Map<string, () => void>();
  const server = connectMqtt({
    url,
    clientId: `${SERVER_USER}-raw`,
    username: SERVER_USER,
    password: product.mqttPassword,
  });
  server.on('message', (_topic, payload) => {
    const id = payload.toString();
    waiting.get(id)?.();
    waiting.delete(id);
  });
  await new Promise<void>((resolve) => server.once('connect', () => resolve()));
  await server.subscribeAsync('d/+/up/ack', { qos: 1 });
  const devices = await inParallel(stores, async ({ door: { code, secret } }) => {
    const device = connectMqtt({ url, clientId: code, username: code, password: secret });
    await new Promise<void>((resolve) => device.once('connect', () => resolve()));
    await device.subscribeAsync(downlinkTopic(code, 'cmd'), { qos: 1 });
    device.on('message', (_topic, payload) => device.publish(uplinkTopic(code, 'ack'), payload, { qos: 1 }));
    return device;
  });
  const pool = new pg.Pool({ connectionString: product.databaseUrl, max: 8 });
  await pool.query('create table public.bench_commits (id uuid primary key)');
  const unit = async (index: number) => {
    const id = randomUUID();
    await pool.query({ name: 'commit', text: 'insert into public.bench_commits values ($1)', values: [id] });
    const answered = new Promise<void>((resolve) => waiting.set(id, resolve));
    const { code } = (stores[index % stores.length] as BenchStore).door;
    server.publish(downlinkTopic(code, 'cmd'), id, { qos: 1 });
    await answered;
  };
  await openLoop({ perSecond: PER_SECOND, count: 200, unit });
  const load = await openLoop({ perSecond: PER_SECOND, count: COUNT, unit });
  await Promise.all([server, ...devices].map((client) => client.endAsync(true)));
  await pool.end();
  return load;
}

/** 50 customers a second tap at the doors of 50 stores; who is in comes back in. */
async function measureTaps(product: Product, stores: readonly BenchStore[], shoppers: readonly Shopper[]) {
  const doors = await inParallel(stores, (store) => openBenchDoor(product.mqttUrl, store));
  const news = await listen(product.origin, shoppers);
  const http = createHttpClient(product.origin, 64);
  await untilIdle(product);
  const unit = async (index: number) => {
    const shopper = shoppers[index % shoppers.length] as Shopper;
    const { storeId } = stores[(index % shoppers.length) % stores.length] as BenchStore;
    const headers = { ...shopper.headers, 'idempotency-key': randomUUID() };
    const { id } = JSON.parse(await http.ok('POST', '/api/v1/visits/openings', { storeId }, headers)) as { id: string };
    await news.acknowledged(id);
  };
  const warm = await openLoop({ perSecond: PER_SECOND, count: 600, unit });
  tell('taps, warming up', warm);
  const before = { server: cpuOf(product.serverPid), postgres: cpuOfTree(product.postgresPid) };
  const load = await openLoop({ perSecond: PER_SECOND, count: COUNT, unit });
  await untilIdle(product);
  const cpu = {
    server: (cpuOf(product.serverPid) - before.server) / COUNT,
    postgres: (cpuOfTree(product.postgresPid) - before.postgres) / COUNT,
  };
  news.close();
  http.close();
  await Promise.all(doors.map((door) => door.close()));
  return { load, cpu };
}

/** See docs/performance.md for what the figures mean. */
export async function run(): Promise<Record<string, number>> {
  const product = await startProduct();
  try {
    const stores = await makeStores(product, { stores: STORES, goods: 0 });
    const shoppers = await makeShoppers(product, SHOPPERS);
    const base = await measureBase(product, stores);
    tell('raw round trip and commit', base);
    const { load: taps, cpu } = await measureTaps(product, stores, shoppers);
    tell(`taps at ${PER_SECOND}/s`, taps);
    if (taps.failures > 0) throw new Error(`${taps.failures} taps failed: ${taps.firstFailure}`);
    const [p50, p99, base50, base99] = [
      percentile(taps.times, 0.5),
      percentile(taps.times, 0.99),
      percentile(base.times, 0.5),
      percentile(base.times, 0.99),
    ] as [number, number, number, number];
    return {
      p50_ms: rounded(p50),
      p99_ms: rounded(p99),
      base_p50_ms: rounded(base50),
      base_p99_ms: rounded(base99),
      added_p50_ms: rounded(p50 - base50),
      added_p99_ms: rounded(p99 - base99),
      server_cpu_ms: rounded(cpu.server),
      pg_cpu_ms: rounded(cpu.postgres),
    };
  } finally {
    await product.close();
  }
}
