import { type Guide, guide, scopeKind, staffState } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, type Sql, sql, type Tx } from '../../kernel/db.ts';
import type { Scope } from './ports.ts';

const heldRole = z.object({ id: z.string(), name: z.string(), preset: z.string().nullable() });
export const staffRow = z.object({
  id: z.string(),
  login_name: z.string(),
  name: z.string(),
  phone_sealed: z.string().nullable(),
  state: staffState,
  must_change_password: z.boolean(),
  totp_enabled: z.boolean(),
  scope_kind: scopeKind,
  scope_ids: z.array(z.string()),
  created_at: z.date(),
  last_sign_in_at: z.date().nullable(),
  roles: z.array(heldRole),
  permissions: z.array(z.string()),
});
export type StaffRow = z.infer<typeof staffRow>;

const columns = sql`t.id, t.login_name, t.name, t.phone_sealed, t.state, t.must_change_password,
  t.totp_sealed is not null as totp_enabled, t.scope_kind, t.scope_ids, t.created_at, t.last_sign_in_at,
  (
    select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'preset', r.preset) order by r.id), '[]')
    from identity.staff_roles sr
    join identity.roles r on r.id = sr.role_id
    where sr.staff_id = t.id
  ) as roles,
  array(
    select distinct permission
    from identity.staff_roles sr
    join identity.roles r on r.id = sr.role_id
    cross join unnest(r.permissions) as permission
    where sr.staff_id = t.id
  ) as permissions`;

export function findStaff(db: Db, id: string): Promise<StaffRow | null> {
  return db.maybeRow(staffRow, sql`select ${columns} from identity.staff t where t.id = ${id}`);
}

/** Locks the account and answers it as it is now. */
export async function lockStaff(tx: Tx, id: string): Promise<StaffRow> {
  await tx.row(z.object({ id: z.string() }), sql`select id from identity.staff where id = ${id} for update`);
  return tx.row(staffRow, sql`select ${columns} from identity.staff t where t.id = ${id}`);
}

export interface StaffFilter {
  search?: string | undefined;
  state?: string | undefined;
  roleId?: string | undefined;
  before: readonly [string, string] | null;
  limit: number;
  /** Who asks, when not everybody may be shown: their own id, scope and stores. */
  within: { selfId: string; scope: Scope; storeIds: readonly string[] } | null;
}

/** People whose scope lies within the asker's: in the same region or entity, or bound to stores that are all the asker's. */
function withinScope(within: StaffFilter['within']): Sql {
  if (within === null) return sql.empty;
  const { selfId, scope, storeIds } = within;
  return sql`and (
    t.id = ${selfId}
    or (t.scope_kind = 'stores' and t.scope_ids <@ ${storeIds}::uuid[])
    or (t.scope_kind = ${scope.kind} and t.scope_kind in ('region', 'entity') and t.scope_ids <@ ${scope.ids}::uuid[])
  )`;
}

export function selectStaff(db: Db, filter: StaffFilter): Promise<StaffRow[]> {
  const pattern = `%${(filter.search ?? '').toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return db.rows(
    staffRow,
    sql`
    select ${columns}
    from identity.staff t
    where true
      ${filter.search === undefined ? sql.empty : sql`and (lower(t.name) like ${pattern} or t.login_name like ${pattern})`}
      ${filter.state === undefined ? sql.empty : sql`and t.state = ${filter.state}`}
      ${filter.roleId === undefined ? sql.empty : sql`and exists (select from identity.staff_roles sr where sr.staff_id = t.id and sr.role_id = ${filter.roleId})`}
      ${filter.before === null ? sql.empty : sql`and (t.created_at, t.id) < (${filter.before[0]}::timestamptz, ${filter.before[1]}::uuid)`}
      ${withinScope(filter.within)}
    order by t.created_at desc, t.id desc
    limit ${filter.limit}`,
  );
}

/** The scope of a person who is signed in. */
export function findScope(db: Db, id: string): Promise<{ scope_kind: Scope['kind']; scope_ids: string[] }> {
  return db.row(
    z.object({ scope_kind: scopeKind, scope_ids: z.array(z.string()) }),
    sql`select scope_kind, scope_ids from identity.staff where id = ${id}`,
  );
}

const seen = z.object({ guides_seen: z.array(guide) }).transform((row) => row.guides_seen);

/** UX-11: the first-run guides that a person has seen. */
export function findGuidesSeen(db: Db, id: string): Promise<Guide[]> {
  return db.row(seen, sql`select guides_seen from identity.staff where id = ${id}`);
}

/** Sets whether a person has seen a guide; twice is as once. */
export function setGuideSeen(tx: Tx, id: string, change: { guide: Guide; seen: boolean }): Promise<Guide[]> {
  const without = sql`array_remove(guides_seen, ${change.guide})`;
  return tx.row(
    seen,
    sql`
    update identity.staff
    set guides_seen = ${change.seen ? sql`${without} || array[${change.guide}]::text[]` : without}
    where id = ${id}
    returning guides_seen`,
  );
}

export function selectStaffNames(db: Db, ids: readonly string[]) {
  return db.rows(
    z.object({ id: z.string(), name: z.string() }),
    sql`select id, name from identity.staff where id = any(${ids}::uuid[])`,
  );
}

/** Active people who see every store and hold the permission, at most a hundred, the longest here first. */
export async function selectHolders(db: Db, permission: string): Promise<string[]> {
  const rows = await db.rows(
    z.object({ id: z.string() }),
    sql`
    select t.id
    from identity.staff t
    where t.state = 'active' and t.scope_kind = 'all' and exists (
      select from identity.staff_roles sr
      join identity.roles r on r.id = sr.role_id
      where sr.staff_id = t.id and ${permission} = any(r.permissions))
    order by t.created_at, t.id
    limit 100`,
  );
  return rows.map((row) => row.id);
}

/** Active people who hold the permission, with how far it reaches, at most five hundred. */
export async function selectHoldersOf(db: Db, permission: string): Promise<{ id: string; scope: Scope }[]> {
  const rows = await db.rows(
    z.object({ id: z.string(), scope_kind: scopeKind, scope_ids: z.array(z.string()) }),
    sql`
    select t.id, t.scope_kind, t.scope_ids
    from identity.staff t
    where t.state = 'active' and exists (
      select from identity.staff_roles sr
      join identity.roles r on r.id = sr.role_id
      where sr.staff_id = t.id and ${permission} = any(r.permissions))
    order by t.created_at, t.id
    limit 500`,
  );
  return rows.map((row) => ({ id: row.id, scope: { kind: row.scope_kind, ids: row.scope_ids } }));
}

export interface NewStaff {
  id: string;
  loginName: string;
  name: string;
  phoneSealed: string | null;
  passwordHash: string;
  mustChangePassword: boolean;
  scope: Scope;
  at: Date;
}

/** Adds the account; false when the sign-in name is taken. */
export async function insertStaff(tx: Tx, staff: NewStaff): Promise<boolean> {
  const added = await tx.run(sql`
    insert into identity.staff
      (id, login_name, name, phone_sealed, state, password_hash, must_change_password, scope_kind, scope_ids, created_at)
    values
      (${staff.id}, ${staff.loginName}, ${staff.name}, ${staff.phoneSealed}, 'active', ${staff.passwordHash},
       ${staff.mustChangePassword}, ${staff.scope.kind}, ${staff.scope.ids}::uuid[], ${staff.at})
    on conflict (login_name) do nothing`);
  return added === 1;
}

export async function setStaff(
  tx: Tx,
  id: string,
  staff: { name: string; phoneSealed: string | null; scope: Scope },
): Promise<void> {
  await tx.run(sql`
    update identity.staff
    set name = ${staff.name}, phone_sealed = ${staff.phoneSealed}, scope_kind = ${staff.scope.kind},
      scope_ids = ${staff.scope.ids}::uuid[]
    where id = ${id}`);
}

export async function setStaffState(tx: Tx, id: string, state: 'active' | 'frozen'): Promise<void> {
  await tx.run(sql`update identity.staff set state = ${state} where id = ${id}`);
}

export async function setStaffRoles(tx: Tx, id: string, roleIds: readonly string[]): Promise<void> {
  await tx.run(sql`delete from identity.staff_roles where staff_id = ${id} and role_id <> all(${roleIds}::uuid[])`);
  await tx.run(sql`
    insert into identity.staff_roles (staff_id, role_id)
    select ${id}::uuid, role_id
    from unnest(${roleIds}::uuid[]) as role_id
    on conflict do nothing`);
}

export async function setPassword(tx: Tx, id: string, hash: string, mustChange: boolean): Promise<void> {
  await tx.run(sql`
    update identity.staff set password_hash = ${hash}, must_change_password = ${mustChange} where id = ${id}`);
}

const credentialsRow = z.object({
  id: z.string(),
  login_name: z.string(),
  state: staffState,
  password_hash: z.string(),
  must_change_password: z.boolean(),
  totp_sealed: z.string().nullable(),
  totp_pending_sealed: z.string().nullable(),
  totp_last_step: z.number().nullable(),
});

/** The password's hash of an account; null when there is none. */
export async function findPasswordHash(tx: Tx, loginName: string): Promise<string | null> {
  const row = await tx.maybeRow(
    z.object({ password_hash: z.string() }),
    sql`select password_hash from identity.staff where login_name = ${loginName}`,
  );
  return row?.password_hash ?? null;
}

/** Locks an account for checking its credentials, by sign-in name or id. */
export function lockCredentials(tx: Tx, key: { loginName: string } | { id: string }) {
  const found = 'id' in key ? sql`id = ${key.id}` : sql`login_name = ${key.loginName}`;
  return tx.maybeRow(
    credentialsRow,
    sql`
    select id, login_name, state, password_hash, must_change_password, totp_sealed, totp_pending_sealed, totp_last_step
    from identity.staff
    where ${found}
    for update`,
  );
}

export async function setLastSignIn(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.run(sql`update identity.staff set last_sign_in_at = ${at} where id = ${id}`);
}

export async function setPendingTotp(tx: Tx, id: string, sealed: string): Promise<void> {
  await tx.run(sql`update identity.staff set totp_pending_sealed = ${sealed} where id = ${id}`);
}

export async function activateTotp(tx: Tx, id: string, step: number): Promise<void> {
  await tx.run(sql`
    update identity.staff
    set totp_sealed = totp_pending_sealed, totp_pending_sealed = null, totp_last_step = ${step}
    where id = ${id}`);
}

export async function setTotpStep(tx: Tx, id: string, step: number): Promise<void> {
  await tx.run(sql`update identity.staff set totp_last_step = ${step} where id = ${id}`);
}

/** Active platform administrators with all in their scope, besides one person. */
export async function countOtherAdministrators(tx: Tx, exceptId: string): Promise<number> {
  const row = await tx.row(
    z.object({ count: z.number() }),
    sql`
    select count(*) as count
    from identity.staff t
    join identity.staff_roles sr on sr.staff_id = t.id
    join identity.roles r on r.id = sr.role_id
    where r.preset = 'platform_administrator' and t.state = 'active' and t.scope_kind = 'all' and t.id <> ${exceptId}`,
  );
  return row.count;
}
