import { roleMatrix } from '@latchkey/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../kernel/actor.ts';
import { anonymous, createPeople, type People } from '../../testing/people.ts';
import { createFirstAdministrator } from './create-first-administrator.ts';
import { createStaff, type StaffInput } from './create-staff.ts';
import { changeRole, createRole } from './custom-roles.ts';
import { ensurePresetRoles } from './ensure-preset-roles.ts';
import { freezeStaff, unfreezeStaff } from './freeze-staff.ts';
import { unwrap } from './ports.ts';
import { getStaff, listRoles, listStaff, staffNames } from './queries.ts';
import { updateStaff } from './update-staff.ts';

let people: People;
beforeAll(async () => {
  people = await createPeople();
});
afterAll(() => people.close());
beforeEach(() => {
  people.clock.advance(15 * 60_000);
});

const all = { kind: 'all', ids: [] } as const;

const input = (changes: Partial<StaffInput> & { loginName?: string } = {}) => ({
  loginName: `n${people.newId().slice(-10)}`,
  name: '赵敏',
  phone: '13900001111',
  roleIds: [people.roleIds.get('cashier') ?? ''],
  scope: { kind: 'stores' as const, ids: [people.newId()] },
  ...changes,
});

describe('preset roles', () => {
  it('[IDN-17] are rows that equal the matrix, made once however often', async () => {
    await people.asSystem(ensurePresetRoles);
    const admin = await people.staff('platform_administrator');
    const { items } = await listRoles(people.read(await people.staffActor(admin)));
    const presets = items.filter((role) => role.preset !== null);
    expect(presets).toHaveLength(people.presets.length);
    for (const role of presets) {
      if (role.preset) expect(new Set(role.permissions)).toEqual(new Set(roleMatrix[role.preset]));
    }
    await expect(people.as(anonymous, ensurePresetRoles)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await people.audits('cashier')).toHaveLength(1);
  });
});

describe('accounts', () => {
  it('[IDN-6] are created with roles and scope, and the phone stays masked', async () => {
    const admin = await people.administrator();
    const given = input({ loginName: 'wu.lei' });
    const { id, password } = await people.as(admin.actor, (ctx) => createStaff(ctx, people.ports, given));
    expect(password).toMatch(/^[A-Za-z2-9]{16}$/);
    const view = await getStaff(people.read(admin.actor), id);
    expect(view).toMatchObject({
      loginName: 'wu.lei',
      phone: '139****1111',
      state: 'active',
      mustChangePassword: true,
      scope: given.scope,
    });
    expect(view.roles.map((role) => role.preset)).toEqual(['cashier']);
    expect(await staffNames(people.read(admin.actor), [id])).toEqual(new Map([[id, '赵敏']]));
    const [row] = await people.audits(id);
    expect(row).toMatchObject({ action: 'staff.create', actor_kind: 'staff', actor_id: admin.id });
    expect(JSON.stringify(row)).not.toContain(password);
    await expect(people.as(admin.actor, (ctx) => createStaff(ctx, people.ports, given))).rejects.toMatchObject({
      code: 'login_name_taken',
    });
  });

  it('[IDN-6] refuse unknown roles, scopes that name nothing, and a lasting password from a person', async () => {
    const { actor } = await people.administrator();
    const make = (changes: Partial<StaffInput> & { lastingPassword?: string }) =>
      people.as(actor, (ctx) => createStaff(ctx, people.ports, { ...input(), ...changes }));
    await expect(make({ roleIds: [people.newId()] })).rejects.toMatchObject({ data: { field: 'roleIds' } });
    await expect(make({ scope: { kind: 'stores', ids: [] } })).rejects.toMatchObject({ data: { field: 'scope.ids' } });
    await expect(make({ scope: { kind: 'all', ids: [people.newId()] } })).rejects.toMatchObject({
      data: { field: 'scope.ids' },
    });
    await expect(make({ lastingPassword: 'right-horse-1' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('[IDN-6] roles change only with a second factor, and never one’s own', async () => {
    const plain = await people.staff('platform_administrator');
    const actor = await people.staffActor(plain);
    const target = await people.staff('cashier');
    const roles = { name: '新名', roleIds: [people.roleIds.get('agent') ?? ''], scope: all };
    const change = (id: string, given: typeof roles) =>
      people.as(actor, (ctx) => updateStaff(ctx, people.ports, id, given));
    await expect(change(target.id, roles)).rejects.toMatchObject({ code: 'second_factor_required' });
    const guarded = input({ roleIds: [people.roleIds.get('finance') ?? ''] });
    await expect(people.as(actor, (ctx) => createStaff(ctx, people.ports, guarded))).rejects.toMatchObject({
      code: 'second_factor_required',
    });
    await change(target.id, { ...roles, roleIds: [people.roleIds.get('cashier') ?? ''] });
    await people.proveSecondFactor(actor, plain.password);
    await change(target.id, roles);
    const session = unwrap(await people.enter(target.loginName, target.password));
    expect(await people.actorOf(session.token, 'staff')).toMatchObject({ permissions: new Set(roleMatrix.agent) });
    await expect(change(plain.id, roles)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(change(people.newId(), roles)).rejects.toMatchObject({ code: 'not_found' });
    expect((await people.audits(target.id)).filter((row) => row.action === 'staff.update')).toHaveLength(2);
  });

  it('[IDN-6] a phone that is left out stays, and null removes it', async () => {
    const { actor } = await people.administrator();
    const { id } = await people.as(actor, (ctx) => createStaff(ctx, people.ports, input()));
    const view = await getStaff(people.read(actor), id);
    const rest = { name: '钱进', roleIds: view.roles.map((role) => role.id), scope: view.scope };
    await people.as(actor, (ctx) => updateStaff(ctx, people.ports, id, rest));
    expect(await getStaff(people.read(actor), id)).toMatchObject({ name: '钱进', phone: '139****1111' });
    await people.as(actor, (ctx) => updateStaff(ctx, people.ports, id, { ...rest, phone: null }));
    expect((await getStaff(people.read(actor), id)).phone).toBeNull();
  });

  it('[IDN-10] freezing ends sessions with the commit, tells sockets, and unfreezing lets in again', async () => {
    const admin = await people.administrator();
    const staff = await people.staff('agent');
    const session = unwrap(await people.enter(staff.loginName, staff.password));
    people.heard.length = 0;
    await people.drain();
    await people.as(admin.actor, (ctx) => freezeStaff(ctx, staff.id, '离职'));
    expect(await people.authenticate(session.token, 'staff')).toBeNull();
    expect(people.heard).toContainEqual(expect.objectContaining({ topic: `staff:${staff.id}`, name: 'session.ended' }));
    const events = await people.drain();
    expect(events).toEqual([
      {
        name: 'identity.sessions_ended',
        payload: expect.objectContaining({ actor: { kind: 'staff', id: staff.id }, reason: 'frozen' }),
      },
    ]);
    await expect(people.as(admin.actor, (ctx) => freezeStaff(ctx, staff.id, 'x'))).rejects.toMatchObject({
      code: 'illegal_move',
    });
    await people.as(admin.actor, (ctx) => unfreezeStaff(ctx, staff.id, '返岗'));
    expect(await people.authenticate(session.token, 'staff')).toBeNull();
    expect((await people.enter(staff.loginName, staff.password)).ok).toBe(true);
    await expect(people.as(admin.actor, (ctx) => unfreezeStaff(ctx, staff.id, 'x'))).rejects.toMatchObject({
      code: 'illegal_move',
    });
    await expect(people.as(admin.actor, (ctx) => freezeStaff(ctx, people.newId(), 'x'))).rejects.toMatchObject({
      code: 'not_found',
    });
    const rows = (await people.audits(staff.id)).filter(
      (row) => row.action.startsWith('staff.') && row.action.includes('freeze'),
    );
    expect(rows.map((row) => row.after)).toEqual([
      { state: 'frozen', reason: '离职' },
      { state: 'active', reason: '返岗' },
    ]);
  });
});

describe('data scope', () => {
  it('[IDN-8] a region manager sees people of the own stores and no others, one by one and in the list', async () => {
    const [mine, other] = [people.newId(), people.newId()];
    const near = await people.staff('store_manager', { kind: 'stores', ids: [mine] });
    const far = await people.staff('store_manager', { kind: 'stores', ids: [mine, other] });
    const manager = await people.staff('region_manager', { kind: 'stores', ids: [mine] });
    const actor = await people.staffActor(manager);
    const page = await listStaff(people.read(actor), { limit: 100 });
    const ids = page.items.map((item) => item.id);
    expect(ids).toEqual(expect.arrayContaining([near.id, manager.id]));
    expect(ids).not.toContain(far.id);
    expect(await getStaff(people.read(actor), near.id)).toMatchObject({ id: near.id });
    await expect(getStaff(people.read(actor), far.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('[IDN-8] nobody gives a wider scope than the own', async () => {
    const mine = people.newId();
    const roleId = await people.asSystem((ctx) =>
      createRole(ctx, { name: `店内账号${mine.slice(-6)}`, permissions: ['staff:edit'] }),
    );
    const made = await people.asSystem((ctx) =>
      createStaff(ctx, people.ports, {
        ...input({ roleIds: [roleId], scope: { kind: 'stores', ids: [mine] } }),
        lastingPassword: 'right-horse-5',
      }),
    );
    const view = await getStaff(people.read(people.system), made.id);
    const actor = await people.staffActor({ loginName: view.loginName, password: 'right-horse-5' });
    const make = (scope: StaffInput['scope']) =>
      people.as(actor, (ctx) => createStaff(ctx, people.ports, input({ scope })));
    await expect(make(all)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(make({ kind: 'stores', ids: [mine, people.newId()] })).rejects.toMatchObject({ code: 'forbidden' });
    expect((await make({ kind: 'stores', ids: [mine] })).id).toBeTruthy();
  });

  it('[IDN-6] the list searches, filters and pages without losing or repeating anyone', async () => {
    const admin = await people.staffActor(await people.staff('platform_administrator'));
    const read = people.read(admin);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listStaff>> = await listStaff(read, {
        limit: 3,
        cursor: cursor ?? undefined,
      });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    const { rows } = await people.runtime.database.pool.query('select count(*)::int as n from identity.staff');
    expect(seen).toHaveLength(rows[0].n);
    const frozen = await listStaff(read, { limit: 100, state: 'frozen' });
    expect(frozen.items.every((item) => item.state === 'frozen')).toBe(true);
    expect((await listStaff(read, { limit: 100, search: 'WU.LE' })).items.map((item) => item.loginName)).toEqual([
      'wu.lei',
    ]);
    const agents = await listStaff(read, { limit: 100, roleId: people.roleIds.get('agent') });
    expect(agents.items.every((item) => item.roles.some((role) => role.preset === 'agent'))).toBe(true);
    await expect(listStaff(read, { limit: 1, cursor: 'rubbish' })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('custom roles', () => {
  it('[IDN-7] carry their menus, count at once, and are told apart by name', async () => {
    const { actor } = await people.administrator();
    const name = `夜班${people.newId().slice(-6)}`;
    const id = await people.as(actor, (ctx) => createRole(ctx, { name, permissions: ['orders:refund'] }));
    const { items } = await listRoles(people.read(actor));
    expect(items.find((role) => role.id === id)?.permissions).toEqual(['orders', 'orders:refund']);
    const taken = { code: 'role_name_taken' };
    await expect(people.as(actor, (ctx) => createRole(ctx, { name, permissions: ['orders'] }))).rejects.toMatchObject(
      taken,
    );
    await people.as(actor, (ctx) => changeRole(ctx, id, { name, permissions: ['stock'] }));
    await expect(
      people.as(actor, (ctx) => changeRole(ctx, id, { name: '收银员', permissions: ['stock'] })),
    ).rejects.toMatchObject(taken);
    const after = await listRoles(people.read(actor));
    expect(after.items.find((role) => role.id === id)?.permissions).toEqual(['stock']);
    expect((await people.audits(id)).map((row) => row.action)).toEqual(['roles.create', 'roles.change']);
  });

  it('[IDN-7] presets are fixed, and only holders with a second factor change roles', async () => {
    const { actor } = await people.administrator();
    const cashier = people.roleIds.get('cashier') ?? '';
    const change = (who: Actor, id: string) =>
      people.as(who, (ctx) => changeRole(ctx, id, { name: 'x', permissions: ['stock'] }));
    await expect(change(actor, cashier)).rejects.toMatchObject({ code: 'illegal_move' });
    await expect(change(actor, people.newId())).rejects.toMatchObject({ code: 'not_found' });
    const plain = await people.staffActor(await people.staff('platform_administrator'));
    await expect(change(plain, cashier)).rejects.toMatchObject({ code: 'second_factor_required' });
    const create = (who: Actor) => people.as(who, (ctx) => createRole(ctx, { name: 'y', permissions: ['stock'] }));
    await expect(create(plain)).rejects.toMatchObject({ code: 'second_factor_required' });
    const manager = await people.staffActor(await people.staff('user_administrator'));
    await expect(create(manager)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(change(manager, cashier)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a new installation', () => {
  it('[PLT-8] has no default password: each draws its own, which must be changed and opens nothing else', async () => {
    const drawn: string[] = [];
    for (const _ of [1, 2]) {
      const fresh = await createPeople();
      try {
        const made = await fresh.asSystem((ctx) =>
          createFirstAdministrator(ctx, { loginName: 'admin', name: '管理员' }),
        );
        drawn.push(made.password);
        const self = await fresh.staffActor({ loginName: 'admin', password: made.password });
        expect(self.mustChangePassword).toBe(true);
        await expect(listStaff(fresh.read(self), { limit: 10 })).rejects.toMatchObject({
          code: 'password_change_required',
        });
      } finally {
        await fresh.close();
      }
    }
    expect(new Set(drawn).size).toBe(2);
    expect(drawn.every((password) => password.length === 16)).toBe(true);
  });
});

describe('the last administrator', () => {
  it('[IDN-6] cannot be frozen, demoted or narrowed, not even by several at once', async () => {
    const alone = await createPeople();
    try {
      const { id, password } = await alone.asSystem((ctx) =>
        createFirstAdministrator(ctx, { loginName: 'root', name: '管理员' }),
      );
      expect(password).toHaveLength(16);
      const again = alone.asSystem((ctx) => createFirstAdministrator(ctx, { loginName: 'root2', name: '管理员' }));
      await expect(again).rejects.toMatchObject({ code: 'conflict' });
      const last = { code: 'last_administrator' };
      const admin = alone.roleIds.get('platform_administrator') ?? '';
      const edit = (roleIds: string[], scope: StaffInput['scope']) =>
        alone.asSystem((ctx) => updateStaff(ctx, alone.ports, id, { name: 'x', roleIds, scope }));
      await expect(alone.asSystem((ctx) => freezeStaff(ctx, id, 'x'))).rejects.toMatchObject(last);
      await expect(edit([alone.roleIds.get('cashier') ?? ''], all)).rejects.toMatchObject(last);
      await expect(edit([admin], { kind: 'stores', ids: [alone.newId()] })).rejects.toMatchObject(last);
      await edit([admin], all);
      const others: string[] = [];
      for (let n = 0; n < 7; n++) others.push((await alone.staff('platform_administrator')).id);
      const freeze = (one: string) => alone.asSystem((ctx) => freezeStaff(ctx, one, 'x'));
      const results = await Promise.allSettled([id, ...others].map(freeze));
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(7);
      expect(results.find((result) => result.status === 'rejected')).toMatchObject({ reason: last });
    } finally {
      await alone.close();
    }
  });
});
