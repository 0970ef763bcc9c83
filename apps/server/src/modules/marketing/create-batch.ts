import { actorId, requireStaff } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { getStores } from '../organisation/index.ts';
import { mayIssue, spreadStock, termsIssue } from './rules.ts';
import { insertBatch, type NewBatch } from './store.ts';

/** Writes down a batch of coupons in draft and answers its id. Throws forbidden, invalid_input. */
export async function createBatch(ctx: Context, input: Omit<NewBatch, 'id'>): Promise<string> {
  requireStaff(ctx.actor, 'coupons:edit');
  if (ctx.actor.kind === 'staff' && !mayIssue(ctx.actor.storeIds, input)) throw new AppError('forbidden');
  const issue = termsIssue(input, ctx.now);
  if (issue) throw invalidInput(issue.field, issue.issue);
  const storeIds = [...new Set(input.storeIds)];
  const known = storeIds.length > 0 ? await getStores(ctx, storeIds) : new Map();
  if (storeIds.some((id) => !known.has(id))) throw invalidInput('storeIds', 'unknown store');
  const batch = { ...input, storeIds, id: newId() };
  await insertBatch(ctx.tx, batch, actorId(ctx.actor) ?? 'system', ctx.now, spreadStock(batch.quantity));
  await audit(ctx, { action: 'coupons.create', object: { kind: 'coupon_batch', id: batch.id }, after: batch });
  return batch.id;
}
