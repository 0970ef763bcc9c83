import { Logger, type Runner, run, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { z } from 'zod';
import type { Context, Runtime } from './context.ts';
import { sql } from './db.ts';

/** Work that is done later, outside the caller's transaction, and retried with back-off. Must be idempotent. */
export interface JobDefinition {
  name: string;
  run(runtime: Runtime, payload: unknown): Promise<void>;
}

export function job<S extends z.ZodType>(
  name: string,
  payload: S,
  work: (runtime: Runtime, payload: z.output<S>) => Promise<void>,
): JobDefinition {
  return { name, run: (runtime, given) => work(runtime, payload.parse(given) as z.output<S>) };
}

/** Work on due rows, done every so often by whichever server comes first. Claims its rows itself (`for update skip locked`). */
export interface Sweep {
  name: string;
  everyMs: number;
  /** One round; true when there may be more to do at once. */
  run(runtime: Runtime): Promise<boolean>;
}

/** Enqueues a job in the caller's transaction. With a key, a waiting job of that key is replaced. */
export async function addJob(
  ctx: Context,
  name: string,
  payload: unknown,
  options: { key?: string; runAt?: Date; maxAttempts?: number } = {},
): Promise<void> {
  await ctx.tx.rows(
    z.object({ id: z.coerce.string() }),
    sql`
    select id from graphile_worker.add_job(${name}, ${sql.json(payload)}::json, run_at => ${options.runAt ?? null}::timestamptz,
      max_attempts => ${options.maxAttempts ?? 25}, job_key => ${options.key ?? null})`,
  );
}

/** Creates or updates the job tables. */
export async function migrateJobs(databaseUrl: string): Promise<void> {
  await runMigrations({ connectionString: databaseUrl, maxPoolSize: 2 });
}

export interface JobRunner {
  stop(): Promise<void>;
}

/** Runs jobs until stopped. */
export async function startJobs(runtime: Runtime, definitions: readonly JobDefinition[]): Promise<JobRunner> {
  const pool = new pg.Pool({
    connectionString: runtime.kernel.config.databaseUrl,
    max: 4,
    application_name: 'latchkey-jobs',
  });
  pool.on('error', () => {});
  const runner: Runner = await run({
    pgPool: pool,
    concurrency: 4,
    pollInterval: 1000,
    noHandleSignals: true,
    taskList: Object.fromEntries(
      definitions.map((definition) => [definition.name, (payload: unknown) => definition.run(runtime, payload)]),
    ),
    crontab: '',
    logger: new Logger(() => (level, message, meta) => {
      if (level === 'error') runtime.log.error({ meta }, message);
      else if (level === 'warning') runtime.log.warn(message);
    }),
  });
  return {
    async stop() {
      await runner.stop().catch(() => {});
      await pool.end();
    },
  };
}
