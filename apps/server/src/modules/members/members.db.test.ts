import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { anEntity, aStore, staffActor } from '../../testing/chain.ts';
import { anonymous, consent, createPeople, type People } from '../../testing/people.ts';
import { bindVerifiedPhone, importCustomer, signInByWechat } from '../identity/index.ts';
import { createEntity, createStore } from '../organisation/index.ts';
import { changeMemberState, markAbnormal } from './change-state.ts';
import { enrol } from './enrol.ts';
import {
  getMember,
  getStaffMember,
  listStaffMembers,
  type MembersPorts,
  maskedMembers,
  memberStateChanges,
} from './queries.ts';
import { countPurchase, countVisit } from './record-deeds.ts';

let people: People;
let storeA: string;
let storeB: string;
const ports: MembersPorts = { balances: async (_ctx, ids) => new Map(ids.slice(0, 1).map((id) => [id, 1234])) };
const admin = staffActor('platform_administrator', null);

beforeAll(async () => {
  people = await createPeople();
  const { entityId } = await people.asSystem((ctx) => createEntity(ctx, anEntity()));
  const store = (name: string) => people.asSystem((ctx) => createStore(ctx, aStore(entityId, { name })));
  storeA = (await store('拾光便利·文三路店')).storeId;
  storeB = (await store('拾光便利·湖滨店')).storeId;
});
afterAll(() => people.close());

const member = async (name: string | null = '林晓雨') => {
  const phone = people.phone();
  return { phone, id: await people.asSystem((ctx) => importCustomer(ctx, people.ports, { phone, name })) };
};
const visit = (memberId: string, storeId: string) =>
  people.asSystem((ctx) => countVisit(ctx, { memberId, storeId, at: ctx.now }));
const purchase = (memberId: string, storeId: string, paid: number) =>
  people.asSystem((ctx) => countPurchase(ctx, { memberId, storeId, paid, at: ctx.now }));
const setState = (
  actor: StaffActor,
  memberId: string,
  state: 'normal' | 'frozen' | 'abnormal',
  reason = '多次未付款',
) => people.as(actor, (ctx) => changeMemberState(ctx, { memberId, state, reason }));
const view = (actor: StaffActor, id: string) => getStaffMember(people.read(actor), ports, id);

describe('enrolment', () => {
  it('[MBR-1] comes with the registration: one card number, announced once, however often', async () => {
    await people.drain();
    const { id } = await member();
    await Promise.all([1, 2, 3].map(() => people.asSystem((ctx) => enrol(ctx, { customerId: id, at: ctx.now }))));
    expect(await getMember(people.read(anonymous), id)).toMatchObject({ state: 'normal', level: 'standard' });
    const events = await people.drain();
    expect(events.filter((event) => event.name === 'members.enrolled' && event.payload.memberId === id)).toHaveLength(
      1,
    );
    expect((await people.audits(id)).filter((row) => row.action === 'members.enrol')).toHaveLength(1);
    await expect(getMember(people.read(anonymous), newId())).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('figures', () => {
  it('[MBR-1] add up over stores, also when they come at once', async () => {
    const { id } = await member();
    await Promise.all([
      visit(id, storeA),
      visit(id, storeA),
      visit(id, storeB),
      purchase(id, storeA, 1990),
      purchase(id, storeB, 500),
    ]);
    expect(await view(admin, id)).toMatchObject({
      visits: 3,
      purchases: 2,
      totalSpent: 2490,
      balance: 1234,
      usualStore: { id: storeA, name: '拾光便利·文三路店' },
      lastVisitAt: people.clock.now().toISOString(),
    });
  });

  it('[MBR-13] staff of a store see what the member did there and nothing beyond', async () => {
    const { id } = await member();
    await visit(id, storeA);
    await visit(id, storeA);
    await visit(id, storeB);
    await purchase(id, storeB, 8800);
    const manager = staffActor('store_manager', [storeB]);
    expect(await view(manager, id)).toMatchObject({
      visits: 1,
      purchases: 1,
      totalSpent: 8800,
      usualStore: { id: storeB },
    });
  });

  it('are written by the product alone', async () => {
    const { id } = await member();
    const deed = { memberId: id, storeId: storeA, at: people.clock.now() };
    await expect(people.as(admin, (ctx) => countVisit(ctx, deed))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(people.as(anonymous, (ctx) => countPurchase(ctx, { ...deed, paid: 1 }))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('staff views', () => {
  it('[MBR-7] mask name and phone', async () => {
    const { id, phone } = await member('欧阳明月');
    const masked = (await maskedMembers(people.read(anonymous), [id, newId()])).get(id);
    expect(masked).toMatchObject({
      name: '欧***',
      phone: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
      state: 'normal',
      visits: 0,
    });
    expect(JSON.stringify(await view(admin, id))).not.toContain(phone);
  });

  it('[IDN-8] a member who was never in the caller’s stores does not exist for them', async () => {
    const { id } = await member();
    await visit(id, storeA);
    const other = staffActor('store_manager', [storeB]);
    await expect(view(other, id)).rejects.toMatchObject({ code: 'not_found' });
    const page = await listStaffMembers(people.read(other), ports, { limit: 100 });
    expect(page.items.map((item) => item.id)).not.toContain(id);
    const outside = listStaffMembers(people.read(other), ports, { limit: 100, storeId: storeA });
    await expect(outside).rejects.toMatchObject({ code: 'not_found' });
    const nobody = staffActor('operations', null);
    await expect(view(nobody, id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listStaffMembers(people.read(nobody), ports, { limit: 1 })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('[MBR-1] the list finds by card number, name and the last four digits, filters, and pages without a gap', async () => {
    const { id, phone } = await member('独孤求败');
    await visit(id, storeB);
    const { cardNumber } = await getMember(people.read(anonymous), id);
    const find = async (query: Partial<Parameters<typeof listStaffMembers>[2]>) =>
      (await listStaffMembers(people.read(admin), ports, { limit: 100, ...query })).items.map((item) => item.id);
    expect(await find({ search: cardNumber.slice(0, 9) })).toContain(id);
    expect(await find({ search: '独孤' })).toEqual([id]);
    expect(await find({ search: phone.slice(-4) })).toContain(id);
    expect(await find({ search: '%' })).toEqual([]);
    expect(await find({ storeId: storeB, search: '独孤' })).toEqual([id]);
    expect(await find({ storeId: storeA, search: '独孤' })).toEqual([]);
    expect(await find({ state: 'frozen', search: '独孤' })).toEqual([]);
    const all = await find({});
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listStaffMembers(people.read(admin), ports, { limit: 2, cursor });
      paged.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(paged).toEqual(all);
  });
});

describe('changing a state', () => {
  it('[MBR-2] keeps who, from, to and why, announces it, and tells the member', async () => {
    const { id } = await member();
    await people.drain();
    await setState(admin, id, 'frozen');
    expect(await view(admin, id)).toMatchObject({ state: 'frozen', stateReason: '多次未付款', version: 2 });
    const [event] = await people.drain();
    expect(event).toEqual({
      name: 'members.state_changed',
      payload: { memberId: id, from: 'normal', to: 'frozen', reason: '多次未付款' },
    });
    await expect(setState(admin, id, 'frozen')).rejects.toMatchObject({
      code: 'illegal_move',
      data: { state: 'frozen' },
    });
    await setState(admin, id, 'normal', '已补款');
    expect(await view(admin, id)).toMatchObject({ state: 'normal', stateReason: null });
    const { items } = await memberStateChanges(people.read(admin), id);
    expect(items).toMatchObject([
      { from: 'frozen', to: 'normal', by: { kind: 'staff' } },
      { from: 'normal', to: 'frozen', reason: '多次未付款' },
    ]);
    await people.drain();
    const { rows } = await people.runtime.database.pool.query(
      `select (select array_agg(from_state || '>' || to_state || ':' || actor_id order by at, id) from members.state_changes where member_id = $1) as changes,
        (select array_agg(template order by created_at, id) from messages.messages where recipient_id = $1) as told`,
      [id],
    );
    expect(rows[0].changes).toEqual([`normal>frozen:${admin.id}`, `frozen>normal:${admin.id}`]);
    expect(rows[0].told).toEqual(['member_frozen', 'member_restored']);
    const audit = (await people.audits(id)).filter((row) => row.action === 'members.change_state');
    expect(audit[0]).toMatchObject({ before: { state: 'normal' }, after: { state: 'frozen', reason: '多次未付款' } });
  });

  it('[MBR-2] needs the permission, the scope, and a member', async () => {
    const { id } = await member();
    await visit(id, storeA);
    await expect(setState(staffActor('store_manager', [storeA]), id, 'frozen')).rejects.toMatchObject({
      code: 'forbidden',
    });
    const elsewhere = staffActor(['members', 'members:freeze'], [storeB]);
    await expect(setState(elsewhere, id, 'frozen')).rejects.toMatchObject({ code: 'not_found' });
    await expect(setState(admin, newId(), 'frozen')).rejects.toMatchObject({ code: 'not_found' });
    await setState(staffActor(['members', 'members:freeze'], [storeA]), id, 'frozen');
  });

  it('[MBR-2] two people at once: one moves, the other learns of it', async () => {
    const { id } = await member();
    const both = await Promise.allSettled([setState(admin, id, 'frozen'), setState(admin, id, 'frozen')]);
    expect(both.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(both.find((result) => result.status === 'rejected')).toMatchObject({ reason: { code: 'illegal_move' } });
  });

  it('[MBR-2] an agent marks abnormal at the desk; a cashier does not', async () => {
    const { id } = await member();
    const mark = (actor: StaffActor) =>
      people.as(actor, (ctx) => markAbnormal(ctx, { memberId: id, reason: '损坏货架' }));
    await expect(mark(staffActor('cashier', [storeA]))).rejects.toMatchObject({ code: 'forbidden' });
    await mark(staffActor('agent', [storeA]));
    expect((await view(admin, id)).state).toBe('abnormal');
    await expect(mark(staffActor('agent', [storeA]))).rejects.toMatchObject({ code: 'illegal_move' });
  });
});

describe('merging', () => {
  it('[IDN-1] loses no figure, keeps the graver state, and answers under both ids', async () => {
    const owner = await member('周文博');
    await visit(owner.id, storeA);
    await purchase(owner.id, storeA, 1000);
    const given = { openid: `o-${newId()}`, unionid: null, consent };
    const session = await people.as(anonymous, (ctx) => signInByWechat(ctx, people.ports, given));
    await visit(session.customerId, storeA);
    await visit(session.customerId, storeB);
    await purchase(session.customerId, storeB, 250);
    await setState(admin, session.customerId, 'frozen', '逃单');
    const actor = await people.actorOf(session.token);
    await people.as(actor, (ctx) => bindVerifiedPhone(ctx, people.ports, owner.phone));
    const merged = await view(admin, owner.id);
    expect(merged).toMatchObject({ visits: 3, purchases: 2, totalSpent: 1250, state: 'frozen', stateReason: '逃单' });
    expect(merged.usualStore?.id).toBe(storeA);
    expect(await getMember(people.read(anonymous), session.customerId)).toMatchObject({ id: owner.id });
    await visit(session.customerId, storeB);
    expect((await view(admin, owner.id)).visits).toBe(4);
    const ids = (await listStaffMembers(people.read(admin), ports, { limit: 100 })).items.map((item) => item.id);
    expect(ids).not.toContain(session.customerId);
  });
});
