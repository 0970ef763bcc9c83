import type { Context } from './kernel/context.ts';
import { on, type Subscription } from './kernel/events.ts';
import { alertEscalated } from './modules/desk/index.ts';
import { holdersOf } from './modules/identity/index.ts';
import { notify } from './modules/messages/index.ts';
import { agentsOfStore, getStores, storeIdsOfScope } from './modules/organisation/index.ts';

/** Everybody who may act at the desk of this store: its agents, the managers of its region, the platform. */
async function reaching(ctx: Context, storeId: string): Promise<string[]> {
  const people = await holdersOf(ctx, 'desk:act');
  const reached = [];
  for (const { id, scope } of people) {
    const stores = await storeIdsOfScope(ctx.db, id, scope);
    if (stores === null || stores.includes(storeId)) reached.push(id);
  }
  return reached;
}

/** DSK-2: what nobody answered goes to the store's agents once more, and then to everybody who may act there. */
export const deskNotices: readonly Subscription[] = [
  on(alertEscalated, 'notices.alert_escalated', async (ctx, alert, { eventId }) => {
    const store = (await getStores(ctx, [alert.storeId])).get(alert.storeId)?.name ?? '';
    const bound = alert.to === 'agents' ? await agentsOfStore(ctx, alert.storeId) : [];
    // A store without agents of its own has nobody else to ring first.
    const people = bound.length > 0 ? bound : await reaching(ctx, alert.storeId);
    const link = alert.visitId ? { kind: 'visit', id: alert.visitId } : { kind: 'store', id: alert.storeId };
    const variables = { store, seconds: String(Math.round(alert.waitedMs / 1000)) };
    for (const id of people)
      await notify(ctx, {
        to: { kind: 'staff', id },
        template: `escalated_${alert.kind}`,
        variables,
        link,
        key: eventId,
      });
  }),
];
