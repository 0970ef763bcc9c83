import type { z } from 'zod';
import type { Context } from './context.ts';
import { type Sql, sql } from './db.ts';
import type { EventDefinition } from './events.ts';
import { newId } from './ids.ts';

/**
 * Writes the event, in the caller's transaction, when the query finds something to tell: it answers one row with the
 * column `payload`, JSON of the event's shape or null. It runs behind all that was put off before.
 */
export function emitFound<S extends z.ZodType>(ctx: Context, event: EventDefinition<S>, payload: Sql): void {
  ctx.tx.later(sql`
    insert into kernel.outbox (id, name, payload, emitted_at)
    select ${newId()}::uuid, ${event.name}, found.payload, ${ctx.now} from (${payload}) as found where found.payload is not null`);
  ctx.afterCommit.hints.add('outbox');
}
