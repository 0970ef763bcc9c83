import type { Permission } from '@latchkey/contract';
import { requireStaff } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { mapConstraints } from '../../kernel/db.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { requireAuthorityOver, requireSecondFactor } from './staff-authority.ts';
import { insertRole, lockRole, setRole } from './store-roles.ts';

export interface RoleInput {
  name: string;
  permissions: readonly Permission[];
}

/** A permission's menu comes with it: a button without its screen could not be reached. */
function complete(permissions: readonly Permission[]): Permission[] {
  const menus = permissions.map((permission) => permission.split(':')[0] as Permission);
  return [...new Set([...permissions, ...menus])].sort();
}

/** IDN-7: creates a custom role. Throws role_name_taken, forbidden, second_factor_required. */
export async function createRole(ctx: Context, input: RoleInput): Promise<string> {
  requireStaff(ctx.actor, 'roles:edit');
  requireAuthorityOver(ctx, input.permissions);
  await requireSecondFactor(ctx);
  const id = newId();
  const permissions = complete(input.permissions);
  if (!(await insertRole(ctx.tx, { id, name: input.name, permissions, at: ctx.now }))) {
    throw new AppError('role_name_taken');
  }
  await audit(ctx, { action: 'roles.create', object: { kind: 'role', id }, after: { name: input.name, permissions } });
  return id;
}

/**
 * Changes a custom role; it counts for its people from the next request on. Preset roles are fixed by the product.
 * Throws not_found, illegal_move, role_name_taken, forbidden, second_factor_required.
 */
export async function changeRole(ctx: Context, id: string, input: RoleInput): Promise<void> {
  requireStaff(ctx.actor, 'roles:edit');
  requireAuthorityOver(ctx, input.permissions);
  await requireSecondFactor(ctx);
  const before = await lockRole(ctx.tx, id);
  if (before.preset !== null) throw new AppError('illegal_move', { state: 'preset' });
  const permissions = complete(input.permissions);
  await mapConstraints(setRole(ctx.tx, id, { name: input.name, permissions, at: ctx.now }), {
    roles_name_key: () => new AppError('role_name_taken'),
  });
  await audit(ctx, {
    action: 'roles.change',
    object: { kind: 'role', id },
    before: { name: before.name, permissions: before.permissions },
    after: { name: input.name, permissions },
  });
}
