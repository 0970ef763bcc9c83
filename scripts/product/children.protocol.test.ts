import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { isAlive, waitForExit } from '../processes.ts';
import { openPrograms } from './children.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'latchkey-children-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that tells its number in a file and then lives until it is ended. */
function program(name: string, body: string): { name: string; entry: string; env: Record<string, string> } {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.mjs`);
  writeFileSync(
    file,
    `import { appendFileSync } from 'node:fs';\nconst tell = (text) => appendFileSync(process.env.TOLD, text + '\\n');\n${body}`,
  );
  return { name, entry: relative(ROOT, file), env: { TOLD: join(folder, `${name}.told`) } };
}
const told = (name: string): string[] => {
  try {
    return readFileSync(join(folder, `${name}.told`), 'utf8')
      .trim()
      .split('\n');
  } catch {
    return [];
  }
};
const lives = `tell(process.pid); process.send({ ready: true }); setInterval(() => {}, 1000);`;

test('a program that is killed is started again, and a stop ends it for good', async () => {
  const programs = await openPrograms(join(folder, 'one'), () => {});
  await programs.keep(program('steady', lives));
  const [first] = told('steady');
  process.kill(Number(first), 'SIGKILL');
  await expect.poll(() => told('steady').length, { timeout: 10_000 }).toBe(2);
  await programs.stopAll();
  expect(told('steady').map((pid) => isAlive(Number(pid)))).toEqual([false, false]);
});

test('programs are ended in the reverse order of their start', async () => {
  const programs = await openPrograms(join(folder, 'two'), () => {});
  const polite = (name: string) => {
    const spec = program(
      name,
      `process.on('SIGTERM', () => { tell(${JSON.stringify(name)}); process.exit(0); }); process.send({ ready: true }); setInterval(() => {}, 1000);`,
    );
    return { ...spec, env: { TOLD: join(folder, 'order.told') } };
  };
  for (const name of ['database', 'broker', 'server']) await programs.keep(polite(name));
  await programs.stopAll();
  expect(told('order')).toEqual(['server', 'broker', 'database']);
});

test('a program that dies while starting is reported with the end of its log', async () => {
  const programs = await openPrograms(join(folder, 'three'), () => {});
  await expect(programs.keep(program('broken', `console.error('no such key'); process.exit(3);`))).rejects.toThrow(
    /broken did not come up \(code 3\)[\s\S]*no such key/,
  );
  await programs.stopAll();
});

test('what a killed supervisor left behind is ended by the next one, but not a stranger with the same number', async () => {
  const place = join(folder, 'four');
  const programs = await openPrograms(place, () => {});
  await programs.keep(program('orphan', lives));
  const pid = Number(told('orphan')[0]);
  const list = JSON.parse(readFileSync(join(place, 'programs.json'), 'utf8'));
  expect(list).toHaveLength(1);
  const stranger = { name: 'stranger', pid: process.pid, identity: 'another-boot:1' };
  writeFileSync(join(place, 'programs.json'), JSON.stringify([...list, stranger]));
  const lines: string[] = [];
  const next = await openPrograms(place, (line) => lines.push(line));
  expect(await waitForExit(pid, 0)).toBe(true);
  expect(lines).toHaveLength(1);
  await Promise.all([programs.stopAll(), next.stopAll()]);
});
