import { systemActor } from '../../kernel/actor.ts';
import type { Runtime } from '../../kernel/context.ts';
import { recordOffences } from './count-offence.ts';

export type Offend = (code: string, offence: string, count?: number) => void;

/** Milliseconds in which bad input is gathered: a flood of it costs one transaction. */
const GATHER_MS = 250;
/** Different rows kept between two writings; a wider attack is counted under `*`. */
const MOST_ROWS = 1_000;

/** Counts bad input and writes the counts now and then. */
export function createOffenceCounter(runtime: Runtime): { offend: Offend; stop(): Promise<void> } {
  const actor = systemActor('devices');
  let rows = new Map<string, { code: string; offence: string; count: number }>();
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();

  const write = async () => {
    const offences = [...rows.values()];
    rows = new Map();
    if (offences.length > 0) await runtime.transaction(actor, (ctx) => recordOffences(ctx, { offences }));
  };
  const flush = () => {
    timer = undefined;
    working = working
      .then(write)
      .catch((error: unknown) => runtime.log.error({ err: error }, 'offences could not be counted'));
  };
  return {
    offend(code, offence, count = 1) {
      const named = rows.size < MOST_ROWS ? code : '*';
      const key = `${offence} ${named}`;
      const row = rows.get(key);
      if (row) row.count += count;
      else rows.set(key, { code: named, offence, count });
      timer ??= setTimeout(flush, GATHER_MS);
    },
    async stop() {
      clearTimeout(timer);
      flush();
      await working;
    },
  };
}
