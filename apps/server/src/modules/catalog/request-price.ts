import { actorId } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { priceReviewDecided, priceReviewRequested } from './events.ts';
import { endWaiting, insertReview } from './review-store.ts';

/** CAT-4: the price that a store asked for waits for the platform. A newer wish for the same listing replaces the older. */
export async function requestPrice(
  ctx: Context,
  wish: {
    listingId: string;
    storeId: string;
    productId: string;
    price: number;
    priceBefore: number;
    note: string | null;
  },
): Promise<void> {
  await dropWaitingPrice(ctx, wish.listingId);
  const id = newId();
  const requestedBy = actorId(ctx.actor) ?? '';
  await insertReview(ctx.tx, { ...wish, id, requestedBy, requestedAt: ctx.now });
  const { listingId, storeId, productId, price, priceBefore, note } = wish;
  await audit(ctx, {
    action: 'price_reviews.request',
    object: { kind: 'price_review', id },
    after: { listingId, price, priceBefore, note },
  });
  await emit(ctx, priceReviewRequested, { reviewId: id, listingId, storeId, productId, price });
}

/** The listing got another price by a way that needs no review, or a newer wish: what waits is past. */
export async function dropWaitingPrice(ctx: Context, listingId: string): Promise<void> {
  const by = ctx.actor.kind === 'staff' ? ctx.actor.id : null;
  for (const review of await endWaiting(ctx.tx, listingId, { by, at: ctx.now })) {
    await audit(ctx, {
      action: 'price_reviews.supersede',
      object: { kind: 'price_review', id: review.id },
      before: { state: 'pending', price: review.price },
      after: { state: 'superseded' },
    });
    if (by === review.requestedBy) continue;
    await emit(ctx, priceReviewDecided, decided(review, 'superseded', null));
  }
}

/** What the event of a decision tells. */
export const decided = (
  review: { id: string; listingId: string; storeId: string; price: number; requestedBy: string },
  state: 'approved' | 'rejected' | 'superseded',
  reason: string | null,
) => ({
  reviewId: review.id,
  listingId: review.listingId,
  storeId: review.storeId,
  price: review.price,
  requestedBy: review.requestedBy,
  state,
  reason,
});
