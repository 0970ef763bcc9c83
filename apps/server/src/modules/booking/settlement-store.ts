import { z } from 'zod';
import { type Db, sql } from '../../kernel/db.ts';
import { bookingColumns, bookingRow } from './store.ts';

const ROOM_KINDS = sql`('booking', 'reschedule', 'renewal', 'extension', 'usage')`;

const bill = z.object({
  roomIncome: z.number(),
  overtime: z.number(),
  menu: z.number(),
  refunded: z.number(),
  owed: z.number(),
  byHand: z.boolean(),
});
const settlementRow = bookingRow.and(bill);

interface SettlementFilter {
  storeIds: readonly string[] | null;
  storeId?: string | undefined;
  roomId?: string | undefined;
  search?: string | undefined;
  settled?: 'open' | 'settled' | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** Bookings that something was charged for, each with its bill summed. Deposits are no income. */
export const listSettlements = (
  db: Db,
  filter: SettlementFilter,
  after: readonly [string, string] | null,
  limit: number,
) =>
  db.rows(
    settlementRow,
    sql`
      select ${bookingColumns}, bill.*
      from booking.bookings join lateral (
        select
          coalesce(sum(amount) filter (where state = 'paid' and kind in ${ROOM_KINDS}), 0) as "roomIncome",
          coalesce(sum(amount) filter (where state = 'paid' and kind = 'overtime'), 0) as overtime,
          coalesce(sum(amount) filter (where state = 'paid' and kind not in ${ROOM_KINDS} and kind not in ('overtime', 'deposit')), 0) as menu,
          coalesce(sum(refunded) filter (where kind <> 'deposit'), 0) as refunded,
          coalesce(sum(amount) filter (where state = 'owed'), 0) as owed,
          coalesce(bool_or(channel = 'external'), false) as "byHand",
          count(*) filter (where state in ('paid', 'owed')) as charges
        from booking.charges where booking_id = bookings.id
      ) as bill on bill.charges > 0
      where bookings.kind <> 'block'
        ${filter.storeIds === null ? sql.empty : sql`and store_id = any(${[...filter.storeIds]}::uuid[])`}
        ${filter.storeId ? sql`and store_id = ${filter.storeId}` : sql.empty}
        ${filter.roomId ? sql`and room_id = ${filter.roomId}` : sql.empty}
        ${filter.search ? sql`and starts_with(number, upper(${filter.search}))` : sql.empty}
        ${filter.settled === 'open' ? sql`and bill.owed > 0` : sql.empty}
        ${filter.settled === 'settled' ? sql`and bill.owed = 0` : sql.empty}
        ${filter.from ? sql`and ends_at > ${filter.from}::timestamptz` : sql.empty}
        ${filter.to ? sql`and starts_at < ${filter.to}::timestamptz` : sql.empty}
        ${after ? sql`and (created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql.empty}
      order by created_at desc, id desc limit ${limit}`,
  );

const dayRow = z.object({
  storeId: z.uuid(),
  day: z.string(),
  bookings: z.number(),
  roomIncome: z.number(),
  overtime: z.number(),
  menu: z.number(),
  refunded: z.number(),
  depositsIn: z.number(),
  depositsBack: z.number(),
});
export type DayRow = z.output<typeof dayRow>;

/** Money by store and local day: what was paid on it, and what had gone back by it. */
export const moneyByDay = (
  db: Db,
  stores: readonly { id: string; zone: string }[],
  from: Date,
  to: Date,
  limit: number,
) =>
  db.rows(
    dayRow,
    sql`
      with places as (
        select * from unnest(${stores.map(({ id }) => id)}::uuid[], ${stores.map(({ zone }) => zone)}::text[]) as p(id, zone)
      ), moves as (
        select b.store_id, (c.paid_at at time zone p.zone)::date as day, c.booking_id, c.kind, c.amount
        from booking.charges c join booking.bookings b on b.id = c.booking_id join places p on p.id = b.store_id
        where c.state = 'paid' and c.paid_at >= ${from} and c.paid_at < ${to}
        union all
        select b.store_id, (r.settled_at at time zone p.zone)::date, r.booking_id,
          case r.purpose when 'deposit' then 'deposit_back' else 'refund' end, r.amount
        from booking.refunds r join booking.bookings b on b.id = r.booking_id join places p on p.id = b.store_id
        where r.state = 'succeeded' and r.purpose in ('sale', 'deposit') and r.settled_at >= ${from} and r.settled_at < ${to}
      )
      select store_id as "storeId", day::text as day,
        count(distinct booking_id) filter (where kind not in ('refund', 'deposit', 'deposit_back')) as bookings,
        coalesce(sum(amount) filter (where kind in ${ROOM_KINDS}), 0) as "roomIncome",
        coalesce(sum(amount) filter (where kind = 'overtime'), 0) as overtime,
        coalesce(sum(amount) filter (where kind not in ${ROOM_KINDS}
          and kind not in ('overtime', 'refund', 'deposit', 'deposit_back')), 0) as menu,
        coalesce(sum(amount) filter (where kind = 'refund'), 0) as refunded,
        coalesce(sum(amount) filter (where kind = 'deposit'), 0) as "depositsIn",
        coalesce(sum(amount) filter (where kind = 'deposit_back'), 0) as "depositsBack"
      from moves group by store_id, day order by day desc, store_id limit ${limit}`,
  );
