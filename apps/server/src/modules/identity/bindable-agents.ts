import type { ReadContext } from '../../kernel/context.ts';
import { knownPermissions } from './authenticate.ts';
import type { IdentityPorts } from './ports.ts';
import { isWithinScope } from './rules.ts';
import { findScope, findStaff, type StaffRow } from './store-staff.ts';

/**
 * ORG-7, IDN-8: of these accounts those that the caller may make a store's agents: active, with the right to the desk,
 * and within the caller's scope, or an agent of one of the caller's stores already.
 */
export async function bindableAgents(
  ctx: ReadContext,
  ports: Pick<IdentityPorts, 'storeIdsOfScope'>,
  ids: readonly string[],
): Promise<Set<string>> {
  const bindable = new Set<string>();
  for (const id of ids) {
    const staff = await findStaff(ctx.db, id);
    if (staff === null || staff.state !== 'active') continue;
    if (!knownPermissions(staff.permissions).includes('desk')) continue;
    if (await isWithinReach(ctx, ports, staff)) bindable.add(id);
  }
  return bindable;
}

async function isWithinReach(
  ctx: ReadContext,
  ports: Pick<IdentityPorts, 'storeIdsOfScope'>,
  staff: StaffRow,
): Promise<boolean> {
  const { actor } = ctx;
  if (actor.kind !== 'staff' || actor.storeIds === null || actor.id === staff.id) return true;
  const scope = { kind: staff.scope_kind, ids: staff.scope_ids };
  if (scope.kind === 'own') {
    const bound = (await ports.storeIdsOfScope(ctx.db, staff.id, scope)) ?? [];
    return bound.some((storeId) => actor.storeIds?.includes(storeId));
  }
  const own = await findScope(ctx.db, actor.id);
  return isWithinScope({ kind: own.scope_kind, ids: own.scope_ids }, actor.storeIds, scope);
}
