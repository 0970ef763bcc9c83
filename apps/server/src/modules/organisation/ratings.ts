import { requireSystem } from '../../kernel/actor.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { addToRating, ratingRows } from './store-ratings.ts';

export interface Rating {
  average: number;
  count: number;
}

/**
 * ORG-12: counts a review in or out, for its store and room. `total` is the change of the sum of stars (four aspects), `count` of
 * reviews. Locks both rows, in the order of their ids.
 */
export async function countRating(
  ctx: Context,
  input: { storeId: string; roomId: string | null; count: number; total: number },
): Promise<void> {
  requireSystem(ctx.actor);
  const subjects = [input.storeId, ...(input.roomId === null ? [] : [input.roomId])].sort();
  for (const subject of subjects) await addToRating(ctx.tx, subject, input);
}

/** How reviews judge stores or rooms; those without any are missing. */
export async function ratingsOf(ctx: ReadContext, subjectIds: readonly string[]): Promise<Map<string, Rating>> {
  if (subjectIds.length === 0) return new Map();
  const rows = await ratingRows(ctx.db, subjectIds);
  return new Map(
    rows.map(({ subjectId, count, total }) => [
      subjectId,
      { average: Math.round((total / 4 / count) * 10) / 10, count },
    ]),
  );
}
