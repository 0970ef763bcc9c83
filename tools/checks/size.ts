// A file that has grown past this is two files. Tests may be longer; texts, tables of routes and data are free.
import type { Check } from './check.ts';
import { readTree, treeFiles } from './tree.ts';

const LONGEST = 300;
const LONGEST_TEST = 500;
const FREE =
  /(^|\/)(locales|words|fixtures?|vectors)\/|^packages\/contract\/src\/routes\/|\.gen\.ts$|(^|\/)demo\/.*(goods|catalogue|names)/;

export const size: Check = {
  name: `files have at most ${LONGEST} lines, tests ${LONGEST_TEST}`,
  async run(root) {
    return treeFiles(root, /\.(ts|tsx|mjs)$/)
      .filter((path) => !FREE.test(path))
      .map((path) => ({ path, lines: readTree(root, path).trimEnd().split('\n').length }))
      .filter(({ path, lines }) => lines > (/\.(test|spec)\.tsx?$/.test(path) ? LONGEST_TEST : LONGEST))
      .map(({ path, lines }) => `${path}: ${lines} lines`);
  },
};
