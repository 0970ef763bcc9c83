import type { ServiceKind } from '@latchkey/contract';
import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { sql } from '../../kernel/db.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { doorOfStore, sendCommand } from '../devices/index.ts';
import { markAbnormal } from '../members/index.ts';
import { getVisit, openDoorForVisit, openDoorOfStore, recordTimeline } from '../visits/index.ts';
import { tellAlert } from './raise-alert.ts';
import { attachCommand, closeAlerts, insertService, type ServiceRow, settleServices } from './store.ts';

export type VisitAct = 'open_door' | 'lock_door' | 'grant_exit' | 'mark_abnormal';
export type StoreAct = 'open_door' | 'lock_door';

interface Subject {
  kind: ServiceKind;
  storeId: string;
  visitId: string | null;
  memberId: string | null;
  note: string | null;
}

/**
 * DSK-3: an agent acts on a visit. The answer is a service record that waits for the device's own outcome.
 * Throws not_found outside the scope, no_open_visit, device_offline for a store without a door in service.
 */
export async function actOnVisit(
  ctx: Context,
  input: { visitId: string; kind: VisitAct; note: string | null },
): Promise<string> {
  requireStaff(ctx.actor, 'desk:act');
  const visit = await getVisit(ctx, input.visitId);
  requireStore(ctx.actor, visit.storeId);
  const { kind, note } = input;
  const subject: Subject = { kind, storeId: visit.storeId, visitId: visit.id, memberId: visit.memberId, note };
  if (kind === 'mark_abnormal') {
    await markAbnormal(ctx, { memberId: visit.memberId, reason: note ?? 'desk' });
    return record(ctx, subject, { openingId: null, succeeded: true });
  }
  if (kind === 'lock_door') return lockDoor(ctx, subject);
  const purpose = kind === 'grant_exit' ? 'exit_granted' : 'agent';
  const opening = await openDoorForVisit(ctx, { visitId: visit.id, purpose });
  if (kind === 'grant_exit') await settleExitRequest(ctx, visit.id);
  return record(ctx, subject, { openingId: opening.id, succeeded: opening.state === 'acknowledged' });
}

/** DSK-3: an agent opens or locks a store's door without a visit; the note says why. */
export async function actOnStore(
  ctx: Context,
  input: { storeId: string; kind: StoreAct; note: string },
): Promise<string> {
  requireStaff(ctx.actor, 'desk:act');
  requireStore(ctx.actor, input.storeId);
  const subject: Subject = { ...input, visitId: null, memberId: null };
  if (input.kind === 'lock_door') return lockDoor(ctx, subject);
  const opening = await openDoorOfStore(ctx, { storeId: input.storeId });
  return record(ctx, subject, { openingId: opening.id, succeeded: false });
}

async function lockDoor(ctx: Context, subject: Subject): Promise<string> {
  const door = await doorOfStore(ctx, subject.storeId);
  if (!door) throw new AppError('device_offline');
  const serviceId = await record(ctx, subject, { openingId: null, succeeded: false });
  const { commandId } = await sendCommand(ctx, {
    deviceId: door.deviceId,
    name: 'lock',
    args: {},
    reference: { kind: 'service', id: serviceId },
  });
  await attachCommand(ctx.tx, serviceId, commandId);
  return serviceId;
}

async function record(
  ctx: Context,
  subject: Subject,
  state: { openingId: string | null; succeeded: boolean },
): Promise<string> {
  if (ctx.actor.kind !== 'staff') throw new AppError('forbidden');
  const id = newId();
  await insertService(ctx.tx, { id, ...subject, ...state, agentId: ctx.actor.id, at: ctx.now });
  const { kind, storeId, visitId, note } = subject;
  if (visitId !== null) await recordTimeline(ctx, visitId, { name: `desk.${kind}`, detail: { note } });
  await audit(ctx, { action: `desk.${kind}`, object: { kind: 'service', id }, after: { storeId, visitId, note } });
  const outcome = state.succeeded ? 'succeeded' : 'waiting';
  news(ctx, `store:${storeId}`, 'service.changed', { id, storeId, kind, state: outcome });
  return id;
}

async function settleExitRequest(ctx: Context, visitId: string): Promise<void> {
  if (ctx.actor.kind !== 'staff') return;
  const by = { agentId: ctx.actor.id, note: null, at: ctx.now };
  for (const alert of await closeAlerts(ctx.tx, sql`visit_id = ${visitId} and kind = 'exit_request'`, by)) {
    tellAlert(ctx, alert, 'closed');
  }
}

interface DeviceOutcome {
  reference: { kind: string; id: string } | null;
  state: string;
  code: string | null;
  at: string;
}

/** The device's own answer settles what an agent did. */
export async function settleByDevice(ctx: Context, outcome: DeviceOutcome): Promise<void> {
  const { reference } = outcome;
  if (reference?.kind !== 'opening' && reference?.kind !== 'service') return;
  const succeeded = outcome.state === 'acknowledged';
  const settled = await settleServices(
    ctx.tx,
    reference.kind === 'opening' ? { openingId: reference.id } : { serviceId: reference.id },
    {
      outcome: succeeded ? 'succeeded' : 'failed',
      code: succeeded ? null : (outcome.code ?? outcome.state),
      at: new Date(outcome.at),
    },
  );
  for (const service of settled) await tellService(ctx, service);
}

async function tellService(ctx: Context, service: ServiceRow): Promise<void> {
  const { id, store_id: storeId, kind, outcome, visit_id: visitId } = service;
  const data = { id, storeId, kind, state: outcome, ...(visitId ? { visitId } : {}) };
  news(ctx, `store:${storeId}`, 'service.changed', data);
  news(ctx, `staff:${service.agent_id}`, 'service.changed', data);
  if (visitId === null) return;
  const detail = { outcome, code: service.code };
  await recordTimeline(ctx, visitId, { name: `desk.${kind}_settled`, actor: 'device', detail });
}
