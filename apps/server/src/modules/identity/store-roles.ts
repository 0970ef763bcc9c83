import { presetRoles } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

export const roleRow = z.object({
  id: z.string(),
  name: z.string(),
  preset: z.enum(presetRoles).nullable(),
  permissions: z.array(z.string()),
});
export type RoleRow = z.infer<typeof roleRow>;

/** Serialises whatever may take the last administrator away. Taken before any account is locked. */
export async function lockAdministrators(tx: Tx): Promise<void> {
  await tx.run(sql`select from identity.roles where preset = 'platform_administrator' for update`);
}

/** Adds the preset role, or brings its permissions up to this release's. */
export async function upsertPresetRole(
  tx: Tx,
  role: { id: string; preset: string; name: string; permissions: readonly string[]; at: Date },
): Promise<number> {
  return tx.run(sql`
    insert into identity.roles (id, name, preset, permissions, created_at, updated_at)
    values (${role.id}, ${role.name}, ${role.preset}, ${role.permissions}::text[], ${role.at}, ${role.at})
    on conflict (preset) do update
    set permissions = excluded.permissions, updated_at = excluded.updated_at
    where roles.permissions <> excluded.permissions`);
}

export function selectRolesById(db: Db, ids: readonly string[]): Promise<RoleRow[]> {
  return db.rows(
    roleRow,
    sql`select id, name, preset, permissions from identity.roles where id = any(${ids}::uuid[]) order by id`,
  );
}

export function findRoleByPreset(db: Db, preset: string): Promise<RoleRow | null> {
  return db.maybeRow(roleRow, sql`select id, name, preset, permissions from identity.roles where preset = ${preset}`);
}

export function lockRole(tx: Tx, id: string): Promise<RoleRow> {
  return tx.row(roleRow, sql`select id, name, preset, permissions from identity.roles where id = ${id} for update`);
}

export function selectRoles(db: Db) {
  return db.rows(
    roleRow.extend({ staff_count: z.number() }),
    sql`
    select r.id, r.name, r.preset, r.permissions,
      (select count(*) from identity.staff_roles sr where sr.role_id = r.id) as staff_count
    from identity.roles r
    order by r.preset is null, r.created_at, r.id
    limit 500`,
  );
}

/** Adds a custom role; false when the name is taken. */
export async function insertRole(
  tx: Tx,
  role: { id: string; name: string; permissions: readonly string[]; at: Date },
): Promise<boolean> {
  const added = await tx.run(sql`
    insert into identity.roles (id, name, preset, permissions, created_at, updated_at)
    values (${role.id}, ${role.name}, null, ${role.permissions}::text[], ${role.at}, ${role.at})
    on conflict (name) do nothing`);
  return added === 1;
}

export async function setRole(
  tx: Tx,
  id: string,
  role: { name: string; permissions: readonly string[]; at: Date },
): Promise<void> {
  await tx.run(sql`
    update identity.roles
    set name = ${role.name}, permissions = ${role.permissions}::text[], updated_at = ${role.at}
    where id = ${id}`);
}

/** Ids of the preset roles, by preset. */
export async function rolesByPreset(db: Db): Promise<Map<string, string>> {
  const rows = await db.rows(
    z.object({ id: z.string(), preset: z.string() }),
    sql`select id, preset from identity.roles where preset is not null`,
  );
  return new Map(rows.map((row) => [row.preset, row.id]));
}
