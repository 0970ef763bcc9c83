// Starts the product as a person does (scripts/start.ts) on free ports with fresh data, for all journeys of a run.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { probePort } from '../../scripts/product/ports.ts';

const START = fileURLToPath(new URL('../../scripts/start.ts', import.meta.url));
const START_LIMIT_MS = 10 * 60_000;

/** Answers the address from the line that `npm start` ends with. */
function readyLine(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let output = '';
    const timer = setTimeout(() => fail(new Error(`The product does not get ready:\n${output}`)), START_LIMIT_MS);
    const read = (chunk: Buffer): void => {
      output += chunk;
      const line = /^Latchkey is ready: (\S+)$/m.exec(output);
      if (!line?.[1]) return;
      clearTimeout(timer);
      done(line[1]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(new Error(`The product ended with code ${code}:\n${output}`));
    });
  });
}

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
  const env = {
    ...process.env,
    PORT: '0',
    LATCHKEY_DATA: data,
    VIRTUAL_STORE_PORT: String(storesPort),
    // Passers-by would enter and leave between the steps of a journey.
    VIRTUAL_STORE_AUTO_WALK: '0',
  };
  // The channel ends the product with this run, even when the run is killed.
  const child = spawn(process.execPath, [START], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  process.env.E2E_URL = await readyLine(child);
  process.env.E2E_STORES_URL = `http://127.0.0.1:${storesPort}`;
  return async () => {
    if (process.env.E2E_LOGS) process.stdout.write(`${logs(data)}\n`);
    child.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
}
