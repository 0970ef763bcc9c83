// npm run bench -- NAME [--json]: measures one thing against a limit or a peer in the same run.
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';

type Figures = Record<string, number | string>;
/** Every bench is one file under names/; it prints what it does to standard error and answers its figures. */
const names: Record<string, () => Promise<{ run(): Promise<Figures> }>> = {
  door: () => import('./names/door.ts'),
  barcode: () => import('./names/barcode.ts'),
  devices: () => import('./names/devices.ts'),
  shopflow: () => import('./names/shopflow.ts'),
  checkout: () => import('./names/checkout.ts'),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const name = positionals[0] ?? '';
const load = names[name];
if (!load) {
  process.stderr.write(`Usage: npm run bench -- NAME [--json]\nNames: ${Object.keys(names).join(', ')}\n`);
  process.exit(2);
}
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
process.stderr.write(`${name} on ${machine}\n`);
const figures = await (await load()).run();
if (!values.json) for (const [key, value] of Object.entries(figures)) process.stderr.write(`  ${key}: ${value}\n`);
process.stdout.write(`${JSON.stringify({ bench: name, machine, ...figures })}\n`);
process.exit(0);
