import { cleaningState } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

const taskRow = z.object({
  id: z.uuid(),
  storeId: z.uuid(),
  roomId: z.uuid(),
  bookingId: z.uuid(),
  state: cleaningState,
  keepsRoom: z.boolean(),
  note: z.string().nullable(),
  takenBy: z.uuid().nullable(),
  takenAt: z.date().nullable(),
  closedBy: z.uuid().nullable(),
  closedAt: z.date().nullable(),
  lateAt: z.date().nullable(),
  createdAt: z.date(),
});
export type CleaningRow = z.output<typeof taskRow>;

const columns = sql`
  id, store_id as "storeId", room_id as "roomId", booking_id as "bookingId", state, keeps_room as "keepsRoom", note,
  taken_by as "takenBy", taken_at as "takenAt", closed_by as "closedBy", closed_at as "closedAt", late_at as "lateAt",
  created_at as "createdAt"`;

/** One task for a session, however often its end is told. */
export const insertTask = (
  tx: Tx,
  it: Pick<CleaningRow, 'id' | 'storeId' | 'roomId' | 'bookingId' | 'keepsRoom'>,
  now: Date,
) =>
  tx.run(sql`
    insert into booking.cleaning_tasks (id, store_id, room_id, booking_id, state, keeps_room, created_at)
    values (${it.id}, ${it.storeId}, ${it.roomId}, ${it.bookingId}, 'open', ${it.keepsRoom}, ${now})
    on conflict (booking_id) do nothing`);

export const getTask = (db: Db, id: string) =>
  db.row(taskRow, sql`select ${columns} from booking.cleaning_tasks where id = ${id}`);

/** After its booking. */
export const lockTask = (tx: Tx, id: string) =>
  tx.row(taskRow, sql`select ${columns} from booking.cleaning_tasks where id = ${id} for update`);

export const takeTask = (tx: Tx, id: string, staffId: string | null, now: Date) =>
  tx.run(sql`
    update booking.cleaning_tasks set state = 'taken', taken_by = ${staffId}, taken_at = ${now} where id = ${id}`);

export const closeTask = (
  tx: Tx,
  id: string,
  it: { state: 'done' | 'blocked'; staffId: string | null; note: string | null },
  now: Date,
) =>
  tx.run(sql`
    update booking.cleaning_tasks
    set state = ${it.state}, note = coalesce(${it.note}::text, note),
      closed_by = ${it.state === 'done' ? it.staffId : null}, closed_at = ${it.state === 'done' ? now : null}
    where id = ${id}`);

export function listTasks(
  db: Db,
  filter: { storeIds: readonly string[] | null; storeId?: string | undefined; state?: string | undefined },
  after: string | null,
  limit: number,
) {
  const conditions = [
    filter.storeIds === null ? null : sql`store_id = any(${[...filter.storeIds]}::uuid[])`,
    filter.storeId ? sql`store_id = ${filter.storeId}` : null,
    filter.state ? sql`state = ${filter.state}` : sql`state <> 'done'`,
    after === null ? null : sql`id < ${after}::uuid`,
  ].filter((part) => part !== null);
  return db.rows(
    taskRow,
    sql`
      select ${columns} from booking.cleaning_tasks where ${sql.join(conditions, sql` and `)} order by id desc limit ${limit}`,
  );
}

const nextRow = z.object({ roomId: z.uuid(), bookingId: z.uuid(), at: z.date() });

/** The next booking to come of each room. */
export const nextInRooms = (db: Db, roomIds: readonly string[], now: Date) =>
  db.rows(
    nextRow,
    sql`
      select distinct on (room_id) room_id as "roomId", id as "bookingId", starts_at as at from booking.bookings
      where room_id = any(${[...roomIds]}::uuid[]) and state in ('held', 'confirmed') and ends_at > ${now}
      order by room_id, starts_at`,
  );

const keptRow = z.object({ id: z.uuid(), bookingId: z.uuid() });

/** Tasks whose room would be free before they are done. */
export const tasksToKeep = (db: Db, before: Date, limit: number) =>
  db.rows(
    keptRow,
    sql`
      select t.id, t.booking_id as "bookingId"
      from booking.cleaning_tasks t join booking.bookings b on b.id = t.booking_id
      where t.state <> 'done' and t.keeps_room and upper(b.during) < ${before} order by t.id limit ${limit}`,
  );

const lateRow = z.object({ id: z.uuid(), nextId: z.uuid() });

/** Tasks that are not done though the next booking begins by an instant, and of which nobody was told. */
export const lateTasks = (db: Db, by: Date, limit: number) =>
  db.rows(
    lateRow,
    sql`
      select t.id, n.id as "nextId" from booking.cleaning_tasks t
      cross join lateral (
        select b.id, b.starts_at from booking.bookings b
        where b.room_id = t.room_id and b.state = 'confirmed' and b.kind <> 'block' and b.id <> t.booking_id
          and b.starts_at >= t.created_at
        order by b.starts_at limit 1
      ) as n
      where t.state <> 'done' and t.late_at is null and n.starts_at <= ${by} order by t.id limit ${limit}`,
  );

/** Once for a task. */
export const markLate = (tx: Tx, id: string, now: Date) =>
  tx.maybeRow(
    taskRow,
    sql`
      update booking.cleaning_tasks set late_at = ${now} where id = ${id} and state <> 'done' and late_at is null
      returning ${columns}`,
  );
