import { systemActor } from '../../kernel/actor.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import { fillSearchFacts } from './store-search.ts';

const BATCH = 500;

/** CAT-8: makes products findable that were written before they could be, or past the verbs. */
export const indexProducts: Sweep = {
  name: 'catalog.index-products',
  everyMs: 20_000,
  run: (runtime) =>
    runtime.transaction(
      systemActor('catalog.index-products'),
      async (ctx) => (await fillSearchFacts(ctx.tx, BATCH)) === BATCH,
    ),
};
