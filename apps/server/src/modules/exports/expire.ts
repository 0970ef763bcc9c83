import { systemActor } from '../../kernel/actor.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import { fileKey } from './rules.ts';
import { expireExports } from './store.ts';

/** Takes files away whose day is over. The row goes first: a file that outlives it by a crash has no way to it. */
export const expirySweep: Sweep = {
  name: 'exports.expiry',
  everyMs: 60_000,
  async run(runtime) {
    const gone = await runtime.transaction(systemActor('exports'), (ctx) => expireExports(ctx.tx, ctx.now));
    for (const row of gone) await runtime.kernel.storage.remove(fileKey(row));
    return gone.length === 100;
  },
};
