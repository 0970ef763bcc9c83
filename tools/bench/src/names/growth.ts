// Checkout and look-up with few past orders and with millions.

import { checkOut, fillCarts, type World } from '../run/carts.ts';
import { createHttpClient, type HttpClient } from '../run/http-client.ts';
import { openLoop } from '../run/load.ts';
import { type Trade, writePastOrders } from '../run/past-orders.ts';
import { startProduct } from '../run/product.ts';
import { fillWallets, shop } from '../run/purchases.ts';
import type { BenchSettings } from '../run/settings.ts';
import { percentile, rounded } from '../run/statistics.ts';
import { tell } from '../run/taps.ts';
import { enterAll, makeShoppers, makeStores, untilIdle } from '../run/world.ts';

const FEW = 10_000;
const STORES = 20;
const GOODS = 60;
const SHOPPERS = 800;
const CHECKOUTS_PER_SECOND = 50;
const LOOK_UPS = 4_000;
const LOOK_UPS_PER_SECOND = 200;
const ROUNDS = 3;

interface Seen {
  checkoutP50: number;
  checkoutP99: number;
  lookUpP50: number;
  lookUpP99: number;
}

/** The purchase that is copied: three goods, paid from the balance. */
async function buyOnce(world: World, http: HttpClient): Promise<Trade> {
  const [buyer] = world.shoppers;
  const [store] = world.stores;
  if (!buyer || !store) throw new Error('nobody to buy');
  await fillWallets(world.product, [buyer]);
  const orderId = await shop(http, buyer, store.barcodes.slice(0, 3));
  await untilIdle(world.product);
  return { stores: world.stores, shoppers: world.shoppers, orderId, listingIds: store.listingIds.slice(0, 3) };
}

async function measureOnce(world: World, http: HttpClient, round: string) {
  const carts = await fillCarts(world);
  await untilIdle(world.product);
  const paths = carts.map(({ store, listingIds }) => {
    const place = store.listingIds.indexOf(listingIds[0] ?? '');
    return `/api/v1/stores/${store.storeId}/barcodes/${store.barcodes[place]}`;
  });
  const checkouts = await openLoop({
    perSecond: CHECKOUTS_PER_SECOND,
    count: carts.length,
    unit: (index) => checkOut(http, carts[index] as (typeof carts)[0]),
  });
  tell(`${round}, checkout`, checkouts);
  const lookUps = await openLoop({
    perSecond: LOOK_UPS_PER_SECOND,
    count: LOOK_UPS,
    unit: async (index) => {
      const { headers } = world.shoppers[index % world.shoppers.length] as (typeof world.shoppers)[0];
      await http.ok('GET', paths[index % paths.length] ?? '', undefined, headers);
    },
  });
  tell(`${round}, look-up`, lookUps);
  for (const load of [checkouts, lookUps])
    if (load.failures > 0) throw new Error(`${load.failures} failed: ${load.firstFailure}`);
  return { checkouts: checkouts.times, lookUps: lookUps.times };
}

/** The middle of some rounds, after one to get warm: a single round's p99 is a matter of luck. */
async function measure(world: World, http: HttpClient, name: string): Promise<Seen> {
  await measureOnce(world, http, `${name}, warming up`);
  const rounds: Awaited<ReturnType<typeof measureOnce>>[] = [];
  for (let round = 1; round <= ROUNDS; round++) rounds.push(await measureOnce(world, http, `${name}, round ${round}`));
  const middle = (what: 'checkouts' | 'lookUps', share: number) =>
    percentile(
      rounds.map((round) => percentile(round[what], share)),
      0.5,
    );
  return {
    checkoutP50: middle('checkouts', 0.5),
    checkoutP99: middle('checkouts', 0.99),
    lookUpP50: middle('lookUps', 0.5),
    lookUpP99: middle('lookUps', 0.99),
  };
}

/** See docs/performance.md for what the figures mean. */
export async function run({ past }: BenchSettings): Promise<Record<string, number>> {
  if (past <= FEW) throw new Error(`--past ${past}: more than ${FEW}`);
  const product = await startProduct({ environment: { LATCHKEY_CALLS_PER_MINUTE: '100000' } });
  const http = createHttpClient(product.origin, 64);
  try {
    const stores = await makeStores(product, { stores: STORES, goods: GOODS });
    const shoppers = await makeShoppers(product, SHOPPERS);
    await enterAll(product, shoppers, stores);
    const world = { product, stores, shoppers };
    const trade = await buyOnce(world, http);
    await writePastOrders(product, trade, 0, FEW);
    const few = await measure(world, http, `${FEW} past orders`);
    await writePastOrders(product, trade, FEW, past);
    const many = await measure(world, http, `${past} past orders`);
    const checkoutRatio = many.checkoutP99 / few.checkoutP99;
    const lookUpRatio = many.lookUpP99 / few.lookUpP99;
    return {
      p99_ratio: rounded(Math.max(checkoutRatio, lookUpRatio)),
      checkout_p99_ratio: rounded(checkoutRatio),
      look_up_p99_ratio: rounded(lookUpRatio),
      checkout_p50_ratio: rounded(many.checkoutP50 / few.checkoutP50),
      look_up_p50_ratio: rounded(many.lookUpP50 / few.lookUpP50),
      checkout_p99_ms: rounded(many.checkoutP99),
      look_up_p99_ms: rounded(many.lookUpP99),
      past_orders: past,
    };
  } finally {
    http.close();
    await product.close();
  }
}
