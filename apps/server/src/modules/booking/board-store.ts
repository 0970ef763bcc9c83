import { z } from 'zod';
import { type Db, type Sql, sql } from '../../kernel/db.ts';
import { bookingColumns, bookingRow } from './store.ts';

type Stores = readonly string[] | null;
const inScope = (stores: Stores): Sql =>
  stores === null ? sql.empty : sql`and bookings.store_id = any(${[...stores]}::uuid[])`;

const stageRow = bookingRow.and(z.object({ stage: z.string(), count: z.number() }));

/** Bookings by stage, the newest of each first, with how many there are. `since` bounds what has ended. */
export const bookingsByStage = (db: Db, stores: Stores, since: Date, each: number) =>
  db.rows(
    stageRow,
    sql`
      select * from (
        select ${bookingColumns}, stage, count(*) over (partition by stage) as count,
          row_number() over (partition by stage order by bookings.updated_at desc, bookings.id desc) as place
        from booking.bookings, lateral (
          select case bookings.state when 'held' then 'to_pay' when 'confirmed' then 'confirmed' when 'in_use' then 'started'
            else 'ended' end as stage
          where bookings.state in ('held', 'confirmed', 'in_use')
            or (bookings.state = 'completed' and bookings.ended_at >= ${since})
          union all
          select 'refunding' where exists (
            select from booking.refunds where booking_id = bookings.id and state = 'requesting')
        ) as staged
        where bookings.kind <> 'block' ${inScope(stores)}
      ) as placed
      where place <= ${each} order by stage, place`,
  );

const stuckRow = bookingRow.and(z.object({ reason: z.string(), since: z.date() }));

/** What should have gone on by itself and has not, the oldest first. */
export const stuckBookings = (db: Db, stores: Stores, now: Date, limit: number) =>
  db.rows(
    stuckRow,
    sql`
      select ${bookingColumns}, stuck.reason, stuck.since
      from booking.bookings, lateral (
        select 'hold_not_lapsed' as reason, bookings.holds_until as since
          where bookings.state = 'held' and bookings.holds_until < ${now}::timestamptz - interval '2 minutes'
        union all
        select 'no_show_not_marked', bookings.starts_at + make_interval(mins => (bookings.terms ->> 'noShow')::int)
          where bookings.state = 'confirmed' and bookings.kind <> 'block'
            and bookings.starts_at + make_interval(mins => (bookings.terms ->> 'noShow')::int) < ${now}::timestamptz - interval '5 minutes'
            and bookings.ends_at < ${now}::timestamptz - interval '5 minutes'
        union all
        select 'session_not_ended', bookings.ends_at
          where bookings.state = 'in_use' and bookings.ends_at < ${now}::timestamptz - case bookings.terms ->> 'atEnd'
            when 'overtime' then interval '3 hours'
            else make_interval(secs => (bookings.terms ->> 'cutAfterSeconds')::int) + interval '5 minutes' end
        union all
        select 'refund_waiting', min(created_at) from booking.refunds
          where booking_id = bookings.id and state = 'requesting' and created_at < ${now}::timestamptz - interval '30 minutes'
          having count(*) > 0
        union all
        select 'debt_old', min(created_at) from booking.charges
          where booking_id = bookings.id and state = 'owed' and created_at < ${now}::timestamptz - interval '1 day'
          having count(*) > 0
      ) as stuck
      where (bookings.state in ('held', 'confirmed', 'in_use')
          or bookings.id in (select booking_id from booking.refunds where state = 'requesting')
          or bookings.id in (select booking_id from booking.charges where state = 'owed'))
        ${inScope(stores)}
      order by stuck.since limit ${limit}`,
  );

const givenBack = bookingRow.and(z.object({ amount: z.number(), purpose: z.string(), at: z.date() }));

/** Money that was no charge's: paid twice or too late. */
export const givenBackSince = (db: Db, stores: Stores, since: Date, limit: number) =>
  db.rows(
    givenBack,
    sql`
      select ${bookingColumns}, refunds.amount, refunds.purpose, refunds.created_at as at
      from booking.refunds join booking.bookings on bookings.id = refunds.booking_id
      where refunds.purpose in ('second_payment', 'late_payment') and refunds.created_at >= ${since} ${inScope(stores)}
      order by refunds.created_at desc limit ${limit}`,
  );

const often = z.object({ memberId: z.uuid(), refunds: z.number(), amount: z.number() });

/** Members who had money of bookings back again and again. */
export const refundedOften = (db: Db, stores: Stores, since: Date, least: number, limit: number) =>
  db.rows(
    often,
    sql`
      select bookings.member_id as "memberId", count(*) as refunds, sum(refunds.amount) as amount
      from booking.refunds join booking.bookings on bookings.id = refunds.booking_id
      where refunds.purpose = 'sale' and refunds.created_at >= ${since} and bookings.member_id is not null ${inScope(stores)}
      group by bookings.member_id having count(*) >= ${least} order by count(*) desc, bookings.member_id limit ${limit}`,
  );
