import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { invalidInput } from '../../kernel/errors.ts';
import type { OrganisationPorts } from './ports.ts';
import { agentsOf, lockStore, replaceAgents } from './store.ts';
import { tellStoreChanged } from './update-store.ts';

/**
 * ORG-7. Makes exactly these agents the store's. Throws not_found, and invalid_input for an account that is unknown or
 * outside the caller's reach: whoever is bound already may stay.
 */
export async function bindAgents(
  ctx: Context,
  ports: Pick<OrganisationPorts, 'bindableAgents'>,
  storeId: string,
  agentIds: readonly string[],
): Promise<void> {
  requireStaff(ctx.actor, 'stores:edit');
  requireStore(ctx.actor, storeId);
  const wanted = [...new Set(agentIds)].sort();
  await lockStore(ctx.tx, storeId);
  const before = (await agentsOf(ctx.tx, [storeId])).map((row) => row.agentId);
  const added = wanted.filter((agentId) => !before.includes(agentId));
  const bindable = await ports.bindableAgents(ctx, added);
  const unknown = added.find((agentId) => !bindable.has(agentId));
  if (unknown !== undefined) throw invalidInput(`agentIds.${wanted.indexOf(unknown)}`, 'unknown');
  await replaceAgents(ctx.tx, storeId, wanted, ctx.now);
  await audit(ctx, {
    action: 'stores.bind_agents',
    object: { kind: 'store', id: storeId },
    before: { agentIds: before },
    after: { agentIds: wanted },
  });
  await tellStoreChanged(ctx, storeId);
}
