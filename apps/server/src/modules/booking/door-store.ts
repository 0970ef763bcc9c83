import { openingState } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

const openingRow = z.object({
  id: z.uuid(),
  bookingId: z.uuid(),
  memberId: z.uuid(),
  deviceId: z.uuid(),
  commandId: z.uuid(),
  state: openingState,
  code: z.string().nullable(),
  requestedAt: z.date(),
  openedAt: z.date().nullable(),
});
export type OpeningRow = z.output<typeof openingRow>;

const columns = sql`
  id, booking_id as "bookingId", member_id as "memberId", device_id as "deviceId", command_id as "commandId", state, code,
  requested_at as "requestedAt", opened_at as "openedAt"`;

export const insertOpening = (
  tx: Tx,
  it: Pick<OpeningRow, 'id' | 'bookingId' | 'memberId' | 'deviceId' | 'commandId'>,
  now: Date,
) =>
  tx.row(
    openingRow,
    sql`
      insert into booking.openings (id, booking_id, member_id, device_id, command_id, state, requested_at)
      values (${it.id}, ${it.bookingId}, ${it.memberId}, ${it.deviceId}, ${it.commandId}, 'requested', ${now})
      returning ${columns}`,
  );

/** An opening of the same person that is on its way. */
export const pendingOpening = (db: Db, bookingId: string, memberId: string, since: Date) =>
  db.maybeRow(
    openingRow,
    sql`
      select ${columns} from booking.openings
      where booking_id = ${bookingId} and member_id = ${memberId} and state in ('requested', 'sent') and requested_at > ${since}
      order by id desc limit 1`,
  );

export const getOpening = (db: Db, bookingId: string, id: string) =>
  db.row(openingRow, sql`select ${columns} from booking.openings where id = ${id} and booking_id = ${bookingId}`);

export const findOpening = (db: Db, id: string) =>
  db.maybeRow(openingRow, sql`select ${columns} from booking.openings where id = ${id}`);

export const findOpeningOfCommand = (db: Db, commandId: string) =>
  db.maybeRow(openingRow, sql`select ${columns} from booking.openings where command_id = ${commandId}`);

export const moveOpening = (tx: Tx, id: string, state: OpeningRow['state'], code: string | null) =>
  tx.run(sql`
    update booking.openings set state = ${state}, code = ${code} where id = ${id} and state in ('requested', 'sent')`);

export const markOpened = (tx: Tx, id: string, at: Date) =>
  tx.run(sql`update booking.openings set state = 'opened', opened_at = ${at} where id = ${id} and opened_at is null`);

const guestRow = z.object({ id: z.uuid(), bookingId: z.uuid(), memberId: z.uuid(), joinedAt: z.date() });

export const guestsOf = (db: Db, bookingIds: readonly string[]) =>
  db.rows(
    guestRow,
    sql`
      select id, booking_id as "bookingId", member_id as "memberId", joined_at as "joinedAt" from booking.guests
      where booking_id = any(${[...bookingIds]}::uuid[]) and revoked_at is null order by joined_at, id`,
  );

/** Lets somebody in, once. A guest whom the host sent away stays away: false. */
export const insertGuest = (tx: Tx, it: { id: string; bookingId: string; memberId: string }, now: Date) =>
  tx.run(sql`
    insert into booking.guests (id, booking_id, member_id, joined_at)
    values (${it.id}, ${it.bookingId}, ${it.memberId}, ${now})
    on conflict (booking_id, member_id) do nothing`);

export const revokeGuest = (tx: Tx, bookingId: string, id: string, now: Date) =>
  tx.run(sql`
    update booking.guests set revoked_at = ${now} where id = ${id} and booking_id = ${bookingId} and revoked_at is null`);

export const setShareToken = (tx: Tx, bookingId: string, token: string) =>
  tx.run(sql`update booking.bookings set share_token = ${token} where id = ${bookingId}`);

/** Another code for a booking that is locked; whoever knew the one before is a stranger now. */
export const renewCode = (tx: Tx, bookingId: string, code: string, now: Date) =>
  tx.run(sql`
    update booking.bookings set code = ${code}, version = version + 1, updated_at = ${now} where id = ${bookingId}`);

export const findByShareToken = (db: Db, token: string) =>
  db.maybeRow(z.object({ id: z.uuid() }), sql`select id from booking.bookings where share_token = ${token}`);

const roomDevice = z.object({
  roomId: z.uuid(),
  deviceId: z.uuid(),
  label: z.string(),
  protected: z.boolean(),
});
export type RoomDeviceRow = z.output<typeof roomDevice>;

export const devicesOfRoom = (db: Db, roomId: string) =>
  db.rows(
    roomDevice,
    sql`
      select room_id as "roomId", device_id as "deviceId", label, protected from booking.room_devices
      where room_id = ${roomId} order by position, device_id`,
  );

export async function replaceRoomDevices(
  tx: Tx,
  roomId: string,
  devices: readonly { deviceId: string; label: string; protected: boolean }[],
): Promise<void> {
  await tx.run(sql`delete from booking.room_devices where room_id = ${roomId}`);
  const rows = devices.map((device, position) => ({ ...device, position }));
  await tx.run(sql`
    insert into booking.room_devices (room_id, device_id, label, protected, position)
    select ${roomId}::uuid, d."deviceId", d.label, d.protected, d.position
    from jsonb_to_recordset(${sql.json(rows)}::jsonb) as d("deviceId" uuid, label text, protected boolean, position int)`);
}
