import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

const permitRow = z.object({
  id: z.uuid(),
  storeId: z.uuid(),
  label: z.string(),
  reason: z.string(),
  code: z.string(),
  from: z.date(),
  to: z.date(),
  roomIds: z.array(z.uuid()),
  createdBy: z.uuid(),
  createdAt: z.date(),
  revokedAt: z.date().nullable(),
  revokedBy: z.uuid().nullable(),
  revokeReason: z.string().nullable(),
});
export type PermitRow = z.output<typeof permitRow>;

const columns = sql`
  permits.id, permits.store_id as "storeId", permits.label, permits.reason, permits.code, permits.starts_at as "from",
  permits.ends_at as "to", permits.room_ids as "roomIds", permits.created_by as "createdBy",
  permits.created_at as "createdAt", permits.revoked_at as "revokedAt", permits.revoked_by as "revokedBy",
  permits.revoke_reason as "revokeReason"`;

export const insertPermit = (
  tx: Tx,
  it: Pick<PermitRow, 'id' | 'storeId' | 'label' | 'reason' | 'code' | 'from' | 'to' | 'roomIds' | 'createdBy'>,
  now: Date,
) =>
  tx.row(
    permitRow,
    sql`
      insert into booking.permits (id, store_id, label, reason, code, starts_at, ends_at, room_ids, created_by, created_at)
      values (${it.id}, ${it.storeId}, ${it.label}, ${it.reason}, ${it.code}, ${it.from}, ${it.to},
        ${[...it.roomIds]}::uuid[], ${it.createdBy}, ${now})
      returning ${columns}`,
  );

export const lockPermit = (tx: Tx, id: string) =>
  tx.row(permitRow, sql`select ${columns} from booking.permits where id = ${id} for update`);

export const getPermit = (db: Db, id: string) =>
  db.row(permitRow, sql`select ${columns} from booking.permits where id = ${id}`);

export const revokePermitRow = (tx: Tx, id: string, by: string, reason: string, now: Date) =>
  tx.row(
    permitRow,
    sql`
      update booking.permits set revoked_at = ${now}, revoked_by = ${by}, revoke_reason = ${reason}
      where id = ${id} returning ${columns}`,
  );

export function listPermits(
  db: Db,
  filter: { storeIds: readonly string[] | null; storeId?: string | undefined; openAt: Date | null },
  after: string | null,
  limit: number,
) {
  return db.rows(
    permitRow,
    sql`
      select ${columns} from booking.permits
      where true
        ${filter.storeIds === null ? sql.empty : sql`and store_id = any(${[...filter.storeIds]}::uuid[])`}
        ${filter.storeId ? sql`and store_id = ${filter.storeId}` : sql.empty}
        ${filter.openAt ? sql`and revoked_at is null and ends_at > ${filter.openAt}` : sql.empty}
        ${after === null ? sql.empty : sql`and id < ${after}`}
      order by id desc limit ${limit}`,
  );
}

/** A code that works, or worked a moment ago, for neither a booking nor a permit of the store. */
export const codeIsFree = (db: Db, storeId: string, code: string, now: Date) =>
  db.row(
    z.object({ free: z.boolean() }),
    sql`
      select not exists (
          select 1 from booking.bookings where store_id = ${storeId} and code = ${code} and state in ('confirmed', 'in_use')
        ) and not exists (
          select 1 from booking.permits where store_id = ${storeId} and code = ${code} and revoked_at is null and ends_at > ${now}
        ) as free`,
  );

const whose = z.object({ bookingId: z.uuid().nullable(), permitId: z.uuid().nullable() });

/** Whose a code is at a store: a booking that still has an entry right, or a permit; the nearest one first. */
export const ownersOfCode = (db: Db, storeId: string, code: string, now: Date) =>
  db.rows(
    whose,
    sql`
      select id as "bookingId", null::uuid as "permitId", starts_at from booking.bookings
      where store_id = ${storeId} and code = ${code} and state in ('confirmed', 'in_use')
      union all
      select null, id, starts_at from booking.permits
      where store_id = ${storeId} and code = ${code} and ends_at > ${now}
      order by starts_at limit 5`,
  );

export const insertCodeOpening = (
  tx: Tx,
  it: {
    id: string;
    storeId: string;
    bookingId: string | null;
    permitId: string | null;
    scannerId: string;
    deviceId: string;
    commandId: string;
  },
  now: Date,
) =>
  tx.run(sql`
    insert into booking.code_openings (id, store_id, booking_id, permit_id, scanner_id, device_id, command_id, at)
    values (${it.id}, ${it.storeId}, ${it.bookingId}, ${it.permitId}, ${it.scannerId}, ${it.deviceId}, ${it.commandId}, ${now})`);

/** Whether doors were told to open for the same booking or permit after an instant. */
export const openedSince = async (
  db: Db,
  whose: { bookingId: string | null; permitId: string | null },
  since: Date,
): Promise<boolean> =>
  (
    await db.row(
      z.object({ found: z.boolean() }),
      sql`
        select exists (select 1 from booking.code_openings where booking_id = ${whose.bookingId} and at > ${since})
          or exists (select 1 from booking.code_openings where permit_id = ${whose.permitId} and at > ${since}) as found`,
    )
  ).found;

/** The opening that a door's report is about, marked as opened; once. */
export const markCodeOpened = (tx: Tx, commandId: string, at: Date) =>
  tx.maybeRow(
    whose,
    sql`
      update booking.code_openings set opened_at = ${at} where command_id = ${commandId} and opened_at is null
      returning booking_id as "bookingId", permit_id as "permitId"`,
  );

/** How often doors opened for permits, and when last. */
export const permitUse = (db: Db, ids: readonly string[]) =>
  db.rows(
    z.object({ permitId: z.uuid(), count: z.number(), last: z.date() }),
    sql`
      select permit_id as "permitId", count(*) as count, max(opened_at) as last from booking.code_openings
      where permit_id = any(${[...ids]}::uuid[]) and opened_at is not null group by permit_id`,
  );
