import { roomMode } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';
import { type BookingRow, bookingColumns, bookingRow, OCCUPYING } from './store.ts';

/** Where a booking goes in time or place when the charge that carries it is paid. Money in fen. */
export const bookingChange = z.object({
  kind: z.enum(['reschedule', 'move', 'length']),
  roomId: z.uuid(),
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  mode: roomMode.nullable(),
  packageId: z.string().nullable(),
  /** What the booking's time is worth before and after it. */
  before: z.int(),
  after: z.int(),
});
export type BookingChange = z.output<typeof bookingChange>;

const changeRow = z.object({ chargeId: z.uuid(), change: bookingChange });

/** The changes that charges of a booking carry, oldest first. */
export const changesOf = (db: Db, bookingId: string) =>
  db.rows(
    changeRow,
    sql`
      select id as "chargeId", change from booking.charges
      where booking_id = ${bookingId} and change is not null order by id`,
  );

export const writeChange = (tx: Tx, chargeId: string, change: BookingChange) =>
  tx.run(sql`update booking.charges set change = ${sql.json(change)}::jsonb where id = ${chargeId}`);

/** Says of a range that was placed which booking it is kept for. */
export const markKept = (tx: Tx, id: string, bookingId: string) =>
  tx.run(sql`update booking.bookings set keeps_for = ${bookingId} where id = ${id}`);

/** What occupies a part of a range of a room, except one booking and what is kept for it. */
export const occupantsOf = (db: Db, roomId: string, from: Date, until: Date, except: string) =>
  until <= from
    ? Promise.resolve([])
    : db.rows(
        bookingRow,
        sql`
          select ${bookingColumns} from booking.bookings
          where room_id = ${roomId} and during && tstzrange(${from}, ${until}) and state in ${OCCUPYING}
            and id <> ${except} and keeps_for is distinct from ${except}
          order by starts_at limit 20`,
      );

/** Gives back ranges that were kept for a booking that is locked. */
export const dropKept = (tx: Tx, bookingId: string) =>
  tx.run(sql`delete from booking.bookings where keeps_for = ${bookingId} and state = 'held'`);

export interface Relocation {
  from: Date;
  to: Date;
  mode: BookingRow['mode'];
  packageId: string | null;
  policy: BookingRow['policy'];
}

/** Writes where and when a booking that is locked is from now on; its room is taken by `occupy`. */
export const relocate = (tx: Tx, id: string, it: Relocation, now: Date) =>
  tx.row(
    bookingRow,
    sql`
      update booking.bookings
      set starts_at = ${it.from}, ends_at = ${it.to}, mode = ${it.mode}, package_id = ${it.packageId},
        terms = ${sql.json(it.policy)}::jsonb, version = version + 1, updated_at = ${now}
      where id = ${id} returning ${bookingColumns}`,
  );
