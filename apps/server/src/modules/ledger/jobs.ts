import { systemActor } from '../../kernel/actor.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import { rollUp } from './store.ts';

const BATCH = 2000;

/** Adds the postings of new journals to the balances. What waits is counted in live, so being late costs only speed. */
export const rollUpSweep: Sweep = {
  name: 'ledger.roll_up',
  everyMs: 5000,
  run: (runtime) =>
    runtime.transaction(systemActor('ledger'), async (ctx) => (await rollUp(ctx.tx, BATCH, ctx.now)) === BATCH),
};
