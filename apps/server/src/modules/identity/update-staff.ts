import { requireStaff } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { knownPermissions } from './authenticate.ts';
import type { StaffInput } from './create-staff.ts';
import type { IdentityPorts } from './ports.ts';
import {
  isAdministrator,
  requireAnotherAdministrator,
  requireAuthorityOver,
  requireGrantableRoles,
  requireGrantableScope,
  requireSecondFactor,
  requireVisible,
} from './staff-authority.ts';
import { lockAdministrators, selectRolesById } from './store-roles.ts';
import { lockStaff, setStaff, setStaffRoles } from './store-staff.ts';

const sameSet = (a: readonly string[], b: readonly string[]): boolean => [...a].sort().join() === [...b].sort().join();

/**
 * Changes name, phone (left out: stays), roles and scope. Roles need a second factor. Throws not_found, invalid_input,
 * forbidden (also for one's own roles or scope), second_factor_required, last_administrator.
 */
export async function updateStaff(
  ctx: Context,
  ports: Pick<IdentityPorts, 'storeIdsOfScope'>,
  id: string,
  input: Omit<StaffInput, 'phone'> & { phone?: string | null | undefined },
): Promise<void> {
  requireStaff(ctx.actor, 'staff:edit');
  await lockAdministrators(ctx.tx);
  const before = await lockStaff(ctx.tx, id);
  await requireVisible(ctx, before);
  requireAuthorityOver(ctx, knownPermissions(before.permissions));
  const oldRoleIds = before.roles.map((role) => role.id);
  const rolesChange = !sameSet(oldRoleIds, input.roleIds);
  const scopeChanges = before.scope_kind !== input.scope.kind || !sameSet(before.scope_ids, input.scope.ids);
  if (rolesChange || scopeChanges) {
    const roles = await selectRolesById(ctx.tx, input.roleIds);
    const stays = isAdministrator({ state: before.state, scope_kind: input.scope.kind, roles });
    if (!stays) await requireAnotherAdministrator(ctx, before);
    if (ctx.actor.kind === 'staff' && ctx.actor.id === id) throw new AppError('forbidden');
  }
  if (rolesChange) {
    await requireGrantableRoles(ctx, input.roleIds);
    await requireSecondFactor(ctx);
    await setStaffRoles(ctx.tx, id, input.roleIds);
  }
  if (scopeChanges) await requireGrantableScope(ctx, ports, id, input.scope);
  const phoneSealed = sealedPhone(ctx, input.phone, before.phone_sealed);
  await setStaff(ctx.tx, id, { name: input.name, phoneSealed, scope: input.scope });
  await audit(ctx, {
    action: 'staff.update',
    object: { kind: 'staff', id },
    before: { name: before.name, roleIds: oldRoleIds, scope: { kind: before.scope_kind, ids: before.scope_ids } },
    after: {
      name: input.name,
      roleIds: input.roleIds,
      scope: input.scope,
      phoneChanged: phoneSealed !== before.phone_sealed,
    },
  });
}

function sealedPhone(ctx: Context, phone: string | null | undefined, before: string | null): string | null {
  if (phone === undefined) return before;
  return phone === null ? null : ctx.kernel.crypto.seal(phone, 'phone');
}
