import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';
import type { Metered } from './climate-rules.ts';

const climateRow = z.object({
  bookingId: z.uuid(),
  meteredAt: z.date(),
  watts: z.int(),
  occupiedWatts: z.int().nullable(),
  usedWattSeconds: z.number(),
  savedWattSeconds: z.number(),
  preconditionedAt: z.date().nullable(),
  closedAt: z.date().nullable(),
});
export type ClimateRow = z.output<typeof climateRow>;

const columns = sql`
  booking_id as "bookingId", metered_at as "meteredAt", watts, occupied_watts as "occupiedWatts",
  used_watt_seconds as "usedWattSeconds", saved_watt_seconds as "savedWattSeconds",
  preconditioned_at as "preconditionedAt", closed_at as "closedAt"`;

export const findClimate = (db: Db, bookingId: string) =>
  db.maybeRow(climateRow, sql`select ${columns} from booking.session_climate where booking_id = ${bookingId}`);

/** Begins to count for a locked booking; nothing where it is counted already. */
export const openClimate = (tx: Tx, bookingId: string, watts: number, preconditioned: boolean, now: Date) =>
  tx.run(sql`
    insert into booking.session_climate (booking_id, metered_at, watts, used_watt_seconds, saved_watt_seconds,
      preconditioned_at)
    values (${bookingId}, ${now}, ${watts}, 0, 0, ${preconditioned ? now : null}::timestamptz)
    on conflict (booking_id) do nothing`);

/** Writes what was counted of a locked booking; closed for good where its session is over. */
export const writeClimate = (tx: Tx, bookingId: string, it: Metered, closedAt: Date | null) =>
  tx.run(sql`
    update booking.session_climate
    set metered_at = ${it.meteredAt}, watts = ${it.watts}, occupied_watts = ${it.occupiedWatts},
      used_watt_seconds = ${it.usedWattSeconds}, saved_watt_seconds = ${it.savedWattSeconds}, closed_at = ${closedAt}
    where booking_id = ${bookingId} and closed_at is null`);

/** Sessions that were not counted since an instant. */
export const climatesToRead = (db: Db, before: Date, limit: number) =>
  db.rows(
    z.object({ bookingId: z.uuid() }),
    sql`
      select booking_id as "bookingId" from booking.session_climate
      where closed_at is null and metered_at < ${before} order by metered_at limit ${limit}`,
  );

/** The session that runs in the room which a device serves. */
export const sessionOfDevice = (db: Db, deviceId: string) =>
  db.maybeRow(
    z.object({ bookingId: z.uuid() }),
    sql`
      select b.id as "bookingId" from booking.room_devices d join booking.bookings b on b.room_id = d.room_id
      where d.device_id = ${deviceId} and b.state = 'in_use' order by b.starts_at desc limit 1`,
  );

export const roomIsInUse = (db: Db, roomId: string) =>
  db.row(
    z.object({ used: z.boolean() }),
    sql`select exists (select 1 from booking.bookings where room_id = ${roomId} and state = 'in_use') as used`,
  );
