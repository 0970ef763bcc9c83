import { requireStaff, requireStore } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { sql } from '../../kernel/db.ts';
import { AppError } from '../../kernel/errors.ts';
import { doorOfStore, sendCommand } from '../devices/index.ts';
import { markAbnormal } from '../members/index.ts';
import { liftLockdown, lockDown } from '../organisation/index.ts';
import { getVisit, openDoorForVisit, openDoorOfStore } from '../visits/index.ts';
import { raiseFromDesk, tellAlert } from './raise-alert.ts';
import { recordService, type ServiceSubject } from './record-service.ts';
import { attachCommand, closeAlerts } from './store.ts';

export type VisitAct = 'open_door' | 'lock_door' | 'grant_exit' | 'mark_abnormal';
export type StoreAct = 'open_door' | 'lock_door' | 'lockdown' | 'lift_lockdown' | 'report_fault';

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
  const subject: ServiceSubject = { kind, storeId: visit.storeId, visitId: visit.id, memberId: visit.memberId, note };
  if (kind === 'mark_abnormal') {
    await markAbnormal(ctx, { memberId: visit.memberId, reason: note ?? 'desk' });
    return recordService(ctx, subject, { openingId: null, succeeded: true });
  }
  if (kind === 'lock_door') return lockDoor(ctx, subject);
  const purpose = kind === 'grant_exit' ? 'exit_granted' : 'agent';
  const opening = await openDoorForVisit(ctx, { visitId: visit.id, purpose });
  if (kind === 'grant_exit') await settleExitRequest(ctx, visit.id);
  return recordService(ctx, subject, { openingId: opening.id, succeeded: opening.state === 'acknowledged' });
}

/**
 * DSK-3: an agent acts on a store without a visit; the note says why. A lockdown (ORG-9) holds at the server at once and
 * needs its own right besides; the controller's own word about it is the door's twin. Throws illegal_move for a lockdown
 * that stands already, or a lifting of none.
 */
export async function actOnStore(
  ctx: Context,
  input: { storeId: string; kind: StoreAct; note: string },
): Promise<string> {
  requireStaff(ctx.actor, 'desk:act');
  requireStore(ctx.actor, input.storeId);
  const subject: ServiceSubject = { ...input, visitId: null, memberId: null };
  if (input.kind === 'lock_door') return lockDoor(ctx, subject);
  if (input.kind === 'lockdown' || input.kind === 'lift_lockdown') {
    await (input.kind === 'lockdown' ? lockDown : liftLockdown)(ctx, input.storeId, input.note);
    return recordService(ctx, subject, { openingId: null, succeeded: true });
  }
  if (input.kind === 'report_fault') return reportFault(ctx, subject, input.note);
  const opening = await openDoorOfStore(ctx, { storeId: input.storeId });
  return recordService(ctx, subject, { openingId: opening.id, succeeded: false });
}

/** DSK-3: what an agent sees broken is an alert for whoever looks after devices, until somebody closes it. */
async function reportFault(ctx: Context, subject: ServiceSubject, note: string): Promise<string> {
  const door = await doorOfStore(ctx, subject.storeId);
  await raiseFromDesk(ctx, { kind: 'fault', storeId: subject.storeId, deviceId: door?.deviceId ?? null, detail: note });
  return recordService(ctx, subject, { openingId: null, succeeded: true });
}

async function lockDoor(ctx: Context, subject: ServiceSubject): Promise<string> {
  const door = await doorOfStore(ctx, subject.storeId);
  if (!door) throw new AppError('device_offline');
  const serviceId = await recordService(ctx, subject, { openingId: null, succeeded: false });
  const { commandId } = await sendCommand(ctx, {
    deviceId: door.deviceId,
    name: 'lock',
    args: {},
    reference: { kind: 'service', id: serviceId },
  });
  await attachCommand(ctx.tx, serviceId, commandId);
  return serviceId;
}

async function settleExitRequest(ctx: Context, visitId: string): Promise<void> {
  if (ctx.actor.kind !== 'staff') return;
  const by = { agentId: ctx.actor.id, note: null, at: ctx.now };
  for (const alert of await closeAlerts(ctx.tx, sql`visit_id = ${visitId} and kind = 'exit_request'`, by)) {
    tellAlert(ctx, alert, 'closed');
  }
}
