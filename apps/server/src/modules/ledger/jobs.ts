import { systemActor } from '../../kernel/actor.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import { rollUpBalances } from './roll-up-balances.ts';

/** Being late costs only speed: balances are right at any moment. */
export const rollUpSweep: Sweep = {
  name: 'ledger.roll_up',
  everyMs: 5000,
  run: (runtime) => runtime.transaction(systemActor('ledger'), rollUpBalances),
};
