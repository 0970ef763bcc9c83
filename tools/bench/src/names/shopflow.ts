// The whole unattended shop: three separate scans, checkout, paid from the member's balance; and the last 50 pieces.
import { z } from 'zod';
import { sql } from '../../../../apps/server/src/kernel/db.ts';
import { threeOf } from '../run/carts.ts';
import { createHttpClient } from '../run/http-client.ts';
import { closedLoop } from '../run/load.ts';
import { openPeerShops, type PeerShops, peerNames } from '../run/peer-shops.ts';
import { cpuOf, cpuOfTree } from '../run/processes.ts';
import { type Product, startProduct } from '../run/product.ts';
import { fillWallets, shop } from '../run/purchases.ts';
import type { BenchSettings } from '../run/settings.ts';
import { createRandom, percentile, rounded } from '../run/statistics.ts';
import { type BenchStore, enterAll, makeShoppers, makeStores, type Shopper, untilIdle } from '../run/world.ts';

const STORES = 20;
const GOODS = 60;
const WARMING = 150;
const MEASURED = 600;
const RUSH = 200;
const LAST_PIECES = 50;
const WORKERS = 8;

const note = (line: string): void => void process.stderr.write(`  ${line}\n`);
const random = createRandom(11);

async function purchases(product: Product, shoppers: readonly Shopper[], goodsOf: (index: number) => string[]) {
  const http = createHttpClient(product.origin, WORKERS * 2);
  let next = 0;
  const load = await closedLoop({
    workers: WORKERS,
    seconds: 300,
    next: () => {
      const index = next++;
      const shopper = shoppers[index];
      return shopper ? async () => void (await shop(http, shopper, goodsOf(index))) : null;
    },
  });
  http.close();
  return load;
}

/** 200 people, 16 hands: each wants one of the last 50 pieces. Answers how many were sold beyond them. */
async function rush(product: Product, store: BenchStore, shoppers: readonly Shopper[]): Promise<number> {
  const [last] = await makeStores(product, { stores: 1, goods: 1, stock: LAST_PIECES });
  if (!last) throw new Error('no store');
  await enterAll(product, shoppers, [last]);
  const http = createHttpClient(product.origin, 32);
  let next = 0;
  const load = await closedLoop({
    workers: 16,
    seconds: 120,
    next: () => {
      const shopper = shoppers[next++];
      return shopper ? async () => void (await shop(http, shopper, [last.barcodes[0] ?? ''])) : null;
    },
  });
  http.close();
  const { sold } = await product.runtime.database.row(
    z.object({ sold: z.number() }),
    sql`select coalesce(sum(l.quantity), 0) as sold from orders.order_lines l join orders.orders o on o.id = l.order_id
      where l.listing_id = ${last.listingIds[0] ?? ''} and o.paid_at is not null`,
  );
  note(`the last ${LAST_PIECES} pieces: ${sold} sold, ${load.times.length} told so, ${load.failures} refused`);
  if (sold < LAST_PIECES)
    throw new Error(`only ${sold} of the last ${LAST_PIECES} pieces were sold (${store.storeId})`);
  return sold - LAST_PIECES;
}

async function measureOurs(peers: PeerShops | null) {
  const product = await startProduct({
    environment: { LATCHKEY_CALLS_PER_MINUTE: '100000' },
    ...(peers ? { database: peers.database } : {}),
  });
  try {
    const stores = await makeStores(product, { stores: STORES, goods: GOODS });
    const shoppers = await makeShoppers(product, WARMING + MEASURED + RUSH);
    await fillWallets(product, shoppers);
    const [warming, measured] = [shoppers.slice(0, WARMING), shoppers.slice(WARMING, WARMING + MEASURED)];
    await enterAll(product, shoppers.slice(0, WARMING + MEASURED), stores);
    const goodsOf = (first: number) => (index: number) => {
      const { barcodes } = stores[(first + index) % STORES] as BenchStore;
      return threeOf(GOODS, random).map((one) => barcodes[one] ?? '');
    };
    await purchases(product, warming, goodsOf(0));
    await untilIdle(product);
    const before = { server: cpuOf(product.serverPid), postgres: cpuOfTree(product.postgresPid) };
    const load = await purchases(product, measured, goodsOf(WARMING));
    await untilIdle(product);
    if (load.failures > 0) throw new Error(`${load.failures} purchases failed: ${load.firstFailure}`);
    const server = (cpuOf(product.serverPid) - before.server) / MEASURED;
    const postgres = (cpuOfTree(product.postgresPid) - before.postgres) / MEASURED;
    const oversold = await rush(product, stores[0] as BenchStore, shoppers.slice(WARMING + MEASURED));
    return {
      orders_per_s: rounded(load.times.length / load.seconds, 1),
      p50_ms: rounded(percentile(load.times, 0.5)),
      p99_ms: rounded(percentile(load.times, 0.99)),
      cpu_ms: rounded(server + postgres),
      server_cpu_ms: rounded(server),
      pg_cpu_ms: rounded(postgres),
      oversold,
    };
  } finally {
    await product.close();
  }
}

/** See docs/performance.md for what the figures mean. */
export async function run({ peers: folder }: BenchSettings): Promise<Record<string, number>> {
  const peers = folder === null ? null : await openPeerShops(folder);
  try {
    const ours = await measureOurs(peers);
    if (!peers) return ours;
    const theirs = await peers.measure();
    const compared = peerNames.flatMap((name) => {
      const { ordersPerSecond, cpuMs, oversold } = theirs[name];
      return [
        [`${name}_ratio`, rounded(ours.orders_per_s / ordersPerSecond, 1)],
        [`${name}_cpu_ratio`, rounded(cpuMs / ours.cpu_ms, 1)],
        [`${name}_orders_per_s`, ordersPerSecond],
        [`${name}_cpu_ms`, rounded(cpuMs)],
        [`${name}_oversold`, oversold],
      ] as const;
    });
    return { ...ours, ...Object.fromEntries(compared) };
  } finally {
    await peers?.close();
  }
}
