import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { listingChanged, priceReviewDecided } from './events.ts';
import { decided } from './request-price.ts';
import { findReview, lockReview, type PriceReviewRow, settleReview } from './review-store.ts';
import { mayDecide, storePriceIssue } from './rules.ts';
import { lockListing } from './store.ts';
import { setStorePrice } from './write-store.ts';

/**
 * CAT-4. The platform decides about a price that a store asked for; an approved one is live at once, a rejected one says
 * what to mend. Throws not_found (also outside the scope), illegal_move (decided or withdrawn already), invalid_input (the product is locked now).
 */
export async function decidePrice(
  ctx: Context,
  reviewId: string,
  { decision, reason }: { decision: 'approved' | 'rejected'; reason: string | null },
): Promise<void> {
  requireStaff(ctx.actor, 'products:edit');
  const review = await lockWaiting(ctx, reviewId);
  const listing = await lockListing(ctx.tx, review.listingId);
  if (decision === 'approved') {
    if (storePriceIssue(review.price, listing, 'platform') !== null) throw invalidInput('decision', 'locked');
    await setStorePrice(ctx.tx, review.listingId, review.price, ctx.now);
    const { listingId, storeId, productId } = review;
    await emit(ctx, listingChanged, { listingId, storeId, productId });
  }
  await settle(ctx, review, decision, reason);
  await emit(ctx, priceReviewDecided, decided(review, decision, reason));
}

/** CAT-4. The store takes back what it asked for. Throws not_found (also outside the scope), illegal_move. */
export async function withdrawPrice(ctx: Context, reviewId: string): Promise<void> {
  requireStaff(ctx.actor, 'listings:edit');
  const review = await lockWaiting(ctx, reviewId);
  await settle(ctx, review, 'withdrawn', null);
}

/** Locks listing and review, in this order, and refuses a review that does not wait any more. */
async function lockWaiting(ctx: Context, reviewId: string): Promise<PriceReviewRow> {
  const found = await findReview(ctx.db, reviewId);
  if (!found) throw new AppError('not_found');
  requireStore(ctx.actor, found.storeId);
  await lockListing(ctx.tx, found.listingId);
  const review = await lockReview(ctx.tx, reviewId);
  if (!mayDecide(review.state)) throw new AppError('illegal_move', { state: review.state });
  return review;
}

async function settle(
  ctx: Context,
  review: PriceReviewRow,
  state: 'approved' | 'rejected' | 'withdrawn',
  reason: string | null,
): Promise<void> {
  const by = ctx.actor.kind === 'staff' ? ctx.actor.id : null;
  await settleReview(ctx.tx, review.id, { state, by, at: ctx.now, reason });
  await audit(ctx, {
    action: ACTIONS[state],
    object: { kind: 'price_review', id: review.id },
    before: { state: review.state, price: review.price },
    after: { state, reason },
  });
}
const ACTIONS = {
  approved: 'price_reviews.approve',
  rejected: 'price_reviews.reject',
  withdrawn: 'price_reviews.withdraw',
} as const;
