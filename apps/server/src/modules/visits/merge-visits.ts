import type { Context } from '../../kernel/context.ts';
import { changeCaseOwner } from './case-store.ts';
import { changeOwner } from './store.ts';

/** IDN-2: two accounts become one, in the merge's own transaction; visits and openings follow. */
export async function mergeVisits(ctx: Context, input: { fromId: string; intoId: string }): Promise<void> {
  await changeOwner(ctx.tx, input.fromId, input.intoId);
  await changeCaseOwner(ctx.tx, input.fromId, input.intoId);
}
