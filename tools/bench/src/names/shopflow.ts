// The whole unattended shop: three separate scans, checkout, paid from the member's balance; and the last 50 pieces.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { systemActor } from '../../../../apps/server/src/kernel/actor.ts';
import { sql } from '../../../../apps/server/src/kernel/db.ts';
import { newId } from '../../../../apps/server/src/kernel/ids.ts';
import { writePlan } from '../../../../apps/server/src/modules/wallet/index.ts';
import { settleTopUp } from '../../../../apps/server/src/modules/wallet/settle-top-up.ts';
import { insertTopUp } from '../../../../apps/server/src/modules/wallet/top-up-store.ts';
import { createHttpClient, type HttpClient } from '../run/http-client.ts';
import { closedLoop } from '../run/load.ts';
import { cpuOf, cpuOfTree } from '../run/processes.ts';
import { type Product, startProduct } from '../run/product.ts';
import { createRandom, percentile, rounded } from '../run/statistics.ts';
import {
  type BenchStore,
  enterAll,
  inParallel,
  makeShoppers,
  makeStores,
  type Shopper,
  untilIdle,
} from '../run/world.ts';

const STORES = 20;
const GOODS = 60;
const WARMING = 150;
const MEASURED = 600;
const RUSH = 200;
const LAST_PIECES = 50;
const WORKERS = 8;

const note = (line: string): void => void process.stderr.write(`  ${line}\n`);
const maker = systemActor('bench');
const random = createRandom(11);

/** Everybody has ¥500 on the balance, credited as a believed payment does. */
async function fillWallets({ runtime }: Product, shoppers: readonly Shopper[]): Promise<void> {
  const { entityId } = await runtime.database.row(
    z.object({ entityId: z.string() }),
    sql`select id as "entityId" from organisation.entities limit 1`,
  );
  const freeAmount = { least: 100, most: 100_000 };
  const plan = { entityId, tiers: [{ amount: 50_000, gift: 0 }], freeAmount, validFrom: new Date(), validTo: null };
  const planId = await runtime.transaction(maker, async (ctx) => {
    await writePlan(ctx, plan);
    return (await ctx.tx.row(z.object({ id: z.string() }), sql`select id from wallet.plans limit 1`)).id;
  });
  await inParallel(shoppers, (shopper, index) =>
    runtime.transaction(maker, async (ctx) => {
      const id = newId();
      const terms = { number: `T${String(index).padStart(12, '0')}`, planId, entityId, amount: 50_000, gift: 0 };
      await insertTopUp(ctx.tx, { id, memberId: shopper.id, ...terms }, ctx.now);
      const payment = { paymentId: newId(), channel: 'wechat', amount: 50_000, channelFee: 300, at: ctx.now };
      await settleTopUp(ctx, { topUpId: id, ...payment });
    }),
  );
}

/** One person's purchase as the phone does it. Throws when any step is refused. */
async function shop(http: HttpClient, shopper: Shopper, barcodes: readonly string[]): Promise<void> {
  const post = async <T>(path: string, body: unknown): Promise<T> => {
    const headers = { ...shopper.headers, 'idempotency-key': randomUUID() };
    return JSON.parse(await http.ok('POST', `/api/v1${path}`, body, headers)) as T;
  };
  let cart = { id: '', version: 0, payable: 0 };
  for (const barcode of barcodes)
    ({ cart } = await post<{ cart: typeof cart }>('/cart/scans', { barcode, quantity: 1 }));
  const order = await post<{ id: string }>('/orders', {
    ...{ cartId: cart.id, cartVersion: cart.version, expectedPayable: cart.payable },
  });
  const paid = await post<{ state: string }>(`/orders/${order.id}/balance-payment`, undefined);
  if (paid.state !== 'paid') throw new Error(`an order ended as ${paid.state}`);
}

async function purchases(product: Product, shoppers: readonly Shopper[], goodsOf: (index: number) => string[]) {
  const http = createHttpClient(product.origin, WORKERS * 2);
  let next = 0;
  const load = await closedLoop({
    workers: WORKERS,
    seconds: 300,
    next: () => {
      const index = next++;
      const shopper = shoppers[index];
      return shopper ? () => shop(http, shopper, goodsOf(index)) : null;
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
      return shopper ? () => shop(http, shopper, [last.barcodes[0] ?? '']) : null;
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

/** See docs/performance.md for what the figures mean. */
export async function run(): Promise<Record<string, number>> {
  const product = await startProduct({ environment: { LATCHKEY_CALLS_PER_MINUTE: '100000' } });
  try {
    const stores = await makeStores(product, { stores: STORES, goods: GOODS });
    const shoppers = await makeShoppers(product, WARMING + MEASURED + RUSH);
    await fillWallets(product, shoppers);
    const [warming, measured] = [shoppers.slice(0, WARMING), shoppers.slice(WARMING, WARMING + MEASURED)];
    await enterAll(product, shoppers.slice(0, WARMING + MEASURED), stores);
    const goodsOf = (first: number) => (index: number) => {
      const { barcodes } = stores[(first + index) % STORES] as BenchStore;
      const place = Math.floor(random() * GOODS);
      return [place, (place + 7) % GOODS, (place + 23) % GOODS].map((one) => barcodes[one] ?? '');
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
