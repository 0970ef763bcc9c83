import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { countNeeded } from './events.ts';
import { movementActor, tellScreens, tellStockChanged } from './reserve-stock.ts';
import { type Reference, release, sell } from './store.ts';

export interface SettledLine {
  listingId: string;
  quantity: number;
  onHand: number;
}

/**
 * INV-1, INV-2. What a reference holds is sold: it leaves the shelf. Answers the lines that were sold now: none when nothing
 * was held (sold or released before), so a call repeated is harmless. A sale below zero raises inventory.count_needed.
 */
export async function sellReserved(ctx: Context, reference: Reference): Promise<SettledLine[]> {
  const lines = await sell(ctx.tx, reference, movementActor(ctx.actor), ctx.now);
  for (const line of lines)
    if (line.countNeeded)
      await emit(ctx, countNeeded, { storeId: line.store, listingId: line.listing, onHand: line.onHand });
  const [first] = lines;
  // What can be had is as before: promised pieces left. Screens show what is on the shelf.
  if (first)
    tellScreens(
      ctx,
      first.store,
      lines.map((line) => line.listing),
    );
  return settledLines(lines);
}

/** INV-1. What a reference holds is free again. Answers the lines that were freed now. */
export async function releaseReserved(ctx: Context, reference: Reference): Promise<SettledLine[]> {
  const lines = await release(ctx.tx, reference, movementActor(ctx.actor), ctx.now);
  const [first] = lines;
  if (first)
    await tellStockChanged(
      ctx,
      first.store,
      lines.map((line) => line.listing),
    );
  return settledLines(lines);
}

const settledLines = (lines: Awaited<ReturnType<typeof sell>>): SettledLine[] =>
  lines.map(({ listing, quantity, onHand }) => ({ listingId: listing, quantity, onHand }));
