import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

// A small tree with the real bootstrap, nothing to install, and one script that does what it is told.
const tree = mkdtempSync(join(tmpdir(), 'latchkey-bootstrap-'));
const own = fileURLToPath(new URL('./', import.meta.url));
for (const name of ['bootstrap', 'install', 'lock', 'process-facts']) {
  cpSync(join(own, `${name}.mjs`), join(tree, 'scripts', `${name}.mjs`));
}
mkdirSync(join(tree, 'node_modules', 'there'), { recursive: true });
writeFileSync(join(tree, 'node_modules', '.package-lock.json'), '{}');
writeFileSync(join(tree, 'node_modules', 'there', 'package.json'), '{"version":"1.0.0"}');
writeFileSync(
  join(tree, 'package-lock.json'),
  JSON.stringify({
    packages: { 'node_modules/there': { version: '1.0.0' }, 'node_modules/elsewhere': { os: ['none'] } },
  }),
);
writeFileSync(
  join(tree, 'scripts', 'obey.ts'),
  `const [what, code]: string[] = process.argv.slice(2);
if (what === 'exit') process.exit(Number(code));
process.on('SIGTERM', () => process.exit(7));
process.on('disconnect', () => { process.stdout.write('alone\\n'); process.exit(0); });
process.stdout.write('waiting\\n');
setInterval(() => {}, 1000);`,
);
afterAll(() => rmSync(tree, { recursive: true, force: true }));

const bootstrap = join(tree, 'scripts', 'bootstrap.mjs');
const run = (...args: string[]): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [bootstrap, ...args], { encoding: 'utf8', timeout: 20_000 });

test('a command that does not exist is refused with the usage', () => {
  expect(run('../escape').status).toBe(1);
  expect(run('nothing').stderr).toContain('Usage:');
});

test('the exit code of the script becomes its own', () => {
  expect(run('obey', 'exit', '5').status).toBe(5);
  expect(run('obey', 'exit', '0').status).toBe(0);
});

test('a stop signal reaches the script, which ends in its own way', async () => {
  const child = spawn(process.execPath, [bootstrap, 'obey', 'wait'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([7, null]);
});

test('a script is told at once when the bootstrap is killed', async () => {
  const child = spawn(process.execPath, [bootstrap, 'obey', 'wait'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  await expect.poll(() => output).toContain('waiting');
  child.kill('SIGKILL');
  await expect.poll(() => output, { timeout: 10_000 }).toContain('alone');
});
