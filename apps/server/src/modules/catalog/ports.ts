import type { ReadContext } from '../../kernel/context.ts';

export interface StockFacts {
  onHand: number;
  reserved: number;
  available: number;
}

/** Questions that inventory answers; wiring passes them in. */
export interface CatalogPorts {
  /** Pieces of each listing; a listing that never moved may be missing and has none. */
  stockOf(ctx: ReadContext, listingIds: readonly string[]): Promise<Map<string, StockFacts>>;
  /** Listings at or under their threshold in these stores; null means all stores. */
  lowStockListings(ctx: ReadContext, storeIds: readonly string[] | null): Promise<string[]>;
}
