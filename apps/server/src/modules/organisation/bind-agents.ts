import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { invalidInput } from '../../kernel/errors.ts';
import type { OrganisationPorts } from './ports.ts';
import { agentsOf, lockStore, replaceAgents } from './store.ts';
import { tellStoreChanged } from './update-store.ts';

/** ORG-7. Makes exactly these agents the store's. Throws not_found, invalid_input for an unknown account. */
export async function bindAgents(
  ctx: Context,
  ports: Pick<OrganisationPorts, 'staffNames'>,
  storeId: string,
  agentIds: readonly string[],
): Promise<void> {
  requireStaff(ctx.actor, 'stores:edit');
  requireStore(ctx.actor, storeId);
  const wanted = [...new Set(agentIds)].sort();
  const names = await ports.staffNames(ctx, wanted);
  const unknown = wanted.findIndex((agentId) => !names.has(agentId));
  if (unknown >= 0) throw invalidInput(`agentIds.${unknown}`, 'unknown');
  await lockStore(ctx.tx, storeId);
  const before = (await agentsOf(ctx.tx, [storeId])).map((row) => row.agentId);
  await replaceAgents(ctx.tx, storeId, wanted, ctx.now);
  await audit(ctx, {
    action: 'stores.bind_agents',
    object: { kind: 'store', id: storeId },
    before: { agentIds: before },
    after: { agentIds: wanted },
  });
  await tellStoreChanged(ctx, storeId);
}
