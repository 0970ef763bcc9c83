// Starting and stopping the product itself, without the demonstration, beside the one that the journeys use.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { commandLine, isAlive } from '../scripts/processes.ts';
import { startProduct } from './support/start.ts';

const data = mkdtempSync(join(tmpdir(), 'latchkey-life-'));
const env = { LATCHKEY_DATA: data };
test.afterAll(() => rmSync(data, { recursive: true, force: true }));

/** Numbers of all processes that a running product consists of, the database server included. */
function processes(): number[] {
  const programs: { pid: number }[] = JSON.parse(readFileSync(join(data, 'programs.json'), 'utf8'));
  const database = Number(readFileSync(join(data, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
  return [...programs.map(({ pid }) => pid), database];
}

/** How much slower than alone this machine is just now: wall time by processor time of some work of our own. */
function slowdown(): number {
  const began = performance.now();
  const used = process.cpuUsage();
  const spent = (): number => {
    const { user, system } = process.cpuUsage(used);
    return (user + system) / 1000;
  };
  while (spent() < 300) Math.sqrt(spent());
  return Math.max(1, (performance.now() - began) / spent());
}

test('after a kill of everything the next start works, and a stop leaves nothing behind', async () => {
  const first = await startProduct(env, ['--no-demo']);
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
  const all = [first.pid, ...processes()];
  expect(all.length).toBeGreaterThanOrEqual(4);
  for (const pid of all) process.kill(pid, 'SIGKILL');
  await first.ended;

  const before = slowdown();
  const began = Date.now();
  const second = await startProduct(env, ['--no-demo']);
  const took = Date.now() - began;
  expect(took / ((before + slowdown()) / 2)).toBeLessThan(10_000);
  expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
  const again = processes();
  second.kill('SIGINT');
  expect(await second.ended).toBe(0);
  expect(again.filter((pid) => isAlive(pid)).map((pid) => commandLine(pid))).toEqual([]);
  expect(existsSync(join(data, 'lock'))).toBe(false);
});

test('when only the supervisor is killed, its programs end by themselves and the next start ends the database', async () => {
  const first = await startProduct(env, ['--no-demo']);
  const programs = processes().slice(0, -1);
  first.kill('SIGKILL');
  await first.ended;
  await expect.poll(() => programs.filter((pid) => isAlive(pid)), { timeout: 20_000 }).toEqual([]);
  const second = await startProduct(env, ['--no-demo']);
  expect(second.output()).toContain('database server of an earlier run');
  second.kill('SIGTERM');
  expect(await second.ended).toBe(0);
});

test('a second product on the same data is refused while the first one runs', async () => {
  const first = await startProduct(env, ['--no-demo']);
  await expect(startProduct(env, ['--no-demo'])).rejects.toThrow(`process ${first.pid}`);
  first.kill('SIGTERM');
  expect(await first.ended).toBe(0);
});
