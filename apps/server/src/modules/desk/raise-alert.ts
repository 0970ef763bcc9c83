import type { AlertKind } from '@latchkey/contract';
import { requireStaff, requireStore, requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { type Sql, sql } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { escalationOf } from './rules.ts';
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
  await insert(ctx, cause);
}

/** An agent has found something that others must look after. */
export async function raiseFromDesk(ctx: Context, cause: AlertCause): Promise<void> {
  requireStaff(ctx.actor, 'desk:act');
  requireStore(ctx.actor, cause.storeId);
  await insert(ctx, cause);
}

async function insert(ctx: Context, cause: AlertCause): Promise<void> {
  const id = newId();
  const { kind, storeId, visitId = null, memberId = null, deviceId = null, detail = null } = cause;
  const wait = escalationOf({ kind, detail }, 0);
  const escalatesAt = wait === null ? null : new Date(ctx.now.getTime() + wait.afterMs);
  const alert = { id, kind, storeId, visitId, memberId, deviceId, detail, at: ctx.now, escalatesAt };
  const fresh = await insertAlert(ctx.tx, alert);
  if (!fresh) return;
  news(ctx, `store:${storeId}`, 'alert.created', { id, storeId, kind, ...(visitId ? { visitId } : {}) });
}

const settled = (ctx: Context) => ({ agentId: null, note: null, at: ctx.now });

/**
 * A visit has ended: nobody needs to answer for it any more. An emergency stays until an agent has looked, and a case
 * until it is decided.
 */
export async function settleVisitAlerts(ctx: Context, visitId: string): Promise<void> {
  requireSystem(ctx.actor);
  await close(ctx, sql`visit_id = ${visitId} and kind not in ('emergency', 'case')`);
}

/** The case of a visit was decided, by whomever. */
export async function settleCaseAlerts(ctx: Context, visitId: string): Promise<void> {
  requireSystem(ctx.actor);
  await close(ctx, sql`visit_id = ${visitId} and kind in ('case', 'overstay')`);
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

/** Screens of the store read the visit again: its member is another now. */
export function tellMember(ctx: Context, visit: { id: string; storeId: string }, state: string): void {
  news(ctx, `store:${visit.storeId}`, 'visit.changed', {
    id: visit.id,
    storeId: visit.storeId,
    visitId: visit.id,
    kind: 'member',
    state,
  });
}
