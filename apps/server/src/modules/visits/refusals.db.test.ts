import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localParts } from '../../kernel/calendar.ts';
import { staffActor } from '../../testing/device-bench.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { createVisitBench, type VisitBench } from '../../testing/visit-bench.ts';
import { changeMemberState } from '../members/index.ts';
import { liftLockdown, lockDown, setStoreState } from '../organisation/index.ts';
import { declareBirthDate } from './declare-birth-date.ts';
import { openDoorOfStore } from './index.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let bench: VisitBench;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = createVisitBench(database.url);
});
afterAll(async () => {
  await bench.product.close();
  await database.drop();
});

type Customer = Awaited<ReturnType<VisitBench['customer']>>;

/** A customer inside a store. */
async function inside() {
  const place = await bench.store();
  const actor = await bench.customer();
  await bench.tap(actor, place.storeId);
  await place.door.pass();
  return { ...place, actor };
}

describe('who may not come in', () => {
  it('[VIS-2] refuses by the facts of store, member, order, room and door, each with its own code', async () => {
    const open = await bench.store();
    const refused = async (storeId: string, actor: Customer) => {
      const failure = await bench.tap(actor, storeId).then(
        () => null,
        (error: { code: string }) => error.code,
      );
      return failure;
    };
    const someone = await bench.customer();
    const never = { weekdays: Array.from({ length: 7 }, () => []), exceptions: [] };
    expect(await refused((await bench.store({ hours: never })).storeId, someone)).toBe('store_closed');
    expect(await refused((await bench.store({ attended: never })).storeId, someone)).toBe('outside_attended_window');
    const locked = await bench.store();
    await bench.product.as(staffActor(), (ctx) => lockDown(ctx, locked.storeId, '盘点'));
    expect(await refused(locked.storeId, someone)).toBe('store_locked_down');
    expect(await refused(open.storeId, await bench.customer({ phoneVerified: false }))).toBe('phone_not_verified');
    const frozen = await bench.customer();
    await bench.product.as(staffActor(), (ctx) =>
      changeMemberState(ctx, { memberId: frozen.id, state: 'frozen', reason: '多次未付款' }),
    );
    expect(await refused(open.storeId, frozen)).toBe('member_frozen');
    const debtor = await bench.customer();
    bench.neighbours.unpaid.set(debtor.id, randomUUID());
    expect(await refused(open.storeId, debtor)).toBe('unpaid_order');
    const offline = await bench.store();
    await offline.door.presence(false);
    expect(await refused(offline.storeId, someone)).toBe('device_offline');
    const elsewhere = await inside();
    expect(await refused(open.storeId, elsewhere.actor)).toBe('visit_open_elsewhere');
    expect(await refused((await bench.store({ proximityMetres: 100 })).storeId, someone)).toBe('too_far_away');
    const full = await bench.store({ capacity: 1 });
    await bench.tap(await bench.customer(), full.storeId);
    expect(await refused(full.storeId, someone)).toBe('store_full');
    const suspended = await bench.store();
    await bench.product.as(staffActor(), (ctx) =>
      setStoreState(ctx, suspended.storeId, { state: 'suspended', reason: '证照过期' }),
    );
    expect(await refused(suspended.storeId, someone)).toBe('store_suspended');
    const adults = await bench.store({ ageRestricted: true });
    expect(await refused(adults.storeId, someone)).toBe('age_unknown');
    await bench.product.as(someone, (ctx) => declareBirthDate(ctx, '2010-06-01'));
    expect(await refused(adults.storeId, someone)).toBe('age_restricted');
    expect(await adults.door.commands()).toEqual([]);
    expect(await open.door.commands()).toEqual([]);
  });

  it('[ORG-8] [ORG-9] keeps customers out outside the attended windows and in lockdown, but not agents', async () => {
    const never = { weekdays: Array.from({ length: 7 }, () => []), exceptions: [] };
    const night = await bench.store({ attended: never });
    const locked = await bench.store();
    const agent = staffActor({ permissions: new Set(['desk', 'desk:act', 'stores:lockdown']) });
    await bench.product.as(agent, (ctx) => lockDown(ctx, locked.storeId, '盘点'));
    for (const { storeId, door } of [night, locked]) {
      await expect(bench.tap(await bench.customer(), storeId)).rejects.toMatchObject({ code: expect.any(String) });
      expect(await door.commands()).toEqual([]);
      await bench.product.as(agent, (ctx) => openDoorOfStore(ctx, { storeId }));
      expect(await door.commands()).toMatchObject([{ args: { reason: 'agent' } }]);
    }
    await bench.product.as(agent, (ctx) => liftLockdown(ctx, locked.storeId, '盘点结束'));
    expect(await bench.tap(await bench.customer(), locked.storeId)).toMatchObject({ purpose: 'entry' });
  });

  it('[ORG-8] opens by the exception of a date, on the store’s own calendar', async () => {
    const nights = Array.from({ length: 7 }, () => [{ from: '08:00', to: '22:00' }]);
    const today = localParts(bench.product.clock.now(), 'Asia/Shanghai').date;
    const closed = { weekdays: nights, exceptions: [{ date: today, spans: [], reason: '春节' }] };
    const open = {
      weekdays: Array.from({ length: 7 }, () => []),
      exceptions: [{ date: today, spans: [{ from: '00:00', to: '24:00' }] }],
    };
    const refused = bench.tap(await bench.customer(), (await bench.store({ attended: closed })).storeId);
    await expect(refused).rejects.toMatchObject({ code: 'outside_attended_window' });
    const admitted = bench.tap(await bench.customer(), (await bench.store({ attended: open })).storeId);
    expect(await admitted).toMatchObject({ purpose: 'entry' });
  });

  it('[VIS-2] fills the last place in a store once when several arrive at the same moment', async () => {
    const { storeId, door } = await bench.store({ capacity: 2 });
    const customers = await Promise.all([1, 2, 3, 4, 5].map(() => bench.customer()));
    const results = await Promise.allSettled(customers.map((actor) => bench.tap(actor, storeId)));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(2);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'store_full' });
    }
    expect(await door.commands()).toHaveLength(2);
  });
});
