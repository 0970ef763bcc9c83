import type { CaseDecision } from '@latchkey/contract';
import type { Context } from '../../kernel/context.ts';
import { sql } from '../../kernel/db.ts';
import { doorOfStore } from '../devices/index.ts';
import { getMember, markAbnormal } from '../members/index.ts';
import { type CaseFacts, decideCase } from '../visits/index.ts';
import { raiseFromDesk, tellAlert } from './raise-alert.ts';
import { recordService } from './record-service.ts';
import { closeAlerts } from './store.ts';

/**
 * VIS-17: an agent decides what became of a visit. The reason is kept with the case and as a service record. Who left
 * without paying is marked abnormal; a door that missed somebody becomes a fault for whoever looks after it. Throws
 * not_found, illegal_move when somebody decided first.
 */
export async function decideByAgent(
  ctx: Context,
  input: { caseId: string; decision: CaseDecision; note: string },
): Promise<CaseFacts> {
  const decided = await decideCase(ctx, input);
  const { visitId, storeId, memberId } = decided;
  const { decision, note } = input;
  if (decision === 'left_unpaid' && (await getMember(ctx, memberId)).state === 'normal')
    await markAbnormal(ctx, { memberId, reason: note });
  if (decision === 'device_fault') {
    const door = await doorOfStore(ctx, storeId);
    await raiseFromDesk(ctx, { kind: 'fault', storeId, deviceId: door?.deviceId ?? null, detail: 'missed_exit' });
  }
  await recordService(
    ctx,
    { kind: 'decide_case', storeId, visitId, memberId, note },
    { openingId: null, succeeded: true },
  );
  const by = { agentId: ctx.actor.kind === 'staff' ? ctx.actor.id : null, note, at: ctx.now };
  const looked = sql`visit_id = ${visitId} and kind in ('case', 'overstay')`;
  for (const alert of await closeAlerts(ctx.tx, looked, by)) tellAlert(ctx, alert, 'closed');
  return decided;
}
