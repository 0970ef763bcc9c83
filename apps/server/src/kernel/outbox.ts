import { z } from 'zod';
import { systemActor } from './actor.ts';
import type { Context, Runtime } from './context.ts';
import { type Sql, sql, type Tx, violatedConstraint } from './db.ts';
import { listenersOf, type Subscription } from './events.ts';
import { addJob, job } from './jobs.ts';
import { startLoop } from './loop.ts';

const waitingEvent = z.object({
  id: z.string(),
  name: z.string(),
  payload: z.unknown(),
  emitted_at: z.date(),
  /** Listeners that ran on their own while another failed. */
  handled: z.array(z.string()),
});
type WaitingEvent = z.infer<typeof waitingEvent>;

const retryPayload = z.object({
  eventId: z.uuid(),
  event: z.string(),
  handler: z.string(),
  payload: z.unknown(),
  emittedAt: z.iso.datetime({ offset: true }),
});

/** Events of one transaction: more gain little, and hold the rows that listeners lock for longer. */
const TOGETHER = 25;

/** Takes waiting events for as long as the transaction lasts; another dispatcher leaves them alone meanwhile. */
const take = (tx: Tx, condition: Sql, limit: number): Promise<WaitingEvent[]> =>
  tx.rows(
    waitingEvent,
    sql`
    select id, name, payload, emitted_at,
      array(select handler from kernel.handled_events h where h.event_id = outbox.id) as handled
    from kernel.outbox
    where ${condition}
    order by id limit ${limit} for update skip locked`,
  );

const remove = (tx: Tx, events: readonly { id: string }[]): void =>
  tx.later(sql`delete from kernel.outbox where id = any(${events.map(({ id }) => id)}::uuid[])`);

/**
 * Runs one listener for one event unless it has run. Handler and mark commit together; where the mark is there already, the
 * listener's first statement fails.
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

/** Works on all in turn, some at once. Work must not throw. */
async function inLanes<T>(all: readonly T[], lanes: number, work: (one: T) => Promise<void>): Promise<void> {
  const left = all[Symbol.iterator]();
  const lane = async () => {
    for (const one of left) await work(one);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/**
 * The outbox's dispatcher. Events are claimed by their rows' locks, and the listeners of several run in the transaction that
 * deletes them: all take effect and the events are gone, or neither. When anything fails in it, the same events are taken
 * apart: each listener in a transaction of its own with a mark in `handled_events`, and one that fails gets a job that retries
 * with back-off. A process that is killed lets go of its claims at that moment. Listeners do nothing but statements: what
 * leaves the house has a queue of its own. Several servers may overtake each other: listeners bear it.
 */
export function createOutbox(runtime: Runtime, subscriptions: readonly Subscription[], lanes = 1) {
  const listeners = listenersOf(subscriptions);
  const due = (event: WaitingEvent) =>
    listeners.of(event.name).filter((subscription) => !event.handled.includes(subscription.handler));

  async function together(limit: number, taken: (events: readonly WaitingEvent[]) => void): Promise<void> {
    await runtime.transaction(systemActor('outbox'), async (ctx) => {
      // Whoever holds a row that a listener wants must not hold up all the others.
      ctx.tx.later(sql`set local lock_timeout = '3s'`);
      const events = await take(ctx.tx, sql`true`, limit);
      taken(events);
      for (const event of events) {
        for (const { handler, wants, run } of due(event)) {
          if (!wants(event.payload)) continue;
          const meta = { eventId: event.id, emittedAt: event.emitted_at };
          await run({ ...ctx, actor: systemActor(handler) }, event.payload, meta);
        }
      }
      if (events.length > 0) remove(ctx.tx, events);
    });
  }

  async function apart(ids: readonly string[]): Promise<void> {
    await runtime.database.claim(async (claim) => {
      const events = await take(claim, sql`id = any(${ids}::uuid[])`, ids.length);
      const failed: { event: WaitingEvent; handler: string }[] = [];
      await inLanes(events, lanes, async (event) => {
        for (const subscription of due(event)) {
          const { handler } = subscription;
          try {
            if (subscription.wants(event.payload)) await handleOnce(runtime, subscription, event);
          } catch (error) {
            const about = { err: error, event: event.name, eventId: event.id, handler };
            runtime.log.error(about, 'an event handler failed; it will be tried again');
            failed.push({ event, handler });
          }
        }
      });
      // With the deletion or not at all: a job beside an event that comes again would have two takers.
      for (const { event, handler } of failed) {
        const { id: eventId, name, payload, emitted_at: emittedAt } = event;
        await addJob(
          { tx: claim },
          'kernel.event',
          { eventId, event: name, handler, payload, emittedAt: emittedAt.toISOString() },
          { key: `${eventId}:${handler}`, runAt: new Date(Date.now() + 1000) },
        );
      }
      if (events.length > 0) remove(claim, events);
    });
  }

  /** Dispatches what waits, `limit` at most; answers how many. */
  async function drain(limit = TOGETHER): Promise<number> {
    let ids: string[] = [];
    try {
      await together(limit, (events) => {
        ids = events.map(({ id }) => id);
      });
    } catch (error) {
      if (ids.length === 0) throw error;
      runtime.log.warn(
        { err: error, events: ids.length },
        'events could not be handled together; each goes on its own',
      );
      await apart(ids);
    }
    return ids.length;
  }

  return {
    drain,
    /** The retry of a failed listener. */
    retryJob: job('kernel.event', retryPayload, async (_runtime, payload) => {
      const subscription = listeners.of(payload.event).find(({ handler }) => handler === payload.handler);
      if (!subscription) return;
      await handleOnce(runtime, subscription, {
        id: payload.eventId,
        payload: payload.payload,
        emitted_at: new Date(payload.emittedAt),
      });
    }),
    // What comes meanwhile brings its own hint: only a full round means that more waits.
    start: () => startLoop({ runtime, name: 'outbox', everyMs: 500, run: async () => (await drain()) === TOGETHER }),
  };
}
