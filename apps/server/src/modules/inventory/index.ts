// Inventory: how many pieces of each listing a store has, promised, and why.
// Owns inventory.{stock, movements, reservations}. Publishes the SQL functions inventory.reserve, sell, release and record.
// On hand and reserved are always the sums of their movements; movements are append-only; strict lines never oversell.
// Lock order: stock rows by listing id, then reservations.
import type { ModuleParts } from '../../kernel/module.ts';
import { inventoryHandlers } from './routes.ts';
import { subscriptions } from './subscriptions.ts';

export { countNeeded, lowStock, stockChanged } from './events.ts';
export { listCountTasks, lowStockListings, type Stock, stockOf, verifyStock } from './queries.ts';
export { type EnteredLine, recordMovements, returnStock } from './record-movements.ts';
export { reserveStock, tellStockChanged, tellStockTaken } from './reserve-stock.ts';
export type { ReservationLine } from './rules.ts';
export { releaseReserved, type SettledLine, sellReserved } from './settle-reservation.ts';
export { availableSql, type Reference } from './store.ts';

export const inventoryModule: ModuleParts = { handlers: inventoryHandlers, subscriptions };
