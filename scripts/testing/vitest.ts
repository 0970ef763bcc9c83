// One run of vitest for one project, with its JSON report read back.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { ROOT, runModule } from './run.ts';
import { RESULTS, type Summary, type TestResult } from './summary.ts';

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

function readReport(file: string): TestResult[] {
  if (!existsSync(file)) return [];
  const { testResults } = report.parse(JSON.parse(readFileSync(file, 'utf8')));
  return testResults.flatMap((suite) => {
    const path = relative(ROOT, suite.name);
    const results = suite.assertionResults.map((test) => ({
      titles: [...test.ancestorTitles, test.title].filter((title) => title !== ''),
      file: path,
      passed: test.status === 'passed',
      message: (test.failureMessages ?? []).join('\n') || (test.status === 'passed' ? '' : `was ${test.status}`),
    }));
    const broken = suite.status !== 'passed' && results.every((result) => result.passed);
    return broken
      ? [...results, { titles: ['the file itself'], file: path, passed: false, message: suite.message ?? '' }]
      : results;
  });
}

/** Runs a vitest project under a name of its own, so that one project can run twice in different surroundings. */
export async function runVitest(
  summary: Summary,
  name: string,
  project: string,
  env: Record<string, string> = {},
): Promise<void> {
  mkdirSync(RESULTS, { recursive: true });
  const file = join(RESULTS, `${name}.json`);
  rmSync(file, { force: true });
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const ended = await runModule('vitest/vitest.mjs', args, env);
  writeFileSync(join(RESULTS, `${name}.log`), ended.output);
  const results = readReport(file);
  const trouble = ended.code === 0 ? null : ended.output.split('\n').slice(-60).join('\n');
  summary.suite(name, results, trouble, ended.seconds);
}
