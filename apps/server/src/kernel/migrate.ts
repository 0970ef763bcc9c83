import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { sha256 } from './crypto.ts';
import { migrateJobs } from './jobs.ts';

const directory = fileURLToPath(new URL('../../db/migrations/', import.meta.url));
const lockKey = 7_246_001;

/** Runs the migrations that the database does not have yet, one transaction each, under a lock. Answers their names. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'latchkey-migrate' });
  await client.connect();
  const applied: string[] = [];
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query(`create table if not exists public.latchkey_migrations (
      name text primary key, hash text not null, applied_at timestamptz not null default now())`);
    const { rows } = await client.query<{ name: string; hash: string }>(
      'select name, hash from public.latchkey_migrations',
    );
    const known = new Map(rows.map((row) => [row.name, row.hash]));
    for (const name of (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort()) {
      const text = await readFile(directory + name, 'utf8');
      const hash = sha256(text);
      const before = known.get(name);
      if (before === hash) continue;
      if (before !== undefined) throw new Error(`Migration ${name} was changed after it ran on this database`);
      await client.query('begin');
      try {
        await client.query(text);
        await client.query('insert into public.latchkey_migrations (name, hash) values ($1, $2)', [name, hash]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error });
      }
      applied.push(name);
    }
    await migrateJobs(databaseUrl);
  } finally {
    await client.end();
  }
  return applied;
}
