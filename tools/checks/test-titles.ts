// Titles of tests name the requirements they prove, in brackets and in front: "[VIS-3] …" or "[VIS-3, ORD-1] …".
import type { Check } from './check.ts';
import { lineAt, readTree, treeFiles } from './tree.ts';

const AREAS = 'BIL BKG CAT DEV DSK IDN INS INV LED MBR MKT MSG ORD ORG PAY PLT UX VID VIS'.split(' ');
const IDS = new RegExp(`^\\[(${AREAS.join('|')})-\\d+(, ?(${AREAS.join('|')})-\\d+)*\\]( |$)`);
const TITLE = /\b(?:test|it|describe)(?:\.[a-zA-Z]+(?:\([^)]*\))?)?\(\s*(['"`])((?:(?!\1).)*)\1/g;
const SKIPPED = /\b(?:test|it|describe)\.(?:skip|only|todo|fixme|fails)\b|\b[xf](?:it|describe)\(/g;

/** Requirement ids in front of a title: `[VIS-3, ORD-1] …` → ['VIS-3', 'ORD-1']. */
export function requirementIds(title: string): string[] {
  const match = /^\[([A-Z0-9, -]+)\]/.exec(title.trim());
  return (match?.[1] ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => /^[A-Z]{2,3}-\d+$/.test(id));
}

export const testTitles: Check = {
  name: 'test titles name requirements correctly, and no test is skipped',
  async run(root) {
    return treeFiles(root, /\.(test|spec)\.tsx?$/).flatMap((path) => {
      const text = readTree(root, path);
      const titles = [...text.matchAll(TITLE)]
        .filter(([, , title = '']) => title.startsWith('[') && !IDS.test(title))
        .map((hit) => `${path}:${lineAt(text, hit.index)}: unknown requirement in “${hit[2]}”`);
      const skipped = [...text.matchAll(SKIPPED)].map((hit) => `${path}:${lineAt(text, hit.index)}: ${hit[0]}`);
      return [...titles, ...skipped];
    });
  },
};
