import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { emit, on } from '../../kernel/events.ts';
import { onceForKey } from '../../kernel/idempotency.ts';
import { staffActor } from '../../testing/device-bench.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { createVisitBench, type VisitBench } from '../../testing/visit-bench.ts';
import { recordEvent, registerDevice, settleOverdue } from '../devices/index.ts';
import { changeMemberState } from '../members/index.ts';
import { orderPaid } from '../orders/index.ts';
import { doorCode } from '../organisation/index.ts';
import { openDoor, openDoorForVisit, openingSettled, visitEmergency, visitEnded, visitEntered } from './index.ts';
import { callHelp, emergencyExit, exitAgain, requestExit } from './leave.ts';
import { findOpening, type OpeningRow } from './opening-store.ts';
import { settleOverstays, settleUnused } from './overdue.ts';
import { presentOpening } from './present.ts';
import { getCurrentVisit, getOwnVisit, getStaffVisit, listOwnVisits, listStaffVisits } from './queries.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let bench: VisitBench;
const happened: { name: string; payload: Record<string, unknown> }[] = [];
const remember = (name: string) => async (_ctx: unknown, payload: object) => {
  happened.push({ name, payload: { ...payload } });
};

beforeAll(async () => {
  database = await createTestDatabase();
  bench = createVisitBench(database.url, {
    extra: {
      subscriptions: [
        on(visitEntered, 'test.entered', remember('entered')),
        on(visitEnded, 'test.ended', remember('ended')),
        on(visitEmergency, 'test.emergency', remember('emergency')),
        on(openingSettled, 'test.settled', remember('settled')),
      ],
    },
  });
});
afterAll(async () => {
  await bench.product.close();
  await database.drop();
});

const told = (name: string, key: string, id: string) =>
  happened.filter((entry) => entry.name === name && entry.payload[key] === id).map((entry) => entry.payload);
const opening = (id: string) => findOpening(bench.product.runtime.database, id);
type Customer = Awaited<ReturnType<VisitBench['customer']>>;
const current = async (actor: Customer) =>
  (await getCurrentVisit(bench.product.read(actor), bench.neighbours.ports)).visit;

/** Lets everybody go once `parties` have come. */
function barrier(parties: number): () => Promise<void> {
  let waiting = 0;
  let go: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    go = resolve;
  });
  return () => {
    waiting += 1;
    if (waiting === parties) go();
    return all;
  };
}

/** A customer inside a store. */
async function inside(patch: Parameters<VisitBench['store']>[0] = {}) {
  const place = await bench.store(patch);
  const actor = await bench.customer();
  const entry = await bench.tap(actor, place.storeId);
  await place.door.pass();
  const visit = await current(actor);
  if (!visit) throw new Error('no visit');
  return { ...place, actor, entry, visitId: visit.id };
}

async function pay(place: { visitId: string; storeId: string; actor: Customer }) {
  const { visitId, storeId, actor } = place;
  await bench.product.asSystem((ctx) =>
    emit(ctx, orderPaid, {
      orderId: randomUUID(),
      number: '260601',
      memberId: actor.id,
      storeId,
      visitId,
      entityId: randomUUID(),
      paid: 1_280,
      channel: 'wechat',
      at: ctx.now.toISOString(),
    }),
  );
  await bench.product.drain();
}

describe('opening the door', () => {
  it('[VIS-1] [VIS-3] [VIS-14] begins a visit when the door really opened, and keeps the time of each step', async () => {
    const { storeId, door } = await bench.store();
    const actor = await bench.customer();
    const { id } = await bench.tap(actor, storeId);
    const [command] = await door.commands();
    expect(command).toMatchObject({ name: 'unlock', args: { reason: 'entry' } });
    expect(await current(actor)).toBeNull();
    bench.product.clock.advance(40);
    await door.answer(command?.id ?? '');
    await bench.product.drain();
    expect(await opening(id)).toMatchObject({ state: 'acknowledged', acknowledged_at: bench.product.clock.now() });
    expect(await current(actor)).toBeNull();
    bench.product.clock.advance(900);
    await door.opened(command?.id ?? '', 'entry');
    await bench.product.drain();
    expect(await current(actor)).toMatchObject({ state: 'entering', firstVisit: true, nextStep: 'scan' });
    expect(await opening(id)).toMatchObject({ state: 'opened', opened_at: bench.product.clock.now() });
    await door.closed();
    await bench.product.drain();
    expect(await current(actor)).toMatchObject({ state: 'inside' });
    expect(told('entered', 'memberId', actor.id)).toMatchObject([{ storeId, firstVisit: true }]);
    expect(told('settled', 'openingId', id)).toMatchObject([{ state: 'opened', purpose: 'entry' }]);
  });

  it('[VIS-1] answers two taps at once with one opening and one command', async () => {
    const { storeId, door } = await bench.store();
    const actor = await bench.customer();
    const start = barrier(4);
    const tap = () =>
      bench.product.as(actor, async (ctx) => {
        await start();
        return openDoor(ctx, bench.neighbours.ports, { storeId });
      });
    const taps = await Promise.all([tap(), tap(), tap(), tap()]);
    expect(new Set(taps.map((tap) => tap.id)).size).toBe(1);
    expect(await door.commands()).toHaveLength(1);
    await door.pass();
    expect(told('entered', 'memberId', actor.id)).toHaveLength(1);
  });

  it('[VIS-1] answers a replayed request with its first opening, also after the visit has ended', async () => {
    const place = await bench.store();
    const actor = await bench.customer();
    const request = { caller: `customer:${actor.id}`, key: randomUUID(), content: { storeId: place.storeId } };
    const tap = () =>
      onceForKey(bench.product.runtime, actor, request, async (ctx) => {
        const { id } = await openDoor(ctx, bench.neighbours.ports, { storeId: place.storeId });
        return { id };
      });
    const first = await tap();
    await place.door.pass();
    const visit = await current(actor);
    await pay({ ...place, actor, visitId: visit?.id ?? '' });
    await place.door.pass();
    expect(await current(actor)).toBeNull();
    expect(await tap()).toEqual(first);
    expect(await place.door.commands()).toEqual([]);
  });

  it('[VIS-1] admits by the code on the door, and refuses forged and replaced codes', async () => {
    const { storeId } = await bench.store();
    const actor = await bench.customer();
    const { token } = await doorCode(bench.product.read(staffActor()), storeId);
    const scan = (doorToken: string) =>
      bench.product.as(actor, (ctx) => openDoor(ctx, bench.neighbours.ports, { doorToken }));
    await expect(scan(`${token.slice(0, -1)}!`)).rejects.toMatchObject({ code: 'door_code_invalid' });
    expect(await scan(token)).toMatchObject({ store_id: storeId, purpose: 'entry' });
  });

  it('[VIS-3] makes no visit when the door refuses, stays silent, or nobody pulls it', async () => {
    const { storeId, door } = await bench.store();
    const actor = await bench.customer();
    const refusedTap = await bench.tap(actor, storeId);
    await door.answer((await door.commands())[0]?.id ?? '', 'rejected', 'lock_stuck');
    await bench.product.drain();
    expect(await opening(refusedTap.id)).toMatchObject({ state: 'rejected', code: 'lock_stuck' });

    const silentTap = await bench.tap(actor, storeId);
    bench.product.clock.advance(11_000);
    await bench.product.asSystem((ctx) => settleOverdue(ctx));
    await bench.product.drain();
    expect((await opening(silentTap.id))?.state).toMatch(/^(expired|timed_out)$/);

    const unusedTap = await bench.tap(actor, storeId);
    await door.answer((await door.commands())[0]?.id ?? '');
    await bench.product.drain();
    bench.product.clock.advance(13_000);
    await bench.product.asSystem((ctx) => settleUnused(ctx));
    expect(await opening(unusedTap.id)).toMatchObject({ state: 'failed', code: 'door_not_opened' });
    expect(await listOwnVisits(bench.product.read(actor), bench.neighbours.ports, { limit: 20 })).toEqual({
      items: [],
      nextCursor: null,
    });
  });

  it('[VIS-14] records an answer after the time-out, and begins the visit only if the door did open', async () => {
    const { storeId, door } = await bench.store();
    const actor = await bench.customer();
    const tap = await bench.tap(actor, storeId);
    const [command] = await door.commands();
    await bench.product.runtime.database.transaction((tx) =>
      tx.run(sql`update devices.commands set state = 'sent', sent_at = requested_at where id = ${command?.id ?? ''}`),
    );
    bench.product.clock.advance(11_000);
    await bench.product.asSystem((ctx) => settleOverdue(ctx));
    await bench.product.drain();
    expect(await opening(tap.id)).toMatchObject({ state: 'timed_out' });
    await door.answer(command?.id ?? '');
    await bench.product.drain();
    expect(await opening(tap.id)).toMatchObject({ state: 'timed_out', late_acknowledged_at: expect.any(Date) });
    const seen = await presentOpening(bench.product.read(actor), (await opening(tap.id)) as OpeningRow);
    expect(seen.answeredLateAt).toEqual(expect.any(String));
    expect(await current(actor)).toBeNull();
    await door.opened(command?.id ?? '', 'entry');
    await bench.product.drain();
    expect(await opening(tap.id)).toMatchObject({ state: 'opened' });
    expect(await current(actor)).toMatchObject({ state: 'entering' });
  });

  it('[VIS-3] reaches the same end when the news of opening and closing are handled in the other order', async () => {
    const { storeId, door } = await bench.store();
    const actor = await bench.customer();
    await bench.tap(actor, storeId);
    const [command] = await door.commands();
    await door.closed(2);
    await bench.product.drain();
    await door.opened(command?.id ?? '', 'entry', 1);
    await bench.product.drain();
    expect(await current(actor)).toMatchObject({ state: 'inside' });
  });

  it('[VIS-10] lets several customers in by one opening of the door as separate visits', async () => {
    const { storeId, door } = await bench.store();
    const [first, second] = [await bench.customer(), await bench.customer()];
    await bench.tap(first, storeId);
    await bench.tap(second, storeId);
    for (const command of await door.commands()) {
      await door.answer(command.id);
      await door.opened(command.id, 'entry');
    }
    await door.closed();
    await bench.product.drain();
    const visits = [await current(first), await current(second)];
    expect(visits.map((visit) => visit?.state)).toEqual(['inside', 'inside']);
    expect(visits[0]?.id).not.toBe(visits[1]?.id);
  });

  it('[VIS-10] flags a visit when two people were counted for its one opening', async () => {
    const place = await inside();
    const details = { name: '客流', model: null, ipAddress: null, storeId: place.storeId };
    const counter = await bench.product.asSystem((ctx) => registerDevice(ctx, { ...details, kind: 'people_counter' }));
    const flags = async () =>
      (await getStaffVisit(bench.product.read(staffActor()), bench.neighbours.ports, place.visitId)).visit.flags;
    for (const seq of [1, 2]) {
      expect(await flags()).not.toContain('tailgating');
      const at = bench.product.clock.now().toISOString();
      const event = { v: 1 as const, id: randomUUID(), seq, name: 'people.in', data: { count: 1 }, at };
      await bench.product.asSystem((ctx) => recordEvent(ctx, { code: counter.code, event }));
      await bench.product.drain();
    }
    expect(await flags()).toContain('tailgating');
  });

  it('[VIS-19] rejoins the open visit of a member who comes back, and keeps a frozen one out', async () => {
    const { storeId, door, actor, visitId } = await inside();
    expect(await bench.tap(actor, storeId)).toMatchObject({ purpose: 're_entry', visit_id: visitId });
    await door.pass();
    expect(await current(actor)).toMatchObject({ id: visitId, state: 'inside' });
    await bench.product.as(staffActor(), (ctx) =>
      changeMemberState(ctx, { memberId: actor.id, state: 'frozen', reason: '争执' }),
    );
    await expect(bench.tap(actor, storeId)).rejects.toMatchObject({ code: 'member_frozen' });
    await pay({ visitId, storeId, actor });
    await door.pass();
    expect(told('ended', 'visitId', visitId)).toMatchObject([{ ending: 'purchase' }]);
  });
});

describe('leaving', () => {
  it('[VIS-7] releases the door by itself after payment, and ends the visit when it has closed', async () => {
    const place = await inside();
    await pay(place);
    expect(await place.door.commands()).toMatchObject([{ args: { reason: 'exit' } }]);
    expect(await current(place.actor)).toMatchObject({ nextStep: 'wait_for_door' });
    await place.door.pass();
    expect(told('ended', 'visitId', place.visitId)).toMatchObject([{ ending: 'purchase' }]);
    const { visit, timeline } = await getOwnVisit(
      bench.product.read(place.actor),
      bench.neighbours.ports,
      place.visitId,
    );
    expect(visit).toMatchObject({ state: 'ended', ending: 'purchase', nextStep: 'none' });
    expect(timeline.map((entry) => entry.name)).toEqual([
      'visit.entered',
      'door.opened',
      'door.closed',
      'visit.paid',
      'door.requested',
      'door.released',
      'door.opened',
      'door.closed',
      'visit.ended',
    ]);
  });

  it('[VIS-7] withholds the release while other goods are unpaid, and opens on request once they are not', async () => {
    const place = await inside();
    bench.neighbours.carts.set(place.visitId, { lines: 1, quantity: 2, total: 900 });
    await pay(place);
    expect(await place.door.commands()).toEqual([]);
    const leave = () => bench.product.as(place.actor, (ctx) => exitAgain(ctx, bench.neighbours.ports, place.visitId));
    await expect(leave()).rejects.toMatchObject({ code: 'unpaid_cart' });
    bench.neighbours.carts.delete(place.visitId);
    expect(await leave()).toMatchObject({ purpose: 'exit_paid' });
    await place.door.pass();
    expect(told('ended', 'visitId', place.visitId)).toMatchObject([{ ending: 'purchase' }]);
  });

  it('[VIS-8] lets an agent open for a customer without purchase, who asked', async () => {
    const place = await inside();
    const ask = () => bench.product.as(place.actor, (ctx) => requestExit(ctx, bench.neighbours.ports, place.visitId));
    bench.neighbours.carts.set(place.visitId, { lines: 1, quantity: 1, total: 350 });
    await expect(ask()).rejects.toMatchObject({ code: 'unpaid_cart' });
    bench.neighbours.carts.delete(place.visitId);
    await ask();
    expect(await place.door.commands()).toEqual([]);
    expect(await current(place.actor)).toMatchObject({ nextStep: 'wait_for_agent' });
    const grant = (actor: ReturnType<typeof staffActor>) =>
      bench.product.as(actor, (ctx) => openDoorForVisit(ctx, { visitId: place.visitId, purpose: 'exit_granted' }));
    await expect(grant(staffActor({ permissions: new Set(['desk']) }))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(grant(staffActor({ storeIds: [randomUUID()] }))).rejects.toMatchObject({ code: 'not_found' });
    const granted = await Promise.all([grant(staffActor()), grant(staffActor())]);
    expect(granted[0]?.id).toBe(granted[1]?.id);
    await place.door.pass();
    expect(told('ended', 'visitId', place.visitId)).toMatchObject([{ ending: 'no_purchase' }]);
  });

  it('[VIS-8] opens by itself where the store’s policy says so', async () => {
    const place = await inside({ exitPolicy: 'auto' });
    await bench.product.as(place.actor, (ctx) => requestExit(ctx, bench.neighbours.ports, place.visitId));
    await place.door.pass();
    expect(told('ended', 'visitId', place.visitId)).toMatchObject([{ ending: 'no_purchase' }]);
  });

  it('[VIS-8] opens at once in an emergency, with goods unpaid and the member frozen, and raises the alarm', async () => {
    const place = await inside();
    bench.neighbours.carts.set(place.visitId, { lines: 3, quantity: 3, total: 2_000 });
    await bench.product.as(staffActor(), (ctx) =>
      changeMemberState(ctx, { memberId: place.actor.id, state: 'frozen', reason: '争执' }),
    );
    await bench.product.as(place.actor, (ctx) => emergencyExit(ctx, place.visitId));
    expect(await place.door.commands()).toMatchObject([{ args: { reason: 'emergency' } }]);
    await place.door.pass();
    expect(told('emergency', 'visitId', place.visitId)).toMatchObject([{ by: 'customer' }]);
    expect(told('ended', 'visitId', place.visitId)).toMatchObject([{ ending: 'emergency' }]);
  });

  it('[VIS-8] locks nobody in whose visit has timed out, but opens no door for a visit long over', async () => {
    const place = await inside();
    const press = () => bench.product.as(place.actor, (ctx) => emergencyExit(ctx, place.visitId));
    bench.product.clock.advance(721 * 60_000);
    await bench.product.asSystem((ctx) => settleOverstays(ctx, bench.neighbours.ports));
    expect(await press()).toMatchObject({ purpose: 'emergency' });
    await place.door.pass();
    const left = await inside();
    await pay(left);
    await left.door.pass();
    bench.product.clock.advance(11 * 60_000);
    await expect(bench.product.as(left.actor, (ctx) => emergencyExit(ctx, left.visitId))).rejects.toMatchObject({
      code: 'no_open_visit',
    });
    expect(await left.door.commands()).toEqual([]);
  });

  it('[VIS-8] follows the exit button: alarm, and an abnormal end when goods were taken along', async () => {
    const place = await inside();
    bench.neighbours.carts.set(place.visitId, { lines: 1, quantity: 1, total: 350 });
    await place.door.opened(null, 'exit_button');
    await place.door.closed();
    await bench.product.drain();
    expect(told('emergency', 'visitId', place.visitId)).toMatchObject([{ by: 'exit_button' }]);
    expect(told('ended', 'visitId', place.visitId)).toMatchObject([{ ending: 'abnormal' }]);
    const { visit } = await getStaffVisit(bench.product.read(staffActor()), bench.neighbours.ports, place.visitId);
    expect(visit).toMatchObject({ state: 'abnormal', flags: expect.arrayContaining(['emergency', 'unpaid_cart']) });
  });

  it('[VIS-3] refuses another member’s visit and a visit that has ended', async () => {
    const place = await inside();
    const stranger = await bench.customer();
    const help = (actor: Customer) =>
      bench.product.as(actor, (ctx) => callHelp(ctx, place.visitId, { reason: 'door', note: null }));
    await expect(help(stranger)).rejects.toMatchObject({ code: 'not_found' });
    await help(place.actor);
    await pay(place);
    await place.door.pass();
    await expect(help(place.actor)).rejects.toMatchObject({ code: 'no_open_visit' });
    await expect(
      getOwnVisit(bench.product.read(stranger), bench.neighbours.ports, place.visitId),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('[VIS-17] makes a long stay a case, and ends it visibly as timed out when nobody resolves it', async () => {
    const place = await inside();
    bench.product.clock.advance(121 * 60_000);
    await bench.product.asSystem((ctx) => settleOverstays(ctx, bench.neighbours.ports));
    const read = () => getStaffVisit(bench.product.read(staffActor()), bench.neighbours.ports, place.visitId);
    expect((await read()).visit).toMatchObject({ state: 'inside', flags: expect.arrayContaining(['overstay']) });
    bench.product.clock.advance(600 * 60_000);
    await bench.product.asSystem((ctx) => settleOverstays(ctx, bench.neighbours.ports));
    await bench.product.drain();
    expect((await read()).visit).toMatchObject({ state: 'timed_out', ending: 'timed_out' });
    expect(told('ended', 'visitId', place.visitId)).toHaveLength(1);
  });
});

describe('lists and rows', () => {
  it('[VIS-3] show staff the visits of their stores, masked and page by page', async () => {
    const place = await inside();
    const read = bench.product.read(staffActor({ storeIds: [place.storeId] }));
    const list = await listStaffVisits(read, bench.neighbours.ports, { limit: 20, state: 'inside' });
    expect(list.items.map((item) => item.id)).toEqual([place.visitId]);
    const elsewhere = bench.product.read(staffActor({ storeIds: [randomUUID()] }));
    expect((await listStaffVisits(elsewhere, bench.neighbours.ports, { limit: 20 })).items).toEqual([]);
    await expect(getStaffVisit(elsewhere, bench.neighbours.ports, place.visitId)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('[VIS-3] hold one open visit a member, whatever is written', async () => {
    const place = await inside();
    const again = bench.product.runtime.database.transaction((tx) =>
      tx.row(
        z.object({ id: z.string() }),
        sql`
          insert into visits.visits (id, number, store_id, member_id, state, first_visit, flags, entered_at)
          values (${randomUUID()}, 'V-2', ${place.storeId}, ${place.actor.id}, 'inside', false, '{}', now())
          returning id`,
      ),
    );
    await expect(again).rejects.toMatchObject({ constraint: 'visits_open_member_key' });
  });
});
