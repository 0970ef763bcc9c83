import { requireSystem, systemActor } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import { recordTimeline } from '../visits/index.ts';
import { alertEscalated } from './events.ts';
import { tellAlert } from './raise-alert.ts';
import { escalationOf } from './rules.ts';
import type { AlertRow } from './store.ts';
import { lockUnanswered, passOn } from './store-escalation.ts';

const BATCH = 50;

/** DSK-2: passes on what nobody answered in its time, each step once however many servers look. Answers how many. */
export async function escalateUnanswered(ctx: Context): Promise<number> {
  requireSystem(ctx.actor);
  const late = await lockUnanswered(ctx.tx, ctx.now, BATCH);
  for (const alert of late) await escalate(ctx, alert);
  return late.length;
}

async function escalate(ctx: Context, alert: AlertRow): Promise<void> {
  const step = escalationOf(alert, alert.level);
  const next = escalationOf(alert, alert.level + 1);
  const passed = await passOn(ctx.tx, alert.id, {
    level: alert.level + 1,
    at: ctx.now,
    next: next && new Date(ctx.now.getTime() + next.afterMs),
  });
  tellAlert(ctx, passed, 'escalated');
  const { id: alertId, store_id: storeId, visit_id: visitId, kind } = alert;
  if (visitId !== null) await recordTimeline(ctx, visitId, { name: 'alert.escalated', detail: { kind } });
  const waitedMs = ctx.now.getTime() - alert.created_at.getTime();
  await emit(ctx, alertEscalated, { alertId, storeId, visitId, kind, to: step?.to ?? 'everybody', waitedMs });
}

export const escalationSweep: Sweep = {
  name: 'desk.escalations',
  everyMs: 1_000,
  run: async (runtime) => (await runtime.transaction(systemActor('desk.escalations'), escalateUnanswered)) === BATCH,
};
