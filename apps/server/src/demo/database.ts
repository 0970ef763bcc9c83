import { readdir } from 'node:fs/promises';
import pg from 'pg';

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'latchkey-demo' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** True when nobody has put an entity or a customer into the database yet. */
export function isEmpty(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      'select exists (select from organisation.entities) or exists (select from identity.customers) as used',
    );
    return rows[0]?.used === false;
  });
}

/** Names the cluster and database behind an address; the embedded server has another port, so another address, each time. */
export function databaseMark(url: string): Promise<string> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ mark: string }>(
      `select system_identifier || '/' || current_database() as mark from pg_control_system()`,
    );
    return rows[0]?.mark ?? '';
  });
}

/** Takes a half-made demo away: the schemas that our migrations make, the jobs', and the list of migrations. */
export function removeEverything(url: string): Promise<void> {
  return withClient(url, async (client) => {
    const files = await readdir(new URL('../../db/migrations/', import.meta.url));
    const schemas = files.map((file) => /^\d+_([a-z]+)\.sql$/.exec(file)?.[1]).filter((name) => name !== undefined);
    for (const name of [...schemas, 'graphile_worker']) await client.query(`drop schema if exists ${name} cascade`);
    await client.query('drop table if exists public.latchkey_migrations');
  });
}
