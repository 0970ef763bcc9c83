import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { CustomerActor } from '../../kernel/actor.ts';
import { sql } from '../../kernel/db.ts';
import { on } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { makeListing, makeStore, staffActor } from '../../testing/chain.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { getListings, updateListing } from '../catalog/index.ts';
import {
  inventoryModule,
  lowStock,
  lowStockListings,
  recordMovements,
  releaseReserved,
  reserveStock,
  returnStock,
  sellReserved,
  stockOf,
  verifyStock,
} from './index.ts';
import { movements } from './queries.ts';
import type { ReservationLine } from './rules.ts';

let t: ReturnType<typeof createTestRuntime>;
const lows: { listingId: string; available: number }[] = [];
beforeAll(async () => {
  const database = await createTestDatabase();
  const heardLow = on(lowStock, 'test.heardLow', async (_, payload) => void lows.push(payload));
  t = createTestRuntime(database.url, { subscriptions: [...(inventoryModule.subscriptions ?? []), heardLow] });
});
afterAll(() => t.close());

const platform = staffActor('platform_administrator', null);
const customer = (): CustomerActor => ({ kind: 'customer', id: newId(), sessionId: newId(), phoneVerified: true });
const code = (work: Promise<unknown>) => work.then(() => 'done').catch((error) => error.code ?? error);
const order = () => ({ kind: 'order', id: newId() });
const made = (options: Parameters<typeof makeListing>[2] = {}) =>
  t.as(platform, async (ctx) => {
    const { storeId } = await makeStore(ctx);
    return { storeId, ...(await makeListing(ctx, storeId, options)) };
  });
const stock = async (listingId: string) => (await stockOf(t.read(platform), [listingId])).get(listingId);
const reserve = (storeId: string, reference: { kind: string; id: string }, lines: ReservationLine[]) =>
  t.as(customer(), (ctx) => reserveStock(ctx, { storeId, reference, lines }));
const eventsOf = (name: string, listingId: string) =>
  t.runtime.database.rows(
    z.object({ payload: z.record(z.string(), z.unknown()) }),
    sql`select payload from kernel.outbox where name = ${name} and payload::text like ${`%${listingId}%`} order by id`,
  );
const consistent = async () => expect(await verifyStock(t.read(platform))).toMatchObject({ consistent: true });

describe('reservations', () => {
  test('[INV-1] pieces go from free to promised to sold, each step a movement with actor and reference', async () => {
    const { storeId, listingId } = await made({ onHand: 10 });
    const reference = order();
    await reserve(storeId, reference, [{ listingId, quantity: 3, policy: 'strict' }]);
    expect(await stock(listingId)).toEqual({ onHand: 10, reserved: 3, available: 7 });
    const sold = await t.asSystem((ctx) => sellReserved(ctx, reference));
    expect(sold).toEqual([{ listingId, quantity: 3, onHand: 7 }]);
    expect(await stock(listingId)).toEqual({ onHand: 7, reserved: 0, available: 7 });
    const history = await movements(t.read(platform), { limit: 20, listingId });
    expect(history.items.map((item) => [item.kind, item.quantity]).sort()).toEqual([
      ['receive', 10],
      ['reserve', 3],
      ['sell', -3],
    ]);
    expect(history.items.find((item) => item.kind === 'sell')).toMatchObject({
      reference,
      actor: 'system',
      actorName: null,
      onHandAfter: 7,
      productName: '青柠气泡水',
    });
    expect(history.items.find((item) => item.kind === 'receive')).toMatchObject({ unitCost: 280, reason: '首批到货' });
    await consistent();
  });

  test('[INV-1] released pieces are free again, and selling or releasing twice does nothing more', async () => {
    const { storeId, listingId } = await made({ onHand: 4 });
    const reference = order();
    await reserve(storeId, reference, [{ listingId, quantity: 4, policy: 'strict' }]);
    expect(await t.asSystem((ctx) => releaseReserved(ctx, reference))).toHaveLength(1);
    expect(await t.asSystem((ctx) => releaseReserved(ctx, reference))).toEqual([]);
    expect(await t.asSystem((ctx) => sellReserved(ctx, reference))).toEqual([]);
    expect(await stock(listingId)).toEqual({ onHand: 4, reserved: 0, available: 4 });
    await reserve(storeId, reference, [{ listingId, quantity: 2, policy: 'strict' }]);
    expect(await t.asSystem((ctx) => sellReserved(ctx, reference))).toHaveLength(1);
    expect(await t.asSystem((ctx) => sellReserved(ctx, reference))).toEqual([]);
    expect(await stock(listingId)).toEqual({ onHand: 2, reserved: 0, available: 2 });
    await consistent();
  });

  test('[INV-2] a reservation repeated after a lost answer is taken once, from many connections too', async () => {
    const { storeId, listingId } = await made({ onHand: 5 });
    const reference = order();
    const lines: ReservationLine[] = [{ listingId, quantity: 4, policy: 'strict' }];
    await Promise.all(Array.from({ length: 6 }, () => reserve(storeId, reference, lines)));
    expect(await stock(listingId)).toEqual({ onHand: 5, reserved: 4, available: 1 });
    const outcome = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        t.asSystem((ctx) => (index % 2 ? sellReserved(ctx, reference) : releaseReserved(ctx, reference))),
      ),
    );
    expect(outcome.filter((lines) => lines.length > 0)).toHaveLength(1);
    await consistent();
  });

  test('[INV-2] a strict line that lacks pieces refuses the whole order and changes nothing', async () => {
    const { storeId, listingId } = await made({ onHand: 2 });
    const other = await t.as(platform, (ctx) => makeListing(ctx, storeId, { onHand: 9 }));
    const failure = await reserve(storeId, order(), [
      { listingId: other.listingId, quantity: 1, policy: 'strict' },
      { listingId, quantity: 3, policy: 'strict' },
    ]).catch((error) => [error.code, error.data]);
    expect(failure).toEqual(['out_of_stock', { listingId, product: '青柠气泡水', available: 2 }]);
    expect(await stock(other.listingId)).toMatchObject({ reserved: 0 });
    expect(await eventsOf('inventory.stock_changed', other.listingId)).toHaveLength(1);
    expect(await code(reserve(storeId, order(), [{ listingId, quantity: 0, policy: 'strict' }]))).toBe('invalid_input');
  });

  test('[INV-2] a listing of another store cannot be reserved through this one', async () => {
    const one = await made({ onHand: 2 });
    const two = await made({ onHand: 2 });
    const stray = reserve(one.storeId, order(), [{ listingId: two.listingId, quantity: 1, policy: 'strict' }]);
    await expect(stray).rejects.toThrow('another store');
  });

  test('[INV-2] sixteen customers at once after the last fifty pieces buy exactly fifty', async () => {
    const { storeId, listingId } = await made({ onHand: 50 });
    const outcomes: string[] = [];
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let round = 0; round < 5; round++) {
          const reference = order();
          const line: ReservationLine = { listingId, quantity: 1, policy: 'strict' };
          const taken = await code(reserve(storeId, reference, [line]));
          if (taken === 'done') await t.asSystem((ctx) => sellReserved(ctx, reference));
          outcomes.push(taken);
        }
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(50);
    expect(outcomes.filter((outcome) => outcome === 'out_of_stock')).toHaveLength(30);
    expect(await stock(listingId)).toEqual({ onHand: 0, reserved: 0, available: 0 });
    await consistent();
  });

  test('[INV-2] allow_negative sells all that customers hold in their hands and asks for one count', async () => {
    const { storeId, listingId } = await made({ onHand: 50, stockPolicy: 'allow_negative' });
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let round = 0; round < 4; round++) {
          const reference = order();
          await reserve(storeId, reference, [{ listingId, quantity: 1, policy: 'allow_negative' }]);
          await t.asSystem((ctx) => sellReserved(ctx, reference));
        }
      }),
    );
    expect(await stock(listingId)).toEqual({ onHand: -14, reserved: 0, available: -14 });
    expect((await eventsOf('inventory.count_needed', listingId)).map((event) => event.payload.onHand)).toEqual([-1]);
    await consistent();
  });

  test('[INV-2] orders that want the same goods in opposite order do not deadlock', async () => {
    const { storeId, listingId } = await made({ onHand: 500 });
    const ids = [listingId];
    for (let index = 0; index < 4; index++)
      ids.push((await t.as(platform, (ctx) => makeListing(ctx, storeId, { onHand: 500 }))).listingId);
    const lines = ids.map((id): ReservationLine => ({ listingId: id, quantity: 1, policy: 'strict' }));
    await Promise.all(
      Array.from({ length: 16 }, async (_, index) => {
        for (let round = 0; round < 4; round++) {
          const reference = order();
          await reserve(storeId, reference, index % 2 ? lines : [...lines].reverse());
          await t.asSystem((ctx) => (round % 2 ? sellReserved(ctx, reference) : releaseReserved(ctx, reference)));
        }
      }),
    );
    for (const id of ids) expect(await stock(id)).toEqual({ onHand: 468, reserved: 0, available: 468 });
    await consistent();
  });
});

describe('movements', () => {
  test('[INV-1] receipts, damage, expiry and counts change stock on hand, with log and events', async () => {
    const { storeId, listingId } = await made();
    const manager = staffActor('store_manager', [storeId]);
    const move = (kind: 'receive' | 'damage' | 'expire' | 'count', quantity: number, actor = manager) =>
      code(
        t.as(actor, (ctx) => recordMovements(ctx, { storeId, kind, reason: '例行', lines: [{ listingId, quantity }] })),
      );
    expect(await move('receive', 20)).toBe('done');
    expect(await move('damage', 2)).toBe('done');
    expect(await move('expire', 3)).toBe('done');
    expect(await move('count', -1)).toBe('done');
    expect(await move('count', 0)).toBe('done');
    expect(await stock(listingId)).toEqual({ onHand: 14, reserved: 0, available: 14 });
    expect(await move('damage', 15)).toBe('out_of_stock');
    expect(await move('damage', -1)).toBe('invalid_input');
    expect(await move('receive', 1, staffActor('analyst', null))).toBe('forbidden');
    expect(await move('receive', 1, staffActor('store_manager', [newId()]))).toBe('not_found');
    const log = await t.runtime.database.rows(
      z.object({ action: z.string() }),
      sql`select action from kernel.audit_log where object_id = ${storeId} and action like 'stock.%' order by id`,
    );
    expect(log.map((entry) => entry.action)).toEqual([
      'stock.receive',
      'stock.damage',
      'stock.expire',
      'stock.count',
      'stock.count',
    ]);
    expect(await eventsOf('inventory.stock_changed', listingId)).toHaveLength(5);
    await consistent();
  });

  test('[INV-1] unknown, foreign and repeated listings are named by their line, and nothing is half done', async () => {
    const { storeId, listingId } = await made({ onHand: 1 });
    const foreign = await made();
    const field = (lines: { listingId: string; quantity: number }[]) =>
      t
        .as(platform, (ctx) => recordMovements(ctx, { storeId, kind: 'receive', reason: '到货', lines }))
        .catch((error) => error.data.field);
    const good = { listingId, quantity: 5 };
    expect(await field([good, { listingId: newId(), quantity: 1 }])).toBe('lines.1.listingId');
    expect(await field([good, { listingId: foreign.listingId, quantity: 1 }])).toBe('lines.1.listingId');
    expect(await field([good, good])).toBe('lines.1.listingId');
    expect(await stock(listingId)).toMatchObject({ onHand: 1 });
  });

  test('[INV-1] returned pieces are back on the shelf under the refund’s reference', async () => {
    const { storeId, listingId } = await made({ onHand: 3 });
    const reference = { kind: 'refund', id: newId() };
    await t.asSystem((ctx) =>
      returnStock(ctx, { storeId, reference, reason: '退款退货', lines: [{ listingId, quantity: 2 }] }),
    );
    expect(await stock(listingId)).toMatchObject({ onHand: 5 });
    const { items } = await movements(t.read(platform), { limit: 20, listingId, kind: 'return' });
    expect(items).toMatchObject([{ quantity: 2, reference }]);
  });

  test('[INV-1] movements are append-only in the database itself', async () => {
    const { listingId } = await made({ onHand: 1 });
    for (const statement of [
      sql`update inventory.movements set on_hand_change = 9 where listing_id = ${listingId}`,
      sql`delete from inventory.movements where listing_id = ${listingId}`,
      sql`truncate inventory.movements`,
    ])
      await expect(t.runtime.database.transaction((tx) => tx.run(statement))).rejects.toThrow('append-only');
  });

  test('[INV-1] the check finds a stock row that its movements do not explain, inside the caller’s scope', async () => {
    const { storeId, listingId } = await made({ onHand: 6 });
    const change = (by: number) =>
      t.runtime.database.transaction((tx) =>
        tx.run(sql`update inventory.stock set on_hand = on_hand + ${by} where listing_id = ${listingId}`),
      );
    await change(1);
    const manager = t.read(staffActor('store_manager', [storeId]));
    expect(await verifyStock(manager)).toEqual({
      consistent: false,
      listings: 1,
      firstDifference: { listingId, onHand: 7, movements: 6 },
    });
    expect(await verifyStock(t.read(staffActor('store_manager', [newId()])))).toMatchObject({ consistent: true });
    await change(-1);
    expect(await verifyStock(manager)).toMatchObject({ consistent: true, listings: 1 });
    expect(await code(verifyStock(t.read(staffActor('cashier', null))))).toBe('forbidden');
  });

  test('[IDN-8] the history honours scope, filters, and pages newest first', async () => {
    const { storeId, listingId } = await made({ onHand: 5 });
    for (const quantity of [1, 2, 3]) {
      t.clock.advance(60_000);
      await t.as(platform, (ctx) =>
        recordMovements(ctx, { storeId, kind: 'receive', reason: '补货', lines: [{ listingId, quantity }] }),
      );
    }
    const manager = t.read(staffActor('store_manager', [storeId]));
    const first = await movements(manager, { limit: 2 });
    expect(first.items.map((item) => item.quantity)).toEqual([3, 2]);
    const second = await movements(manager, { limit: 2, cursor: first.nextCursor ?? '' });
    expect(second.items.map((item) => item.quantity)).toEqual([1, 5]);
    expect(second.nextCursor).toBeNull();
    const from = first.items[1]?.at ?? '';
    expect((await movements(manager, { limit: 20, from })).items).toHaveLength(2);
    expect((await movements(manager, { limit: 20, to: from })).items).toHaveLength(2);
    expect((await movements(t.read(staffActor('store_manager', [newId()])), { limit: 20, storeId })).items).toEqual([]);
    expect(await code(movements(t.read(staffActor('agent', null)), { limit: 20 }))).toBe('forbidden');
  });
});

describe('thresholds and news', () => {
  test('[INV-3] falling to the threshold raises one event until stock has recovered', async () => {
    const { storeId, listingId } = await made({ onHand: 8, lowStockAt: 5 });
    await t.drain();
    const told = () => lows.filter((event) => event.listingId === listingId).map((event) => event.available);
    const take = (quantity: number) => reserve(storeId, order(), [{ listingId, quantity, policy: 'strict' }]);
    await take(2);
    await t.drain();
    expect(told()).toEqual([]);
    await take(1);
    await t.drain();
    expect(told()).toEqual([5]);
    expect(await lowStockListings(t.read(platform), [storeId])).toEqual([listingId]);
    await take(1);
    await t.drain();
    expect(told()).toEqual([5]);
    expect(await lowStockListings(t.read(platform), null)).toContain(listingId);
    await t.as(platform, (ctx) =>
      recordMovements(ctx, { storeId, kind: 'receive', reason: '补货', lines: [{ listingId, quantity: 10 }] }),
    );
    await t.drain();
    expect(await lowStockListings(t.read(platform), [storeId])).toEqual([]);
    await take(12);
    await t.drain();
    expect(told()).toEqual([5, 2]);
  });

  test('[INV-3] raising the threshold above the stock marks the listing low', async () => {
    const { storeId, listingId } = await made({ onHand: 8, lowStockAt: 2 });
    await t.drain();
    const { version, storePrice, shelfState, stockPolicy } = {
      version: 1,
      storePrice: null,
      shelfState: 'on' as const,
      stockPolicy: 'strict' as const,
    };
    await t.as(platform, (ctx) =>
      updateListing(ctx, listingId, { version, storePrice, shelfState, stockPolicy, lowStockAt: 8 }),
    );
    await t.drain();
    expect(await lowStockListings(t.read(platform), [storeId])).toEqual([listingId]);
    expect((await getListings(t.read(platform), [listingId])).get(listingId)?.lowStockAt).toBe(8);
  });

  test('[INV-15] a committed movement is news for the store’s screens, and one that failed is not', async () => {
    const { storeId, listingId } = await made({ onHand: 1 });
    const told = () => t.heard.filter((item) => item.topic === `store:${storeId}` && item.name === 'stock.changed');
    expect(told()).toHaveLength(1);
    expect(await code(reserve(storeId, order(), [{ listingId, quantity: 2, policy: 'strict' }]))).toBe('out_of_stock');
    expect(told()).toHaveLength(1);
    await reserve(storeId, order(), [{ listingId, quantity: 1, policy: 'strict' }]);
    expect(told().at(-1)?.data).toEqual({ id: listingId, storeId });
    expect(told()).toHaveLength(2);
  });
});
