import type { ReviewSubject } from '@latchkey/contract';
import { requireCustomer, systemActor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { bookingToReview } from '../booking/index.ts';
import { orderToReview } from '../orders/index.ts';
import { countRating } from '../organisation/index.ts';
import { decline } from './member-store.ts';
import { photoKeys, showPhotos } from './photos.ts';
import { CHANGE_DAYS, changeableUntil, type Stars, scoreOf, WRITE_DAYS, within, writableUntil } from './rules.ts';
import {
  findReviewOf,
  insertReview,
  lockReview,
  type ReviewRow,
  rewriteReview,
  settleReports,
  wipeReview,
} from './store.ts';

export interface ReviewContent {
  stars: Stars;
  text: string;
  photos: readonly string[];
}

/** What a customer may review: an own order or stay. Throws not_found for another's. */
export async function ownSubject(ctx: ReadContext, subject: ReviewSubject, subjectId: string) {
  const { id: memberId } = requireCustomer(ctx.actor);
  const found =
    subject === 'order'
      ? { ...(await orderToReview(ctx, subjectId)), roomId: null }
      : await bookingToReview(ctx, subjectId);
  if (found.memberId !== memberId) throw new AppError('not_found');
  return { ...found, memberId };
}

/** ORG-12: the lists' ratings follow in the same transaction; only shown reviews count. */
export function countShown(ctx: Context, review: ReviewRow, sign: 1 | -1): Promise<void> {
  const product = { ...ctx, actor: systemActor('reviews') };
  const { storeId, roomId, score } = review;
  return countRating(product, { storeId, roomId, count: sign, total: sign * score });
}

export function tell(ctx: Context, review: ReviewRow): void {
  const { id, storeId, state } = review;
  news(ctx, `store:${storeId}`, 'review.changed', { id, storeId, state });
}

/**
 * ORG-13: reviews a completed order or stay of one's own, once. Throws not_found, review_not_possible, review_exists,
 * invalid_input for photos of others. Lock order: review, ratings.
 */
export async function writeReview(
  ctx: Context,
  input: ReviewContent & { subject: ReviewSubject; subjectId: string },
): Promise<string> {
  const { subject, subjectId, stars, text } = input;
  const it = await ownSubject(ctx, subject, subjectId);
  if (it.completedAt === null || !within(writableUntil(it.completedAt), ctx.now))
    throw new AppError('review_not_possible', { days: WRITE_DAYS });
  if (await findReviewOf(ctx.db, subject, subjectId)) throw new AppError('review_exists');
  const { number, memberId, storeId, roomId } = it;
  const photos = photoKeys(input.photos);
  const review = await insertReview(
    ctx.tx,
    { id: newId(), subject, subjectId, number, memberId, storeId, roomId, stars, text, photos },
    ctx.now,
  );
  if (!review) throw new AppError('review_exists');
  await showPhotos(ctx, review, photos);
  await countShown(ctx, review, 1);
  await audit(ctx, {
    action: 'reviews.write',
    object: { kind: 'review', id: review.id },
    after: { subject, subjectId, stars, length: text.length, photos: photos.length },
  });
  tell(ctx, review);
  return review.id;
}

/** An own review that may be changed still. Throws not_found, review_closed, illegal_move. Locks it. */
async function lockOwn(ctx: Context, id: string): Promise<ReviewRow> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const review = await lockReview(ctx.tx, id);
  if (review.memberId !== memberId || review.state === 'deleted') throw new AppError('not_found');
  if (!within(changeableUntil(review.createdAt), ctx.now)) throw new AppError('review_closed', { days: CHANGE_DAYS });
  return review;
}

/** Changes an own review within its time; a hidden one stays hidden. Throws not_found, review_closed, invalid_input. */
export async function changeReview(ctx: Context, id: string, input: ReviewContent): Promise<void> {
  const before = await lockOwn(ctx, id);
  const photos = photoKeys(input.photos);
  const after = await rewriteReview(ctx.tx, id, { ...input, photos }, ctx.now);
  await showPhotos(ctx, after, photos);
  if (before.state === 'shown' && before.score !== after.score) {
    const product = { ...ctx, actor: systemActor('reviews') };
    const { storeId, roomId } = before;
    await countRating(product, { storeId, roomId, count: 0, total: scoreOf(input.stars) - before.score });
  }
  await audit(ctx, {
    action: 'reviews.change',
    object: { kind: 'review', id },
    before: { score: before.score, length: before.text.length },
    after: { score: after.score, length: after.text.length, photos: photos.length },
  });
  tell(ctx, after);
}

/** Deletes an own review for good: its words and photos go, its place stays taken. Throws not_found, review_closed. */
export async function deleteReview(ctx: Context, id: string): Promise<void> {
  const review = await lockOwn(ctx, id);
  await wipeReview(ctx.tx, id, ctx.now);
  await showPhotos(ctx, review, []);
  await settleReports(ctx.tx, id, 'deleted', ctx.now);
  if (review.state === 'shown') await countShown(ctx, review, -1);
  await audit(ctx, { action: 'reviews.delete', object: { kind: 'review', id }, before: { score: review.score } });
  tell(ctx, { ...review, state: 'deleted' });
}

/** Nobody is asked twice for a review. Idempotent. Throws not_found. */
export async function declineReview(ctx: Context, subject: ReviewSubject, subjectId: string): Promise<void> {
  const { memberId } = await ownSubject(ctx, subject, subjectId);
  await decline(ctx.tx, { subject, subjectId, memberId, at: ctx.now });
}
