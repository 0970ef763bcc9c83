import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';

const id = z.uuid();

/** Stock on hand or reserved changed. */
export const stockChanged = defineEvent(
  'inventory.stock_changed',
  z.object({ storeId: id, listingIds: z.array(id).max(2000) }),
);
/** INV-3: available fell to the threshold or under it; once until it has recovered. */
export const lowStock = defineEvent(
  'inventory.low_stock',
  z.object({ storeId: id, listingId: id, available: z.int(), lowStockAt: z.int() }),
);
/** INV-2: a sale took stock on hand below zero: somebody must count. */
export const countNeeded = defineEvent(
  'inventory.count_needed',
  z.object({ storeId: id, listingId: id, onHand: z.int() }),
);
