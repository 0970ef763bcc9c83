import { requireStaff, storeFilter } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { type BatchState, batchMayMove, mayIssue, seesBatch } from './rules.ts';
import { lockBatch, setBatchState } from './store.ts';

/** Starts, stops or ends a batch; coupons that members hold stay good. Throws not_found, forbidden, illegal_move. */
export async function moveBatch(
  ctx: Context,
  input: { batchId: string; state: BatchState; reason?: string | undefined },
): Promise<void> {
  requireStaff(ctx.actor, 'coupons:edit');
  const batch = await lockBatch(ctx.tx, input.batchId);
  if (!seesBatch(storeFilter(ctx.actor), batch.storeIds)) throw new AppError('not_found');
  if (ctx.actor.kind === 'staff' && !mayIssue(ctx.actor.storeIds, batch)) throw new AppError('forbidden');
  if (batch.state === input.state) return;
  if (!batchMayMove(batch.state, input.state)) throw new AppError('illegal_move', { state: batch.state });
  await setBatchState(ctx.tx, batch.id, input.state);
  await audit(ctx, {
    action: 'coupons.move',
    object: { kind: 'coupon_batch', id: batch.id },
    before: { state: batch.state },
    after: { state: input.state, reason: input.reason ?? null },
  });
}
