import { defineConfig } from 'vitest/config';

const roots = '{apps,packages,tools,scripts}';
const never = ['**/node_modules/**', '**/dist/**', '**/dist-*/**', 'tools/checks/fixture/**'];
const special = ['db', 'device', 'protocol'].map((kind) => `**/*.${kind}.test.ts`);

/** What tries every route at its entrance runs on the newest PostgreSQL alone: no statement of ours depends on it. */
const once = ['fuzz-transport', 'access-matrix'].map((file) => `apps/server/src/testing/${file}.db.test.ts`);
const elsewhere = process.env.TEST_POSTGRES === '15' ? once : [];

/** Suites that need a database get one cluster for the run, with a migrated template that every file clones. */
const withDatabase = (name: string) => ({
  test: {
    name,
    include: [`${roots}/**/*.${name}.test.ts`],
    exclude: [...never, ...elsewhere],
    globalSetup: ['apps/server/src/testing/global-setup.ts'],
  },
});

export default defineConfig({
  test: {
    maxWorkers: 2,
    env: { NODE_ENV: 'test', TZ: 'UTC' },
    passWithNoTests: true,
    // Properties and real hashes take seconds when the machine is busy.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { test: { name: 'unit', include: [`${roots}/**/*.test.{ts,tsx}`], exclude: [...never, ...special] } },
      withDatabase('db'),
      withDatabase('device'),
      withDatabase('protocol'),
      {
        test: {
          name: 'weapp',
          include: ['e2e/**/*.weapp.test.ts'],
          globalSetup: ['apps/server/src/testing/global-setup.ts'],
        },
      },
    ],
  },
});
