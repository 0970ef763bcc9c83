import { actorId } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { entityNames } from '../organisation/index.ts';
import { requireWholeChain } from './authorise.ts';
import { endPlanRow, insertPlan, lockPlan, type PlanRow } from './plan-store.ts';
import { type PlanTerms, planIssue } from './rules.ts';

/** PAY-11: writes a new version of the top-up plan. Throws forbidden (scoped staff), invalid_input. */
export async function writePlan(
  ctx: Context,
  input: PlanTerms & { entityId: string; validFrom: Date; validTo: Date | null },
): Promise<PlanRow> {
  requireWholeChain(ctx.actor, 'balances:edit');
  const issue = planIssue(input, ctx.now);
  if (issue) throw invalidInput(issue.field, issue.issue);
  if (!(await entityNames(ctx, [input.entityId])).has(input.entityId)) throw invalidInput('entityId', 'unknown');
  const createdBy = actorId(ctx.actor) ?? 'system';
  const tiers = [...input.tiers].sort((a, b) => a.amount - b.amount);
  const plan = await insertPlan(ctx.tx, { ...input, tiers, id: newId(), createdBy }, ctx.now);
  await audit(ctx, { action: 'wallet.write_plan', object: { kind: 'top_up_plan', id: plan.id }, after: plan });
  return plan;
}

/** Ends a version of the plan now. Throws not_found, forbidden, illegal_move when it is over. */
export async function endPlan(ctx: Context, input: { planId: string; reason: string }): Promise<PlanRow> {
  requireWholeChain(ctx.actor, 'balances:edit');
  const plan = await lockPlan(ctx.tx, input.planId);
  if (plan.validTo !== null && plan.validTo <= ctx.now) throw new AppError('illegal_move', { state: 'ended' });
  const ended = await endPlanRow(ctx.tx, plan.id, ctx.now);
  await audit(ctx, {
    action: 'wallet.end_plan',
    object: { kind: 'top_up_plan', id: plan.id },
    before: { validTo: plan.validTo },
    after: { validTo: ended.validTo, reason: input.reason },
  });
  return ended;
}
