import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emit, on } from '../../kernel/events.ts';
import { staffActor } from '../../testing/device-bench.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { createVisitBench, type VisitBench } from '../../testing/visit-bench.ts';
import { orderPaid } from '../orders/index.ts';
import { caseDecided, caseOpened, caseTraces, decideCase, getCase, listCases, openCaseCounts } from './index.ts';
import { settleOverstays } from './overdue.ts';
import { getCurrentVisit, getStaffVisit } from './queries.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let bench: VisitBench;
const opened: { visitId: string; kind: string }[] = [];
const decided: { visitId: string; decision: string; by: string | null }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  bench = createVisitBench(database.url, {
    extra: {
      subscriptions: [
        on(caseOpened, 'test.opened', async (_ctx, event) => void opened.push(event)),
        on(caseDecided, 'test.decided', async (_ctx, event) => void decided.push(event)),
      ],
    },
  });
});
afterAll(async () => {
  await bench.product.close();
  await database.drop();
});

const sweep = () => bench.product.asSystem((ctx) => settleOverstays(ctx, bench.neighbours.ports));

async function inside() {
  const place = await bench.store();
  const actor = await bench.customer();
  await bench.tap(actor, place.storeId);
  await place.door.pass();
  const { visit } = await getCurrentVisit(bench.product.read(actor), bench.neighbours.ports);
  return { ...place, actor, visitId: visit?.id ?? '' };
}

async function beyondTheLimit() {
  const place = await inside();
  bench.product.clock.advance(121 * 60_000);
  await sweep();
  await bench.product.drain();
  return place;
}

const pay = async ({ visitId, storeId, actor }: { visitId: string; storeId: string; actor: { id: string } }) => {
  const order = {
    orderId: randomUUID(),
    number: '260601',
    entityId: randomUUID(),
    paid: 1_280,
    channel: 'wechat' as const,
  };
  await bench.product.asSystem((ctx) =>
    emit(ctx, orderPaid, { ...order, memberId: actor.id, storeId, visitId, at: ctx.now.toISOString() }),
  );
  await bench.product.drain();
};
const agent = (storeId: string) => staffActor({ storeIds: [storeId] });
const caseOf = async (storeId: string, open = true) => {
  const [found] = await listCases(bench.product.read(agent(storeId)), { open, after: null, limit: 20 });
  return found;
};
const visitOf = async (visitId: string) =>
  (await getStaffVisit(bench.product.read(staffActor()), bench.neighbours.ports, visitId)).visit;

describe('cases', () => {
  it('[VIS-17] opens one case when a visit stays beyond the limit, and none before', async () => {
    const place = await inside();
    bench.product.clock.advance(119 * 60_000);
    await sweep();
    expect(await caseOf(place.storeId)).toBeUndefined();
    bench.product.clock.advance(2 * 60_000);
    await Promise.all([sweep(), sweep()]);
    await sweep();
    await bench.product.drain();
    expect(opened.filter((event) => event.visitId === place.visitId)).toMatchObject([{ kind: 'lost_contact' }]);
    expect(await caseOf(place.storeId)).toMatchObject({ visitId: place.visitId, decision: null });
    expect(await openCaseCounts(bench.product.read(staffActor()), [place.storeId])).toEqual(
      new Map([[place.storeId, 1]]),
    );
    expect((await visitOf(place.visitId)).flags).toContain('overstay');
  });

  it('[VIS-17] tells unpaid goods from a sensor that failed and from a customer who gave no sign', async () => {
    const debtor = await inside();
    bench.neighbours.carts.set(debtor.visitId, { lines: 2, quantity: 3, total: 1_250 });
    const silent = await inside();
    await silent.door.presence(false);
    const released = await inside();
    await pay(released);
    const [command] = await released.door.commands();
    await released.door.answer(command?.id ?? '');
    await released.door.opened(command?.id ?? '', 'exit');
    await bench.product.drain();
    bench.product.clock.advance(121 * 60_000);
    await sweep();
    expect(await caseOf(debtor.storeId)).toMatchObject({ kind: 'unpaid' });
    expect(await caseOf(silent.storeId)).toMatchObject({ kind: 'sensor_fault' });
    expect(await caseOf(released.storeId)).toMatchObject({ kind: 'sensor_fault' });
  });

  it('[VIS-17] is decided once, by one of two agents at the same moment, and ends the visit', async () => {
    const place = await beyondTheLimit();
    const found = await caseOf(place.storeId);
    const decide = (decision: 'left' | 'left_unpaid') =>
      bench.product.as(agent(place.storeId), (ctx) =>
        decideCase(ctx, { caseId: found?.id ?? '', decision, note: '监控看到已离店' }),
      );
    const results = await Promise.allSettled([decide('left'), decide('left_unpaid')]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(results.find((result) => result.status === 'rejected')).toMatchObject({ reason: { code: 'illegal_move' } });
    await bench.product.drain();
    expect(decided.filter((event) => event.visitId === place.visitId)).toHaveLength(1);
    expect((await visitOf(place.visitId)).state).toMatch(/^(ended|abnormal)$/);
    expect(await caseOf(place.storeId)).toBeUndefined();
    expect(await caseOf(place.storeId, false)).toMatchObject({ note: '监控看到已离店' });
  });

  it('[VIS-17] asks again an hour after somebody was seen inside', async () => {
    const place = await beyondTheLimit();
    const found = await caseOf(place.storeId);
    await bench.product.as(agent(place.storeId), (ctx) =>
      decideCase(ctx, { caseId: found?.id ?? '', decision: 'still_inside', note: null }),
    );
    bench.product.clock.advance(59 * 60_000);
    await sweep();
    expect(await caseOf(place.storeId)).toBeUndefined();
    bench.product.clock.advance(2 * 60_000);
    await sweep();
    expect((await caseOf(place.storeId))?.id).not.toBe(found?.id);
    expect(await visitOf(place.visitId)).toMatchObject({ state: 'inside' });
  });

  it('[VIS-17] settles by itself when the visit ends properly, and stays when it only times out', async () => {
    const place = await beyondTheLimit();
    await pay(place);
    await place.door.pass();
    expect(await caseOf(place.storeId, false)).toMatchObject({ decision: 'left', decidedBy: null });
    const lost = await beyondTheLimit();
    bench.product.clock.advance(600 * 60_000);
    await sweep();
    expect(await visitOf(lost.visitId)).toMatchObject({ state: 'timed_out' });
    const waiting = await caseOf(lost.storeId);
    expect(waiting).toMatchObject({ visitId: lost.visitId, decision: null });
    const decide = (decision: 'still_inside' | 'device_fault') =>
      bench.product.as(agent(lost.storeId), (ctx) =>
        decideCase(ctx, { caseId: waiting?.id ?? '', decision, note: null }),
      );
    await expect(decide('still_inside')).rejects.toMatchObject({ code: 'illegal_move' });
    expect(await decide('device_fault')).toMatchObject({ decision: 'device_fault' });
  });

  it('[VIS-17] opens at once when somebody went out by the exit button with unpaid goods', async () => {
    const place = await inside();
    bench.neighbours.carts.set(place.visitId, { lines: 1, quantity: 1, total: 350 });
    await place.door.opened(null, 'exit_button');
    await place.door.closed();
    await bench.product.drain();
    expect(await caseOf(place.storeId)).toMatchObject({ kind: 'unpaid', visitId: place.visitId });
  });

  it('[VIS-17] is for agents of the store alone, and shows the last sign of the visit', async () => {
    const place = await beyondTheLimit();
    const found = await caseOf(place.storeId);
    const id = found?.id ?? '';
    const elsewhere = bench.product.read(staffActor({ storeIds: [randomUUID()] }));
    await expect(getCase(elsewhere, id)).rejects.toMatchObject({ code: 'not_found' });
    const reader = staffActor({ permissions: new Set(['desk']) });
    const decide = bench.product.as(reader, (ctx) => decideCase(ctx, { caseId: id, decision: 'left', note: null }));
    await expect(decide).rejects.toMatchObject({ code: 'forbidden' });
    expect(await caseTraces(bench.product.read(staffActor()), place.visitId)).toMatchObject({
      openingsSince: 0,
      lastSign: { name: 'door.closed', actor: 'device' },
    });
  });
});
