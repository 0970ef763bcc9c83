import { bindableAgents } from '../modules/identity/index.ts';
import { type OrganisationPorts, storeIdsOfScope } from '../modules/organisation/index.ts';

/** Who may be bound to the demo's stores, as the product itself decides it. */
export const agentPorts: Pick<OrganisationPorts, 'bindableAgents'> = {
  bindableAgents: (ctx, ids) => bindableAgents(ctx, { storeIdsOfScope }, ids),
};
