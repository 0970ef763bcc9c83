// The migrated database that every test file clones.
import pg from 'pg';
import { migrate } from '../kernel/migrate.ts';

export const TEMPLATE = 'latchkey_template';

/** The same address with another database name. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/** Runs statements on one connection that is closed afterwards. */
export async function runStatements(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Makes the template database and migrates it. */
export async function makeTemplate(adminUrl: string): Promise<void> {
  await runStatements(adminUrl, [`create database ${TEMPLATE}`]);
  await migrate(withDatabase(adminUrl, TEMPLATE));
}
