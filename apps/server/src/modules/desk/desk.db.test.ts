import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffActor } from '../../testing/device-bench.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { createVisitBench, type VisitBench } from '../../testing/visit-bench.ts';
import { getMember, markAbnormal } from '../members/index.ts';
import { callHelp, emergencyExit, getStaffVisit, requestExit } from '../visits/index.ts';
import { actOnStore, actOnVisit, closeAlert, takeAlert } from './index.ts';
import { subscriptions } from './listen.ts';
import { getAlert, getService, listAlerts, listServices } from './queries.ts';
import { alertOfFailedOpening } from './rules.ts';
import { getBoard, getBoardStore } from './show-board.ts';

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

const inside = () => bench.inside();

const alertsOf = async (agent: Agent) => (await listAlerts(bench.product.read(agent), { limit: 50 })).items;
const openAlerts = async (agent: Agent) => (await alertsOf(agent)).filter((alert) => alert.closedAt === null);
const act = (
  agent: Agent,
  visitId: string,
  kind: Parameters<typeof actOnVisit>[1]['kind'],
  note: string | null = null,
) => bench.product.as(agent, (ctx) => actOnVisit(ctx, { visitId, kind, note }));
const service = (agent: Agent, id: string) => getService(bench.product.read(agent), id);

describe('the board', () => {
  it('[VIS-5] [DSK-1] shows an entry at once: news to the store, an alert, and the store on top with the visit', async () => {
    const heardBefore = bench.product.heard.length;
    const place = await inside();
    const news = bench.product.heard.slice(heardBefore).filter((item) => item.topic === `store:${place.storeId}`);
    expect(news.map((item) => item.name)).toEqual(expect.arrayContaining(['visit.changed', 'alert.created']));
    const quiet = await bench.store();
    const agent = staffActor({ storeIds: [quiet.storeId, place.storeId] });
    const board = await getBoard(bench.product.read(agent), ports());
    expect(board.stores.map((store) => store.id)).toEqual([place.storeId, quiet.storeId]);
    expect(board.stores[0]).toMatchObject({
      inside: 1,
      openAlerts: 1,
      availability: 'open',
      door: { online: true, contact: 'closed' },
      visits: [{ id: place.visitId, state: 'inside', flags: ['first_visit'] }],
    });
    expect(await openAlerts(place.agent)).toMatchObject([
      { kind: 'entry', visitId: place.visitId, detail: 'first_visit' },
    ]);
  });

  it('[VIS-4] marks an abnormal member at entry', async () => {
    const { storeId, door } = await bench.store();
    const customer = await bench.customer();
    await bench.product.as(staffActor(), (ctx) => markAbnormal(ctx, { memberId: customer.id, reason: '曾未扫码' }));
    await bench.tap(customer, storeId);
    await door.pass();
    const agent = staffActor({ storeIds: [storeId] });
    expect(await openAlerts(agent)).toMatchObject([{ kind: 'entry', detail: 'abnormal_member' }]);
    const store = await getBoardStore(bench.product.read(agent), ports(), storeId);
    expect(store.visits[0]?.flags).toContain('abnormal_member');
  });

  it('[DSK-1] shows an agent only the stores of the scope, and nobody without the permission anything', async () => {
    const place = await inside();
    const stranger = staffActor({ storeIds: [randomUUID()] });
    expect((await getBoard(bench.product.read(stranger), ports())).stores).toEqual([]);
    expect(await alertsOf(stranger)).toEqual([]);
    await expect(getBoardStore(bench.product.read(stranger), ports(), place.storeId)).rejects.toMatchObject({
      code: 'not_found',
    });
    const cashier = staffActor({ permissions: new Set(['payments']) });
    await expect(getBoard(bench.product.read(cashier), ports())).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('actions', () => {
  it('[DSK-3] [VIS-8] grants the exit and records the device’s own outcome with visit and agent', async () => {
    const place = await inside();
    await bench.product.as(place.customer, (ctx) => requestExit(ctx, ports(), place.visitId));
    await bench.product.drain();
    expect((await openAlerts(place.agent)).map((alert) => alert.kind)).toContain('exit_request');
    const id = await act(place.agent, place.visitId, 'grant_exit');
    expect(await service(place.agent, id)).toMatchObject({ outcome: 'waiting', agent: { id: place.agent.id } });
    expect((await openAlerts(place.agent)).map((alert) => alert.kind)).not.toContain('exit_request');
    await place.door.pass();
    expect(await service(place.agent, id)).toMatchObject({ outcome: 'succeeded', kind: 'grant_exit', code: null });
    expect(await openAlerts(place.agent)).toEqual([]);
    const { visit, timeline } = await getStaffVisit(bench.product.read(place.agent), ports(), place.visitId);
    expect(visit).toMatchObject({ state: 'ended', ending: 'no_purchase' });
    expect(timeline.map((entry) => entry.name)).toEqual(
      expect.arrayContaining(['visit.exit_requested', 'desk.grant_exit', 'desk.grant_exit_settled']),
    );
    expect(timeline.find((entry) => entry.name === 'desk.grant_exit')).toMatchObject({ actorName: '林客服' });
  });

  it('[DSK-3] tells the agent when the device refused, and raises a fault', async () => {
    const place = await inside();
    const id = await act(place.agent, place.visitId, 'open_door');
    await place.door.answer((await place.door.commands())[0]?.id ?? '', 'rejected', 'lock_stuck');
    await bench.product.drain();
    expect(await service(place.agent, id)).toMatchObject({ outcome: 'failed', code: 'lock_stuck' });
    expect(await openAlerts(place.agent)).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'fault', detail: 'lock_stuck' })]),
    );
  });

  it('[DSK-3] locks the door and opens it without a visit, each by the device’s answer', async () => {
    const { storeId, door } = await bench.store();
    const agent = staffActor({ storeIds: [storeId] });
    const lock = await bench.product.as(agent, (ctx) => actOnStore(ctx, { storeId, kind: 'lock_door', note: '夜间' }));
    expect(await door.commands()).toMatchObject([{ name: 'lock' }]);
    await door.answer((await door.commands())[0]?.id ?? '', 'rejected', 'door_open');
    const open = await bench.product.as(agent, (ctx) => actOnStore(ctx, { storeId, kind: 'open_door', note: '送货' }));
    await door.pass();
    expect(await service(agent, lock)).toMatchObject({ outcome: 'failed', code: 'door_open' });
    expect(await service(agent, open)).toMatchObject({ outcome: 'succeeded', visitId: null });
    const list = await listServices(bench.product.read(agent), { limit: 20, storeId });
    expect(list.items.map((item) => item.id).sort()).toEqual([lock, open].sort());
  });

  it('[DSK-3] marks the member of a visit abnormal', async () => {
    const place = await inside();
    const id = await act(place.agent, place.visitId, 'mark_abnormal', '遮挡摄像头');
    expect(await service(place.agent, id)).toMatchObject({ outcome: 'succeeded', note: '遮挡摄像头' });
    expect(await getMember(bench.product.read(place.agent), place.customer.id)).toMatchObject({ state: 'abnormal' });
  });

  it('[DSK-3, DSK-2] reports a fault that the agent sees: a record, and an alert for the store', async () => {
    const place = await inside();
    const note = '货架灯不亮';
    await bench.product.as(place.agent, (ctx) =>
      actOnStore(ctx, { storeId: place.storeId, kind: 'report_fault', note }),
    );
    const faults = (await openAlerts(place.agent)).filter(({ kind }) => kind === 'fault');
    expect(faults.map(({ detail }) => detail)).toEqual([note]);
    const { items } = await listServices(bench.product.read(place.agent), { limit: 20 });
    expect(items[0]).toMatchObject({ kind: 'report_fault', outcome: 'succeeded', note });
  });

  it('[DSK-3] refuses agents of other stores and people without the right to act', async () => {
    const place = await inside();
    const reader = staffActor({ storeIds: [place.storeId], permissions: new Set(['desk']) });
    await expect(act(reader, place.visitId, 'grant_exit')).rejects.toMatchObject({ code: 'forbidden' });
    const stranger = staffActor({ storeIds: [randomUUID()] });
    await expect(act(stranger, place.visitId, 'grant_exit')).rejects.toMatchObject({ code: 'not_found' });
    expect(await place.door.commands()).toEqual([]);
  });
});

describe('alerts', () => {
  it('[DSK-5] belong to the first agent who takes them', async () => {
    const place = await inside();
    await bench.product.as(place.customer, (ctx) =>
      callHelp(ctx, place.visitId, { reason: 'barcode', note: '扫不上' }),
    );
    await bench.product.drain();
    const [help] = (await openAlerts(place.agent)).filter((alert) => alert.kind === 'help');
    const agents = [place.agent, staffActor({ storeIds: [place.storeId] })];
    const takes = await Promise.allSettled(
      agents.map((agent) => bench.product.as(agent, (ctx) => takeAlert(ctx, help?.id ?? ''))),
    );
    expect(takes.map((take) => take.status).sort()).toEqual(['fulfilled', 'rejected']);
    const owner = agents[takes.findIndex((take) => take.status === 'fulfilled')];
    const read = () => getAlert(bench.product.read(place.agent), help?.id ?? '');
    expect(await read()).toMatchObject({ takenBy: { id: owner?.id }, detail: 'barcode: 扫不上' });
    const close = () =>
      bench.product.as(place.agent, (ctx) => closeAlert(ctx, { alertId: help?.id ?? '', note: '已处理' }));
    await close();
    expect((await read()).closedAt).not.toBeNull();
    await expect(close()).rejects.toMatchObject({ code: 'illegal_move' });
  });

  it('[VIS-8] [DSK-2] an emergency stays until an agent has looked, also after the visit has ended', async () => {
    const place = await inside();
    await bench.product.as(place.customer, (ctx) => emergencyExit(ctx, place.visitId));
    await place.door.pass();
    expect((await openAlerts(place.agent)).map((alert) => alert.kind)).toEqual(['emergency']);
  });

  it('[DSK-2] tell a forced door and a door that went offline, once while it lasts', async () => {
    const { storeId, door } = await bench.store();
    const agent = staffActor({ storeIds: [storeId] });
    await door.say('door.forced', {});
    await door.say('door.forced', {});
    await door.presence(false);
    await bench.product.drain();
    expect((await openAlerts(agent)).map((alert) => alert.detail).sort()).toEqual(['device_offline', 'door.forced']);
    await door.presence(true);
    await bench.product.drain();
    expect((await openAlerts(agent)).map((alert) => alert.detail)).toEqual(['door.forced']);
  });

  it('[DEV-2] tell bad input of a device once for a while, and go on', async () => {
    const { storeId, door } = await bench.store();
    const agent = staffActor({ storeIds: [storeId] });
    await door.say('door.sang', {});
    await door.say('door.sang', {});
    await door.say('door.forced', {});
    await bench.product.drain();
    const details = (await openAlerts(agent)).map((alert) => alert.detail);
    expect(details.sort()).toEqual(['bad_input: undeclared', 'door.forced']);
  });

  it('[DSK-2] list open ones first, page by page', async () => {
    const place = await inside();
    await bench.product.as(place.customer, (ctx) => callHelp(ctx, place.visitId, { reason: 'door', note: null }));
    await bench.product.drain();
    const all = await alertsOf(place.agent);
    await bench.product.as(place.agent, (ctx) => closeAlert(ctx, { alertId: all[0]?.id ?? '', note: null }));
    const first = await listAlerts(bench.product.read(place.agent), { limit: 1 });
    const second = await listAlerts(bench.product.read(place.agent), { limit: 1, cursor: first.nextCursor ?? '' });
    expect(first.items[0]?.id).toBe(all[1]?.id);
    expect(second.items[0]?.id).toBe(all[0]?.id);
    expect(second.nextCursor).toBeNull();
  });

  it('[VIS-7] call an agent when the door did not release after payment, but not for an entry that failed', () => {
    expect(alertOfFailedOpening({ purpose: 'exit_paid', state: 'timed_out' })).toBe('payment');
    expect(alertOfFailedOpening({ purpose: 'exit_granted', state: 'rejected' })).toBe('fault');
    expect(alertOfFailedOpening({ purpose: 'entry', state: 'rejected' })).toBeNull();
    expect(alertOfFailedOpening({ purpose: 'exit_paid', state: 'opened' })).toBeNull();
  });
});
