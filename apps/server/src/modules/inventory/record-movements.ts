import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { getListings } from '../catalog/index.ts';
import { movementActor, tellStockChanged } from './reserve-stock.ts';
import { enteredChange } from './rules.ts';
import { lockStock, movementsOf, type Reference, record } from './store.ts';

export interface EnteredLine {
  listingId: string;
  /** Signed for a count (the difference found), positive otherwise. */
  quantity: number;
  /** Fen a piece. */
  unitCost?: number | null | undefined;
}

/**
 * INV-1. Receives, writes off or corrects stock: one movement a line, all or none.
 * Throws not_found, invalid_input (unknown or repeated listing, quantity), out_of_stock (a taking below zero).
 */
export async function recordMovements(
  ctx: Context,
  input: {
    storeId: string;
    kind: 'receive' | 'damage' | 'expire' | 'count';
    reason: string;
    lines: readonly EnteredLine[];
  },
): Promise<{ movementIds: string[] }> {
  requireStaff(ctx.actor, 'stock:adjust');
  requireStore(ctx.actor, input.storeId);
  const movementIds = await move(ctx, { ...input, reference: null });
  await audit(ctx, {
    action: `stock.${input.kind}`,
    object: { kind: 'store', id: input.storeId },
    after: { reason: input.reason, lines: input.lines },
  });
  return { movementIds };
}

/**
 * INV-1. Sold pieces come back, for a refund or a return: on the shelf, or, when they cannot be sold again, back and written
 * off. The reference is the refund or return itself: asking again for it changes nothing. Called by the verb that took the
 * goods back, which has authorised its actor. Throws invalid_input.
 */
export async function returnStock(
  ctx: Context,
  input: { storeId: string; reference: Reference; reason: string; writeOff?: boolean; lines: readonly EnteredLine[] },
): Promise<{ movementIds: string[] }> {
  const { storeId, reference, reason, lines } = input;
  const listingIds = lines.map((line) => line.listingId);
  await lockStock(ctx.tx, storeId, listingIds, ctx.now);
  const known = await movementsOf(ctx.db, reference);
  if (known.length > 0) return { movementIds: known.map((movement) => movement.id) };
  const movementIds = await move(ctx, { storeId, reference, reason, lines, kind: 'return' });
  if (!input.writeOff) return { movementIds };
  const written = await move(ctx, { storeId, reference, reason, lines, kind: 'damage' });
  return { movementIds: [...movementIds, ...written] };
}

async function move(
  ctx: Context,
  input: {
    storeId: string;
    kind: 'receive' | 'damage' | 'expire' | 'count' | 'return';
    reason: string;
    reference: Reference | null;
    lines: readonly EnteredLine[];
  },
): Promise<string[]> {
  const listingIds = input.lines.map((line) => line.listingId);
  const listings = await getListings(ctx, listingIds);
  input.lines.forEach((line, index) => {
    if (listings.get(line.listingId)?.storeId !== input.storeId)
      throw invalidInput(`lines.${index}.listingId`, 'unknown');
    if (listingIds.indexOf(line.listingId) !== index) throw invalidInput(`lines.${index}.listingId`, 'twice');
    if (input.kind !== 'count' && line.quantity < 1) throw invalidInput(`lines.${index}.quantity`, 'not_positive');
  });
  const lines = input.lines.map((line) => ({
    listing: line.listingId,
    change: enteredChange(input.kind, line.quantity),
    unitCost: line.unitCost ?? null,
  }));
  const result = await record(ctx.tx, { ...input, lines }, movementActor(ctx.actor), ctx.now);
  if (!result.ok) {
    const [first] = result.shortages;
    const listingId = first?.listing ?? '';
    throw new AppError('out_of_stock', {
      listingId,
      product: listings.get(listingId)?.name ?? '',
      available: Math.max(0, first?.onHand ?? 0),
    });
  }
  await tellStockChanged(ctx, input.storeId, listingIds);
  return result.movements.map((movement) => movement.id);
}
