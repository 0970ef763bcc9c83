import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';

/** A product's texts, prices, codes or state changed: CAT-4, every listing of it follows on the next read. */
export const productChanged = defineEvent('catalog.product_changed', z.object({ productId: z.uuid() }));
/** A listing was made or changed; inventory looks at its threshold again. */
export const listingChanged = defineEvent(
  'catalog.listing_changed',
  z.object({ listingId: z.uuid(), storeId: z.uuid(), productId: z.uuid() }),
);

/** CAT-4: a store asked for a price (fen) that it may not set by itself; the platform is to decide. */
export const priceReviewRequested = defineEvent(
  'catalog.price_review_requested',
  z.object({ reviewId: z.uuid(), listingId: z.uuid(), storeId: z.uuid(), productId: z.uuid(), price: z.int() }),
);
/** CAT-4: the platform decided about the price, or set another one meanwhile; the asker is told. */
export const priceReviewDecided = defineEvent(
  'catalog.price_review_decided',
  z.object({
    reviewId: z.uuid(),
    listingId: z.uuid(),
    storeId: z.uuid(),
    price: z.int(),
    requestedBy: z.uuid(),
    state: z.enum(['approved', 'rejected', 'superseded']),
    reason: z.string().nullable(),
  }),
);
