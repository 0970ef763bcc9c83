// One PostgreSQL cluster for a test run: TEST_POSTGRES=18 (embedded, the default) or 15 (Debian's).
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startDebianPostgres15, startPostgres } from '../../../../scripts/embedded-postgres.ts';
import { commandLine, endProcess, isAlive, processIdentity } from '../../../../scripts/processes.ts';
import { makeTemplate, TEMPLATE } from './template.ts';

export interface TestCluster {
  /** Address of the cluster's own database, from which clones are made. */
  readonly adminUrl: string;
  readonly template: string;
  readonly majorVersion: number;
}

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: TestCluster;
  }
}

const FOLDER = join(tmpdir(), `latchkey-test-postgres-${process.getuid?.() ?? 0}`);

/** A killed run leaves its cluster running; the next run ends and removes it. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(FOLDER)) {
    const folder = join(FOLDER, name);
    const owner = readText(join(folder, 'owner')).split('\n');
    const pid = Number(owner[0]);
    if (pid > 0 && isAlive(pid) && processIdentity(pid) === owner[1]) continue;
    const server = Number(readText(join(folder, 'cluster', 'postmaster.pid')).split('\n')[0]);
    if (server > 1 && commandLine(server)?.includes(folder))
      await endProcess(server, [
        ['SIGQUIT', 5_000],
        ['SIGKILL', 2_000],
      ]);
    if (owner[0] !== '') rmSync(folder, { recursive: true, force: true });
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

interface Shared {
  users: number;
  readonly cluster: TestCluster;
  stop(): Promise<void>;
}
let shared: Promise<Shared> | null = null;

async function startShared(): Promise<Shared> {
  mkdirSync(FOLDER, { recursive: true, mode: 0o700 });
  await sweep();
  const folder = mkdtempSync(join(FOLDER, 'run-'));
  writeFileSync(join(folder, 'owner'), `${process.pid}\n${processIdentity(process.pid)}`);
  const options = { dataDirectory: folder, unsafeForTests: true };
  const majorVersion = process.env.TEST_POSTGRES === '15' ? 15 : 18;
  const postgres = await (majorVersion === 15 ? startDebianPostgres15(options) : startPostgres(options));
  const stop = async (): Promise<void> => {
    await endProcess(postgres.pid, [
      ['SIGQUIT', 5_000],
      ['SIGKILL', 2_000],
    ]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await makeTemplate(postgres.url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { users: 0, cluster: { adminUrl: postgres.url, template: TEMPLATE, majorVersion }, stop };
}

/** Projects of one run share the cluster; the last one to leave stops it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared ??= startShared();
  const running = await shared;
  running.users += 1;
  project.provide('testCluster', running.cluster);
  return async () => {
    running.users -= 1;
    if (running.users > 0) return;
    shared = null;
    await running.stop();
  };
}
