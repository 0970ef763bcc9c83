// Asks the registry whether a package that the product ships has a known weakness. `npm run audit`; needs the network and
// a registry that answers, so it is no part of the tests.
import { spawnSync } from 'node:child_process';
import { z } from 'zod';

const severity = z.enum(['info', 'low', 'moderate', 'high', 'critical']);
const report = z.object({
  vulnerabilities: z.record(z.string(), z.object({ severity, range: z.string(), isDirect: z.boolean() })),
  metadata: z.object({ vulnerabilities: z.object({ total: z.number() }) }),
});
const GRAVE: ReadonlySet<string> = new Set(['high', 'critical']);

/** 0: nothing grave is known. 1: something is. 2: nobody answered. */
function audit(): number {
  const asked = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  const found = report.safeParse(parse(asked.stdout));
  if (!found.success) {
    process.stderr.write(
      'The registry answered no question about weaknesses: try again with another one (npm_config_registry).\n',
    );
    return 2;
  }
  const weak = Object.entries(found.data.vulnerabilities);
  for (const [name, one] of weak) process.stdout.write(`${one.severity.padEnd(9)} ${name} ${one.range}\n`);
  const grave = weak.filter(([, one]) => GRAVE.has(one.severity)).length;
  process.stdout.write(
    `${weak.length} packages of the product with known weaknesses, ${grave} of them high or critical.\n`,
  );
  return grave > 0 ? 1 : 0;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

process.exitCode = audit();
