import { z } from 'zod';
import { systemActor } from './actor.ts';
import type { Context, Runtime } from './context.ts';
import { sql, violatedConstraint } from './db.ts';
import type { Subscription } from './events.ts';
import { addJob, job } from './jobs.ts';
import { startLoop } from './loop.ts';

const outboxRow = z.object({ id: z.string(), name: z.string(), payload: z.unknown(), emitted_at: z.date() });
type OutboxRow = z.infer<typeof outboxRow>;

const retryPayload = z.object({
  eventId: z.uuid(),
  event: z.string(),
  handler: z.string(),
  payload: z.unknown(),
  emittedAt: z.iso.datetime({ offset: true }),
});

/**
 * Runs one listener for one event unless it has run. Handler and mark commit together; where the mark is there already, the
 * listener's first statement fails. Listeners do nothing but statements: what leaves the house has a queue of its own.
 */
async function handleOnce(
  runtime: Runtime,
  subscription: Subscription,
  row: { id: string; payload: unknown; emitted_at: Date },
): Promise<void> {
  const { handler } = subscription;
  const work = async (ctx: Context) => {
    ctx.tx.later(
      sql`insert into kernel.handled_events (event_id, handler, handled_at) values (${row.id}, ${handler}, now())`,
    );
    await subscription.run(ctx, row.payload, { eventId: row.id, emittedAt: row.emitted_at });
  };
  try {
    await runtime.transaction(systemActor(handler), work);
  } catch (error) {
    if (violatedConstraint(error) !== 'handled_events_pkey') throw error;
  }
}

/** Works on all in turn, some at once; what fails is thrown when nothing is under way any more. */
async function inLanes<T>(all: readonly T[], lanes: number, work: (one: T) => Promise<void>): Promise<void> {
  const left = all[Symbol.iterator]();
  let failure: { error: unknown } | null = null;
  const lane = async () => {
    for (const one of left) {
      if (failure) return;
      await work(one).catch((error: unknown) => {
        failure ??= { error };
      });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const failed = failure as { error: unknown } | null;
  if (failed) throw failed.error;
}

/**
 * The outbox's dispatcher. Events are claimed by their rows' locks; each listener runs at once in its own transaction, and one
 * that fails gets a job of its own that retries with back-off. A process that is killed lets go of its claims at that moment:
 * the events come again, where `handled_events` stops what had run. With several lanes, as with several servers, events may
 * overtake each other: listeners bear it.
 */
export function createOutbox(runtime: Runtime, subscriptions: readonly Subscription[], lanes = 1) {
  const byEvent = Map.groupBy(subscriptions, (subscription) => subscription.event.name);
  const find = (event: string, handler: string) =>
    byEvent.get(event)?.find((candidate) => candidate.handler === handler);
  for (const [event, list] of byEvent) {
    if (new Set(list.map((s) => s.handler)).size !== list.length)
      throw new Error(`Two listeners of ${event} share a name`);
  }

  async function dispatch(row: OutboxRow): Promise<void> {
    for (const subscription of byEvent.get(row.name) ?? []) {
      try {
        if (!subscription.wants(row.payload)) continue;
        await handleOnce(runtime, subscription, row);
      } catch (error) {
        runtime.log.error(
          { err: error, event: row.name, eventId: row.id, handler: subscription.handler },
          'an event handler failed; it will be tried again',
        );
        const payload = {
          eventId: row.id,
          event: row.name,
          handler: subscription.handler,
          payload: row.payload,
          emittedAt: row.emitted_at.toISOString(),
        };
        await runtime.transaction(systemActor('outbox'), (ctx) =>
          addJob(ctx, 'kernel.event', payload, {
            key: `${row.id}:${subscription.handler}`,
            runAt: new Date(Date.now() + 1000),
          }),
        );
      }
    }
  }

  /** Dispatches what waits, `limit` at most; answers how many. */
  function drain(limit = 50): Promise<number> {
    return runtime.database.claim(async (claim) => {
      const rows = await claim.rows(
        outboxRow,
        sql`
        select id, name, payload, emitted_at from kernel.outbox
        where leased_until is null or leased_until < now()
        order by id limit ${limit} for update skip locked`,
      );
      await inLanes(rows, lanes, dispatch);
      const ids = rows.map(({ id }) => id);
      if (ids.length > 0) await claim.run(sql`delete from kernel.outbox where id = any(${ids}::uuid[])`);
      return rows.length;
    });
  }

  return {
    drain,
    /** The retry of a failed listener. */
    retryJob: job('kernel.event', retryPayload, async (_runtime, payload) => {
      const subscription = find(payload.event, payload.handler);
      if (!subscription) return;
      await handleOnce(runtime, subscription, {
        id: payload.eventId,
        payload: payload.payload,
        emitted_at: new Date(payload.emittedAt),
      });
    }),
    start: () => startLoop({ runtime, name: 'outbox', everyMs: 500, run: async () => (await drain()) > 0 }),
  };
}
