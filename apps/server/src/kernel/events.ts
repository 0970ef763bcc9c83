import type { z } from 'zod';
import { systemActor } from './actor.ts';
import type { Context } from './context.ts';
import { sql } from './db.ts';
import { newId } from './ids.ts';

/** A thing that happened, named in the past tense: `visits.entered`. */
export interface EventDefinition<S extends z.ZodType = z.ZodType> {
  name: string;
  payload: S;
}

export function defineEvent<S extends z.ZodType>(name: string, payload: S): EventDefinition<S> {
  return { name, payload };
}

/** Who listens, as the running product is wired. */
export interface Listeners {
  of(event: string): readonly Subscription[];
}

export function listenersOf(subscriptions: readonly Subscription[]): Listeners {
  const byEvent = Map.groupBy(subscriptions, (subscription) => subscription.event.name);
  for (const [event, list] of byEvent) {
    if (new Set(list.map((one) => one.handler)).size !== list.length)
      throw new Error(`Two listeners of ${event} share a name`);
  }
  return { of: (event) => byEvent.get(event) ?? [] };
}

/**
 * Writes the event into the outbox, in the caller's transaction. One that no listener would do anything about is not written;
 * where the context says `atOnce` and all who listen bear it, they run here and now, and commit with the event or not at all.
 */
export async function emit<S extends z.ZodType>(
  ctx: Context,
  event: EventDefinition<S>,
  payload: z.input<S>,
): Promise<void> {
  const parsed = event.payload.parse(payload);
  const eventId = newId();
  const { listeners } = ctx.kernel;
  if (listeners) {
    const interested = listeners.of(event.name).filter((listener) => listener.wants(payload));
    if (interested.length === 0) return;
    if (ctx.atOnce && interested.every((listener) => listener.atOnce)) {
      for (const listener of interested)
        await listener.run({ ...ctx, actor: systemActor(listener.handler) }, payload, { eventId, emittedAt: ctx.now });
      return;
    }
  }
  ctx.tx.later(
    sql`insert into kernel.outbox (id, name, payload, emitted_at) values (${eventId}, ${event.name}, ${sql.json(parsed)}, ${ctx.now})`,
  );
  ctx.afterCommit.hints.add('outbox');
}

export interface EventMeta {
  eventId: string;
  emittedAt: Date;
}

/** One listener of one event. It takes effect once for each event, and is retried with back-off. */
export interface Subscription {
  event: EventDefinition;
  /** Unique among the event's listeners, stable over releases. */
  handler: string;
  /** Bears to run in the transaction of the event itself, whose locks it then adds to. */
  atOnce: boolean;
  /** False for a payload that the listener would do nothing about: then it is not called, and no transaction is opened for it. */
  wants(payload: unknown): boolean;
  run(ctx: Context, payload: unknown, meta: EventMeta): Promise<void>;
}

export function on<S extends z.ZodType>(
  event: EventDefinition<S>,
  handler: string,
  run: (ctx: Context, payload: z.output<S>, meta: EventMeta) => Promise<void>,
  options: { when?: (payload: z.output<S>) => boolean; atOnce?: boolean } = {},
): Subscription {
  const read = (payload: unknown) => event.payload.parse(payload) as z.output<S>;
  const { when, atOnce = false } = options;
  return {
    event,
    handler,
    atOnce,
    wants: (payload) => when === undefined || when(read(payload)),
    run: (ctx, payload, meta) => run(ctx, read(payload), meta),
  };
}
