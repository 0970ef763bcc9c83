// Everything that is judged without running the product: format, lint, types, dead code, the rules of the house.
import { dirname } from 'node:path';
import { CHECKS } from '../../tools/checks/index.ts';
import { treeFiles } from '../../tools/checks/tree.ts';
import { type Ended, ROOT, runModule, timed } from './run.ts';
import type { Summary } from './summary.ts';

const problemsOf = ({ code, output }: Ended): string[] => (code === 0 ? [] : [output.trim() || `exit code ${code}`]);

async function runBiome(summary: Summary): Promise<void> {
  const args = ['check', '--error-on-warnings', '--max-diagnostics=40', '--colors=off', '.'];
  const ended = await runModule('@biomejs/biome/bin/biome', args);
  summary.check('format and lint (biome)', problemsOf(ended), ended.seconds);
}

/** One type check a tsconfig.json: Node code at the root, each front end with its own. */
async function runTypes(summary: Summary): Promise<void> {
  for (const config of treeFiles(ROOT, /(^|\/)tsconfig\.json$/)) {
    const ended = await runModule('ts7/bin/tsc', ['-p', config, '--noEmit', '--pretty', 'false']);
    summary.check(
      `types of ${config === 'tsconfig.json' ? 'all Node code' : dirname(config)}`,
      problemsOf(ended),
      ended.seconds,
    );
  }
}

async function runKnip(summary: Summary): Promise<void> {
  const ended = await runModule('knip/bin/knip.js', ['--no-progress', '--no-config-hints']);
  summary.check('no dead code (knip)', problemsOf(ended), ended.seconds);
}

export async function runStatic(summary: Summary): Promise<void> {
  await runBiome(summary);
  await runTypes(summary);
  for (const check of CHECKS) {
    const { answer, seconds } = await timed(() => check.run(ROOT));
    summary.check(check.name, answer, seconds);
  }
  await runKnip(summary);
}
