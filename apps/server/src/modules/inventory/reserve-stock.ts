import { type Actor, actorId } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { emitFound } from '../../kernel/emit-found.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { news } from '../../kernel/news.ts';
import { getListings } from '../catalog/index.ts';
import { stockChanged } from './events.ts';
import { mergeLines, type ReservationLine } from './rules.ts';
import { lowAmong, type MovementActor, type Reference, reserve } from './store.ts';

/**
 * INV-2. Promises pieces to a reference (an order) in one round trip: all lines or none. Repeating the call changes nothing.
 * Called by the verb that took the order, which has authorised its actor. Throws out_of_stock {listingId, product, available}.
 */
export async function reserveStock(
  ctx: Context,
  { storeId, reference, lines }: { storeId: string; reference: Reference; lines: readonly ReservationLine[] },
): Promise<void> {
  const wrong = lines.findIndex((line) => !Number.isInteger(line.quantity) || line.quantity < 1);
  if (wrong >= 0) throw invalidInput(`lines.${wrong}.quantity`, 'not_positive');
  const wanted = mergeLines(lines).map(({ listingId, ...line }) => ({ listing: listingId, ...line }));
  const result = await reserve(ctx.tx, storeId, reference, wanted, movementActor(ctx.actor), ctx.now);
  if (!result.ok) {
    const [first] = result.shortages;
    const listingId = first?.listing ?? '';
    const product = (await getListings(ctx, [listingId])).get(listingId)?.name ?? '';
    throw new AppError('out_of_stock', { listingId, product, available: Math.max(0, first?.available ?? 0) });
  }
  await tellStockChanged(
    ctx,
    storeId,
    result.lines.map((line) => line.listing),
  );
}

/** INV-15: other modules by event, open screens by news after the commit. */
export async function tellStockChanged(ctx: Context, storeId: string, listingIds: readonly string[]): Promise<void> {
  if (listingIds.length === 0) return;
  await emit(ctx, stockChanged, { storeId, listingIds: [...listingIds] });
  tellScreens(ctx, storeId, listingIds);
}

export function tellScreens(ctx: Context, storeId: string, listingIds: readonly string[]): void {
  for (const id of listingIds.slice(0, 50)) news(ctx, `store:${storeId}`, 'stock.changed', { id, storeId });
}

/**
 * Tells that pieces were promised, by listing with its threshold: open screens of every listing, and other modules of those
 * that are at or under it then, so that a full shelf costs nothing further. The event is found in the caller's transaction,
 * behind what took the pieces.
 */
export function tellStockTaken(ctx: Context, storeId: string, thresholds: ReadonlyMap<string, number | null>): void {
  const watched = [...thresholds].flatMap(([listing, least]) => (least === null ? [] : [{ listing, least }]));
  if (watched.length > 0) emitFound(ctx, stockChanged, lowAmong(storeId, watched));
  for (const id of [...thresholds.keys()].slice(0, 50)) news(ctx, `store:${storeId}`, 'stock.changed', { id, storeId });
}

export function movementActor(actor: Actor): MovementActor {
  return {
    kind: actor.kind,
    id: actorId(actor),
    name: actor.kind === 'staff' || actor.kind === 'system' ? actor.name : null,
  };
}
