import type { z } from 'zod';
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

/** Writes the event into the outbox, in the caller's transaction. */
export async function emit<S extends z.ZodType>(
  ctx: Context,
  event: EventDefinition<S>,
  payload: z.input<S>,
): Promise<void> {
  const parsed = event.payload.parse(payload);
  ctx.tx.later(
    sql`insert into kernel.outbox (id, name, payload, emitted_at) values (${newId()}, ${event.name}, ${sql.json(parsed)}, ${ctx.now})`,
  );
  ctx.afterCommit.hints.add('outbox');
}

export interface EventMeta {
  eventId: string;
  emittedAt: Date;
}

/** One listener of one event. It runs in its own transaction, once for each event, and is retried with back-off. */
export interface Subscription {
  event: EventDefinition;
  /** Unique among the event's listeners, stable over releases. */
  handler: string;
  /** False for a payload that the listener would do nothing about: then it is not called, and no transaction is opened for it. */
  wants(payload: unknown): boolean;
  run(ctx: Context, payload: unknown, meta: EventMeta): Promise<void>;
}

export function on<S extends z.ZodType>(
  event: EventDefinition<S>,
  handler: string,
  run: (ctx: Context, payload: z.output<S>, meta: EventMeta) => Promise<void>,
  options: { when?: (payload: z.output<S>) => boolean } = {},
): Subscription {
  const read = (payload: unknown) => event.payload.parse(payload) as z.output<S>;
  const { when } = options;
  return {
    event,
    handler,
    wants: (payload) => when === undefined || when(read(payload)),
    run: (ctx, payload, meta) => run(ctx, read(payload), meta),
  };
}
