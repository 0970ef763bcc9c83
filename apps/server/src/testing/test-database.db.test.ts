import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from './test-database.ts';

test('two clones of the template do not see each other and run the wanted version', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const first = new pg.Client({ connectionString: one.url });
  const second = new pg.Client({ connectionString: two.url });
  await Promise.all([first.connect(), second.connect()]);
  await first.query('create table only_here (id int)');
  const seen = await second.query(
    `select to_regclass('only_here') as name, current_setting('server_version_num') as v`,
  );
  expect(seen.rows[0].name).toBeNull();
  expect(Math.floor(Number(seen.rows[0].v) / 10_000)).toBe(one.majorVersion);
  await Promise.all([first.end(), second.end()]);
  await Promise.all([one.drop(), two.drop()]);
});
