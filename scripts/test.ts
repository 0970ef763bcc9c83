// Everything that must hold, one suite after another: two cores, and some suites measure how fast something answers.
// `npm test` runs all; `npm test -- --only=static,unit,db18` runs some (see --help).
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  CHROMIUM,
  CJK_FONTS,
  type DebianPackage,
  ensurePackages,
  MOSQUITTO,
  missingPackages,
  POSTGRESQL_15,
} from './debian-packages.ts';
import { type Build, ensureBuilt, FRONT_ENDS, SHOPPER_WEAPP } from './product/builds.ts';
import { runChaos } from './testing/chaos.ts';
import { runPlaywright } from './testing/playwright.ts';
import { ROOT, timed } from './testing/run.ts';
import { runStatic } from './testing/static.ts';
import { Summary } from './testing/summary.ts';
import { runVitest } from './testing/vitest.ts';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

async function runBuild(summary: Summary, build: Build): Promise<void> {
  if (!existsSync(join(ROOT, build.app, 'package.json'))) return;
  const { answer, seconds } = await timed(() =>
    ensureBuilt(build, () => {}).then(
      () => [],
      (error: unknown) => [String(error)],
    ),
  );
  summary.check(`${build.name} builds`, answer, seconds);
}

const MINI_PROGRAM_LIMIT = 1024 * 1024;

/** UX-6 sets the limit; today everything is in the main package. */
function checkMiniProgramSize(summary: Summary): void {
  const folder = join(ROOT, SHOPPER_WEAPP.app, 'dist-weapp');
  if (!existsSync(folder)) return;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  const problems = bytes > MINI_PROGRAM_LIMIT ? [`${Math.ceil(bytes / 1024)} KB are more than 1024 KB`] : [];
  summary.check(`the mini-program has ${Math.ceil(bytes / 1024)} KB, of at most 1024`, problems, 0);
}

interface Suite {
  readonly run: (summary: Summary) => Promise<void>;
  readonly packages?: readonly DebianPackage[];
}

const SUITES: Readonly<Record<string, Suite>> = {
  static: { run: runStatic },
  unit: { run: (summary) => runVitest(summary, 'unit', 'unit') },
  db18: { run: (summary) => runVitest(summary, 'db18', 'db', { TEST_POSTGRES: '18' }) },
  db15: { run: (summary) => runVitest(summary, 'db15', 'db', { TEST_POSTGRES: '15' }), packages: [POSTGRESQL_15] },
  device: { run: (summary) => runVitest(summary, 'device', 'device', { TEST_BROKER: 'embedded' }) },
  mosquitto: {
    run: (summary) => runVitest(summary, 'mosquitto', 'device', { TEST_BROKER: 'mosquitto' }),
    packages: [MOSQUITTO],
  },
  protocol: { run: (summary) => runVitest(summary, 'protocol', 'protocol') },
  chaos: { run: runChaos },
  builds: {
    run: async (summary) => {
      for (const build of [...FRONT_ENDS, SHOPPER_WEAPP]) await runBuild(summary, build);
      checkMiniProgramSize(summary);
    },
  },
  weapp: { run: (summary) => runVitest(summary, 'weapp', 'weapp') },
  browser: { run: runPlaywright, packages: [CHROMIUM, CJK_FONTS] },
};

function chosenSuites(): string[] {
  const { values } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  const names = Object.keys(SUITES);
  if (values.help) {
    say(`npm test -- [--only=${names.join(',')}]`);
    process.exit(0);
  }
  const chosen = values.only?.split(',') ?? names;
  const unknown = chosen.filter((name) => !names.includes(name));
  if (unknown.length === 0) return names.filter((name) => chosen.includes(name));
  say(`No suite is called ${unknown.join(', ')}. There are: ${names.join(', ')}`);
  process.exit(2);
}

async function runSuite(summary: Summary, name: string, suite: Suite): Promise<void> {
  say(`${name} …`);
  const missing = missingPackages(suite.packages ?? []).map((one) => one.name);
  try {
    if (missing.length > 0) throw new Error(`Not run: ${missing.join(' ')} is missing`);
    await suite.run(summary);
  } catch (error) {
    summary.check(name, [error instanceof Error ? error.message : String(error)], 0);
  }
}

const summary = new Summary();
const chosen = chosenSuites();
try {
  ensurePackages(
    chosen.flatMap((name) => SUITES[name]?.packages ?? []),
    say,
  );
} catch (error) {
  say(String(error));
}
for (const name of chosen) await runSuite(summary, name, SUITES[name] as Suite);
summary.close();
