// One product with fresh data for all journeys of a run.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probePort } from '../../scripts/product/ports.ts';
import { startProduct } from './start.ts';

/** What the programs logged, for a run in which something failed. */
function logs(data: string): string {
  const folder = join(data, 'logs');
  return readdirSync(folder)
    .map((name) => `--- ${name}\n${readFileSync(join(folder, name), 'utf8').split('\n').slice(-40).join('\n')}`)
    .join('\n');
}

export default async function setup(): Promise<() => Promise<void>> {
  // A running product may be used instead while journeys are being written.
  if (process.env.E2E_URL && process.env.E2E_STORES_URL) return async () => {};
  const data = mkdtempSync(join(tmpdir(), 'latchkey-e2e-'));
  const storesPort = await probePort(0);
  const product = await startProduct({
    LATCHKEY_DATA: data,
    VIRTUAL_STORE_PORT: String(storesPort),
    // Passers-by would enter and leave between the steps of a journey.
    VIRTUAL_STORE_AUTO_WALK: '0',
    // A week of history is enough to look at, and quicker to make.
    LATCHKEY_DEMO_DAYS: '7',
  });
  process.env.E2E_URL = product.url;
  process.env.E2E_STORES_URL = `http://127.0.0.1:${storesPort}`;
  return async () => {
    if (process.env.E2E_LOGS) process.stdout.write(`${logs(data)}\n`);
    product.kill('SIGTERM');
    await product.ended;
    rmSync(data, { recursive: true, force: true });
  };
}
