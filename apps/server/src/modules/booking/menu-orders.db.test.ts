import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { systemActor } from '../../kernel/actor.ts';
import { sql } from '../../kernel/db.ts';
import { makeTea } from '../../testing/menus.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, enterRoom, makeVenue, payAtChannel, type Venue } from '../../testing/rooms.ts';
import { stockOf } from '../inventory/index.ts';
import { verifyLedger } from '../ledger/index.ts';
import { calendarFacts, publishedRules } from '../tariffs/index.ts';
import { dropUnpaidMenuOrders } from './menu-orders.ts';
import { runDueTimers } from './run-timers.ts';

let product: TestProduct;
let venue: Venue;
let anna: Person;
let manager: Awaited<ReturnType<TestProduct['staff']>>;
beforeAll(async () => {
  product = await createTestProduct();
}, 60_000);
afterAll(() => product.close());
beforeEach(async () => {
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter));
  venue = await makeVenue(product);
  anna = await product.customer();
  manager = await product.staff('store_manager', { kind: 'stores', ids: [venue.storeId] });
});

const read = async (id: string, person = anna) => (await person.call('GET /bookings/:id', { params: { id } })).body;
const available = async (listingId: string) =>
  (await stockOf(product.read(systemActor('test')), [listingId])).get(listingId)?.available;
const refunds = async (bookingId: string) =>
  (
    await product.runtime.database.row(
      z.object({ sum: z.coerce.number() }),
      sql`select coalesce(sum(amount), 0) as sum from booking.refunds where booking_id = ${bookingId}`,
    )
  ).sum;
const booksAgree = async () => expect((await product.asSystem((ctx) => verifyLedger(ctx))).consistent).toBe(true);

/** The store lets sessions leave so much on their bill. Fen. */
async function allowTab(menuTab: number): Promise<void> {
  const params = { id: venue.storeId };
  const admin = await product.staff('platform_administrator');
  const policy = (await admin.call('GET /staff/stores/:id/booking-policy', { params })).body;
  const saved = await admin.call('PUT /staff/stores/:id/booking-policy', { params, body: { ...policy, menuTab } });
  if (saved.status !== 200) throw new Error(saved.text);
}

/** A session that runs. */
async function sitting(): Promise<string> {
  const id = await booked(product, anna, venue.roomId, 0, 60);
  await enterRoom(product, anna, venue, id);
  return id;
}

const order = (
  bookingId: string,
  itemId: string,
  wish: { settle?: 'now' | 'bill'; quantity?: number; total?: number; key?: string } = {},
  person = anna,
) => {
  const { settle = 'now', quantity = 1, key = randomUUID() } = wish;
  const lines = [{ itemId, quantity, choiceIds: ['hot'] }];
  const body = { key, lines, settle, note: '少放茶叶', expectedTotal: wish.total ?? 3_800 * quantity };
  return person.call('POST /bookings/:id/menu-orders', { params: { id: bookingId }, body });
};
const toServe = async () =>
  (await manager.call('GET /staff/menu-orders', { query: `storeId=${venue.storeId}` })).body.items;
const serve = (id: string, state: 'preparing' | 'served') =>
  manager.call('POST /staff/menu-orders/:id/state', { params: { id }, body: { state } });

it('[BKG-18] an order is paid at once, listed to staff, made, served, and not served twice', async () => {
  const { itemId, listingId } = await makeTea(product, venue.storeId, { pieces: 3 });
  const id = await sitting();
  const key = randomUUID();
  const asked = await order(id, itemId, { quantity: 2, key });
  expect(asked.body.menuOrders).toMatchObject([{ state: 'awaiting_payment', amount: 7_600, note: '少放茶叶' }]);
  expect((await order(id, itemId, { quantity: 2, key })).body.menuOrders).toHaveLength(1);
  expect([(await toServe()).length, await available(listingId)]).toEqual([0, 1]);
  await payAtChannel(product, anna, id);
  const [waiting] = await toServe();
  expect(waiting).toMatchObject({ state: 'placed', room: { id: venue.roomId }, lines: [{ quantity: 2 }] });
  const orderId = waiting?.id ?? '';
  expect((await serve(orderId, 'preparing')).body.state).toBe('preparing');
  const withdrawn = await anna.call('POST /bookings/:id/menu-orders/:orderId/cancel', { params: { id, orderId } });
  expect(withdrawn.body.error?.code).toBe('menu_order_begun');
  const twice = await Promise.all([serve(orderId, 'served'), serve(orderId, 'served')]);
  expect(twice.map((answer) => answer.body.state)).toEqual(['served', 'served']);
  expect((await serve(orderId, 'preparing')).body.error?.code).toBe('illegal_move');
  expect(await toServe()).toEqual([]);
  expect((await read(id)).menuOrders).toMatchObject([{ state: 'served', settle: 'now' }]);
  await booksAgree();
});

it('[BKG-18] what the customer takes back, and what staff cannot serve, gives its money and its pieces back once', async () => {
  const { itemId, listingId } = await makeTea(product, venue.storeId, { pieces: 3 });
  const id = await sitting();
  for (let round = 0; round < 2; round += 1) {
    await order(id, itemId);
    await payAtChannel(product, anna, id);
  }
  const [first, second] = await toServe();
  const params = { id, orderId: first?.id ?? '' };
  const both = await Promise.all(
    [1, 2].map(() => anna.call('POST /bookings/:id/menu-orders/:orderId/cancel', { params })),
  );
  expect(both.map((answer) => answer.status)).toEqual([200, 200]);
  expect([await refunds(id), await available(listingId)]).toEqual([3_800, 2]);
  await serve(second?.id ?? '', 'preparing');
  const cancelled = await manager.call('POST /staff/menu-orders/:id/cancel', {
    params: { id: second?.id ?? '' },
    body: { reason: '茶叶用完了' },
  });
  expect(cancelled.body.state).toBe('cancelled');
  // What was being made is gone; the money comes back all the same.
  expect([await refunds(id), await available(listingId)]).toEqual([7_600, 2]);
  await booksAgree();
});

it('[BKG-18] an order that nobody pays is off after its time, and a payment after that goes back', async () => {
  const { itemId, listingId } = await makeTea(product, venue.storeId, { pieces: 1 });
  const id = await sitting();
  const charge = (await order(id, itemId)).body.charges.find((one) => one.kind === 'menu');
  const payment = await anna.call('POST /bookings/:id/charges/:chargeId/payments', {
    params: { id, chargeId: charge?.id ?? '' },
    body: { channel: 'wechat', method: 'h5' },
  });
  expect(await dropUnpaidMenuOrders(product.runtime)).toBe(0);
  product.clock.advance(11 * 60_000);
  expect(await dropUnpaidMenuOrders(product.runtime)).toBe(1);
  expect(await dropUnpaidMenuOrders(product.runtime)).toBe(0);
  expect((await read(id)).menuOrders).toMatchObject([{ state: 'cancelled' }]);
  expect(await available(listingId)).toBe(1);
  await product.notifyPaid(payment.body.id, 3_800);
  expect(await refunds(id)).toBe(3_800);
  await booksAgree();
});

it('[BKG-16, BKG-18] the bill takes orders up to its limit, one at a time, and asks for what was made when the session ends', async () => {
  const { itemId } = await makeTea(product, venue.storeId);
  await allowTab(8_000);
  const id = await sitting();
  const answers = await Promise.all([1, 2, 3].map(() => order(id, itemId, { settle: 'bill' })));
  expect(answers.map((answer) => answer.body.error?.code ?? 'ok').sort()).toEqual(['menu_tab_full', 'ok', 'ok']);
  expect((await read(id)).menuTab).toEqual({ limit: 8_000, open: 7_600 });
  const [first, second] = await toServe();
  await serve(first?.id ?? '', 'served');
  expect(second?.state).toBe('placed');
  await anna.call('POST /bookings/:id/end', { params: { id } });
  const ended = await read(id);
  expect(ended).toMatchObject({ state: 'completed', owed: 3_800, menuTab: { open: 0 } });
  expect(ended.charges.find((charge) => charge.kind === 'menu')).toMatchObject({
    ...{ state: 'owed', amount: 3_800 },
    quote: { addOns: [{ label: '铁观音 · 热', quantity: 1, amount: 3_800 }], total: 3_800 },
  });
  expect(ended.menuOrders.map(({ state }) => state).sort()).toEqual(['cancelled', 'served']);
  await payAtChannel(product, anna, id);
  expect(await read(id)).toMatchObject({ owed: 0, paid: 9_800 });
  await booksAgree();
});

it('[BKG-18] nobody orders before the session, for somebody else, beyond the bill, at another price, or as a guest of nothing', async () => {
  const { itemId } = await makeTea(product, venue.storeId);
  const before = await booked(product, anna, venue.roomId, 300, 60);
  expect((await order(before, itemId)).body.error?.code).toBe('illegal_move');
  const id = await sitting();
  expect((await order(id, itemId, {}, await product.customer())).body.error?.code).toBe('not_found');
  expect((await order(id, itemId, { settle: 'bill' })).body.error?.code).toBe('menu_tab_full');
  expect((await order(id, itemId, { total: 1 })).body.error?.code).toBe('price_changed');
  const stranger = await product.staff('store_manager', { kind: 'stores', ids: [(await makeVenue(product)).storeId] });
  await order(id, itemId);
  const [mine] = (await read(id)).menuOrders;
  const params = { id: mine?.id ?? '' };
  const foreign = await stranger.call('POST /staff/menu-orders/:id/state', { params, body: { state: 'served' } });
  expect(foreign.body.error?.code).toBe('not_found');
  const unpaid = await serve(mine?.id ?? '', 'served');
  expect(unpaid.body.error?.code).toBe('illegal_move');
  while ((await runDueTimers(product.runtime, { publishedRules, calendarFacts })) > 0);
});

it('[BKG-18, MSG-2] the store’s agents hear of each order that is to be made, and the customer of one that staff cannot serve', async () => {
  const { itemId } = await makeTea(product, venue.storeId);
  const admin = await product.staff('platform_administrator');
  const agent = await product.staff('agent', { kind: 'own', ids: [] });
  const params = { id: venue.storeId };
  const bound = await admin.call('PUT /staff/stores/:id/agents', { params, body: { agentIds: [agent.id] } });
  expect(bound.status).toBe(200);
  const id = await sitting();
  await order(id, itemId);
  await product.drain();
  const heard = async () =>
    (await agent.call('GET /staff/me/messages')).body.items.map(({ title, text }) => [title, text]);
  expect(await heard()).not.toContainEqual(expect.arrayContaining(['New order']));
  await payAtChannel(product, anna, id);
  await product.drain();
  const [title, text] = (await heard()).find(([name]) => name === 'New order') ?? [];
  expect([title, text]).toEqual(['New order', expect.stringContaining('1 × 铁观音 · 热')]);
  expect((await agent.call('GET /staff/menu-orders')).body.items).toHaveLength(1);
  const [waiting] = await toServe();
  await manager.call('POST /staff/menu-orders/:id/cancel', {
    params: { id: waiting?.id ?? '' },
    body: { reason: '茶叶用完了' },
  });
  await product.drain();
  const told = (await anna.call('GET /me/messages')).body.items.filter(
    (message) => message.title === 'Order cancelled',
  );
  expect(told).toHaveLength(1);
});
