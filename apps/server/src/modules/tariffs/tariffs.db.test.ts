import type { tariffsSchemas } from '@latchkey/contract';
import { quoteRoom } from '@latchkey/pricing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import { anEntity, aStore, staffActor } from '../../testing/chain.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { createEntity, createRoom, createStore } from '../organisation/index.ts';
import { calendarFacts, publishDraft, publishedRules, writeDraft } from './index.ts';
import { storeTariff, tariffReplay, tariffVersions, yearOfSpecialDays } from './queries.ts';
import { setDay } from './set-special-day.ts';
import { discardDraft } from './write-draft.ts';

type Content = tariffsSchemas.TariffContent;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let product: ReturnType<typeof createTestRuntime>;
beforeAll(async () => {
  database = await createTestDatabase();
  product = createTestRuntime(database.url, { subscriptions: [] });
});
afterAll(async () => {
  await product.close();
  await database.drop();
});

const admin = staffActor('platform_administrator', null);
const anywhere = {
  ...{ roomIds: [], roomKindIds: [], weekdays: [], dayTypes: [], dateFrom: null, dateTo: null, memberLevels: [] },
  ...{ fromMinute: 0, toMinute: 1440 },
};
const content = (unitPrice: number, scope: Partial<typeof anywhere> = {}): Content => ({
  rules: [
    {
      ...{ id: 'all', label: '全天', priority: 0, scope: { ...anywhere, ...scope } },
      price: { mode: 'segmented', unitMinutes: 60, unitPrice },
    },
  ],
  terms: [],
  promotions: [],
});

/** A store with one tea room. */
const makeStore = (zone = 'Asia/Shanghai') =>
  product.asSystem(async (ctx) => {
    const { entityId } = await createEntity(ctx, anEntity());
    const { storeId } = await createStore(ctx, aStore(entityId, { kind: 'rooms', zone }));
    const room = { style: null, description: null, facilities: [], sort: 0, bufferMinutes: 15, state: 'open' as const };
    const { roomId } = await createRoom(ctx, storeId, { ...room, name: '竹', kind: 'tea', capacity: 4 });
    return { storeId, roomId };
  });
const write = (storeId: string, draft: Content, revision = 0, actor = admin) =>
  product.as(actor, (ctx) => writeDraft(ctx, storeId, { content: draft, revision }));
const publish = (storeId: string, revision = 1, effectiveFrom: Date | null = null, actor = admin) =>
  product.as(actor, (ctx) => publishDraft(ctx, storeId, { revision, note: '调价', effectiveFrom }));
const rulesNow = async (storeId: string, at?: Date) => publishedRules(product.read(admin), storeId, at);

async function count(statement: ReturnType<typeof sql>): Promise<number> {
  return (await product.runtime.database.row(z.object({ count: z.number() }), statement)).count;
}

describe('publishing', () => {
  it('[BIL-2] a draft becomes a version with its number, audited, with an event, and the draft is gone', async () => {
    const { storeId } = await makeStore();
    await write(storeId, content(6000));
    expect(await rulesNow(storeId)).toBeNull();
    expect(await publish(storeId)).toMatchObject({ number: 1 });
    expect(await rulesNow(storeId)).toMatchObject({ version: 1, rules: [{ id: 'all', price: { unitPrice: 6000 } }] });
    const seen = await storeTariff(product.read(admin), storeId);
    expect(seen).toMatchObject({ draft: null, findings: [], current: { number: 1, note: '调价' } });
    const audited = sql`
      select count(*) from kernel.audit_log where action = 'tariffs.publish' and object_id = ${storeId}`;
    const told = sql`
      select count(*) from kernel.outbox where name = 'tariffs.published' and payload->>'storeId' = ${storeId}`;
    expect([await count(audited), await count(told)]).toEqual([1, 1]);
  });

  it('[BIL-2] a hole is refused, and named; nothing is published and the draft stays', async () => {
    const { storeId, roomId } = await makeStore();
    await write(storeId, content(6000, { fromMinute: 0, toMinute: 1200 }));
    await expect(publish(storeId)).rejects.toMatchObject({
      code: 'tariff_has_findings',
      data: {
        count: 1,
        findings: [{ kind: 'hole', roomId, times: [{ from: 1200, to: 1440 }, {}, {}, {}, {}, {}, {}] }],
      },
    });
    const seen = await storeTariff(product.read(admin), storeId);
    expect(seen).toMatchObject({ current: null, draft: { revision: 1, findings: [{ kind: 'hole' }] } });
  });

  it('[BIL-6] a version never changes: the database itself refuses', async () => {
    const { storeId } = await makeStore();
    await write(storeId, content(6000));
    const { id } = await publish(storeId);
    const change = product.runtime.database.transaction((tx) =>
      tx.run(sql`update tariffs.versions set content = '{}' where id = ${id}`),
    );
    await expect(change).rejects.toThrow('never change');
    const removal = product.runtime.database.transaction((tx) =>
      tx.run(sql`delete from tariffs.versions where id = ${id}`),
    );
    await expect(removal).rejects.toThrow('never change');
  });

  it('[BIL-6] a price given under a version is found again after prices have changed', async () => {
    const { storeId, roomId } = await makeStore();
    await write(storeId, content(6000));
    await publish(storeId);
    const before = product.clock.now();
    product.clock.advance(60_000);
    await write(storeId, content(9900));
    await publish(storeId);
    const from = new Date('2026-12-01T02:00:00Z');
    const calendar = await calendarFacts(product.read(admin), storeId, from, from);
    const price = async (at: Date) => {
      const rules = await rulesNow(storeId, at);
      if (!rules) throw new Error('no rules');
      const [start, until] = [from.getTime(), from.getTime() + 3_600_000];
      const who = { roomId, roomKindId: 'tea', people: 2, memberLevel: null, mode: 'segmented' as const };
      const quote = quoteRoom(rules, calendar, { ...who, from: start, until, at: at.getTime() });
      return quote.kind === 'quote' ? [quote.version, quote.total] : quote.reason;
    };
    expect([await price(before), await price(product.clock.now())]).toEqual([
      [1, 6000],
      [2, 9900],
    ]);
  });

  it('[BIL-2] a version may wait for its day; a later one replaces it', async () => {
    const { storeId } = await makeStore();
    await write(storeId, content(6000));
    await publish(storeId);
    await write(storeId, content(8000));
    const tomorrow = new Date(product.clock.now().getTime() + 86_400_000);
    await publish(storeId, 1, tomorrow);
    expect((await rulesNow(storeId))?.version).toBe(1);
    expect((await rulesNow(storeId, tomorrow))?.version).toBe(2);
    expect((await storeTariff(product.read(admin), storeId)).upcoming).toMatchObject({ number: 2 });
    await write(storeId, content(7000));
    await publish(storeId);
    expect((await rulesNow(storeId, tomorrow))?.version).toBe(3);
    expect((await storeTariff(product.read(admin), storeId)).upcoming).toBeNull();
    await write(storeId, content(7000));
    const past = new Date(product.clock.now().getTime() - 1000);
    await expect(publish(storeId, 1, past)).rejects.toMatchObject({ code: 'invalid_input' });
    const list = await tariffVersions(product.read(admin), {
      ...{ params: { id: storeId }, query: { limit: 2 }, body: undefined },
    });
    expect(list.items.map(({ number }) => number)).toEqual([3, 2]);
    expect(list.nextCursor).not.toBeNull();
  });

  it('[BIL-2] of people who write or publish the same draft at once, one succeeds and the others are told', async () => {
    const { storeId } = await makeStore();
    const outcome = async (work: Promise<unknown>[]) =>
      (await Promise.allSettled(work)).map((one) => (one.status === 'fulfilled' ? 'ok' : one.reason.code)).sort();
    expect(await outcome([1, 2, 3, 4].map((n) => write(storeId, content(n))))).toEqual([
      ...['conflict', 'conflict', 'conflict', 'ok'],
    ]);
    expect(await outcome([1, 2, 3].map((n) => write(storeId, content(n), 1)))).toEqual(['conflict', 'conflict', 'ok']);
    expect(await outcome([1, 2, 3].map(() => publish(storeId, 2)))).toEqual(['conflict', 'conflict', 'ok']);
    const versions = sql`select count(*) from tariffs.versions where store_id = ${storeId}`;
    expect(await count(versions)).toBe(1);
  });

  it('[BIL-2] a draft may be thrown away, by the one who has read it last', async () => {
    const { storeId } = await makeStore();
    await write(storeId, content(6000));
    const discard = (revision: number) => product.as(admin, (ctx) => discardDraft(ctx, storeId, revision));
    await expect(discard(7)).rejects.toMatchObject({ code: 'conflict' });
    await discard(1);
    expect((await storeTariff(product.read(admin), storeId)).draft).toBeNull();
  });

  it('[IDN-8] without the permission it is forbidden, and prices of other stores do not exist', async () => {
    const { storeId } = await makeStore();
    const nobody = staffActor([], null);
    const stranger = staffActor(['tariffs', 'tariffs:edit'], [newId()]);
    const day = { storeId, date: '2026-12-25', type: 'holiday' as const, label: '店庆' };
    for (const [actor, code] of [
      [nobody, 'forbidden'],
      [stranger, 'not_found'],
    ] as const) {
      await expect(write(storeId, content(1), 0, actor)).rejects.toMatchObject({ code });
      await expect(publish(storeId, 1, null, actor)).rejects.toMatchObject({ code });
      await expect(product.as(actor, (ctx) => setDay(ctx, day))).rejects.toMatchObject({ code });
      await expect(product.as(actor, (ctx) => discardDraft(ctx, storeId, 1))).rejects.toMatchObject({ code });
      await expect(storeTariff(product.read(actor), storeId)).rejects.toMatchObject({ code });
    }
    const everywhere = product.as(stranger, (ctx) => setDay(ctx, { ...day, storeId: null }));
    await expect(everywhere).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the calendar', () => {
  const typeOf = async (storeId: string, date: string) => {
    const at = new Date(`${date}T04:00:00Z`);
    const facts = await calendarFacts(product.read(admin), storeId, at, at);
    expect(facts.days).toHaveLength(3);
    return facts.days[1]?.type;
  };

  it('[BIL-2] an administrator makes a day a holiday or a make-up workday, for all of China or one store', async () => {
    const [{ storeId }, other, abroad] = [await makeStore(), await makeStore(), await makeStore('Europe/Berlin')];
    const set = (day: Omit<Parameters<typeof setDay>[1], 'label'>) =>
      product.as(admin, (ctx) => setDay(ctx, { ...day, label: '春节调休' }));
    await set({ storeId: null, date: '2027-02-20', type: 'makeup_workday' });
    await set({ storeId, date: '2027-02-20', type: 'holiday' });
    const types = async () => [
      ...[await typeOf(storeId, '2027-02-20'), await typeOf(other.storeId, '2027-02-20')],
      await typeOf(abroad.storeId, '2027-02-20'),
    ];
    expect(await types()).toEqual(['holiday', 'makeup_workday', 'weekend']);
    const year = await yearOfSpecialDays(product.read(admin), {
      ...{ params: { id: storeId }, query: { year: 2027 }, body: undefined },
    });
    expect(year.year.status).toBe('law_only');
    expect(year.items).toContainEqual({
      ...{ date: '2027-02-20', weekday: 5, type: 'holiday', label: '春节调休', source: 'store' },
    });
    await set({ storeId, date: '2027-02-20', type: null });
    await set({ storeId: null, date: '2027-02-20', type: null });
    expect(await types()).toEqual(['weekend', 'weekend', 'weekend']);
  });

  it('[BIL-2] days of a clock change have two offsets, others one; the days reach one beyond on both sides', async () => {
    const berlin = await makeStore('Europe/Berlin');
    const [from, until] = [new Date('2026-10-24T12:00:00Z'), new Date('2026-10-25T12:00:00Z')];
    const { days } = await calendarFacts(product.read(admin), berlin.storeId, from, until);
    expect(days.map(({ date, offsets }) => [date, offsets.map(({ offset }) => offset)])).toEqual([
      ['2026-10-23', [120]],
      ['2026-10-24', [120]],
      ['2026-10-25', [120, 60]],
      ['2026-10-26', [60]],
    ]);
    expect(new Date(days[2]?.offsets[1]?.from ?? 0).toISOString()).toBe('2026-10-25T01:00:00.000Z');
    const nepal = await makeStore('Asia/Kathmandu');
    const facts = await calendarFacts(product.read(admin), nepal.storeId, from, from);
    expect(facts.days[1]).toMatchObject({ start: Date.parse('2026-10-23T18:15:00Z'), offsets: [{ offset: 345 }] });
    await expect(calendarFacts(product.read(admin), newId(), from, until)).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('[BIL-5] a replay prices the last days’ stays by the draft, the largest changes first', async () => {
  const { storeId, roomId } = await makeStore();
  await write(storeId, content(6000, { fromMinute: 0, toMinute: 1200 }));
  const now = product.clock.now().getTime();
  const from = Date.parse(`${new Date(now - 3 * 86_400_000).toISOString().slice(0, 10)}T03:00:00Z`);
  const stay = (hours: number, paid: number, start = from) => ({
    ...{ id: newId(), from: start, until: start + hours * 3_600_000, at: start, roomId, roomKindId: 'tea', people: 2 },
    ...{ memberLevel: null, mode: 'segmented' as const, paid },
  });
  const stays = [stay(1, 5000), stay(3, 15_000), stay(1, 6000), stay(2, 8000, from + 9.5 * 3_600_000)];
  const ports = { pastStays: async () => stays };
  const input = { params: { id: storeId }, query: { days: 7, sensitivity: 0 }, body: undefined };
  const replay = await tariffReplay(product.read(admin), ports, input);
  expect(replay).toMatchObject({
    ...{ before: { stays: 4, minutes: 420, revenue: 34_000 }, after: { stays: 3, minutes: 300, revenue: 30_000 } },
    ...{ lost: 1, changes: [{ before: 8000, after: null }, { before: 15_000, after: 18_000 }, { before: 5000 }] },
  });
});
