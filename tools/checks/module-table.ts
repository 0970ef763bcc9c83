// Runs dependency-cruiser (which needs TypeScript 6) over the tree, and over a fixture in which every rule is broken:
// under an unsupported compiler it would find nothing at all and call that success.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import type { Check } from './check.ts';
import { RULE_SET } from './dependency-rules.ts';

const FOLDERS = ['apps', 'packages', 'tools'];

async function cruiseTree(baseDir: string): Promise<ICruiseResult> {
  const { output } = await cruise(
    FOLDERS.filter((folder) => existsSync(join(baseDir, folder))),
    {
      baseDir,
      validate: true,
      ruleSet: RULE_SET,
      tsPreCompilationDeps: true,
      detectProcessBuiltinModuleCalls: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)(dist[^/]*|\\.cache)/|^tools/checks/fixture/' },
    },
    { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'], mainFields: ['module', 'main'] },
  );
  if (typeof output === 'string') throw new Error(output);
  return output;
}

function broken(result: ICruiseResult): string[] {
  const comments = new Map(RULE_SET.forbidden.map((rule) => [rule.name, rule.comment]));
  return result.summary.violations.map(
    ({ rule, from, to }) => `${from} → ${to}: ${rule.name} (${comments.get(rule.name) ?? ''})`,
  );
}

export const moduleTable: Check = {
  name: 'module table',
  async run(root) {
    const result = await cruiseTree(root);
    if (result.summary.totalCruised < 100) return [`only ${result.summary.totalCruised} files were seen`];
    return broken(result);
  },
};

export const moduleTableFixture: Check = {
  name: 'module table: every rule can fail',
  async run(root) {
    const result = await cruiseTree(join(root, 'tools', 'checks', 'fixture'));
    const seen = new Set(result.summary.violations.map(({ rule }) => rule.name));
    return RULE_SET.forbidden
      .filter(({ name }) => !seen.has(name))
      .map(({ name }) => `the fixture does not break the rule ${name}`);
  },
};
