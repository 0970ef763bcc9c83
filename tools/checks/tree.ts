// The files that the repository holds, as git sees them (new ones included), for checks that read text.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of tracked and new files that match, with forward slashes; those of this check's own fixture are left out. */
export function treeFiles(root: string, wanted: RegExp): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const done = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64_000_000 });
  if (done.status !== 0) throw new Error(`git ls-files failed: ${done.stderr}`);
  return done.stdout
    .split('\0')
    .filter((path) => wanted.test(path) && !path.startsWith('tools/checks/fixture/') && existsSync(join(root, path)))
    .sort();
}

export function readTree(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Line number of a position in a text. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
