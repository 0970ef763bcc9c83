import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { tryLock, waitForLock } from './lock.mjs';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-lock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function holder(path: string): Promise<ChildProcess> {
  const lock = new URL('./lock.mjs', import.meta.url).href;
  const code = `const { tryLock } = await import(${JSON.stringify(lock)});
    process.stdout.write(tryLock(${JSON.stringify(path)}).release ? 'held' : 'refused'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(child.stdout as NodeJS.ReadableStream, 'data');
  expect(String(said)).toBe('held');
  return child;
}

test('a lock has one owner, and the next one gets it when it is let go', async () => {
  const path = join(folder, 'one');
  const first = tryLock(path);
  expect(tryLock(path)).toEqual({ release: null, owner: process.pid });
  const waiting = waitForLock(path);
  first.release?.();
  const release = await waiting;
  release();
  expect(readdirSync(folder).filter((name) => name.startsWith('one'))).toEqual([]);
});

test('a lock held by a living process is refused, and taken over once that process was killed', async () => {
  const path = join(folder, 'two');
  const child = await holder(path);
  expect(tryLock(path).owner).toBe(child.pid);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(tryLock(path).release).toBeTypeOf('function');
});

test('a process number that was used again does not own the lock', () => {
  const path = join(folder, 'three');
  writeFileSync(path, `${process.pid}\nanother-boot:1\n`);
  expect(tryLock(path).release).toBeTypeOf('function');
});
