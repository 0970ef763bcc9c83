import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { staffActor } from '../../testing/device-bench.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { createVisitBench, type VisitBench } from '../../testing/visit-bench.ts';
import { changeMemberState, getMember } from '../members/index.ts';
import { getStaffVisit } from '../visits/index.ts';
import { actOnStore, actOnVisit, decideByAgent } from './index.ts';
import { subscriptions } from './listen.ts';
import { getService, listAlerts, listServices } from './queries.ts';
import { getBoardStore } from './show-board.ts';
import { getStaffCase, listStaffCases } from './show-case.ts';

/** The limits of a stay, in minutes: after the one it is a case, after the other it is over. */
const OVERSTAY_MINUTES = 120;
const TIME_OUT_MINUTES = 720;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let bench: VisitBench;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = createVisitBench(database.url, { extra: { subscriptions } });
});
afterAll(async () => {
  await bench.product.close();
  await database.drop();
});

type Agent = ReturnType<typeof staffActor>;
const ports = () => bench.neighbours.ports;
const read = (agent: Agent) => bench.product.read(agent);

const inside = () => bench.inside();

async function wait(minutes: number): Promise<void> {
  bench.product.clock.advance(minutes * 60_000);
  await bench.sweep();
}

/** A visit whose customer nobody saw leaving, and its case. */
async function overdue(cartLines = 0) {
  const place = await inside();
  if (cartLines > 0) bench.neighbours.carts.set(place.visitId, { lines: cartLines, quantity: 3, total: 1250 });
  await wait(OVERSTAY_MINUTES + 1);
  const [open] = (await listStaffCases(read(place.agent), { limit: 10, open: true })).items;
  if (!open) throw new Error('no case');
  return { ...place, caseId: open.id, open };
}

const openAlerts = async (agent: Agent) =>
  (await listAlerts(read(agent), { limit: 50, open: true })).items.map(({ kind, detail }) => `${kind}:${detail}`);
const decide = (
  agent: Agent,
  caseId: string,
  decision: Parameters<typeof decideByAgent>[1]['decision'],
  note = '看过录像',
) => bench.product.as(agent, (ctx) => decideByAgent(ctx, { caseId, decision, note }));
const actions = async (agent: Agent, objectId: string) =>
  (
    await read(agent).db.rows(
      z.object({ action: z.string() }),
      sql`select action from kernel.audit_log where object_id = ${objectId} order by id`,
    )
  ).map((row) => row.action);

describe('a visit beyond its limit', () => {
  it('[VIS-17] becomes a case with an alert, and the board of its store counts it', async () => {
    const { agent, storeId, open, visitId } = await overdue(2);
    expect(open).toMatchObject({ kind: 'unpaid', visitId, decision: null, member: { state: 'normal' } });
    expect(await openAlerts(agent)).toContain('case:unpaid');
    const store = await getBoardStore(read(agent), ports(), storeId);
    expect(store).toMatchObject({ openCases: 1 });
    expect(store.alerts).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'case', untaken: 1 })]));
    await wait(1);
    expect((await listStaffCases(read(agent), { limit: 10 })).items).toHaveLength(1);
  });

  it('[VIS-17] is shown with what happened and what speaks for which decision', async () => {
    const { agent, caseId } = await overdue(2);
    const { evidence, timeline, visit } = await getStaffCase(read(agent), ports(), caseId);
    expect(evidence).toMatchObject({
      paid: false,
      doorOnline: true,
      openVisits: 1,
      openingsSince: 0,
      lastSign: { name: 'door.closed' },
    });
    expect(visit.flags).toContain('overstay');
    expect(timeline.map((entry) => entry.name)).toContain('visit.case_opened');
  });

  it('[VIS-17] ends by the decision of an agent, whose reason is kept in the case, the records and the audit', async () => {
    const { agent, caseId, visitId } = await overdue();
    expect(await decide(agent, caseId, 'left', '门磁漏报，录像里已离开')).toMatchObject({ decision: 'left' });
    await bench.product.drain();
    const { visit } = await getStaffVisit(read(agent), ports(), visitId);
    expect(visit).toMatchObject({ state: 'ended', ending: 'no_purchase' });
    expect((await listStaffCases(read(agent), { limit: 10 })).items).toMatchObject([
      { id: caseId, decision: 'left', note: '门磁漏报，录像里已离开', decidedBy: { id: agent.id } },
    ]);
    const [record] = (await listServices(read(agent), { limit: 5, visitId })).items;
    expect(record).toMatchObject({ kind: 'decide_case', outcome: 'succeeded', note: '门磁漏报，录像里已离开' });
    expect(await actions(agent, record?.id ?? '')).toEqual(['desk.decide_case']);
    expect(await actions(agent, caseId)).toEqual(['visits.decide_case']);
    expect(await openAlerts(agent)).toEqual([]);
  });

  it('[VIS-17, VIS-4] marks the member of goods that left unpaid, and ends abnormally', async () => {
    const { agent, caseId, customer, visitId } = await overdue(1);
    await decide(agent, caseId, 'left_unpaid', '带走三件未付');
    expect((await getMember(read(agent), customer.id)).state).toBe('abnormal');
    expect((await getStaffVisit(read(agent), ports(), visitId)).visit.state).toBe('abnormal');
  });

  it('[VIS-17] turns a door that missed somebody into a fault for whoever looks after it', async () => {
    const { agent, caseId } = await overdue();
    await decide(agent, caseId, 'device_fault');
    await bench.product.drain();
    expect(await openAlerts(agent)).toEqual(['fault:missed_exit']);
  });

  it('[VIS-17] stays open while somebody is still inside, and asks again', async () => {
    const { agent, caseId, visitId } = await overdue();
    await decide(agent, caseId, 'still_inside');
    await wait(30);
    expect((await listStaffCases(read(agent), { limit: 10, open: true })).items).toEqual([]);
    expect(await openAlerts(agent)).not.toContain('case:lost_contact');
    await wait(40);
    expect((await listStaffCases(read(agent), { limit: 10, open: true })).items).toMatchObject([{ visitId }]);
    expect((await openAlerts(agent)).some((alert) => alert.startsWith('case:'))).toBe(true);
  });

  it('[VIS-17] keeps its case when the visit runs out of time: nobody just disappears', async () => {
    const { agent, caseId, visitId } = await overdue();
    await wait(TIME_OUT_MINUTES);
    expect((await getStaffVisit(read(agent), ports(), visitId)).visit.state).toBe('timed_out');
    expect((await listStaffCases(read(agent), { limit: 10, open: true })).items).toMatchObject([{ id: caseId }]);
    expect((await openAlerts(agent)).some((alert) => alert.startsWith('case:'))).toBe(true);
    await expect(decide(agent, caseId, 'still_inside')).rejects.toMatchObject({ code: 'illegal_move' });
    await decide(agent, caseId, 'left');
    expect(await openAlerts(agent)).toEqual([]);
  });

  it('[VIS-17] is decided once: of two agents at the same moment the second is told', async () => {
    const { agent, caseId, storeId } = await overdue();
    const other = staffActor({ storeIds: [storeId] });
    const tries = await Promise.allSettled([decide(agent, caseId, 'left'), decide(other, caseId, 'left_unpaid')]);
    expect(tries.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(tries.find((each) => each.status === 'rejected')?.reason).toMatchObject({ code: 'illegal_move' });
  });

  it('[VIS-17] is decided only by agents of the store who may act', async () => {
    const { caseId, storeId } = await overdue();
    const reader = staffActor({ storeIds: [storeId], permissions: new Set(['desk']) });
    await expect(decide(reader, caseId, 'left')).rejects.toMatchObject({ code: 'forbidden' });
    const stranger = staffActor({ storeIds: [randomUUID()] });
    await expect(decide(stranger, caseId, 'left')).rejects.toMatchObject({ code: 'not_found' });
    await expect(getStaffCase(read(stranger), ports(), caseId)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the desk’s acts on a store', () => {
  it('[ORG-9, ORG-8, DSK-3] lock it down and lift it again with a reason, and the board says who and why', async () => {
    const { storeId } = await bench.store();
    const agent = staffActor({ storeIds: [storeId], name: '林客服' });
    const set = (kind: 'lockdown' | 'lift_lockdown', note: string) =>
      bench.product.as(agent, (ctx) => actOnStore(ctx, { storeId, kind, note }));
    const id = await set('lockdown', '店内打斗');
    const board = () => getBoardStore(read(agent), ports(), storeId);
    expect(await board()).toMatchObject({
      availability: 'lockdown',
      lockdown: { reason: '店内打斗', by: '林客服' },
      attended: { today: '00:00–24:00', now: true },
    });
    expect(await getService(read(agent), id)).toMatchObject({
      kind: 'lockdown',
      outcome: 'succeeded',
      note: '店内打斗',
    });
    await expect(bench.tap(await bench.customer(), storeId)).rejects.toMatchObject({ code: 'store_locked_down' });
    await expect(set('lockdown', '又一次')).rejects.toMatchObject({ code: 'illegal_move' });
    await set('lift_lockdown', '已处理');
    expect(await board()).toMatchObject({ availability: 'open', lockdown: null });
    expect(await actions(agent, storeId)).toEqual(expect.arrayContaining(['stores.lockdown', 'stores.lift_lockdown']));
  });

  it('[ORG-9] need the right to lock down besides the right to act', async () => {
    const { storeId } = await bench.store();
    const agent = staffActor({ storeIds: [storeId], permissions: new Set(['desk', 'desk:act']) });
    const lock = bench.product.as(agent, (ctx) => actOnStore(ctx, { storeId, kind: 'lockdown', note: '打斗' }));
    await expect(lock).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('an act on the door', () => {
  it('[VIS-14, DSK-3] tells each step with its time, from the request to the open door', async () => {
    const place = await inside();
    const id = await bench.product.as(place.agent, (ctx) =>
      actOnVisit(ctx, { visitId: place.visitId, kind: 'open_door', note: null }),
    );
    const opening = async () => (await getService(read(place.agent), id)).opening;
    expect(await opening()).toMatchObject({ state: 'requested', acknowledgedAt: null, openedAt: null });
    await place.door.pass();
    expect(await opening()).toMatchObject({
      state: 'opened',
      requestedAt: expect.any(String),
      acknowledgedAt: expect.any(String),
      openedAt: expect.any(String),
      answeredLateAt: null,
    });
  });

  it('[VIS-4] a member who is frozen while inside turns red on the board of the store', async () => {
    const place = await inside();
    const heard = bench.product.heard.length;
    await bench.product.as(staffActor(), (ctx) =>
      changeMemberState(ctx, { memberId: place.customer.id, state: 'frozen', reason: '盗刷' }),
    );
    await bench.product.drain();
    expect(bench.product.heard.slice(heard)).toContainEqual(
      expect.objectContaining({ topic: `store:${place.storeId}`, name: 'visit.changed' }),
    );
    const store = await getBoardStore(read(place.agent), ports(), place.storeId);
    expect(store.visits[0]).toMatchObject({
      member: { state: 'frozen' },
      flags: expect.arrayContaining(['abnormal_member']),
    });
  });
});
