// What a bench works on: stores with doors and goods, and shoppers, made by the product's own verbs.
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { type Actor, systemActor } from '../../../../apps/server/src/kernel/actor.ts';
import { sql } from '../../../../apps/server/src/kernel/db.ts';
import { newId } from '../../../../apps/server/src/kernel/ids.ts';
import { recordEvent, recordPresence, registerDevice } from '../../../../apps/server/src/modules/devices/index.ts';
import { importCustomer } from '../../../../apps/server/src/modules/identity/index.ts';
import { startSession } from '../../../../apps/server/src/modules/identity/start-session.ts';
import { scanItem } from '../../../../apps/server/src/modules/orders/scan-item.ts';
import { createEntity, createStore } from '../../../../apps/server/src/modules/organisation/index.ts';
import { openDoor } from '../../../../apps/server/src/modules/visits/index.ts';
import { anEntity, aStore, makeListing } from '../../../../apps/server/src/testing/chain.ts';
import type { Product } from './product.ts';

const maker = systemActor('bench');

export interface BenchStore {
  storeId: string;
  door: { deviceId: string; code: string; secret: string };
  barcodes: string[];
  listingIds: string[];
}
export interface Shopper {
  id: string;
  headers: Record<string, string>;
  actor: Extract<Actor, { kind: 'customer' }>;
}

/** Runs work for each item, a few at a time: making a world waits for commits more than it computes. */
export async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++)
      results[index] = await work(items[index] as T, index);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return results;
}

export const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const always = { weekdays: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]), exceptions: [] };

/** Stores that are open day and night, each with a door controller and so many goods in stock. */
export async function makeStores(
  { runtime }: Pick<Product, 'runtime'>,
  options: { stores: number; goods: number; stock?: number; policy?: 'strict' | 'allow_negative' },
): Promise<BenchStore[]> {
  const { entityId } = await runtime.transaction(maker, (ctx) => createEntity(ctx, anEntity()));
  return inParallel(range(options.stores), (index) =>
    runtime.transaction(maker, async (ctx) => {
      const fields = { name: `评测店 ${index + 1}`, hours: always, attended: always, capacity: null };
      const { storeId } = await createStore(ctx, aStore(entityId, fields));
      const door = { name: '前门', model: null, ipAddress: null, storeId, kind: 'door_controller' as const };
      const registered = await registerDevice(ctx, door);
      const barcodes: string[] = [];
      const listingIds: string[] = [];
      for (const _ of range(options.goods)) {
        const stock = { onHand: options.stock ?? 1_000_000, stockPolicy: options.policy ?? 'strict' };
        const listing = await makeListing(ctx, storeId, stock);
        barcodes.push(listing.barcode);
        listingIds.push(listing.listingId);
      }
      return { storeId, door: registered, barcodes, listingIds };
    }),
  );
}

/** Registered customers, each signed in and with an address of their own. */
export function makeShoppers(
  { runtime, identityPorts }: Pick<Product, 'runtime' | 'identityPorts'>,
  count: number,
): Promise<Shopper[]> {
  return inParallel(range(count), async (index) => {
    const phone = `139${String(index).padStart(8, '0')}`;
    const made = await runtime.transaction(maker, async (ctx) => {
      const id = await importCustomer(ctx, identityPorts, { phone, name: null });
      const session = await startSession(ctx, { audience: 'customer', ownerId: id, way: 'phone' });
      return { id, session };
    });
    const address = `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
    return {
      id: made.id,
      headers: { authorization: `Bearer ${made.session.token}`, 'x-forwarded-for': address },
      actor: { kind: 'customer', id: made.id, sessionId: made.session.id, phoneVerified: true },
    };
  });
}

const noNeighbours = {
  unpaidOrder: async () => null,
  cartSummaries: async () => new Map(),
  ordersOfVisits: async () => new Map(),
};

/** Every shopper walks into a store, shopper i into store i modulo the stores; settles when all visits are open. */
export async function enterAll(product: Product, shoppers: readonly Shopper[], stores: readonly BenchStore[]) {
  const { runtime } = product;
  for (const { door } of stores)
    await runtime.transaction(maker, (ctx) => recordPresence(ctx, { code: door.code, online: true }));
  let seq = Date.now() * 1_000;
  const report = (code: string, name: string, data: Record<string, string | number | null>) => {
    const event = { v: 1 as const, id: newId(), seq: ++seq, name, data, at: new Date().toISOString() };
    return runtime.transaction(maker, (ctx) => recordEvent(ctx, { code, event }));
  };
  await inParallel(shoppers, async (shopper, index) => {
    const { storeId, door } = stores[index % stores.length] as BenchStore;
    const opening = await runtime.transaction(shopper.actor, (ctx) => openDoor(ctx, noNeighbours, { storeId }));
    const { commandId } = await runtime.database.row(
      z.object({ commandId: z.string() }),
      sql`select command_id as "commandId" from visits.openings where id = ${opening.id}`,
    );
    await report(door.code, 'door.opened', { reason: 'entry', commandId });
    await report(door.code, 'door.closed', { openMs: 900 });
  });
  for (const until = Date.now() + 120_000; ; ) {
    if (Date.now() > until) throw new Error('not every shopper came in');
    const { open } = await runtime.database.row(
      z.object({ open: z.number() }),
      sql`select count(*) as open from visits.visits where state = 'inside'`,
    );
    if (open >= shoppers.length) return;
    await delay(200);
  }
}

/** Lays so many different goods of a store into the shopper's cart; answers what a checkout of it says. */
export async function fillCart({ runtime }: Product, shopper: Shopper, barcodes: readonly string[]) {
  let scanned: Awaited<ReturnType<typeof scanItem>> | null = null;
  for (const barcode of barcodes)
    scanned = await runtime.transaction(shopper.actor, (ctx) => scanItem(ctx, { barcode, quantity: 1 }));
  if (!scanned) throw new Error('A cart needs goods');
  const { cart, quote } = scanned;
  return { cartId: cart.id, cartVersion: cart.version, expectedPayable: quote.priced.payable };
}

/** Settles when every event has been handled and every audit row is sealed: what is measured next starts from rest. */
export async function untilIdle({ runtime }: Pick<Product, 'runtime'>): Promise<void> {
  for (;;) {
    const { waiting } = await runtime.database.row(
      z.object({ waiting: z.number() }),
      sql`select (select count(*) from kernel.outbox) + (select count(*) from kernel.audit_log where sequence is null) as waiting`,
    );
    if (waiting === 0) return;
    await delay(100);
  }
}
