import { z } from 'zod';
import { type Actor, actorId } from '../../kernel/actor.ts';
import { type Db, sql, type Tx } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';

export interface TimelineEntry {
  /** `booking.confirmed`, `session.started`, `power.dimmed`, … */
  name: string;
  detail?: Record<string, string | number | boolean | null>;
}

const timelineRow = z.object({
  at: z.date(),
  actorKind: z.string(),
  actorId: z.string().nullable(),
  name: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type TimelineRow = z.output<typeof timelineRow>;

export const addTimeline = (tx: Tx, bookingId: string, actor: Actor, at: Date, entry: TimelineEntry): void =>
  tx.later(sql`
    insert into booking.timeline (id, booking_id, at, actor_kind, actor_id, name, detail)
    values (${newId()}, ${bookingId}, ${at}, ${actor.kind}, ${actorId(actor)}, ${entry.name}, ${sql.json(entry.detail ?? {})})`);

export const timelineOf = (db: Db, bookingId: string) =>
  db.rows(
    timelineRow,
    sql`
      select at, actor_kind as "actorKind", actor_id as "actorId", name, detail from booking.timeline
      where booking_id = ${bookingId} order by at, id limit 500`,
  );
