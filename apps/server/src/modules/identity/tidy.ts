import { systemActor } from '../../kernel/actor.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import { removeOldTries } from './store-codes.ts';
import { removeOldSessions } from './store-sessions.ts';
import { removeOldRefusals } from './store-sign-ins.ts';

const DAY_MS = 24 * 3_600_000;

/** Removes codes and counters after two days, and the records of past sessions after 180 (see the privacy notice). */
export const tidySweep: Sweep = {
  name: 'identity.tidy',
  everyMs: 600_000,
  run: (runtime) =>
    runtime.transaction(systemActor('identity.tidy'), async (ctx) => {
      const before = (days: number) => new Date(ctx.now.getTime() - days * DAY_MS);
      const removed =
        (await removeOldTries(ctx.tx, before(2))) +
        (await removeOldSessions(ctx.tx, before(180))) +
        (await removeOldRefusals(ctx.tx, before(180)));
      return removed >= 1000;
    }),
};
