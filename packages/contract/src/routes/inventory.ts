import { z } from 'zod';
import { movementKind } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { fen, id, instant, note, pageOf, pageQuery, signedFen } from '../schemas.ts';

export const movement = z.object({
  id,
  storeId: id,
  listingId: id,
  productName: z.string(),
  kind: movementKind,
  quantity: z.int(),
  onHandAfter: z.int().nullable(),
  unitCost: fen.nullable(),
  reference: z.object({ kind: z.string(), id: z.string() }).nullable(),
  /** Who caused it; the product itself is `system` and has no name. */
  actor: z.enum(['customer', 'staff', 'system', 'device', 'channel']),
  actorName: z.string().nullable(),
  reason: z.string().nullable(),
  at: instant,
});

const movementFilter = {
  storeId: id.optional(),
  listingId: id.optional(),
  /** A product's name, brand or barcode. */
  search: z.string().max(60).optional(),
  kind: movementKind.optional(),
  from: instant.optional(),
  to: instant.optional(),
};

/** INV-2: sold below what the books knew; a count settles it. */
export const countTask = z.object({
  listingId: id,
  storeId: id,
  storeName: z.string(),
  productName: z.string(),
  onHand: z.int(),
  since: instant,
});

export const inventoryRoutes = defineRoutes({
  'GET /staff/stock/movements': {
    summary: 'Stock movements, newest first.',
    audience: 'staff',
    permission: 'stock',
    query: pageQuery.extend(movementFilter),
    response: pageOf(movement),
  },
  'GET /staff/stock/movement-totals': {
    summary:
      'INV-4: how often and how many pieces were received, sold and so on, under the same filters as the history.',
    audience: 'staff',
    permission: 'stock',
    query: z.object(movementFilter),
    response: z.object({
      items: z
        .array(
          z.object({
            kind: movementKind,
            times: z.int(),
            /** Signed pieces. */
            quantity: z.int(),
            /** Fen at the costs that were entered, signed like the pieces; null where none was. */
            cost: signedFen.nullable(),
          }),
        )
        .max(20),
    }),
  },
  'POST /staff/stock/movements': {
    summary: 'Receive, write off or correct stock: one movement a row, all or none.',
    audience: 'staff',
    permission: 'stock:adjust',
    body: z.object({
      storeId: id,
      kind: z.enum(['receive', 'damage', 'expire', 'count']),
      reason: note,
      /** `quantity` is signed for `count` (the difference), positive otherwise. */
      lines: z
        .array(
          z.object({
            listingId: id,
            quantity: z.int().min(-100_000).max(100_000),
            unitCost: fen.nullable().optional(),
          }),
        )
        .min(1)
        .max(500),
    }),
    response: z.object({ items: z.array(movement).max(500) }),
  },
  'GET /staff/stock/count-tasks': {
    summary: 'INV-2: listings in scope that a sale took below zero and that nobody has counted since, latest first.',
    audience: 'staff',
    permission: 'stock',
    query: pageQuery.extend({ storeId: id.optional() }),
    response: pageOf(countTask),
  },
  'POST /staff/stock/verify': {
    summary: 'Prove that stock on hand equals the sum of its movements.',
    audience: 'staff',
    permission: 'stock',
    ratePerMinute: 6,
    response: z.object({
      consistent: z.boolean(),
      listings: z.int(),
      firstDifference: z.object({ listingId: id, onHand: z.int(), movements: z.int() }).nullable(),
    }),
  },
});
