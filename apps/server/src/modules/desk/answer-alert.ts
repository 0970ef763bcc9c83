import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { sql } from '../../kernel/db.ts';
import { AppError } from '../../kernel/errors.ts';
import { tellAlert } from './raise-alert.ts';
import { type AlertRow, closeAlerts, findAlert, takeAlertRow } from './store.ts';

/** DSK-5: the first agent to take an alert owns it. Throws illegal_move when another was faster or it is closed. */
export async function takeAlert(ctx: Context, alertId: string): Promise<AlertRow> {
  requireStaff(ctx.actor, 'desk:act');
  if (ctx.actor.kind !== 'staff') throw new AppError('forbidden');
  const alert = await findOwn(ctx, alertId);
  const taken = await takeAlertRow(ctx.tx, alert.id, ctx.actor.id, ctx.now);
  if (!taken) throw new AppError('illegal_move', { state: alert.closed_at ? 'closed' : 'taken' });
  tellAlert(ctx, taken, 'taken');
  return taken;
}

/** Closes an alert with the agent's remark. Throws illegal_move when it is closed. */
export async function closeAlert(ctx: Context, input: { alertId: string; note: string | null }): Promise<AlertRow> {
  requireStaff(ctx.actor, 'desk:act');
  if (ctx.actor.kind !== 'staff') throw new AppError('forbidden');
  const alert = await findOwn(ctx, input.alertId);
  const by = { agentId: ctx.actor.id, note: input.note, at: ctx.now };
  const [closed] = await closeAlerts(ctx.tx, sql`id = ${alert.id}`, by);
  if (!closed) throw new AppError('illegal_move', { state: 'closed' });
  await audit(ctx, {
    action: 'desk.close_alert',
    object: { kind: 'alert', id: alert.id },
    after: { note: input.note },
  });
  tellAlert(ctx, closed, 'closed');
  return closed;
}

async function findOwn(ctx: Context, alertId: string): Promise<AlertRow> {
  const alert = await findAlert(ctx.db, alertId);
  if (!alert) throw new AppError('not_found');
  requireStore(ctx.actor, alert.store_id);
  return alert;
}
