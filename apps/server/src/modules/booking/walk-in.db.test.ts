import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { createTestProduct, type TestProduct } from '../../testing/product.ts';
import { inMinutes, makeVenue, type Venue } from '../../testing/rooms.ts';
import { verifyLedger } from '../ledger/index.ts';

let product: TestProduct;
let venue: Venue;
let manager: Awaited<ReturnType<TestProduct['staff']>>;
beforeAll(async () => {
  product = await createTestProduct();
}, 60_000);
afterAll(() => product.close());
beforeEach(async () => {
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter));
  venue = await makeVenue(product);
  manager = await product.staff('store_manager', { kind: 'stores', ids: [venue.storeId] });
});

const price = { mode: 'hourly', packageId: null, expectedTotal: 6_000, payment: 'later' };
const walkIn = (changes = {}) =>
  manager.call('POST /staff/bookings', {
    body: {
      ...{ kind: 'walk_in', roomId: venue.roomId, people: 2, note: '张先生', phone: '13800001234', price },
      ...{ from: inMinutes(product, 0), to: inMinutes(product, 60), ...changes },
    },
  });
const journals = () =>
  product.runtime.database.rows(
    z.object({ kind: z.string(), paid: z.coerce.number() }),
    sql`
      select kind, (terms -> 'shares' ->> 'paid')::bigint as paid from ledger.journals
      where store_id = ${venue.storeId} order by id`,
  );

it('[BKG-9, BKG-16] a walk-in is kept with phone and price, owed until it is settled by hand, once', async () => {
  const { body } = await walkIn();
  expect(body.booking).toMatchObject({ state: 'confirmed', phone: '138****1234', total: 6_000, owed: 6_000, paid: 0 });
  const { id } = body.booking;
  const [charge] = body.charges;
  const settle = () =>
    manager.call('POST /staff/bookings/:id/charges/:chargeId/settle', {
      params: { id, chargeId: charge?.id ?? '' },
      body: { how: 'outside', reason: '现金' },
    });
  const both = await Promise.all([settle(), settle()]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await journals()).toEqual([{ kind: 'sale', paid: 6_000 }]);
  expect((await manager.call('GET /staff/bookings/:id', { params: { id } })).body.booking).toMatchObject({
    ...{ state: 'confirmed', paid: 6_000, owed: 0 },
  });
  const cancelled = await manager.call('POST /staff/bookings/:id/cancel', {
    params: { id },
    body: { refund: 2_000, reason: '改日再来' },
  });
  expect(cancelled.body.booking).toMatchObject({ state: 'cancelled', refunded: 2_000 });
  expect(await journals()).toEqual([
    { kind: 'sale', paid: 6_000 },
    { kind: 'refund', paid: 2_000 },
  ]);
  expect((await product.asSystem((ctx) => verifyLedger(ctx))).consistent).toBe(true);
});

it('[BKG-9] a walk-in may be paid at once outside, costs what was shown, and owes nothing once it is cancelled', async () => {
  expect((await walkIn({ price: { ...price, expectedTotal: 5_000 } })).body.error?.code).toBe('price_changed');
  const paid = await walkIn({ price: { ...price, payment: 'outside' } });
  expect(paid.body.booking).toMatchObject({ state: 'confirmed', paid: 6_000, owed: 0 });
  const later = await walkIn({ from: inMinutes(product, 120), to: inMinutes(product, 180) });
  const cancel = { params: { id: later.body.booking.id }, body: { refund: 0, reason: '没来' } };
  expect((await manager.call('POST /staff/bookings/:id/cancel', cancel)).body.booking).toMatchObject({
    owed: 0,
    total: 0,
  });
});

it('[BKG-16] what is given up is owed no longer and is no income', async () => {
  const { body } = await walkIn({ phone: null });
  const waived = await manager.call('POST /staff/bookings/:id/charges/:chargeId/settle', {
    params: { id: body.booking.id, chargeId: body.charges[0]?.id ?? '' },
    body: { how: 'waive', reason: '空调故障' },
  });
  expect(waived.body.booking).toMatchObject({ phone: null, owed: 0, paid: 0 });
  expect(waived.body.timeline.map((entry) => entry.name)).toContain('charge.waived');
  expect(await journals()).toEqual([]);
});

it('[PLT-8] a walk-in’s phone is sealed where it is kept', async () => {
  const { body } = await walkIn();
  const kept = await product.runtime.database.row(
    z.object({ row: z.string() }),
    sql`select contacts::text as row from booking.contacts where booking_id = ${body.booking.id}`,
  );
  expect(kept.row).not.toContain('13800001234');
});
