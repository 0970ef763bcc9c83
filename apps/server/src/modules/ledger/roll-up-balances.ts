import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { rollUp } from './store.ts';

const BATCH = 2000;

/** Adds the postings of new journals to the balances; true when there are more. What waits is counted in live anyway. */
export async function rollUpBalances(ctx: Context): Promise<boolean> {
  requireSystem(ctx.actor);
  return (await rollUp(ctx.tx, BATCH, ctx.now)) === BATCH;
}
