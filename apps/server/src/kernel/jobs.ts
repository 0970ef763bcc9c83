import { Logger, type Runner, run, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { z } from 'zod';
import type { Context, Runtime } from './context.ts';
import { type Db, sql, type Tx } from './db.ts';

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
  ctx: Pick<Context, 'tx'>,
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

const one = z.object({ released: z.coerce.number() });

/**
 * Frees the jobs of workers that were killed at work: nobody else would touch them for hours. A job that really takes longer
 * than this runs twice at once, which it has to bear like any other repetition. Answers how many workers were let go.
 */
export async function releaseDeadWorkers(tx: Tx, seconds = 90): Promise<number> {
  const { released } = await tx.row(
    one,
    sql`
    with dead as (
      select array_agg(distinct locked_by) as ids from graphile_worker.jobs
      where locked_at < now() - make_interval(secs => ${seconds})
    )
    select coalesce(array_length(ids, 1), 0) as released
    from dead left join lateral graphile_worker.force_unlock_workers(ids) on true`,
  );
  return released;
}

/** Listeners and jobs that failed again and again: how many are still tried, and how many are not any more. */
export async function failingJobs(db: Db): Promise<{ failing: number; parked: number }> {
  return db.row(
    z.object({ failing: z.number(), parked: z.number() }),
    sql`
    select count(*) filter (where attempts < max_attempts) as failing, count(*) filter (where attempts >= max_attempts) as parked
    from graphile_worker.jobs where attempts > 0`,
  );
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
  pool.on('connect', (client) => void client.on('error', () => {}));
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
