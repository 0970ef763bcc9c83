import type { ReadContext } from '../../kernel/context.ts';
import type { Sql } from '../../kernel/db.ts';

export interface StockFacts {
  onHand: number;
  reserved: number;
  available: number;
}

/** Questions that inventory answers; wiring passes them in. */
export interface CatalogPorts {
  /** Pieces of each listing; a listing that never moved may be missing and has none. */
  stockOf(ctx: ReadContext, listingIds: readonly string[]): Promise<Map<string, StockFacts>>;
  /** An expression for the pieces of a listing that can be had, given one for its id: a scan asks once. */
  availableSql(listingId: Sql): Sql;
  /** Listings at or under their threshold in these stores; null means all stores. */
  lowStockListings(ctx: ReadContext, storeIds: readonly string[] | null): Promise<string[]>;
}
