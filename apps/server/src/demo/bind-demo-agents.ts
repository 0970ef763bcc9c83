import type { Context, ReadContext } from '../kernel/context.ts';
import { bindableAgents } from '../modules/identity/index.ts';
import { bindAgents, storeIdsOfScope } from '../modules/organisation/index.ts';

/** Makes these agents the store's; who may be bound is decided as in the product itself. */
export function bindDemoAgents(ctx: Context, storeId: string, agentIds: readonly string[]): Promise<void> {
  const ports = {
    bindableAgents: (inner: ReadContext, ids: readonly string[]) => bindableAgents(inner, { storeIdsOfScope }, ids),
  };
  return bindAgents(ctx, ports, storeId, agentIds);
}
