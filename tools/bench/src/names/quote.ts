// Room quotes of a store with 40 rules, on one core: random stays over a year, every room and member level.
import { quoteRoom } from '@latchkey/pricing';
import { makeCalendar, makeRules, makeStays } from '../quote/world.ts';
import { percentile, rounded } from '../run/statistics.ts';

const STAYS = 20_000;
const SECONDS = 5;
const BATCH = 500;

/** See docs/performance.md for what the figures mean. */
export async function run(): Promise<Record<string, number>> {
  const [rules, calendar, stays] = [makeRules(), makeCalendar(), makeStays(STAYS)];
  let segments = 0;
  const quote = (index: number) => {
    const stay = stays[index % STAYS];
    if (!stay) throw new Error('no stay');
    const priced = quoteRoom(rules, calendar, { ...stay, mode: 'segmented' });
    if (priced.kind === 'refusal') throw new Error(`stay ${index}: ${priced.reason}`);
    segments += priced.segments.length;
  };
  // The first round compiles every room's timetables, as the first customers of a day would; it is reported apart.
  const cold = performance.now();
  for (let index = 0; index < STAYS; index++) quote(index);
  const coldMs = performance.now() - cold;
  const batches: number[] = [];
  segments = 0;
  let done = 0;
  const start = performance.now();
  while (performance.now() - start < SECONDS * 1000) {
    const began = performance.now();
    for (let index = 0; index < BATCH; index++) quote(done + index);
    done += BATCH;
    batches.push(((performance.now() - began) * 1000) / BATCH);
  }
  const seconds = (performance.now() - start) / 1000;
  return {
    per_s: rounded(done / seconds, 0),
    rules: rules.rules.length,
    segments_each: rounded(segments / done),
    p50_us: rounded(percentile(batches, 0.5)),
    p99_us: rounded(percentile(batches, 0.99)),
    cold_per_s: rounded((STAYS * 1000) / coldMs, 0),
  };
}
