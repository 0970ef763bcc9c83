// A file that has grown past this is two files. Texts, generated files and data may be longer.
import type { Check } from './check.ts';
import { readTree, treeFiles } from './tree.ts';

const LONGEST = 300;
const FREE = /(^|\/)(locales|fixtures?|vectors)\/|\.gen\.ts$|(^|\/)demo\/.*(goods|catalogue|names)/;

export const size: Check = {
  name: `files have at most ${LONGEST} lines`,
  async run(root) {
    return treeFiles(root, /\.(ts|tsx|mjs)$/)
      .filter((path) => !FREE.test(path))
      .map((path) => ({ path, lines: readTree(root, path).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > LONGEST)
      .map(({ path, lines }) => `${path}: ${lines} lines`);
  },
};
