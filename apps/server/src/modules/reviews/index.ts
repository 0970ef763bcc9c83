/**
 * Reviews: what customers say of completed orders and stays, what stores answer, and what the platform hides (ORG-13).
 * Owns schema `reviews`. Invariants: an order or booking has one review for ever; a store's and a room's rating counts exactly the
 * reviews that are shown. Lock order: the review, then ratings (organisation).
 */
import type { Context, ReadContext } from '../../kernel/context.ts';
import type { Db } from '../../kernel/db.ts';
import type { ModuleParts } from '../../kernel/module.ts';
import { changeReviewOwner, isPhotoPublic, reviewsKept } from './member-store.ts';
import { photoSweep } from './photos.ts';
import { handlers } from './routes.ts';

export { writeReview } from './write-review.ts';

/** IDN-1: two accounts become one, in the merge's own transaction. */
export const mergeReviews = (ctx: Context, input: { fromId: string; intoId: string }): Promise<void> =>
  changeReviewOwner(ctx.tx, input.fromId, input.intoId);

/** IDN-5: what is kept about a customer here. */
export const reviewsPersonalData = (ctx: ReadContext, customerId: string): Promise<unknown[]> =>
  reviewsKept(ctx.db, customerId);

/** ORG-13: whether a stored picture of a review may leave: a hidden review's may not. */
export const reviewPhotoShown = (db: Db, key: string): Promise<boolean> => isPhotoPublic(db, key);

export const reviewsModule: ModuleParts = { handlers, sweeps: [photoSweep] };
