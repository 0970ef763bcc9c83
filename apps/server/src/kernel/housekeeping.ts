import { sealAudit } from './audit.ts';
import { sql } from './db.ts';
import { failingJobs, releaseDeadWorkers } from './jobs.ts';
import { startLoop } from './loop.ts';
import type { Service } from './module.ts';

/** The background work of the kernel itself: the audit sealer, and clearing what no retry can ask for any more. */
export const kernelServices: readonly Service[] = [
  {
    name: 'audit-sealer',
    role: 'worker',
    start: async (runtime) =>
      startLoop({
        runtime,
        name: 'audit',
        everyMs: 500,
        run: async () => (await runtime.database.transaction((tx) => sealAudit(tx))) === 1000,
      }),
  },
  {
    name: 'dead-workers',
    role: 'worker',
    start: async (runtime) =>
      startLoop({
        runtime,
        name: 'dead-workers',
        everyMs: 15_000,
        run: async () => {
          const released = await runtime.database.transaction((tx) => releaseDeadWorkers(tx));
          if (released > 0) runtime.log.warn({ released }, 'jobs of workers that are gone are free again');
          return false;
        },
      }),
  },
  {
    name: 'housekeeping',
    role: 'worker',
    start: async (runtime) =>
      startLoop({
        runtime,
        name: 'housekeeping',
        everyMs: 600_000,
        run: async () => {
          await runtime.database.transaction(async (tx) => {
            await tx.run(sql`delete from kernel.handled_events where handled_at < now() - interval '3 days'`);
            await tx.run(sql`delete from kernel.idempotency_keys where created_at < now() - interval '3 days'`);
          });
          const jobs = await failingJobs(runtime.database);
          if (jobs.parked > 0) runtime.log.error(jobs, 'events or jobs are given up until somebody looks at them');
          return false;
        },
      }),
  },
];
