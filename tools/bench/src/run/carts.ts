// Carts of three goods, and their checkout as the phone does it.
import { randomUUID } from 'node:crypto';
import type { HttpClient } from './http-client.ts';
import type { Product } from './product.ts';
import { createRandom } from './statistics.ts';
import { type BenchStore, fillCart, inParallel, type Shopper } from './world.ts';

export interface World {
  product: Product;
  stores: readonly BenchStore[];
  shoppers: readonly Shopper[];
}
export interface Cart {
  shopper: Shopper;
  store: BenchStore;
  body: { cartId: string; cartVersion: number; expectedPayable: number };
  listingIds: string[];
}

const random = createRandom(7);

/** Places of three different goods on a shelf of so many. */
export function threeOf(goods: number, chance: () => number = random): number[] {
  const first = Math.floor(chance() * goods);
  return [first, (first + 7) % goods, (first + 23) % goods];
}

/** A cart of three different goods for each shopper. */
export function fillCarts({ product, stores, shoppers }: World): Promise<Cart[]> {
  return inParallel(shoppers, async (shopper, index) => {
    const store = stores[index % stores.length] as BenchStore;
    const places = threeOf(store.barcodes.length);
    const barcodes = places.map((place) => store.barcodes[place] ?? '');
    const body = await fillCart(product, shopper, barcodes);
    return { shopper, store, body, listingIds: places.map((place) => store.listingIds[place] ?? '') };
  });
}

/** Throws unless the order was placed. */
export async function checkOut(http: HttpClient, cart: Cart): Promise<void> {
  await http.ok('POST', '/api/v1/orders', cart.body, { ...cart.shopper.headers, 'idempotency-key': randomUUID() });
}
