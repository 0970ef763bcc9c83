import { randomUUID } from 'node:crypto';
import { readOfflineCode } from '@latchkey/device-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { on } from '../../kernel/events.ts';
import { staffActor } from '../../testing/device-bench.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { createVisitBench, type VisitBench } from '../../testing/visit-bench.ts';
import { offlineKeyOf, recordEvent } from '../devices/index.ts';
import { changeMemberState } from '../members/index.ts';
import { lockDown } from '../organisation/index.ts';
import { declareBirthDate, verifyBirthDate } from './declare-birth-date.ts';
import { birthDateData, offlineEntry } from './index.ts';
import { issueOfflineCode, issueOfflineCodeForStaff } from './issue-offline-code.ts';
import { mergeVisits } from './merge-visits.ts';
import { getCurrentVisit, listOwnVisits } from './queries.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let bench: VisitBench;
const entries: { storeId: string; memberId: string | null; staffId: string | null; known: boolean; at: string }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  bench = createVisitBench(database.url, {
    extra: { subscriptions: [on(offlineEntry, 'test.entry', async (_ctx, event) => void entries.push(event))] },
  });
});
afterAll(async () => {
  await bench.product.close();
  await database.drop();
});

type Customer = Awaited<ReturnType<VisitBench['customer']>>;

/** A store whose door had its key and then lost the network. */
async function cutOff(patch: Parameters<VisitBench['store']>[0] = {}) {
  const place = await bench.store(patch);
  await bench.product.asSystem((ctx) => bench.giveKey(ctx, place.storeId));
  await place.door.presence(false);
  return place;
}
const ask = (actor: Customer, storeId: string) =>
  bench.product.as(actor, (ctx) => issueOfflineCode(ctx, bench.neighbours.ports, { storeId }));
/** What the door reads from a typed code. */
async function ticketOf(storeId: string, code: string) {
  const key = await bench.product.asSystem((ctx) => offlineKeyOf(ctx, storeId));
  return readOfflineCode(key ?? '', code, bench.product.clock.now().getTime());
}
const current = async (actor: Customer) =>
  (await getCurrentVisit(bench.product.read(actor), bench.neighbours.ports)).visit;

describe('offline entry codes', () => {
  it('[VIS-11] are given to a member in good standing while the door is offline, the same one within a minute', async () => {
    const { storeId } = await cutOff();
    const [first, second] = [await bench.customer(), await bench.customer()];
    const codes = await Promise.all([ask(first, storeId), ask(first, storeId), ask(second, storeId)]);
    expect(codes[0]).toEqual(codes[1]);
    expect(codes[2].code).not.toBe(codes[0].code);
    expect(await ticketOf(storeId, codes[0].code)).not.toBeNull();
    expect(codes[0].validUntil.getTime() - bench.product.clock.now().getTime()).toBeGreaterThanOrEqual(60_000);
    bench.product.clock.advance(60_000);
    expect((await ask(first, storeId)).code).not.toBe(codes[0].code);
  });

  it('[VIS-11] are refused while the door is online, and to whoever would not be let in', async () => {
    const online = await bench.store();
    const someone = await bench.customer();
    const code = (work: Promise<unknown>) =>
      work.then(
        () => null,
        (error: { code: string }) => error.code,
      );
    expect(await code(ask(someone, online.storeId))).toBe('door_online');
    const { storeId } = await cutOff();
    const change = async (state: 'abnormal' | 'frozen') => {
      const member = await bench.customer();
      await bench.product.as(staffActor(), (ctx) =>
        changeMemberState(ctx, { memberId: member.id, state, reason: '争执' }),
      );
      return member;
    };
    expect(await code(ask(await change('abnormal'), storeId))).toBe('offline_code_refused');
    expect(await code(ask(await change('frozen'), storeId))).toBe('member_frozen');
    expect(await code(ask(await bench.customer({ phoneVerified: false }), storeId))).toBe('phone_not_verified');
    const debtor = await bench.customer();
    bench.neighbours.unpaid.set(debtor.id, randomUUID());
    expect(await code(ask(debtor, storeId))).toBe('unpaid_order');
    await bench.product.as(staffActor(), (ctx) => lockDown(ctx, storeId, '盘点'));
    expect(await code(ask(someone, storeId))).toBe('store_locked_down');
    const agent = bench.product.as(staffActor(), (ctx) => issueOfflineCodeForStaff(ctx, { storeId, note: '电话' }));
    expect(await code(agent)).toBe('store_locked_down');
    const keyless = await bench.store();
    await keyless.door.presence(false);
    expect(await code(ask(someone, keyless.storeId))).toBe('offline_code_unavailable');
  });

  it('[VIS-11] become one visit when the door tells them later, however often it tells, with the time of the entry', async () => {
    const { storeId, door } = await cutOff();
    const actor = await bench.customer();
    const { code } = await ask(actor, storeId);
    const ticket = await ticketOf(storeId, code);
    const at = bench.product.clock.now();
    const data = { reason: 'offline_code', commandId: null, ticket };
    const event = (name: string, seq: number, payload: object) => ({
      v: 1 as const,
      id: randomUUID(),
      seq,
      name,
      data: payload as Record<string, string>,
      at: at.toISOString(),
    });
    const told = [
      event('door.unlocked', 1, data),
      event('door.opened', 2, data),
      event('door.closed', 3, { openMs: 900 }),
    ];
    bench.product.clock.advance(40 * 60_000);
    const tell = async () => {
      for (const one of told) await bench.product.asSystem((ctx) => recordEvent(ctx, { code: door.code, event: one }));
      await bench.product.drain();
    };
    await tell();
    await tell();
    expect(await current(actor)).toMatchObject({ state: 'inside', enteredAt: at.toISOString() });
    expect(entries.filter((entry) => entry.storeId === storeId)).toMatchObject([{ memberId: actor.id, known: true }]);
    await bench.product.asSystem((ctx) =>
      recordEvent(ctx, { code: door.code, event: { ...event('door.opened', 9, data), id: randomUUID() } }),
    );
    await bench.product.drain();
    expect(entries.filter((entry) => entry.storeId === storeId)).toHaveLength(1);
    const visits = await listOwnVisits(bench.product.read(actor), bench.neighbours.ports, { limit: 20 });
    expect(visits.items).toHaveLength(1);
  });

  it('[VIS-11] of an agent let somebody in without a visit, and one that nobody was given is told as such', async () => {
    const { storeId, door } = await cutOff();
    const agent = staffActor({ storeIds: [storeId] });
    const given = await bench.product.as(agent, (ctx) => issueOfflineCodeForStaff(ctx, { storeId, note: '送货' }));
    const ticket = await ticketOf(storeId, given.code);
    await door.say('door.opened', { reason: 'offline_code', commandId: null, ticket });
    const forged = { step: ticket?.step ?? 0, slot: ((ticket?.slot ?? 0) + 1) % 1_000 };
    await door.say('door.opened', { reason: 'offline_code', commandId: null, ticket: forged });
    await bench.product.drain();
    expect(entries.filter((entry) => entry.storeId === storeId)).toMatchObject([
      { staffId: agent.id, memberId: null, known: true },
      { staffId: null, memberId: null, known: false },
    ]);
    const elsewhere = staffActor({ storeIds: [randomUUID()] });
    const stranger = bench.product.as(elsewhere, (ctx) => issueOfflineCodeForStaff(ctx, { storeId, note: '送货' }));
    await expect(stranger).rejects.toMatchObject({ code: 'not_found' });
  });

  it('[VIS-19] [VIS-11] let a member with an open visit here come back to it', async () => {
    const place = await bench.store();
    const actor = await bench.customer();
    await bench.tap(actor, place.storeId);
    await place.door.pass();
    const visit = await current(actor);
    await bench.product.asSystem((ctx) => bench.giveKey(ctx, place.storeId));
    await place.door.presence(false);
    const { code } = await ask(actor, place.storeId);
    const ticket = await ticketOf(place.storeId, code);
    await place.door.say('door.opened', { reason: 'offline_code', commandId: null, ticket });
    await bench.product.drain();
    expect(await current(actor)).toMatchObject({ id: visit?.id, state: 'inside' });
  });
});

describe('dates of birth', () => {
  it('[VIS-2] admit an adult to a store for adults; are declared once, and corrected only by staff who saw a document', async () => {
    const { storeId, door } = await bench.store({ ageRestricted: true });
    const actor = await bench.customer();
    const declare = (date: string) => bench.product.as(actor, (ctx) => declareBirthDate(ctx, date));
    await expect(declare('2031-01-01')).rejects.toMatchObject({ code: 'invalid_input' });
    await declare('2010-06-01');
    await expect(declare('1990-06-01')).rejects.toMatchObject({ code: 'birth_date_set' });
    await expect(bench.tap(actor, storeId)).rejects.toMatchObject({ code: 'age_restricted' });
    const verify = (permissions: 'members' | 'members:edit') =>
      bench.product.as(staffActor({ permissions: new Set([permissions]) }), (ctx) =>
        verifyBirthDate(ctx, { memberId: actor.id, birthDate: '1990-06-01', note: '身份证' }),
      );
    await expect(verify('members')).rejects.toMatchObject({ code: 'forbidden' });
    await verify('members:edit');
    await bench.tap(actor, storeId);
    expect(await door.commands()).toHaveLength(1);
    expect(await birthDateData(bench.product.read(actor), actor.id)).toEqual({ bornOn: '1990-06-01', verified: true });
  });

  it('[VIS-2] [IDN-2] follow a member whose two accounts become one', async () => {
    const [from, into] = [await bench.customer(), await bench.customer()];
    await bench.product.as(from, (ctx) => declareBirthDate(ctx, '1999-12-31'));
    await bench.product.asSystem((ctx) => mergeVisits(ctx, { fromId: from.id, intoId: into.id }));
    expect(await birthDateData(bench.product.read(into), into.id)).toMatchObject({ bornOn: '1999-12-31' });
    expect(await birthDateData(bench.product.read(from), from.id)).toBeNull();
  });
});
