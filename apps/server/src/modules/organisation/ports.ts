import type { ReadContext } from '../../kernel/context.ts';

/** What floors above know about a store. Sales in fen, for the store's own calendar day. */
export interface StoreFigures {
  deviceCount: number;
  devicesOnline: number;
  insideNow: number;
  salesToday: number;
  ordersToday: number;
}

/** Questions that floors above answer; wiring passes them in. */
export interface OrganisationPorts {
  storeFigures(ctx: ReadContext, storeIds: readonly string[]): Promise<Map<string, StoreFigures>>;
  /** Whether each store's door controller is online; a store without one is missing. */
  doorOnline(ctx: ReadContext, storeIds: readonly string[]): Promise<Map<string, boolean>>;
  /** Open visits in each store; a store without any may be missing. */
  insideCounts(ctx: ReadContext, storeIds: readonly string[]): Promise<Map<string, number>>;
  /** Names of staff accounts; unknown ids are missing. */
  staffNames(ctx: ReadContext, staffIds: readonly string[]): Promise<Map<string, string>>;
  /** Of these accounts those that the caller may make a store's agents; all others do not exist for them. */
  bindableAgents(ctx: ReadContext, staffIds: readonly string[]): Promise<ReadonlySet<string>>;
}
