import type { Context } from '../../kernel/context.ts';
import { moveBirthDate } from './age-store.ts';
import { changeCaseOwner } from './case-store.ts';
import { changeCodeOwner } from './code-store.ts';
import { changeOwner } from './store.ts';

/** IDN-2: two accounts become one, in the merge's own transaction; visits and openings follow. */
export async function mergeVisits(ctx: Context, input: { fromId: string; intoId: string }): Promise<void> {
  await changeOwner(ctx.tx, input.fromId, input.intoId);
  await changeCaseOwner(ctx.tx, input.fromId, input.intoId);
  await changeCodeOwner(ctx.tx, input.fromId, input.intoId);
  await moveBirthDate(ctx.tx, input.fromId, input.intoId);
}
