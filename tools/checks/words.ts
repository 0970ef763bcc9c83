// The tree must build and read the same everywhere: no package registry's address, no path of one machine.
import type { Check } from './check.ts';
import { lineAt, readTree, treeFiles } from './tree.ts';

// Written in pieces, or this file would break its own rule.
const FORBIDDEN: readonly [RegExp, string][] = [
  [
    new RegExp(
      `registry\\.npm(js|mirror)|${'npmjs'}\\.org|deb\\.${'debian'}\\.org|pypi\\.${'org'}|crates\\.${'io'}`,
      'g',
    ),
    'a registry',
  ],
  [new RegExp(`(?<![\\w.@-])/(${'work'}|${'root'}|home/[a-z]+|Users/[A-Za-z]+)/[\\w.]`, 'g'), 'a path of one machine'],
  [
    new RegExp(`\\.\\./${'shared'}/(spec|design|vectors|protocols|prototypes)`, 'g'),
    'a folder outside of the repository',
  ],
];

export const words: Check = {
  name: 'no registry or machine path is named',
  async run(root) {
    const wanted = /\.(ts|tsx|mts|mjs|js|json|md|css|scss|sql|html|sh|ya?ml|txt)$|^\.ci\/run$|^\.npmrc$/;
    return treeFiles(root, wanted).flatMap((path) => {
      const text = readTree(root, path);
      return FORBIDDEN.flatMap(([pattern, what]) =>
        [...text.matchAll(pattern)].map((hit) => `${path}:${lineAt(text, hit.index)}: names ${what} (${hit[0]})`),
      );
    });
  },
};
