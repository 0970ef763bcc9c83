import type { ReviewReportReason } from '@latchkey/contract';
import { requireCustomer, requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { insertReport, lockReview, type ReviewRow, setReply, setState, settleReports } from './store.ts';
import { countShown, tell } from './write-review.ts';

async function lockForStaff(
  ctx: Context,
  id: string,
  permission: 'reviews:reply' | 'reviews:hide',
): Promise<{ review: ReviewRow; staffId: string }> {
  requireStaff(ctx.actor, permission);
  if (ctx.actor.kind !== 'staff') throw new AppError('forbidden');
  const review = await lockReview(ctx.tx, id);
  requireStore(ctx.actor, review.storeId);
  if (review.state === 'deleted') throw new AppError('illegal_move', { state: review.state });
  return { review, staffId: ctx.actor.id };
}

/** ORG-13: the store's answer to a review; a later one replaces it. Throws not_found, illegal_move (deleted). */
export async function replyToReview(ctx: Context, input: { id: string; text: string }): Promise<void> {
  const { review, staffId } = await lockForStaff(ctx, input.id, 'reviews:reply');
  await setReply(ctx.tx, review.id, { text: input.text, by: staffId }, ctx.now);
  await audit(ctx, {
    action: 'reviews.reply',
    object: { kind: 'review', id: review.id },
    before: { reply: review.reply },
    after: { reply: input.text },
  });
  tell(ctx, review);
}

interface Report {
  id: string;
  reason: ReviewReportReason;
  note: string | null;
}

async function report(ctx: Context, by: 'customer' | 'staff', personId: string, input: Report): Promise<void> {
  const { id: reviewId, reason, note } = input;
  const fresh = await insertReport(ctx.tx, { id: newId(), reviewId, by, personId, reason, note, createdAt: ctx.now });
  if (!fresh) throw new AppError('review_reported');
  await audit(ctx, { action: 'reviews.report', object: { kind: 'review', id: reviewId }, after: { by, reason } });
}

/** A customer reports another's review, once. Throws not_found, review_reported. */
export async function reportReview(ctx: Context, input: Report): Promise<void> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const review = await lockReview(ctx.tx, input.id);
  if (review.state !== 'shown' || review.memberId === memberId) throw new AppError('not_found');
  await report(ctx, 'customer', memberId, input);
  tell(ctx, review);
}

/** A merchant reports a review of an own store, once. Throws not_found, review_reported, illegal_move. */
export async function reportByStaff(ctx: Context, input: Report): Promise<void> {
  const { review, staffId } = await lockForStaff(ctx, input.id, 'reviews:reply');
  if (review.state !== 'shown') throw new AppError('illegal_move', { state: review.state });
  await report(ctx, 'staff', staffId, input);
  tell(ctx, review);
}

/** Hides an abusive review; its stars count no longer, its reports end. Throws not_found, illegal_move. */
export async function hideReview(ctx: Context, input: { id: string; reason: string }): Promise<void> {
  const { review } = await lockForStaff(ctx, input.id, 'reviews:hide');
  if (review.state !== 'shown') throw new AppError('illegal_move', { state: review.state });
  await setState(ctx.tx, review.id, 'hidden', input.reason);
  await countShown(ctx, review, -1);
  await settle(ctx, review, 'hidden', input.reason);
}

/** Shows a hidden review again, or keeps one that was reported. Throws not_found, illegal_move. */
export async function showReview(ctx: Context, input: { id: string; reason: string }): Promise<void> {
  const { review } = await lockForStaff(ctx, input.id, 'reviews:hide');
  if (review.state === 'hidden') {
    await setState(ctx.tx, review.id, 'shown', null);
    await countShown(ctx, review, 1);
  }
  await settle(ctx, review, 'shown', input.reason);
}

async function settle(ctx: Context, review: ReviewRow, state: 'hidden' | 'shown', reason: string): Promise<void> {
  await settleReports(ctx.tx, review.id, state === 'hidden' ? 'hidden' : 'kept', ctx.now);
  await audit(ctx, {
    action: state === 'hidden' ? 'reviews.hide' : 'reviews.show',
    object: { kind: 'review', id: review.id },
    before: { state: review.state },
    after: { state, reason },
  });
  tell(ctx, { ...review, state });
}
