import { parseArgs } from 'node:util';
import { createClient, fetchTransport } from '@latchkey/client';
import { type WalkReport, type WalkStore, walkThrough } from './customer.ts';

/**
 * Customers who walk by script against a running demonstration, at several stores at once:
 * `node tools/virtual-store/src/walk.ts --url http://127.0.0.1:8080 --visits 6 --at-once 3 --pieces 3`.
 * Prints a line a visit and ends with the times; the exit code is 1 when a visit failed.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8080' },
    visits: { type: 'string', default: '3' },
    'at-once': { type: 'string', default: '1' },
    pieces: { type: 'string', default: '3' },
  },
});

const say = (line: string) => process.stdout.write(`${line}\n`);
const call = createClient({ base: `${values.url}/api/v1`, transport: fetchTransport });
const demo = await call('GET /development/demo');
const stores: WalkStore[] = [];
for (const store of demo.stores.filter(({ barcodes }) => barcodes.length > 0)) {
  const { availability } = await call('GET /stores/:id', { params: { id: store.id } });
  if (availability === 'open') stores.push(store);
  else say(`${store.name}: ${availability}, left out`);
}
if (stores.length === 0) throw new Error('No store with goods is open now');

const reports: WalkReport[] = [];
let next = 0;
let failures = 0;
const visits = Number(values.visits);

async function customer(): Promise<void> {
  for (let number = next++; number < visits; number = next++) {
    const store = stores[number % stores.length];
    if (!store) return;
    const phone = `198${String((Date.now() + number * 7_919) % 100_000_000).padStart(8, '0')}`;
    try {
      const report = await walkThrough({ productUrl: values.url, phone, store, pieces: Number(values.pieces) });
      reports.push(report);
      say(
        `${store.name}: ${report.ending}, door answered in ${report.doorAnsweredMs} ms, whole visit ${report.wholeMs} ms`,
      );
    } catch (error) {
      failures += 1;
      say(`${store.name}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
    }
  }
}

await Promise.all(Array.from({ length: Number(values['at-once']) }, customer));
const spread = (list: readonly number[]) => {
  const sorted = [...list].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`;
};
say(`\n${reports.length} visits, ${failures} failed`);
say(`door asked to answered: ${spread(reports.map((report) => report.doorAnsweredMs))}`);
say(`paid to released:       ${spread(reports.flatMap((report) => report.paidToReleasedMs ?? []))}`);
process.exitCode = failures > 0 ? 1 : 0;
