// Runs a program of node_modules to its end and keeps what it printed.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Ended {
  readonly code: number;
  readonly output: string;
  readonly seconds: number;
}

/** Runs a JavaScript program, given by its path under node_modules, from the root of the tree. */
export function runModule(path: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return runFile(join('node_modules', path), args, env);
}

/** Runs a program, given by its path from the root of the tree. */
export function runFile(path: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const started = Date.now();
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(ROOT, path), ...args], {
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.once('error', fail);
    child.once('close', (code) => done({ code: code ?? 1, output, seconds: (Date.now() - started) / 1000 }));
  });
}

/** Seconds that a piece of work took, with its answer. */
export async function timed<T>(work: () => Promise<T>): Promise<{ answer: T; seconds: number }> {
  const started = Date.now();
  const answer = await work();
  return { answer, seconds: (Date.now() - started) / 1000 };
}
