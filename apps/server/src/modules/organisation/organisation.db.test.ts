import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import { anEntity, aStore, makeStore, staffActor } from '../../testing/chain.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import * as customers from './customer-queries.ts';
import {
  admission,
  agentsOfStore,
  bindAgents,
  createEntity,
  createRegion,
  createStore,
  doorCode,
  feeTerms,
  findStoreByDoorToken,
  issueDoorCode,
  liftLockdown,
  lockDown,
  type OrganisationPorts,
  setStoreState,
  storeIdsOfScope,
  updateEntity,
  updateRegion,
  updateStore,
} from './index.ts';
import * as queries from './queries.ts';

let database: TestDatabase;
let t: ReturnType<typeof createTestRuntime>;
beforeAll(async () => {
  database = await createTestDatabase();
  t = createTestRuntime(database.url);
});
afterAll(() => t.close());

/** What floors above would answer, set by each test. */
const world = {
  online: new Map<string, boolean>(),
  inside: new Map<string, number>(),
  names: new Map<string, string>(),
};
const ports: OrganisationPorts = {
  storeFigures: async (_, ids) =>
    new Map(
      ids.map((id) => [id, { deviceCount: 2, devicesOnline: 1, insideNow: 3, salesToday: 1250, ordersToday: 4 }]),
    ),
  doorOnline: async () => world.online,
  insideCounts: async () => world.inside,
  staffNames: async () => world.names,
  bindableAgents: async () => new Set(world.names.keys()),
};
const platform = staffActor('platform_administrator', null);
const code = (work: Promise<unknown>) => work.then(() => 'done').catch((error) => error.code ?? error);
const audits = (objectId: string) =>
  t.runtime.database.rows(
    z.object({ action: z.string(), actor_id: z.string().nullable(), before: z.unknown(), after: z.unknown() }),
    sql`select action, actor_id, before, after from kernel.audit_log where object_id = ${objectId} order by id`,
  );
const events = (storeId: string) =>
  t.runtime.database.rows(
    z.object({ name: z.string(), payload: z.record(z.string(), z.unknown()) }),
    sql`select name, payload from kernel.outbox where payload ->> 'storeId' = ${storeId} order by id`,
  );

describe('entities', () => {
  test('[ORG-1] an entity keeps its contact, licence, account and fee, with numbers sealed and shown masked', async () => {
    const licenceNumber = '91330106MA2B0TEST1';
    const { entityId } = await t.as(platform, (ctx) => createEntity(ctx, anEntity({ licenceNumber })));
    const shown = await queries.entity(t.read(platform), entityId);
    expect(shown).toMatchObject({
      name: '杭州拾光便利有限公司',
      contactPhone: '138****1234',
      payoutAccount: '**** 7890',
      serviceFee: 600,
      storeCount: 0,
    });
    const raw = await t.runtime.database.row(
      z.object({ row: z.string() }),
      sql`select entities::text as row from organisation.entities where id = ${entityId}`,
    );
    expect(raw.row).not.toContain('13800001234');
    expect(raw.row).not.toContain('6222021234567890');
    const [entry] = await audits(entityId);
    expect(entry).toMatchObject({ action: 'entities.create', actor_id: platform.id });
    expect(JSON.stringify(entry)).not.toContain('6222021234567890');
    expect(await code(t.as(platform, (ctx) => createEntity(ctx, anEntity({ licenceNumber }))))).toBe('invalid_input');
  });

  test('[ORG-1] an edit that sends the masked number back, and leaves the account out, keeps both', async () => {
    const { entityId } = await t.as(platform, (ctx) => createEntity(ctx, anEntity()));
    const sealed = () =>
      t.runtime.database.row(
        z.object({ phone: z.string(), account: z.string() }),
        sql`
          select contact_phone_sealed as phone, payout_account_sealed as account
          from organisation.entities where id = ${entityId}`,
      );
    const before = await sealed();
    const { payoutAccount: _, ...kept } = anEntity({ contactPhone: '138****1234', serviceFee: 800 });
    await t.as(platform, (ctx) => updateEntity(ctx, entityId, kept));
    expect(await sealed()).toEqual(before);
    expect((await queries.entity(t.read(platform), entityId)).serviceFee).toBe(800);
    await t.as(platform, (ctx) => updateEntity(ctx, entityId, { ...kept, contactPhone: '13900005678' }));
    expect((await queries.entity(t.read(platform), entityId)).contactPhone).toBe('139****5678');
    expect((await audits(entityId)).map((entry) => entry.action)).toEqual([
      'entities.create',
      'entities.update',
      'entities.update',
    ]);
  });

  test('[IDN-8] an entity is seen and counted by its stores in scope, and a limited scope creates none', async () => {
    const { entityId, storeId } = await t.as(platform, (ctx) => makeStore(ctx));
    await t.as(platform, (ctx) => createStore(ctx, aStore(entityId, { name: '拾光便利·二店' })));
    const other = await t.as(platform, (ctx) => makeStore(ctx));
    const owner = staffActor('entity_owner', [storeId]);
    const page = await queries.entities(t.read(owner), { limit: 20 });
    expect(page.items.map((item) => [item.id, item.storeCount])).toEqual([[entityId, 1]]);
    expect(await code(queries.entity(t.read(owner), other.entityId))).toBe('not_found');
    const editor = staffActor(['entities', 'entities:edit'], [storeId]);
    expect(await code(t.as(editor, (ctx) => createEntity(ctx, anEntity())))).toBe('forbidden');
    expect(await code(t.as(editor, (ctx) => updateEntity(ctx, other.entityId, anEntity())))).toBe('not_found');
    expect(await code(t.as(owner, (ctx) => updateEntity(ctx, entityId, anEntity())))).toBe('forbidden');
  });

  test('[ORG-1] entities are searched by name and licence and page by cursor', async () => {
    const mark = newId().slice(-8);
    for (const index of [1, 2, 3])
      await t.as(platform, (ctx) => createEntity(ctx, anEntity({ name: `分页 ${mark} ${index}` })));
    const first = await queries.entities(t.read(platform), { limit: 2, search: mark });
    expect(first.items).toHaveLength(2);
    const second = await queries.entities(t.read(platform), {
      limit: 2,
      search: mark,
      cursor: first.nextCursor ?? '',
    });
    expect(second.items.map((item) => item.name)).toEqual([`分页 ${mark} 3`]);
    expect(second.nextCursor).toBeNull();
    expect(await code(queries.entities(t.read(platform), { limit: 2, cursor: 'forged' }))).toBe('invalid_input');
  });
});

describe('regions', () => {
  test('[ORG-5] the tree counts stores below, follows scopes, and refuses a circle', async () => {
    const region = (name: string, parentId: string | null) =>
      t.as(platform, (ctx) => createRegion(ctx, { name, parentId })).then((made) => made.regionId);
    const head = await region('总部', null);
    const east = await region('华东', head);
    const south = await region('华南', head);
    const { storeId } = await t.as(platform, (ctx) => makeStore(ctx, { regionId: east }));
    const counts = async (actor = platform) =>
      new Map((await queries.regions(t.read(actor))).items.map((item) => [item.id, item.storeCount]));
    const all = await counts();
    expect([all.get(head), all.get(east), all.get(south)]).toEqual([1, 1, 0]);
    const manager = staffActor('region_manager', [storeId]);
    expect([...(await counts(manager)).keys()].sort()).toEqual([head, east].sort());

    expect(await code(t.as(platform, (ctx) => updateRegion(ctx, head, { name: '总部', parentId: east })))).toBe(
      'invalid_input',
    );
    expect(await code(t.as(platform, (ctx) => updateRegion(ctx, newId(), { name: '无', parentId: null })))).toBe(
      'not_found',
    );
    expect(await code(t.as(platform, (ctx) => createRegion(ctx, { name: '无', parentId: newId() })))).toBe(
      'invalid_input',
    );
    expect(await code(t.as(manager, (ctx) => createRegion(ctx, { name: '私建', parentId: null })))).toBe('forbidden');
    await t.as(platform, (ctx) => updateRegion(ctx, east, { name: '华东大区', parentId: null }));
    expect((await counts()).get(head)).toBe(0);
    expect((await audits(east)).map((entry) => entry.action)).toEqual(['regions.create', 'regions.update']);
  });

  test('[ORG-5] two moves at once that would close a circle together: one is refused', async () => {
    const [a, b] = await t.as(platform, async (ctx) => [
      (await createRegion(ctx, { name: 'A', parentId: null })).regionId,
      (await createRegion(ctx, { name: 'B', parentId: null })).regionId,
    ]);
    if (!a || !b) throw new Error('two regions were made');
    const gate = Promise.withResolvers<void>();
    const moved = Promise.withResolvers<void>();
    const first = code(
      t.as(platform, async (ctx) => {
        await updateRegion(ctx, a, { name: 'A', parentId: b });
        moved.resolve();
        await gate.promise;
      }),
    );
    await moved.promise;
    let settled = false;
    const second = code(t.as(platform, (ctx) => updateRegion(ctx, b, { name: 'B', parentId: a }))).finally(() => {
      settled = true;
    });
    const waits = () =>
      t.runtime.database.row(
        z.object({ waits: z.boolean() }),
        sql`
          select exists (
            select from pg_locks where not granted and relation = 'organisation.regions'::regclass
          ) as waits`,
      );
    while (!settled && !(await waits()).waits);
    gate.resolve();
    expect([await first, await second]).toEqual(['done', 'invalid_input']);
  });
});

describe('stores', () => {
  test('[ORG-6] a store is created open, with a number, a door code, a log entry and an event', async () => {
    const { storeId, number, entityId } = await t.as(platform, (ctx) => makeStore(ctx));
    const shown = await queries.staffStore(t.read(platform), ports, storeId);
    expect(shown).toMatchObject({ number, state: 'open', entity: { id: entityId }, lockdown: null, version: 1 });
    expect(shown).toMatchObject({ deviceCount: 2, salesToday: 1250 });
    expect((await audits(storeId)).map((entry) => entry.action)).toEqual(['stores.create']);
    expect((await events(storeId)).map((event) => event.name)).toEqual(['organisation.store_created']);
    expect(await feeTerms(t.read(platform), storeId)).toEqual({
      entityId,
      serviceFee: 600,
      channelFeeBearer: 'entity',
    });
  });

  test('[ORG-6] bad input is named: zone, hours, entity, region', async () => {
    const { entityId } = await t.as(platform, (ctx) => createEntity(ctx, anEntity()));
    const overlapping = aStore(entityId).hours;
    overlapping.weekdays[0]?.push({ from: '10:00', to: '11:00' });
    const field = (changes: Parameters<typeof aStore>[1]) =>
      t
        .as(platform, (ctx) => createStore(ctx, aStore(entityId, changes)))
        .catch((error) => [error.code, error.data.field]);
    expect(await field({ zone: 'Asia/Hangzhou' })).toEqual(['invalid_input', 'zone']);
    expect(await field({ hours: overlapping })).toEqual(['invalid_input', 'hours.weekdays.0']);
    expect(await field({ entityId: newId() })).toEqual(['invalid_input', 'entityId']);
    expect(await field({ regionId: newId() })).toEqual(['invalid_input', 'regionId']);
  });

  test('[ORG-6] an edit needs the version that was read; money and scope fields need the whole platform', async () => {
    const { storeId, entityId } = await t.as(platform, (ctx) => makeStore(ctx));
    const manager = staffActor('store_manager', [storeId]);
    const stranger = staffActor('store_manager', [newId()]);
    const edit = aStore(entityId, { name: '拾光便利·文三路旗舰店', capacity: 8 });
    await t.as(manager, (ctx) => updateStore(ctx, storeId, { ...edit, version: 1 }));
    expect(await code(t.as(manager, (ctx) => updateStore(ctx, storeId, { ...edit, version: 1 })))).toBe('conflict');
    expect(await code(t.as(manager, (ctx) => updateStore(ctx, storeId, { ...edit, serviceFee: 0, version: 2 })))).toBe(
      'forbidden',
    );
    expect(await code(t.as(stranger, (ctx) => updateStore(ctx, storeId, { ...edit, version: 2 })))).toBe('not_found');
    expect(await code(t.as(manager, (ctx) => createStore(ctx, aStore(entityId))))).toBe('forbidden');
    const analyst = staffActor('analyst', null);
    expect(await code(t.as(analyst, (ctx) => updateStore(ctx, storeId, { ...edit, version: 2 })))).toBe('forbidden');
    await t.as(platform, (ctx) => updateStore(ctx, storeId, { ...edit, serviceFee: 450, version: 2 }));
    expect((await feeTerms(t.read(platform), storeId)).serviceFee).toBe(450);
    const entry = (await audits(storeId))[1];
    expect(entry).toMatchObject({ before: { capacity: 5 }, after: { capacity: 8 } });
    expect((await events(storeId)).filter((event) => event.name === 'organisation.store_changed')).toHaveLength(2);
    expect(t.heard.some((item) => item.topic === `store:${storeId}` && item.name === 'store.changed')).toBe(true);
  });

  test('[ORG-6] two edits of one version at once: one lands, one learns of the conflict', async () => {
    const { storeId, entityId } = await t.as(platform, (ctx) => makeStore(ctx));
    const outcomes = await Promise.all(
      ['甲', '乙'].map((name) =>
        code(t.as(platform, (ctx) => updateStore(ctx, storeId, { ...aStore(entityId, { name }), version: 1 }))),
      ),
    );
    expect(outcomes.sort()).toEqual(['conflict', 'done']);
  });

  test('[ORG-6] states move as the table says, and a suspension is the platform’s', async () => {
    const { storeId } = await t.as(platform, (ctx) => makeStore(ctx));
    const manager = staffActor('store_manager', [storeId]);
    const set = (actor: typeof manager, state: 'open' | 'closed' | 'abnormal' | 'suspended') =>
      code(t.as(actor, (ctx) => setStoreState(ctx, storeId, { state, reason: '例行' })));
    expect(await set(manager, 'open')).toBe('illegal_move');
    expect(await set(manager, 'closed')).toBe('done');
    expect(await set(manager, 'suspended')).toBe('forbidden');
    expect(await set(platform, 'suspended')).toBe('done');
    expect(await set(manager, 'open')).toBe('forbidden');
    expect(await set(platform, 'abnormal')).toBe('illegal_move');
    expect(await set(platform, 'open')).toBe('done');
    expect((await audits(storeId)).filter((entry) => entry.action === 'stores.set_state')).toHaveLength(3);
  });

  test('[ORG-7] the list honours scope, filters by state, region, kind and text, and pages', async () => {
    const mark = newId().slice(-8);
    const { regionId } = await t.as(platform, (ctx) => createRegion(ctx, { name: mark, parentId: null }));
    const { regionId: below } = await t.as(platform, (ctx) => createRegion(ctx, { name: 'x', parentId: regionId }));
    const { entityId } = await t.as(platform, (ctx) => createEntity(ctx, anEntity()));
    const ids: string[] = [];
    for (const kind of ['retail', 'rooms', 'both'] as const)
      ids.push(
        (
          await t.as(platform, (ctx) =>
            createStore(ctx, aStore(entityId, { kind, regionId: below, name: `列表 ${mark} ${kind}` })),
          )
        ).storeId,
      );
    const list = async (query: object, actor = platform) =>
      (await queries.staffStores(t.read(actor), ports, { limit: 20, ...query })).items.map((item) => item.id);
    expect(await list({ regionId })).toEqual(ids);
    expect(await list({ search: mark, kind: 'rooms' })).toEqual([ids[1], ids[2]]);
    expect(await list({ search: mark, state: 'closed' })).toEqual([]);
    expect(await list({ entityId }, staffActor('store_manager', [ids[1] ?? '']))).toEqual([ids[1]]);
    const first = await queries.staffStores(t.read(platform), ports, { limit: 2, search: mark });
    expect(await list({ limit: 2, search: mark, cursor: first.nextCursor ?? '' })).toEqual([ids[2]]);
    expect(await code(list({}, staffActor('cashier', null)))).toBe('forbidden');
    expect(await code(queries.staffStore(t.read(staffActor('store_manager', [])), ports, ids[0] ?? ''))).toBe(
      'not_found',
    );
  });

  test('[ORG-7] agents are bound and unbound as a list, and an unknown account is refused', async () => {
    const { storeId } = await t.as(platform, (ctx) => makeStore(ctx));
    const [mei, bo] = [newId(), newId()];
    world.names = new Map([
      [mei, '周小梅'],
      [bo, '吴波'],
    ]);
    const manager = staffActor('store_manager', [storeId]);
    const bind = (ids: string[], actor = manager) => code(t.as(actor, (ctx) => bindAgents(ctx, ports, storeId, ids)));
    expect(await bind([mei, bo, mei])).toBe('done');
    expect((await agentsOfStore(t.read(platform), storeId)).sort()).toEqual([mei, bo].sort());
    expect(await bind([bo])).toBe('done');
    expect((await queries.staffStore(t.read(platform), ports, storeId)).agents).toEqual([{ id: bo, name: '吴波' }]);
    expect(await bind([newId()])).toBe('invalid_input');
    expect(await bind([bo], staffActor('store_manager', [newId()]))).toBe('not_found');
    expect(await bind([bo], staffActor('agent', [storeId]))).toBe('forbidden');
    expect(await storeIdsOfScope(t.runtime.database, bo, { kind: 'own', ids: [] })).toEqual([storeId]);
    expect((await audits(storeId)).filter((entry) => entry.action === 'stores.bind_agents')).toHaveLength(2);
  });

  test('[IDN-8] scopes resolve to stores: all, region with all below, entity, stores', async () => {
    const parent = await t.as(platform, (ctx) => createRegion(ctx, { name: '大区', parentId: null }));
    const child = await t.as(platform, (ctx) => createRegion(ctx, { name: '片区', parentId: parent.regionId }));
    const { storeId, entityId } = await t.as(platform, (ctx) => makeStore(ctx, { regionId: child.regionId }));
    const scope = (kind: 'all' | 'region' | 'entity' | 'stores', ids: string[]) =>
      storeIdsOfScope(t.runtime.database, newId(), { kind, ids });
    expect(await scope('all', [])).toBeNull();
    expect(await scope('region', [parent.regionId])).toEqual([storeId]);
    expect(await scope('entity', [entityId])).toEqual([storeId]);
    expect(await scope('stores', [storeId, newId()])).toEqual([storeId]);
    expect(await scope('region', [newId()])).toEqual([]);
  });
});

describe('doors', () => {
  test('[VIS-1] a door code finds its store until it is rotated; a forged one finds none', async () => {
    const { storeId } = await t.as(platform, (ctx) => makeStore(ctx));
    const manager = staffActor('store_manager', [storeId]);
    const first = await doorCode(t.read(manager), storeId);
    expect(first.url).toBe(`${t.runtime.kernel.config.publicUrl}/d/${first.token}`);
    expect(await findStoreByDoorToken(t.read({ kind: 'anonymous' }), first.token)).toEqual({ storeId });
    expect((await customers.storeBehindDoor(t.read({ kind: 'anonymous' }), ports, first.token)).id).toBe(storeId);
    await t.as(manager, (ctx) => issueDoorCode(ctx, storeId));
    const second = await doorCode(t.read(manager), storeId);
    expect(second.token).not.toBe(first.token);
    expect(await findStoreByDoorToken(t.read(manager), first.token)).toBeNull();
    expect(await code(customers.storeBehindDoor(t.read(manager), ports, first.token))).toBe('door_code_invalid');
    expect(await code(customers.storeBehindDoor(t.read(manager), ports, 'forged-forged'))).toBe('door_code_invalid');
    const stranger = staffActor('store_manager', [newId()]);
    expect(await code(doorCode(t.read(stranger), storeId))).toBe('not_found');
    expect(await code(t.as(stranger, (ctx) => issueDoorCode(ctx, storeId)))).toBe('not_found');
    expect(await code(t.as(staffActor('agent', [storeId]), (ctx) => issueDoorCode(ctx, storeId)))).toBe('forbidden');
    const entry = (await audits(storeId)).at(-1);
    expect(entry?.action).toBe('stores.issue_door_code');
    expect(JSON.stringify(await audits(storeId))).not.toContain(second.token);
  });

  test('[VIS-1] two rotations at once leave one current code', async () => {
    const { storeId } = await t.as(platform, (ctx) => makeStore(ctx));
    await Promise.all([1, 2, 3].map(() => t.as(platform, (ctx) => issueDoorCode(ctx, storeId))));
    const { current } = await t.runtime.database.row(
      z.object({ current: z.number() }),
      sql`select count(*) as current from organisation.door_codes where store_id = ${storeId} and ended_at is null`,
    );
    expect(current).toBe(1);
  });

  test('[ORG-9] a lockdown refuses at the door, tells the devices, and only agents and managers make and lift it', async () => {
    const { storeId } = await t.as(platform, (ctx) => makeStore(ctx));
    const agent = staffActor('agent', [storeId]);
    await t.as(agent, (ctx) => lockDown(ctx, storeId, '有人砸门'));
    expect((await admission(t.read(agent), storeId)).lockdown).toMatchObject({ reason: '有人砸门' });
    expect((await customers.publicStore(t.read({ kind: 'anonymous' }), ports, storeId)).availability).toBe('lockdown');
    expect((await queries.staffStore(t.read(agent), ports, storeId)).lockdown).toMatchObject({ by: '李店长' });
    expect(await code(t.as(agent, (ctx) => lockDown(ctx, storeId, '再来')))).toBe('illegal_move');
    for (const role of ['cashier', 'operations', 'auditor'] as const)
      expect(await code(t.as(staffActor(role, null), (ctx) => liftLockdown(ctx, storeId, '放行')))).toBe('forbidden');
    expect(await code(t.as(staffActor('agent', []), (ctx) => liftLockdown(ctx, storeId, '放行')))).toBe('not_found');
    await t.as(staffActor('store_manager', [storeId]), (ctx) => liftLockdown(ctx, storeId, '已处理'));
    expect(await code(t.as(agent, (ctx) => liftLockdown(ctx, storeId, '再放')))).toBe('illegal_move');
    expect((await admission(t.read(agent), storeId)).lockdown).toBeNull();
    const told = (await events(storeId)).filter((event) => event.name === 'organisation.lockdown_changed');
    expect(told.map((event) => [event.payload.locked, event.payload.reason])).toEqual([
      [true, '有人砸门'],
      [false, '已处理'],
    ]);
    expect((await audits(storeId)).map((entry) => entry.action)).toEqual([
      'stores.create',
      'stores.lockdown',
      'stores.lift_lockdown',
    ]);
  });

  test('[ORG-9] two lockdowns at once: one is made, one is told', async () => {
    const { storeId } = await t.as(platform, (ctx) => makeStore(ctx));
    const both = await Promise.all([1, 2].map(() => code(t.as(platform, (ctx) => lockDown(ctx, storeId, '演练')))));
    expect(both.sort()).toEqual(['done', 'illegal_move']);
  });

  test('[ORG-8] admission knows hours and attended window in the store’s own zone', async () => {
    const { storeId } = await t.as(platform, (ctx) => makeStore(ctx));
    const urumqi = await t.as(platform, (ctx) => makeStore(ctx, { zone: 'Asia/Urumqi' }));
    const at = async (instant: string, id: string) => {
      const ctx = { ...t.read(platform), now: new Date(instant) };
      const { openNow, attendedNow } = await admission(ctx, id);
      return [openNow, attendedNow];
    };
    expect(await at('2026-06-01T00:30:00Z', storeId)).toEqual([true, true]);
    expect(await at('2026-06-01T00:30:00Z', urumqi.storeId)).toEqual([true, false]);
    expect(await at('2026-05-31T23:59:00Z', storeId)).toEqual([true, false]);
    expect(await admission(t.read(platform), storeId)).toMatchObject({
      hoursText: '00:00–24:00',
      attendedText: '08:00–22:00',
      capacity: 5,
      exitPolicy: 'agent',
    });
    expect(await code(admission(t.read(platform), newId()))).toBe('not_found');
  });
});

describe('nearby', () => {
  test('[ORG-12] stores come nearest first with their distance, filter by kind, text and open now, and page', async () => {
    const mark = newId().slice(-8);
    const { entityId } = await t.as(platform, (ctx) => createEntity(ctx, anEntity()));
    const make = async (name: string, longitude: number, changes = {}) =>
      (
        await t.as(platform, (ctx) =>
          createStore(
            ctx,
            aStore(entityId, { name: `${name} ${mark}`, position: { longitude, latitude: 30.25 }, ...changes }),
          ),
        )
      ).storeId;
    const far = await make('远', 120.2);
    const near = await make('近', 120.151);
    const night = await make('夜', 120.16, {
      attended: { weekdays: Array.from({ length: 7 }, () => [{ from: '20:00', to: '02:00' }]), exceptions: [] },
    });
    const suspended = await make('停', 120.15);
    await t.as(platform, (ctx) => setStoreState(ctx, suspended, { state: 'suspended', reason: '整改' }));
    world.online = new Map([near, far, night].map((id) => [id, true]));
    world.inside = new Map([[far, 5]]);
    const visitor = t.read({ kind: 'anonymous' });
    const here = { search: mark, longitude: 120.15, latitude: 30.25, limit: 20 };
    const all = await customers.publicStores(visitor, ports, here);
    expect(all.items.map((item) => item.id)).toEqual([near, night, far]);
    expect(all.items[0]?.distance).toBeGreaterThan(90);
    expect(all.items[0]?.distance).toBeLessThan(100);
    expect(all.items.map((item) => item.availability)).toEqual(['open', 'unattended_off', 'full']);
    const open = await customers.publicStores(visitor, ports, { ...here, openNow: true });
    expect(open.items.map((item) => item.id)).toEqual([near, far]);
    const first = await customers.publicStores(visitor, ports, { ...here, openNow: true, limit: 1 });
    const second = await customers.publicStores(visitor, ports, {
      ...here,
      openNow: true,
      limit: 1,
      cursor: first.nextCursor ?? '',
    });
    expect([first.items[0]?.id, second.items[0]?.id, second.nextCursor]).toEqual([near, far, null]);
    const unplaced = await customers.publicStores(visitor, ports, { search: mark, limit: 20 });
    expect(unplaced.items.map((item) => [item.id, item.distance])).toEqual([far, near, night].map((id) => [id, null]));
    expect((await customers.publicStores(visitor, ports, { ...here, kind: 'rooms' })).items).toEqual([]);
    world.online = new Map();
    expect((await customers.publicStore(visitor, ports, near)).availability).toBe('offline');
  });
});
