import { roleMatrix } from '@latchkey/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { anonymous, createPeople, type People } from '../../testing/people.ts';
import { changePassword } from './change-password.ts';
import { createFirstAdministrator } from './create-first-administrator.ts';
import { createStaff, type StaffInput } from './create-staff.ts';
import { changeRole, createRole } from './custom-roles.ts';
import { ensurePresetRoles } from './ensure-preset-roles.ts';
import { freezeStaff, unfreezeStaff } from './freeze-staff.ts';
import { unwrap } from './ports.ts';
import { getStaff, listRoles, listStaff, ownStaff, staffNames } from './queries.ts';
import { resetPassword } from './reset-password.ts';
import { beginTotp, confirmTotp } from './set-up-totp.ts';
import { signInStaff } from './sign-in-staff.ts';
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
const refusal = (code: string) => expect.objectContaining({ ok: false, refusal: expect.objectContaining({ code }) });
const enter = (loginName: string, password: string, totp?: string) =>
  people.as(anonymous, (ctx) => signInStaff(ctx, { loginName, password, totp }));

/** Signs in and answers the actor of the session. */
async function actorFor(staff: { loginName: string; password: string }): Promise<Actor & { kind: 'staff' }> {
  const session = unwrap(await enter(staff.loginName, staff.password));
  const actor = await people.actorOf(session.token, 'staff');
  if (actor.kind !== 'staff') throw new Error('not staff');
  return actor;
}

/** Turns two-factor on in the actor's session. */
async function proveSecondFactor(actor: Actor, password: string): Promise<string> {
  const { secret } = unwrap(await people.as(actor, (ctx) => beginTotp(ctx, password)));
  const code = await people.totp(secret);
  await people.as(actor, (ctx) => confirmTotp(ctx, code));
  return secret;
}

async function administrator(): Promise<{ id: string; actor: Actor; password: string; loginName: string }> {
  const staff = await people.staff('platform_administrator');
  const actor = await actorFor(staff);
  await proveSecondFactor(actor, staff.password);
  return { ...staff, actor };
}

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
    const { items } = await listRoles(people.read(await actorFor(admin)));
    const presets = items.filter((role) => role.preset !== null);
    expect(presets).toHaveLength(people.presets.length);
    for (const role of presets) {
      if (role.preset) expect(new Set(role.permissions)).toEqual(new Set(roleMatrix[role.preset]));
    }
    await expect(people.as(anonymous, ensurePresetRoles)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await people.audits('cashier')).toHaveLength(1);
  });
});

describe('signing in', () => {
  it('[IDN-6] gives a session with permissions and scope for twelve hours', async () => {
    const storeId = people.newId();
    const staff = await people.staff('cashier', { kind: 'stores', ids: [storeId] });
    const session = unwrap(await enter(staff.loginName.toUpperCase(), staff.password));
    const actor = await people.actorOf(session.token, 'staff');
    expect(actor).toMatchObject({ id: staff.id, storeIds: [storeId], scopeKind: 'stores', mustChangePassword: false });
    expect(actor.kind === 'staff' && actor.permissions).toEqual(new Set(roleMatrix.cashier));
    expect(await people.authenticate(session.token, 'customer')).toBeNull();
    expect((await people.audits(staff.id)).map((row) => [row.action, row.actor_id])).toContainEqual([
      'staff.sign_in',
      staff.id,
    ]);
    people.clock.advance(12 * 3_600_000 - 1);
    expect(await people.authenticate(session.token, 'staff')).not.toBeNull();
    people.clock.advance(1);
    expect(await people.authenticate(session.token, 'staff')).toBeNull();
  });

  it('[IDN-6] unknown, wrong and frozen answer alike, and are written down', async () => {
    const staff = await people.staff('agent');
    const frozen = await people.staff('agent');
    await people.asSystem((ctx) => freezeStaff(ctx, frozen.id, '离职'));
    const answers = [
      await enter('nobody.at.all', 'right-horse-1'),
      await enter(staff.loginName, 'wrong-horse-1'),
      await enter(frozen.loginName, frozen.password),
    ];
    for (const answer of answers) expect(answer).toEqual(refusal('wrong_credentials'));
    expect((await people.audits(staff.id)).map((row) => row.action)).toContain('staff.sign_in_refused');
    expect((await people.audits('unknown')).length).toBeGreaterThan(0);
  });

  it('[IDN-6] an unknown account takes the time of a known one', async () => {
    const staff = await people.staff('agent');
    const time = async (loginName: string) => {
      const start = performance.now();
      await enter(loginName, 'wrong-horse-1');
      return performance.now() - start;
    };
    await time('warm.up');
    const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    const known: number[] = [];
    const unknown: number[] = [];
    for (let n = 0; n < 7; n++) {
      known.push(await time(staff.loginName));
      unknown.push(await time(`nobody${n}`));
    }
    const ratio = median(unknown) / median(known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it('[IDN-6] ten tries a quarter of an hour for an account, known or not, also at once; success forgets them', async () => {
    const staff = await people.staff('agent');
    for (const loginName of [staff.loginName, 'nobody.here']) {
      const results = await Promise.allSettled(Array.from({ length: 13 }, () => enter(loginName, 'wrong-horse-1')));
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(10);
      await expect(enter(loginName, staff.password)).rejects.toMatchObject({ code: 'rate_limited' });
    }
    people.clock.advance(15 * 60_000);
    for (let n = 0; n < 9; n++) await enter(staff.loginName, 'wrong-horse-1');
    expect((await enter(staff.loginName, staff.password)).ok).toBe(true);
    for (let n = 0; n < 9; n++) await enter(staff.loginName, 'wrong-horse-1');
    expect((await enter(staff.loginName, staff.password)).ok).toBe(true);
  });

  it('[IDN-6] sixty tries a quarter of an hour for an address, over all accounts', async () => {
    people.clock.set(new Date(Math.ceil(people.clock.now().getTime() / 900_000) * 900_000));
    const from = (address: string, n: number) =>
      people.runtime.transaction(anonymous, (ctx) => signInStaff(ctx, { loginName: `guess${n}`, password: 'x' }), {
        requestId: 'r',
        address,
      });
    const results = await Promise.allSettled(Array.from({ length: 63 }, (_, n) => from('203.0.113.5', n)));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(60);
    expect((await from('203.0.113.6', 1)).ok).toBe(false);
  });
});

describe('the first password', () => {
  it('[IDN-6] must be changed before anything else, and is not taken again or when weak', async () => {
    const admin = await administrator();
    const created = await people.as(admin.actor, (ctx) =>
      createStaff(ctx, people.ports, input({ loginName: 'sun.hao' })),
    );
    const session = unwrap(await enter('sun.hao', created.password));
    expect(session.mustChangePassword).toBe(true);
    const actor = await people.actorOf(session.token, 'staff');
    await expect(listStaff(people.read(actor), { limit: 1 })).rejects.toMatchObject({
      code: 'password_change_required',
    });
    expect((await ownStaff(people.read(actor))).staff.mustChangePassword).toBe(true);
    const change = (current: string, next: string) => people.as(actor, (ctx) => changePassword(ctx, { current, next }));
    for (const weak of ['short', '1234567890', 'my-sun.hao-pw', created.password]) {
      await expect(change(created.password, weak)).rejects.toMatchObject({ code: 'weak_password' });
    }
    expect(await change('not-the-one-1', 'right-horse-77')).toEqual(refusal('wrong_credentials'));
    const other = unwrap(await enter('sun.hao', created.password));
    expect((await change(created.password, 'right-horse-77')).ok).toBe(true);
    expect(await people.actorOf(session.token, 'staff')).toMatchObject({ mustChangePassword: false });
    expect(await people.authenticate(other.token, 'staff')).toBeNull();
    expect(await enter('sun.hao', created.password)).toEqual(refusal('wrong_credentials'));
    expect((await enter('sun.hao', 'right-horse-77')).ok).toBe(true);
    expect((await people.audits(created.id)).map((row) => row.action)).toContain('staff.change_password');
  });

  it('[IDN-6] a reset gives a new one and ends the sessions', async () => {
    const staff = await people.staff('cashier');
    const session = unwrap(await enter(staff.loginName, staff.password));
    const admin = await administrator();
    const { password } = await people.as(admin.actor, (ctx) => resetPassword(ctx, staff.id));
    expect(await people.authenticate(session.token, 'staff')).toBeNull();
    expect(await enter(staff.loginName, staff.password)).toEqual(refusal('wrong_credentials'));
    expect(unwrap(await enter(staff.loginName, password)).mustChangePassword).toBe(true);
    expect((await people.audits(staff.id)).map((row) => row.action)).toContain('staff.reset_password');
    const stored = await people.runtime.database.pool.query('select password_hash from identity.staff where id = $1', [
      staff.id,
    ]);
    expect(stored.rows[0].password_hash).toMatch(/^\$argon2id\$/);
  });

  it('[IDN-17] an account manager cannot reset, freeze or edit an administrator', async () => {
    const victim = await people.staff('platform_administrator');
    const manager = await actorFor(await people.staff('user_administrator'));
    const forbidden = { code: 'forbidden' };
    await expect(people.as(manager, (ctx) => resetPassword(ctx, victim.id))).rejects.toMatchObject(forbidden);
    await expect(people.as(manager, (ctx) => freezeStaff(ctx, victim.id, 'x'))).rejects.toMatchObject(forbidden);
    const edit = { name: 'x', roleIds: [people.roleIds.get('cashier') ?? ''], scope: all };
    await expect(people.as(manager, (ctx) => updateStaff(ctx, people.ports, victim.id, edit))).rejects.toMatchObject(
      forbidden,
    );
    const promote = input({ roleIds: [people.roleIds.get('platform_administrator') ?? ''], scope: all });
    await expect(people.as(manager, (ctx) => createStaff(ctx, people.ports, promote))).rejects.toMatchObject(forbidden);
    const clerk = await actorFor(await people.staff('cashier'));
    const acts: ((ctx: Context) => Promise<unknown>)[] = [
      (ctx) => resetPassword(ctx, victim.id),
      (ctx) => freezeStaff(ctx, victim.id, 'x'),
      (ctx) => unfreezeStaff(ctx, victim.id, 'x'),
      (ctx) => createStaff(ctx, people.ports, input()),
      (ctx) => updateStaff(ctx, people.ports, victim.id, edit),
    ];
    for (const act of acts) await expect(people.as(clerk, act)).rejects.toMatchObject(forbidden);
  });
});

describe('two-factor', () => {
  it('[IDN-6] once confirmed is asked for at sign-in, and each code works once', async () => {
    const staff = await people.staff('finance');
    const actor = await actorFor(staff);
    const begun = unwrap(await people.as(actor, (ctx) => beginTotp(ctx, staff.password)));
    expect(begun.address).toMatch(/^otpauth:\/\/totp\/Latchkey/);
    expect((await enter(staff.loginName, staff.password)).ok).toBe(true);
    await expect(people.as(actor, (ctx) => confirmTotp(ctx, '000000'))).rejects.toMatchObject({ code: 'wrong_code' });
    const first = await people.totp(begun.secret);
    await people.as(actor, (ctx) => confirmTotp(ctx, first));
    await expect(people.as(actor, (ctx) => confirmTotp(ctx, first))).rejects.toMatchObject({ code: 'illegal_move' });
    expect(await enter(staff.loginName, staff.password)).toEqual(refusal('totp_required'));
    expect(await enter(staff.loginName, staff.password, first)).toEqual(refusal('wrong_code'));
    people.clock.advance(30_000);
    const next = await people.totp(begun.secret);
    expect((await enter(staff.loginName, staff.password, next)).ok).toBe(true);
    expect(await enter(staff.loginName, staff.password, next)).toEqual(refusal('wrong_code'));
    const stored = await people.runtime.database.pool.query(
      'select to_jsonb(t)::text as row from identity.staff t where id = $1',
      [staff.id],
    );
    expect(stored.rows[0].row).not.toContain(begun.secret);
    expect((await people.audits(staff.id)).map((row) => row.action)).toEqual(
      expect.arrayContaining(['staff.begin_totp', 'staff.confirm_totp']),
    );
  });

  it('[IDN-6] set-up needs the password; replacing a working one needs a session opened with it', async () => {
    const staff = await people.staff('finance');
    const early = await actorFor(staff);
    expect(await people.as(early, (ctx) => beginTotp(ctx, 'wrong-horse-1'))).toEqual(refusal('wrong_credentials'));
    const second = await actorFor(staff);
    await proveSecondFactor(early, staff.password);
    await expect(people.as(second, (ctx) => beginTotp(ctx, staff.password))).rejects.toMatchObject({
      code: 'second_factor_required',
    });
    expect((await people.as(early, (ctx) => beginTotp(ctx, staff.password))).ok).toBe(true);
    await expect(people.as(anonymous, (ctx) => beginTotp(ctx, 'x'))).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('accounts', () => {
  it('[IDN-6] are created with roles and scope, and the phone stays masked', async () => {
    const admin = await administrator();
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
    const { actor } = await administrator();
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
    const actor = await actorFor(plain);
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
    await proveSecondFactor(actor, plain.password);
    await change(target.id, roles);
    const session = unwrap(await enter(target.loginName, target.password));
    expect(await people.actorOf(session.token, 'staff')).toMatchObject({ permissions: new Set(roleMatrix.agent) });
    await expect(change(plain.id, roles)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(change(people.newId(), roles)).rejects.toMatchObject({ code: 'not_found' });
    expect((await people.audits(target.id)).filter((row) => row.action === 'staff.update')).toHaveLength(2);
  });

  it('[IDN-6] a phone that is left out stays, and null removes it', async () => {
    const { actor } = await administrator();
    const { id } = await people.as(actor, (ctx) => createStaff(ctx, people.ports, input()));
    const view = await getStaff(people.read(actor), id);
    const rest = { name: '钱进', roleIds: view.roles.map((role) => role.id), scope: view.scope };
    await people.as(actor, (ctx) => updateStaff(ctx, people.ports, id, rest));
    expect(await getStaff(people.read(actor), id)).toMatchObject({ name: '钱进', phone: '139****1111' });
    await people.as(actor, (ctx) => updateStaff(ctx, people.ports, id, { ...rest, phone: null }));
    expect((await getStaff(people.read(actor), id)).phone).toBeNull();
  });

  it('[IDN-10] freezing ends sessions with the commit, tells sockets, and unfreezing lets in again', async () => {
    const admin = await administrator();
    const staff = await people.staff('agent');
    const session = unwrap(await enter(staff.loginName, staff.password));
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
    expect((await enter(staff.loginName, staff.password)).ok).toBe(true);
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
    const actor = await actorFor(manager);
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
    const actor = await actorFor({ loginName: view.loginName, password: 'right-horse-5' });
    const make = (scope: StaffInput['scope']) =>
      people.as(actor, (ctx) => createStaff(ctx, people.ports, input({ scope })));
    await expect(make(all)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(make({ kind: 'stores', ids: [mine, people.newId()] })).rejects.toMatchObject({ code: 'forbidden' });
    expect((await make({ kind: 'stores', ids: [mine] })).id).toBeTruthy();
  });

  it('[IDN-6] the list searches, filters and pages without losing or repeating anyone', async () => {
    const admin = await actorFor(await people.staff('platform_administrator'));
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
    const { actor } = await administrator();
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
    const { actor } = await administrator();
    const cashier = people.roleIds.get('cashier') ?? '';
    const change = (who: Actor, id: string) =>
      people.as(who, (ctx) => changeRole(ctx, id, { name: 'x', permissions: ['stock'] }));
    await expect(change(actor, cashier)).rejects.toMatchObject({ code: 'illegal_move' });
    await expect(change(actor, people.newId())).rejects.toMatchObject({ code: 'not_found' });
    const plain = await actorFor(await people.staff('platform_administrator'));
    await expect(change(plain, cashier)).rejects.toMatchObject({ code: 'second_factor_required' });
    const create = (who: Actor) => people.as(who, (ctx) => createRole(ctx, { name: 'y', permissions: ['stock'] }));
    await expect(create(plain)).rejects.toMatchObject({ code: 'second_factor_required' });
    const manager = await actorFor(await people.staff('user_administrator'));
    await expect(create(manager)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(change(manager, cashier)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the last administrator', () => {
  it('[IDN-6] cannot be frozen, demoted or narrowed, not even by two at once', async () => {
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
      const second = await alone.staff('platform_administrator');
      const both = await Promise.allSettled(
        [id, second.id].map((one) => alone.asSystem((ctx) => freezeStaff(ctx, one, 'x'))),
      );
      expect(both.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
      expect(both.find((result) => result.status === 'rejected')).toMatchObject({ reason: last });
    } finally {
      await alone.close();
    }
  });
});
