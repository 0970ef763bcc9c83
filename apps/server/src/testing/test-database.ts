// A real database for a test file: a clone of the migrated template, made in some tens of milliseconds.
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { runStatements, withDatabase } from './template.ts';

export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  /** 18, or 15 when the run was started with TEST_POSTGRES=15. */
  readonly majorVersion: number;
  /** Ends the clone's connections and removes it; optional, as the cluster goes with the run. */
  drop(): Promise<void>;
}

/** Clones the template. Call it once a file (in `beforeAll`), let each test make its own tenant, and commit for real. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, template, majorVersion } = inject('testCluster');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await runStatements(adminUrl, [`create database ${name} template ${template}`]);
  return {
    url: withDatabase(adminUrl, name),
    name,
    majorVersion,
    drop: () => runStatements(adminUrl, [`drop database if exists ${name} with (force)`]),
  };
}
