// Writes docs/requirements.md from the last full test run: id → the tests that passed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from './testing/run.ts';

const source = join(ROOT, 'test-results', 'requirements.json');
const target = join(ROOT, 'docs', 'requirements.md');
const proofs = z.record(z.string(), z.array(z.object({ suite: z.string(), file: z.string(), title: z.string() })));

if (!existsSync(source)) {
  process.stderr.write('Run npm test first: there is no test-results/requirements.json.\n');
  process.exit(1);
}

/** One line a test: the same test may have passed in several suites. */
function linesOf(tests: z.infer<typeof proofs>[string]): string[] {
  const suites = new Map<string, Set<string>>();
  for (const { suite, file, title } of tests) {
    const line = `${title.replaceAll('|', '\\|')} – \`${file}\``;
    suites.set(line, (suites.get(line) ?? new Set()).add(suite));
  }
  return [...suites].map(([line, names]) => `- ${line} (${[...names].sort().join(', ')})`).sort();
}

const found = proofs.parse(JSON.parse(readFileSync(source, 'utf8')));
const sections = Object.entries(found).map(([id, tests]) => `## ${id}\n${linesOf(tests).join('\n')}`);
const head = [
  '# Requirements and the tests that prove them',
  'Made by `node scripts/bootstrap.mjs requirements` from the reports of the last `npm test`; do not edit.',
];
writeFileSync(target, `${[...head, ...sections].join('\n\n')}\n`);
process.stdout.write(`docs/requirements.md: ${sections.length} requirements\n`);
