// Checkout of three goods over HTTP, beside an empty POST on the same libraries and the same rows written bare.
import pg from 'pg';
import { listensOn, probePort } from '../../../../scripts/product/ports.ts';
import { type BareOrder, writeBare } from '../run/bare-orders.ts';
import { type Cart, checkOut, fillCarts, type World } from '../run/carts.ts';
import { createHttpClient } from '../run/http-client.ts';
import { closedLoop, type Load, openLoop } from '../run/load.ts';
import { cpuOf, cpuOfTree, pidOf } from '../run/processes.ts';
import { type Product, startProduct } from '../run/product.ts';
import { percentile, rounded } from '../run/statistics.ts';
import { enterAll, makeShoppers, makeStores, untilIdle } from '../run/world.ts';

const STORES = 20;
const GOODS = 60;
const SHOPPERS = 800;
const OPEN_PER_SECOND = 100;

const note = (line: string): void => void process.stderr.write(`  ${line}\n`);

/** CPU milliseconds of server and database while work runs, and until what follows from it is done. */
async function withCpu<T>(product: Product, serverPid: number, work: () => Promise<T>) {
  const before = { server: cpuOf(serverPid), postgres: cpuOfTree(product.postgresPid) };
  const result = await work();
  await untilIdle(product);
  const server = cpuOf(serverPid) - before.server;
  return { result, server, postgres: cpuOfTree(product.postgresPid) - before.postgres };
}

const tell = (name: string, load: Load): void => {
  const { times, failures, seconds } = load;
  note(
    `${name}: ${rounded(times.length / seconds, 1)}/s, p50 ${rounded(percentile(times, 0.5))} ms, p99 ${rounded(percentile(times, 0.99))} ms, ${failures} failed`,
  );
  if (load.firstFailure) note(`  first failure: ${load.firstFailure}`);
};

const one =
  <T>(items: T[], work: (item: T) => Promise<void>) =>
  (): (() => Promise<void>) | null => {
    const item = items.pop();
    return item === undefined ? null : () => work(item);
  };

async function measureFloor(product: Product, bodies: readonly Cart['body'][]) {
  const port = await probePort(0);
  const env = { DATABASE_URL: product.databaseUrl, PORT: String(port), NODE_ENV: 'production' };
  const entry = 'tools/bench/src/floor/empty-routes.ts';
  await product.programs.keep({ name: 'floor', entry, env, ready: listensOn(port) });
  const pid = pidOf(product.folder, 'floor');
  const http = createHttpClient(`http://127.0.0.1:${port}`, 8);
  const post = async (body: Cart['body']) => void (await http.ok('POST', '/floor', body));
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => bodies[index % bodies.length] as Cart['body']);
  await closedLoop({ workers: 8, seconds: 5, next: one(many(3_000), post) });
  const { result, server } = await withCpu(product, pid, () =>
    closedLoop({ workers: 8, seconds: 30, next: one(many(8_000), post) }),
  );
  http.close();
  tell('empty POST, 8 at once', result);
  return server / result.times.length;
}

async function measureBare(product: Product, carts: readonly Cart[]) {
  const pool = new pg.Pool({
    connectionString: product.databaseUrl,
    max: 8,
    options: '-c plan_cache_mode=force_generic_plan',
  });
  const orders: BareOrder[] = carts.map(({ shopper, store, body, listingIds }) => ({
    shopper,
    store,
    listingIds,
    cartId: body.cartId,
  }));
  let sequence = 0;
  const write = (order: BareOrder) => writeBare(pool, order, sequence++);
  await closedLoop({ workers: 8, seconds: 10, next: one(orders.splice(0, 200), write) });
  // The outbox rows have no listener; what the server does about them is not part of the bare writes.
  const { result, postgres } = await withCpu(product, product.serverPid, () =>
    closedLoop({ workers: 8, seconds: 60, next: one(orders, write) }),
  );
  await pool.end();
  tell('bare writes, 8 at once', result);
  return { perSecond: result.times.length / result.seconds, postgresMs: postgres / result.times.length };
}

async function measureLevels(world: World) {
  const { product } = world;
  const http = createHttpClient(product.origin, 64);
  const level = async (workers: number) => {
    const carts = await fillCarts(world);
    await untilIdle(product);
    const count = carts.length;
    const measured = await withCpu(product, product.serverPid, () =>
      closedLoop({ workers, seconds: 60, next: one(carts, (cart) => checkOut(http, cart)) }),
    );
    tell(`checkout, ${workers} at once`, measured.result);
    if (measured.result.times.length !== count) throw new Error(`${measured.result.failures} checkouts failed`);
    return measured;
  };
  await level(8);
  await level(1);
  const eight = await level(8);
  await level(16);
  const carts = await fillCarts(world);
  await untilIdle(product);
  const open = await openLoop({
    perSecond: OPEN_PER_SECOND,
    count: carts.length,
    unit: (index) => checkOut(http, carts[index] as Cart),
  });
  tell(`checkout, ${OPEN_PER_SECOND}/s open loop`, open);
  http.close();
  return { eight, open };
}

/** See docs/performance.md for what the figures mean. */
export async function run(): Promise<Record<string, number>> {
  const product = await startProduct();
  try {
    const stores = await makeStores(product, { stores: STORES, goods: GOODS });
    const shoppers = await makeShoppers(product, SHOPPERS);
    await enterAll(product, shoppers, stores);
    const world = { product, stores, shoppers };
    note(`${SHOPPERS} shoppers are inside ${STORES} stores`);
    const { eight, open } = await measureLevels(world);
    const carts = await fillCarts(world);
    const floorMs = await measureFloor(
      product,
      carts.map((cart) => cart.body),
    );
    const bare = await measureBare(product, carts);
    const orders = eight.result.times.length;
    const perSecond = orders / eight.result.seconds;
    return {
      orders_per_s: rounded(perSecond, 1),
      p99_ms_8: rounded(percentile(eight.result.times, 0.99)),
      p99_ms_open: rounded(percentile(open.times, 0.99)),
      server_cpu_ms: rounded(eight.server / orders),
      pg_cpu_ms: rounded(eight.postgres / orders),
      floor_cpu_ms: rounded(floorMs, 3),
      bare_pg_cpu_ms: rounded(bare.postgresMs, 3),
      server_cpu_ratio: rounded(eight.server / orders / floorMs),
      pg_cpu_ratio: rounded(eight.postgres / orders / bare.postgresMs),
      throughput_ratio: rounded(perSecond / bare.perSecond, 3),
    };
  } finally {
    await product.close();
  }
}
