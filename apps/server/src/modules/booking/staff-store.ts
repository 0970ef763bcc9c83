import { z } from 'zod';
import { type Db, sql } from '../../kernel/db.ts';
import { bookingColumns, bookingRow, OCCUPYING } from './store.ts';

/** Bookings of a store that occupy rooms in a window: what its calendar shows. */
export const bookingsInWindow = (db: Db, storeId: string, from: Date, to: Date, limit: number) =>
  db.rows(
    bookingRow,
    sql`
      select ${bookingColumns} from booking.bookings
      where store_id = ${storeId} and starts_at < ${to} and during && tstzrange(${from}, ${to}) and state in ${OCCUPYING}
      order by starts_at, id limit ${limit}`,
  );

export const countToCome = (db: Db, roomId: string) =>
  db.row(
    z.object({ count: z.number() }),
    sql`
      select count(*) as count from booking.bookings
      where room_id = ${roomId} and state in ('held', 'confirmed', 'in_use')`,
  );

export interface StaffFilter {
  storeIds: readonly string[] | null;
  storeId?: string | undefined;
  roomId?: string | undefined;
  memberId?: string | undefined;
  state?: string | undefined;
  kind?: string | undefined;
  toCome?: string | undefined;
  /** Members that the search text may mean. */
  meant: readonly string[];
  search?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export function listBookings(db: Db, filter: StaffFilter, after: readonly [string, string] | null, limit: number) {
  const conditions = [
    filter.storeIds === null ? null : sql`store_id = any(${[...filter.storeIds]}::uuid[])`,
    filter.storeId ? sql`store_id = ${filter.storeId}` : null,
    filter.roomId ? sql`room_id = ${filter.roomId}` : null,
    filter.memberId ? sql`member_id = ${filter.memberId}` : null,
    filter.state ? sql`state = ${filter.state}` : null,
    filter.kind ? sql`kind = ${filter.kind}` : null,
    filter.toCome ? sql`state in ('held', 'confirmed', 'in_use')` : null,
    filter.search
      ? sql`(starts_with(number, upper(${filter.search})) or position(${filter.search} in coalesce(note, '')) > 0
          or member_id = any(${[...filter.meant]}::uuid[]))`
      : null,
    filter.from ? sql`ends_at > ${filter.from}::timestamptz` : null,
    filter.to ? sql`starts_at < ${filter.to}::timestamptz` : null,
    after ? sql`(created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : null,
    sql`true`,
  ].filter((part) => part !== null);
  return db.rows(
    bookingRow,
    sql`
      select ${bookingColumns} from booking.bookings where ${sql.join(conditions, sql` and `)}
      order by created_at desc, id desc limit ${limit}`,
  );
}
