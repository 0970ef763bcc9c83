// Counts what passed and failed over all suites, remembers which requirement each passed test proves,
// and closes with the one line that tells how it went.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requirementIds } from '../../tools/checks/index.ts';
import { ROOT } from './run.ts';

export const RESULTS = join(ROOT, 'test-results');

export interface TestResult {
  /** Titles from the outermost group to the test itself. */
  readonly titles: readonly string[];
  readonly file: string;
  readonly passed: boolean;
  readonly message?: string;
}

export interface Proof {
  readonly suite: string;
  readonly file: string;
  readonly title: string;
}

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

export class Summary {
  private passed = 0;
  private failed = 0;
  private readonly proofs = new Map<string, Proof[]>();
  private readonly broken: string[] = [];

  /** Counts one check that has no tests of its own, such as the linter. */
  check(name: string, problems: readonly string[], seconds: number): void {
    if (problems.length === 0) {
      this.passed += 1;
      print(`  ✓ ${name} (${seconds.toFixed(1)} s)`);
      return;
    }
    this.failed += 1;
    this.broken.push(name);
    print(`  ✗ ${name} (${seconds.toFixed(1)} s)`);
    for (const line of problems.slice(0, 60)) print(`      ${line.replaceAll('\n', '\n      ')}`);
    if (problems.length > 60) print(`      … and ${problems.length - 60} more`);
  }

  /** Counts the tests of a suite; `trouble` is what broke beside its tests (a crash, a set-up, an open handle). */
  suite(name: string, results: readonly TestResult[], trouble: string | null, seconds: number): void {
    const failures = results.filter((result) => !result.passed);
    const passed = results.length - failures.length;
    this.passed += passed;
    this.failed += failures.length;
    const alone = trouble !== null && failures.length === 0;
    if (alone) this.failed += 1;
    const good = failures.length === 0 && !alone;
    print(`  ${good ? '✓' : '✗'} ${name}: ${passed} passed, ${failures.length} failed (${seconds.toFixed(1)} s)`);
    if (!good) this.broken.push(name);
    for (const { file, titles, message } of failures) {
      print(`\n    ✗ ${file} › ${titles.join(' › ')}`);
      print(`      ${(message ?? '').trimEnd().replaceAll('\n', '\n      ')}`);
    }
    if (alone) print(`      ${(trouble ?? '').trimEnd().replaceAll('\n', '\n      ')}`);
    for (const result of results) if (result.passed) this.prove(name, result);
  }

  private prove(suite: string, { titles, file }: TestResult): void {
    const ids = new Set(titles.flatMap((title) => requirementIds(title)));
    for (const id of ids) {
      const title = titles.join(' › ');
      this.proofs.set(id, [...(this.proofs.get(id) ?? []), { suite, file, title }]);
    }
  }

  /** Writes requirements.json (id → passed tests), prints the closing line, sets the exit code. */
  close(): void {
    mkdirSync(RESULTS, { recursive: true });
    const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
    const sorted = [...this.proofs].sort(([a], [b]) => byNumber(a, b));
    writeFileSync(join(RESULTS, 'requirements.json'), `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
    if (this.broken.length > 0) print(`\nBroken: ${this.broken.join(', ')}`);
    print(`\n${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed === 0 && this.passed > 0 ? 0 : 1;
  }
}
