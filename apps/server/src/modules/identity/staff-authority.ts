import type { Permission } from '@latchkey/contract';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { knownPermissions } from './authenticate.ts';
import type { IdentityPorts, Scope } from './ports.ts';
import { coversStores, isGuarded, isScopeWellFormed, isWithinScope, mayManage } from './rules.ts';
import { selectRolesById } from './store-roles.ts';
import { hasSecondFactor } from './store-sessions.ts';
import { countOtherAdministrators, findScope, type StaffRow } from './store-staff.ts';

/** IDN-8: an account outside the caller's scope does not exist for them. */
export async function requireVisible(ctx: ReadContext, staff: StaffRow): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'staff' || actor.storeIds === null || actor.id === staff.id) return;
  const own = await findScope(ctx.db, actor.id);
  const scope = { kind: own.scope_kind, ids: own.scope_ids };
  if (!isWithinScope(scope, actor.storeIds, { kind: staff.scope_kind, ids: staff.scope_ids }))
    throw new AppError('not_found');
}

/** Nobody may manage an account, or give a role, that could do more harm than they could. Throws forbidden. */
export function requireAuthorityOver(ctx: Context, permissions: readonly Permission[]): void {
  const { actor } = ctx;
  if (actor.kind === 'staff' && !mayManage(actor.permissions, permissions)) throw new AppError('forbidden');
}

/** IDN-6: the session must have been opened, or confirmed since, with a one-time code. Throws second_factor_required. */
export async function requireSecondFactor(ctx: Context): Promise<void> {
  const { actor } = ctx;
  if (actor.kind === 'staff' && !(await hasSecondFactor(ctx.tx, actor.sessionId))) {
    throw new AppError('second_factor_required');
  }
}

/** Checks roles that are to be given and answers all their permissions. Throws invalid_input, forbidden, second_factor_required. */
export async function requireGrantableRoles(ctx: Context, roleIds: readonly string[]): Promise<Permission[]> {
  const roles = await selectRolesById(ctx.tx, roleIds);
  if (roles.length !== new Set(roleIds).size) throw invalidInput('roleIds', 'unknown');
  const permissions = knownPermissions(roles.flatMap((role) => role.permissions));
  requireAuthorityOver(ctx, permissions);
  if (isGuarded(permissions)) await requireSecondFactor(ctx);
  return permissions;
}

/** Checks a scope that is to be given: well formed, and within the giver's own. Throws invalid_input, forbidden. */
export async function requireGrantableScope(
  ctx: Context,
  ports: Pick<IdentityPorts, 'storeIdsOfScope'>,
  staffId: string,
  scope: Scope,
): Promise<void> {
  if (!isScopeWellFormed(scope)) throw invalidInput('scope.ids', scope.kind);
  const { actor } = ctx;
  if (actor.kind !== 'staff' || actor.storeIds === null) return;
  const reached = scope.kind === 'all' ? null : await ports.storeIdsOfScope(ctx.tx, staffId, scope);
  if (!coversStores(actor.storeIds, reached)) throw new AppError('forbidden');
}

/** True for whoever counts as a platform administrator that can still help: active, the role, and all in scope. */
export function isAdministrator(staff: {
  state: string;
  scope_kind: string;
  roles: readonly { preset: string | null }[];
}): boolean {
  const holdsRole = staff.roles.some((role) => role.preset === 'platform_administrator');
  return holdsRole && staff.state === 'active' && staff.scope_kind === 'all';
}

/** Throws last_administrator when the change would leave nobody. Call with the administrators locked. */
export async function requireAnotherAdministrator(ctx: Context, before: StaffRow): Promise<void> {
  if (isAdministrator(before) && (await countOtherAdministrators(ctx.tx, before.id)) === 0) {
    throw new AppError('last_administrator');
  }
}
