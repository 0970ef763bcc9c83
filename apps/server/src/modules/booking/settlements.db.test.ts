import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, enterRoom, hold, inMinutes, makeVenue, type Venue } from '../../testing/rooms.ts';
import { calendarFacts, publishedRules } from '../tariffs/index.ts';
import { runDueTimers } from './index.ts';

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
  anna = await product.customer();
  venue = await makeVenue(product, { rooms: 2 });
  manager = await product.staff('store_manager', { kind: 'stores', ids: [venue.storeId] });
});

const second = () => venue.roomIds[1] ?? '';
/** What the store's journals of sales and refunds hold by local day. */
const journals = () =>
  product.runtime.database.rows(
    z.object({ day: z.string(), net: z.coerce.number() }),
    sql`
      select (at at time zone 'Asia/Shanghai')::date::text as day,
        sum(case kind when 'sale' then 1 else -1 end * (terms -> 'shares' ->> 'paid')::bigint) as net
      from ledger.journals where store_id = ${venue.storeId} and kind in ('sale', 'refund') group by 1 order by 1 desc`,
  );
const days = async () => {
  const query = new URLSearchParams({
    storeId: venue.storeId,
    from: inMinutes(product, -3 * 1440),
    to: inMinutes(product, 1),
  }).toString();
  return (await manager.call('GET /staff/booking-settlements/days', { query })).body.items;
};

it('[BKG-16] what a store earned by day equals its journals, over midnight, with a refund on another day and a walk-in in cash', async () => {
  await booked(product, anna, venue.roomId, 1995, 120);
  const walkIn = {
    ...{ kind: 'walk_in', roomId: second(), people: 2, note: '张先生', phone: null },
    ...{ from: inMinutes(product, 0), to: inMinutes(product, 60) },
    price: { mode: 'hourly', packageId: null, expectedTotal: 6_000, payment: 'outside' },
  };
  const kept = await manager.call('POST /staff/bookings', { body: walkIn });
  product.clock.advance(25 * 3_600_000);
  const { loginName, password } = manager;
  const signedIn = await product.call('POST /staff/auth/sign-in', { body: { loginName, password } });
  manager = { ...manager, call: product.callerWith({ cookie: `lk_staff=${signedIn.cookies.lk_staff}` }) };
  const cancel = { params: { id: kept.body.booking.id }, body: { refund: 5_000, reason: '没有来' } };
  expect((await manager.call('POST /staff/bookings/:id/cancel', cancel)).status).toBe(200);
  const shown = await days();
  expect(shown.map(({ day, net }) => ({ day, net }))).toEqual(await journals());
  expect(shown.reduce((sum, row) => sum + row.net, 0)).toBe(12_000 + 6_000 - 5_000);
  const bill = (await manager.call('GET /staff/booking-settlements', { query: `storeId=${venue.storeId}` })).body.items;
  expect(bill.map(({ net, byHand }) => [net, byHand])).toEqual([
    [1_000, true],
    [12_000, false],
  ]);
});

it('[BKG-16, IDN-8] bills are found by what is open, and nobody sees another store’s', async () => {
  const unpaid = {
    ...{ kind: 'walk_in', roomId: second(), people: 2, note: '李女士', phone: null },
    ...{ from: inMinutes(product, 0), to: inMinutes(product, 60) },
    price: { mode: 'hourly', packageId: null, expectedTotal: 6_000, payment: 'later' },
  };
  await manager.call('POST /staff/bookings', { body: unpaid });
  await booked(product, anna, venue.roomId, 60, 60);
  const owed = async (settled: string) =>
    (
      await manager.call('GET /staff/booking-settlements', { query: `storeId=${venue.storeId}&settled=${settled}` })
    ).body.items.map((row) => row.owed);
  expect([await owed('open'), await owed('settled')]).toEqual([[6_000], [0]]);
  const other = await makeVenue(product);
  const stranger = await product.staff('store_manager', { kind: 'stores', ids: [other.storeId] });
  for (const key of ['GET /staff/booking-settlements', 'GET /staff/booking-settlements/days'] as const)
    expect((await stranger.call(key, { query: `storeId=${venue.storeId}` })).body.items).toEqual([]);
  const board = await stranger.call('GET /staff/booking-board', { query: `storeId=${venue.storeId}` });
  expect(board.body.stages.every((stage) => stage.count === 0)).toBe(true);
});

it('[BKG-26] the board shows every stage, and what is stuck, paid twice or refunded again and again', async () => {
  const board = async () =>
    (await manager.call('GET /staff/booking-board', { query: `storeId=${venue.storeId}` })).body;
  const count = (it: Awaited<ReturnType<typeof board>>, stage: string) =>
    it.stages.find((one) => one.stage === stage)?.count;
  const held = (await hold(product, anna, second(), 60, 60)).body;
  const id = await booked(product, anna, venue.roomId, 15, 60);
  const first = await board();
  expect([count(first, 'to_pay'), count(first, 'confirmed'), first.stuck]).toEqual([1, 1, []]);
  // Nothing runs the timers: the hold stays beyond its end.
  product.clock.advance(13 * 60_000);
  expect((await board()).stuck).toMatchObject([{ reason: 'hold_not_lapsed', booking: { id: held.id } }]);
  while ((await runDueTimers(product.runtime, { publishedRules, calendarFacts })) > 0);
  expect((await board()).stuck).toEqual([]);
  await enterRoom(product, anna, venue, id);
  expect(count(await board(), 'started')).toBe(1);
  product.clock.advance(2 * 60_000);
  for (let nth = 0; nth < 3; nth += 1) {
    const again = await booked(product, anna, second(), 300 + nth * 120, 60);
    const cancel = { params: { id: again }, body: { refund: 1_000, reason: '改期' } };
    await manager.call('POST /staff/bookings/:id/cancel', cancel);
  }
  const last = await board();
  expect(last.abuse).toMatchObject([{ member: { id: anna.id }, refunds: 3, amount: 3_000 }]);
});
