import { requireStaff } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { firstPassword, hashPassword } from './passwords.ts';
import type { IdentityPorts, Scope } from './ports.ts';
import { requireGrantableRoles, requireGrantableScope } from './staff-authority.ts';
import { insertStaff, setStaffRoles } from './store-staff.ts';

export interface StaffInput {
  name: string;
  phone: string | null;
  roleIds: readonly string[];
  scope: Scope;
}

/**
 * Creates a staff account with a first password that must be changed; answers both once. The system itself (the demo,
 * an import) may set a lasting password. Throws login_name_taken, invalid_input, forbidden, second_factor_required.
 */
export async function createStaff(
  ctx: Context,
  ports: Pick<IdentityPorts, 'storeIdsOfScope'>,
  input: StaffInput & { loginName: string; lastingPassword?: string },
): Promise<{ id: string; password: string }> {
  requireStaff(ctx.actor, 'staff:edit');
  if (input.lastingPassword !== undefined && ctx.actor.kind !== 'system') throw new AppError('forbidden');
  const id = newId();
  await requireGrantableRoles(ctx, input.roleIds);
  await requireGrantableScope(ctx, ports, id, input.scope);
  const password = input.lastingPassword ?? firstPassword();
  const added = await insertStaff(ctx.tx, {
    id,
    loginName: input.loginName,
    name: input.name,
    phoneSealed: input.phone === null ? null : ctx.kernel.crypto.seal(input.phone, 'phone'),
    passwordHash: await hashPassword(password),
    mustChangePassword: input.lastingPassword === undefined,
    scope: input.scope,
    at: ctx.now,
  });
  if (!added) throw new AppError('login_name_taken');
  await setStaffRoles(ctx.tx, id, input.roleIds);
  await audit(ctx, {
    action: 'staff.create',
    object: { kind: 'staff', id },
    after: { loginName: input.loginName, roleIds: input.roleIds, scope: input.scope },
  });
  return { id, password };
}
