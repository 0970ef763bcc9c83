// From the customer's tap to the word that the lock let go, beside a raw MQTT round trip and one commit.
import { randomUUID } from 'node:crypto';
import { connectMqtt, downlinkTopic, uplinkTopic } from '@latchkey/device-kit';
import pg from 'pg';
import { SERVER_USER } from '../../../../apps/server/src/kernel/broker-terms.ts';
import { listensOn, probePort } from '../../../../scripts/product/ports.ts';
import { type Load, openLoop } from '../run/load.ts';
import { type Product, startProduct } from '../run/product.ts';
import type { BenchSettings } from '../run/settings.ts';
import { percentile, rounded } from '../run/statistics.ts';
import { measureTaps, tell } from '../run/taps.ts';
import { type BenchStore, inParallel, makeShoppers, makeStores } from '../run/world.ts';

const STORES = 50;
const SHOPPERS = 300;
const SECONDS = 30;

/** The limit: one commit, then a command to a device and its answer, with nothing in between, on a broker of its own. */
async function measureBase(product: Product, stores: readonly BenchStore[], perSecond: number): Promise<Load> {
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
  await openLoop({ perSecond, count: 4 * perSecond, unit });
  const load = await openLoop({ perSecond, count: SECONDS * perSecond, unit });
  await Promise.all([server, ...devices].map((client) => client.endAsync(true)));
  await pool.end();
  return load;
}

/** See docs/performance.md for what the figures mean. */
export async function run({ rate: perSecond }: BenchSettings): Promise<Record<string, number>> {
  const product = await startProduct();
  try {
    const stores = await makeStores(product, { stores: STORES, goods: 0 });
    const shoppers = await makeShoppers(product, SHOPPERS);
    const base = await measureBase(product, stores, perSecond);
    tell('raw round trip and commit', base);
    const { load: taps, cpu } = await measureTaps(product, stores, shoppers, {
      count: SECONDS * perSecond,
      perSecond,
    });
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
