import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';

/** A product's texts, prices, codes or state changed: CAT-4, every listing of it follows on the next read. */
export const productChanged = defineEvent('catalog.product_changed', z.object({ productId: z.uuid() }));
/** A listing was made or changed; inventory looks at its threshold again. */
export const listingChanged = defineEvent(
  'catalog.listing_changed',
  z.object({ listingId: z.uuid(), storeId: z.uuid(), productId: z.uuid() }),
);
