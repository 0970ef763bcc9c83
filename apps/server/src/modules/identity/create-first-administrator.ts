import { requireSystem } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { ensurePresetRoles } from './ensure-preset-roles.ts';
import { firstPassword, hashPassword } from './passwords.ts';
import { findRoleByPreset, lockAdministrators } from './store-roles.ts';
import { countOtherAdministrators, insertStaff, setStaffRoles } from './store-staff.ts';

/**
 * For installation: the first platform administrator, with a first password that must be changed. Only the demo gives a
 * lasting one. Throws conflict when there is an administrator already, login_name_taken.
 */
export async function createFirstAdministrator(
  ctx: Context,
  input: { loginName: string; name: string; lastingPassword?: string },
): Promise<{ id: string; password: string }> {
  requireSystem(ctx.actor);
  await ensurePresetRoles(ctx);
  await lockAdministrators(ctx.tx);
  const id = newId();
  if ((await countOtherAdministrators(ctx.tx, id)) > 0) throw new AppError('conflict');
  const role = await findRoleByPreset(ctx.tx, 'platform_administrator');
  if (!role) throw new AppError('not_found');
  const password = input.lastingPassword ?? firstPassword();
  const added = await insertStaff(ctx.tx, {
    id,
    loginName: input.loginName,
    name: input.name,
    phoneSealed: null,
    passwordHash: await hashPassword(password),
    mustChangePassword: input.lastingPassword === undefined,
    scope: { kind: 'all', ids: [] },
    at: ctx.now,
  });
  if (!added) throw new AppError('login_name_taken');
  await setStaffRoles(ctx.tx, id, [role.id]);
  await audit(ctx, {
    action: 'staff.create_first_administrator',
    object: { kind: 'staff', id },
    after: { loginName: input.loginName },
  });
  return { id, password };
}
