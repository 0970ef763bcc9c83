// Everything that must hold, one suite after another: two cores, and some suites measure how fast something answers.
// `npm test` runs all; `npm test -- --only=static,unit,db18` runs some (see --help).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CHROMIUM, CJK_FONTS, ensurePackages, MOSQUITTO, POSTGRESQL_15 } from './debian-packages.ts';
import { type Build, ensureBuilt, FRONT_ENDS, SHOPPER_WEAPP } from './product/builds.ts';
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

type Suite = (summary: Summary) => Promise<void>;

const SUITES: Readonly<Record<string, Suite>> = {
  static: runStatic,
  unit: (summary) => runVitest(summary, 'unit', 'unit'),
  db18: (summary) => runVitest(summary, 'db18', 'db', { TEST_POSTGRES: '18' }),
  db15: async (summary) => {
    ensurePackages([POSTGRESQL_15], say);
    await runVitest(summary, 'db15', 'db', { TEST_POSTGRES: '15' });
  },
  device: (summary) => runVitest(summary, 'device', 'device', { TEST_BROKER: 'embedded' }),
  mosquitto: async (summary) => {
    ensurePackages([MOSQUITTO], say);
    await runVitest(summary, 'mosquitto', 'device', { TEST_BROKER: 'mosquitto' });
  },
  protocol: (summary) => runVitest(summary, 'protocol', 'protocol'),
  builds: async (summary) => {
    for (const build of [...FRONT_ENDS, SHOPPER_WEAPP]) await runBuild(summary, build);
  },
  browser: async (summary) => {
    ensurePackages([CHROMIUM, CJK_FONTS], say);
    await runPlaywright(summary);
  },
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

const summary = new Summary();
for (const name of chosenSuites()) {
  say(`${name} …`);
  try {
    await SUITES[name]?.(summary);
  } catch (error) {
    summary.check(name, [error instanceof Error ? (error.stack ?? error.message) : String(error)], 0);
  }
}
summary.close();
