import { disruptionCause } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';

const disruptionRow = z.object({
  id: z.uuid(),
  bookingId: z.uuid(),
  cause: disruptionCause,
  byBookingId: z.uuid().nullable(),
  toldAt: z.date(),
});
export type DisruptionRow = z.output<typeof disruptionRow>;

const columns = sql`id, booking_id as "bookingId", cause, by_booking_id as "byBookingId", told_at as "toldAt"`;

/** Writes that a booking cannot begin as sold, once while that lasts; null when it is known. */
export const insertDisruption = (
  tx: Tx,
  it: { bookingId: string; cause: DisruptionRow['cause']; byBookingId: string | null },
  now: Date,
) =>
  tx.maybeRow(
    disruptionRow,
    sql`
      insert into booking.disruptions (id, booking_id, cause, by_booking_id, told_at)
      values (${newId()}, ${it.bookingId}, ${it.cause}, ${it.byBookingId}, ${now})
      on conflict (booking_id) where ended_at is null do nothing
      returning ${columns}`,
  );

export const openDisruption = (db: Db, bookingId: string) =>
  db.maybeRow(
    disruptionRow,
    sql`select ${columns} from booking.disruptions where booking_id = ${bookingId} and ended_at is null`,
  );

/** Ends what is open of a booking that is locked; answers how many. */
export const endDisruption = (
  tx: Tx,
  bookingId: string,
  outcome: 'room' | 'later' | 'refund' | 'came' | 'missed',
  at: Date,
) =>
  tx.run(sql`
    update booking.disruptions set ended_at = ${at}, outcome = ${outcome}
    where booking_id = ${bookingId} and ended_at is null`);

const overrun = z.object({ overstayerId: z.uuid(), nextId: z.uuid() });

/** BKG-30: sessions over their end since an instant, with the next booking of their room that begins until another. */
export const overrunning = (db: Db, endedBy: Date, beginsBy: Date, limit: number) =>
  db.rows(
    overrun,
    sql`
      select o.id as "overstayerId", n.id as "nextId"
      from booking.bookings o
      join lateral (
        select b.id from booking.bookings b
        where b.room_id = o.room_id and b.state = 'confirmed' and b.kind in ('customer', 'walk_in')
          and b.starts_at >= o.ends_at and b.starts_at <= ${beginsBy}
        order by b.starts_at limit 1
      ) n on true
      where o.state = 'in_use' and o.ends_at <= ${endedBy}
        and not exists (select 1 from booking.disruptions d where d.booking_id = n.id and d.ended_at is null)
      order by o.id limit ${limit}`,
  );

const upcoming = z.object({ id: z.uuid(), storeId: z.uuid() });

/** BKG-29: paid bookings that begin until an instant and were told of nothing yet. */
export const beginningSoon = (db: Db, now: Date, beginsBy: Date, limit: number) =>
  db.rows(
    upcoming,
    sql`
      select b.id, b.store_id as "storeId" from booking.bookings b
      where b.state = 'confirmed' and b.kind in ('customer', 'walk_in') and b.starts_at <= ${beginsBy} and b.ends_at > ${now}
        and not exists (select 1 from booking.disruptions d where d.booking_id = b.id and d.ended_at is null)
      order by b.starts_at, b.id limit ${limit}`,
  );
