// The browser journeys, with Playwright's JSON report read back.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runModule } from './run.ts';
import { RESULTS, type Summary, type TestResult } from './summary.ts';

const spec = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(
    z.object({
      projectName: z.string(),
      status: z.string(),
      results: z.array(z.object({ error: z.object({ message: z.string().optional() }).optional() })),
    }),
  ),
});
interface Group {
  title: string;
  specs: z.infer<typeof spec>[];
  suites?: Group[] | undefined;
}
const group: z.ZodType<Group> = z.object({
  title: z.string(),
  specs: z.array(spec),
  get suites() {
    return z.array(group).optional();
  },
});
const report = z.object({ suites: z.array(group) });

function flatten(groups: readonly Group[], above: readonly string[]): TestResult[] {
  return groups.flatMap(({ title, specs, suites }) => {
    const titles = title.endsWith('.spec.ts') ? above : [...above, title];
    const own = specs.flatMap((one) =>
      one.tests.map(({ projectName, status, results }) => ({
        titles: [...titles, one.title, ...(projectName ? [projectName] : [])],
        file: `e2e/${one.file}`,
        passed: status === 'expected',
        message: results.map((result) => result.error?.message ?? '').join('\n') || `was ${status}`,
      })),
    );
    return [...own, ...flatten(suites ?? [], titles)];
  });
}

export async function runPlaywright(summary: Summary): Promise<void> {
  mkdirSync(RESULTS, { recursive: true });
  const file = join(RESULTS, 'browser.json');
  rmSync(file, { force: true });
  const args = ['test', '--reporter=list,json'];
  const ended = await runModule('@playwright/test/cli.js', args, { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  writeFileSync(join(RESULTS, 'browser.log'), ended.output);
  const results = existsSync(file) ? flatten(report.parse(JSON.parse(readFileSync(file, 'utf8'))).suites, []) : [];
  const trouble = ended.code === 0 ? null : ended.output.split('\n').slice(-60).join('\n');
  summary.suite('browser', results, trouble, ended.seconds);
}
