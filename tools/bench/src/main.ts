// npm run bench -- NAME [--json]: measures one thing against a limit or a peer in the same run.
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchSettings } from './run/settings.ts';

type Figures = Record<string, number | string>;
/** Every bench is one file under names/; it prints what it does to standard error and answers its figures. */
const names: Record<string, () => Promise<{ run(settings: BenchSettings): Promise<Figures> }>> = {
  door: () => import('./names/door.ts'),
  barcode: () => import('./names/barcode.ts'),
  devices: () => import('./names/devices.ts'),
  shopflow: () => import('./names/shopflow.ts'),
  checkout: () => import('./names/checkout.ts'),
  quote: () => import('./names/quote.ts'),
  availability: () => import('./availability/run.ts'),
  booking: () => import('./booking/run.ts'),
  growth: () => import('./names/growth.ts'),
  'first-screen': () => import('./first-screen/run.ts'),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    past: { type: 'string', default: '5000000' },
    rate: { type: 'string', default: '50' },
    devices: { type: 'string', default: '10000' },
    peers: { type: 'string' },
  },
});
const name = positionals[0] ?? '';
const load = names[name];
if (!load) {
  process.stderr.write(`Usage: npm run bench -- NAME [--json] [options]
Names: ${Object.keys(names).join(', ')}
  --past <orders>    growth: past orders in the end (5000000)
  --rate <taps>      door, devices: a second (50); fewer on a machine that is busy otherwise
  --devices <number> devices: connected (10000)
  --peers <folder>   shopflow: also measures the shops that the scripts in this folder install
`);
  process.exit(2);
}
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
process.stderr.write(`${name} on ${machine}\n`);
const figures = await (await load()).run({
  past: Number(values.past),
  rate: Number(values.rate),
  devices: Number(values.devices),
  peers: values.peers === undefined ? null : resolve(values.peers),
});
if (!values.json) for (const [key, value] of Object.entries(figures)) process.stderr.write(`  ${key}: ${value}\n`);
process.stdout.write(`${JSON.stringify({ bench: name, machine, ...figures })}\n`);
process.exit(0);
