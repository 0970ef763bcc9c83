import type { AlertKind } from '@latchkey/contract';
import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { type Sql, sql } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { type AlertRow, closeAlerts, insertAlert } from './store.ts';

export interface AlertCause {
  kind: AlertKind;
  storeId: string;
  visitId?: string | null;
  memberId?: string | null;
  deviceId?: string | null;
  detail?: string | null;
}

/** DSK-2: puts an alert before the agents of a store, once while the same one is open. */
export async function raiseAlert(ctx: Context, cause: AlertCause): Promise<void> {
  requireSystem(ctx.actor);
  const id = newId();
  const { kind, storeId, visitId = null, memberId = null, deviceId = null, detail = null } = cause;
  const fresh = await insertAlert(ctx.tx, { id, kind, storeId, visitId, memberId, deviceId, detail, at: ctx.now });
  if (!fresh) return;
  news(ctx, `store:${storeId}`, 'alert.created', { id, storeId, kind, ...(visitId ? { visitId } : {}) });
}

const settled = (ctx: Context) => ({ agentId: null, note: null, at: ctx.now });

/** A visit has ended: nobody needs to answer for it any more. An emergency stays until an agent has looked. */
export async function settleVisitAlerts(ctx: Context, visitId: string): Promise<void> {
  requireSystem(ctx.actor);
  await close(ctx, sql`visit_id = ${visitId} and kind <> 'emergency'`);
}

/** A device is well again. */
export async function settleDeviceAlerts(ctx: Context, deviceId: string, details: readonly string[]): Promise<void> {
  requireSystem(ctx.actor);
  await close(ctx, sql`device_id = ${deviceId} and kind = 'fault' and detail = any(${[...details]}::text[])`);
}

async function close(ctx: Context, condition: Sql): Promise<void> {
  for (const alert of await closeAlerts(ctx.tx, condition, settled(ctx))) tellAlert(ctx, alert, 'closed');
}

export function tellAlert(ctx: Context, alert: AlertRow, state: string): void {
  const { id, store_id: storeId, kind, visit_id: visitId } = alert;
  news(ctx, `store:${storeId}`, 'alert.changed', { id, storeId, kind, state, ...(visitId ? { visitId } : {}) });
}
