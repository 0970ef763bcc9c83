import type { CaseDecision } from '@latchkey/contract';
import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { type CaseFacts, caseFacts } from './case-queries.ts';
import { decideCaseRow, findCaseRow, setCaseDue } from './case-store.ts';
import { caseDecided } from './events.ts';
import { finishVisit } from './follow-door.ts';
import { recordTimeline } from './record-timeline.ts';
import { ASK_AGAIN_MINUTES, endingOfDecision, isOpen } from './rules.ts';
import { addFlag, lockVisit } from './store.ts';
import { tellVisit } from './tell.ts';

/**
 * VIS-17: a person decides what became of a visit; the first decision stands. `still_inside` leaves the visit open and asks
 * again later, the others end it where it is open. Throws not_found, illegal_move when it is decided, or when somebody is said
 * to be inside whose visit has ended.
 */
export async function decideCase(
  ctx: Context,
  input: { caseId: string; decision: CaseDecision; note: string | null },
): Promise<CaseFacts> {
  requireStaff(ctx.actor, 'desk:act');
  const found = await findCaseRow(ctx.db, input.caseId);
  if (!found) throw new AppError('not_found');
  requireStore(ctx.actor, found.store_id);
  const visit = await lockVisit(ctx.tx, found.visit_id);
  const { decision, note } = input;
  const open = isOpen(visit.state);
  if (decision === 'still_inside' && !open) throw new AppError('illegal_move', { state: visit.state });
  const decided = { decision, by: ctx.actor.kind === 'staff' ? ctx.actor.id : null, note, at: ctx.now };
  if (!(await decideCaseRow(ctx.tx, found.id, decided)))
    throw new AppError('illegal_move', { state: found.decision ?? 'decided' });
  await recordTimeline(ctx, visit.id, { name: 'visit.case_decided', detail: { decision, note } });
  const object = { kind: 'visit_case', id: found.id };
  await audit(ctx, { action: 'visits.decide_case', object, after: { visitId: visit.id, decision, note } });
  if (decision === 'still_inside') {
    await setCaseDue(ctx.tx, visit.id, new Date(ctx.now.getTime() + ASK_AGAIN_MINUTES * 60_000));
  } else {
    if (decision === 'left_unpaid') await addFlag(ctx.tx, visit.id, 'unpaid_cart');
    const end = endingOfDecision(decision, visit.paid_at !== null);
    if (open) await finishVisit(ctx, visit, { ...end, at: ctx.now });
  }
  await emit(ctx, caseDecided, {
    caseId: found.id,
    kind: found.kind,
    visitId: visit.id,
    storeId: visit.store_id,
    memberId: visit.member_id,
    decision,
    by: decided.by,
    at: ctx.now.toISOString(),
  });
  tellVisit(ctx, visit, visit.state);
  return caseFacts({ ...found, decision, decided_by: decided.by, decided_at: ctx.now, note });
}
