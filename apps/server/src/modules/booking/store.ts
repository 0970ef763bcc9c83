import { bookingKind, bookingState, powerStep, roomMode, roomsSchemas } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, type Sql, sql, type Tx } from '../../kernel/db.ts';

export const bookingRow = z.object({
  id: z.uuid(),
  number: z.string(),
  storeId: z.uuid(),
  roomId: z.uuid(),
  kind: bookingKind,
  state: bookingState,
  memberId: z.uuid().nullable(),
  note: z.string().nullable(),
  people: z.int(),
  mode: roomMode.nullable(),
  packageId: z.string().nullable(),
  from: z.date(),
  to: z.date(),
  blockedUntil: z.date(),
  holdsUntil: z.date().nullable(),
  code: z.string(),
  revoked: z.boolean(),
  policy: roomsSchemas.bookingPolicy,
  startedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  power: powerStep,
  version: z.int(),
  createdAt: z.date(),
});
export type BookingRow = z.output<typeof bookingRow>;

export const bookingColumns = sql`
  bookings.id, bookings.number, bookings.store_id as "storeId", bookings.room_id as "roomId", bookings.kind, bookings.state,
  bookings.member_id as "memberId", bookings.note, bookings.people, bookings.mode, bookings.package_id as "packageId",
  bookings.starts_at as "from", bookings.ends_at as "to", upper(bookings.during) as "blockedUntil",
  bookings.holds_until as "holdsUntil", bookings.code, bookings.entry_revoked as revoked, bookings.terms as policy,
  bookings.started_at as "startedAt", bookings.ended_at as "endedAt", bookings.power, bookings.version,
  bookings.created_at as "createdAt"`;

export const OCCUPYING = sql`('held', 'confirmed', 'in_use', 'completed')`;

export const getBooking = (db: Db, id: string) =>
  db.row(bookingRow, sql`select ${bookingColumns} from booking.bookings where id = ${id}`);

export const bookingsByIds = (db: Db, ids: readonly string[]) =>
  db.rows(bookingRow, sql`select ${bookingColumns} from booking.bookings where id = any(${[...ids]}::uuid[])`);

/** First lock of this module. */
export const lockBooking = (tx: Tx, id: string) =>
  tx.row(bookingRow, sql`select ${bookingColumns} from booking.bookings where id = ${id} for update`);

export const findBookingOfCharge = (db: Db, chargeId: string) =>
  db.maybeRow(
    z.object({ bookingId: z.uuid() }),
    sql`select booking_id as "bookingId" from booking.charges where id = ${chargeId}`,
  );

export interface Placement {
  id: string;
  number: string;
  storeId: string;
  roomId: string;
  kind: BookingRow['kind'];
  state: BookingRow['state'];
  memberId: string | null;
  note: string | null;
  people: number;
  mode: BookingRow['mode'];
  packageId: string | null;
  from: Date;
  to: Date;
  until: Date;
  holdsUntil: Date | null;
  code: string;
  policy: BookingRow['policy'];
}

/** BKG-3: takes the room for the range and its cleaning; false when somebody has a part of it. */
export async function place(tx: Tx, it: Placement, now: Date): Promise<boolean> {
  const { placed } = await tx.row(
    z.object({ placed: z.boolean() }),
    sql`
      select booking.place(${it.id}, ${it.number}, ${it.storeId}, ${it.roomId}, ${it.kind}, ${it.state}, ${it.memberId},
        ${it.note}, ${it.people}, ${it.mode}, ${it.packageId}, ${it.from}, ${it.to}, ${it.until}, ${it.holdsUntil},
        ${it.code}, ${sql.json(it.policy)}::jsonb, ${now}) as placed`,
  );
  return placed;
}

/** A look before anything is worked out: most who come too late hear it from here. */
export async function isFree(db: Db, roomId: string, from: Date, until: Date): Promise<boolean> {
  const { free } = await db.row(
    z.object({ free: z.boolean() }),
    sql`select booking.is_free(${roomId}, tstzrange(${from}, ${until}), null) as free`,
  );
  return free;
}

/** Lets a booking that is locked occupy another range; false when somebody has a part of it. */
export async function occupy(tx: Tx, id: string, range: { roomId: string; from: Date; until: Date }): Promise<boolean> {
  const { placed } = await tx.row(
    z.object({ placed: z.boolean() }),
    sql`select booking.occupy(${id}, ${range.roomId}, ${range.from}, ${range.until}) as placed`,
  );
  return placed;
}

export interface BookingPatch {
  state?: BookingRow['state'];
  from?: Date;
  to?: Date;
  holdsUntil?: Date | null;
  startedAt?: Date;
  endedAt?: Date;
  power?: BookingRow['power'];
  revoked?: boolean;
}

const assignments = (patch: BookingPatch): Sql[] =>
  [
    patch.state === undefined ? null : sql`state = ${patch.state}`,
    patch.from === undefined ? null : sql`starts_at = ${patch.from}`,
    patch.to === undefined ? null : sql`ends_at = ${patch.to}`,
    patch.holdsUntil === undefined ? null : sql`holds_until = ${patch.holdsUntil}`,
    patch.startedAt === undefined ? null : sql`started_at = ${patch.startedAt}`,
    patch.endedAt === undefined ? null : sql`ended_at = ${patch.endedAt}`,
    patch.power === undefined ? null : sql`power = ${patch.power}`,
    patch.revoked === undefined ? null : sql`entry_revoked = ${patch.revoked}`,
  ].filter((part) => part !== null);

/** Changes a booking that is locked and answers it. */
export const changeBooking = (tx: Tx, id: string, patch: BookingPatch, now: Date) =>
  tx.row(
    bookingRow,
    sql`
      update booking.bookings set ${sql.join([...assignments(patch), sql`version = version + 1`, sql`updated_at = ${now}`], sql`, `)}
      where id = ${id} returning ${bookingColumns}`,
  );

/** Gives back what a booking keeps of its room from an instant on. */
export const releaseFrom = (tx: Tx, id: string, until: Date) =>
  tx.run(sql`
    update booking.bookings
    set during = tstzrange(lower(during), greatest(lower(during) + interval '1 second', ${until}::timestamptz))
    where id = ${id} and upper(during) > ${until}`);

const taken = z.object({ roomId: z.uuid(), from: z.date(), to: z.date() });

/** What occupies rooms in a window, except one booking. */
export const takenRanges = (db: Db, roomIds: readonly string[], from: Date, to: Date, except: string | null = null) =>
  db.rows(
    taken,
    sql`
      select room_id as "roomId", lower(during) as "from", upper(during) as "to" from booking.bookings
      where room_id = any(${[...roomIds]}::uuid[]) and during && tstzrange(${from}, ${to}) and state in ${OCCUPYING}
        and id is distinct from ${except} and (${except}::uuid is null or keeps_for is distinct from ${except}::uuid)
      order by room_id, lower(during)`,
  );

const takenMinutes = z.object({ roomId: z.uuid(), starts: z.array(z.number()), ends: z.array(z.number()) });

/** The same of many rooms as minutes since an instant, in no order. `date_part` counts in floats, `extract` in slow decimals. */
export const takenMinutesOf = (
  db: Db,
  roomIds: readonly string[],
  from: Date,
  to: Date,
  except: string | null = null,
) =>
  db.rows(
    takenMinutes,
    sql`
      select room_id as "roomId",
        array_agg(floor(date_part('epoch', lower(during) - ${from}::timestamptz) / 60)::int) as starts,
        array_agg(ceil(date_part('epoch', upper(during) - ${from}::timestamptz) / 60)::int) as ends
      from booking.bookings
      where room_id = any(${[...roomIds]}::uuid[]) and during && tstzrange(${from}, ${to}) and state in ${OCCUPYING}
        and (${except}::uuid is null or (id <> ${except}::uuid and keeps_for is distinct from ${except}::uuid))
      group by room_id`,
  );

export const holdRoom = (tx: Tx, roomId: string) =>
  tx.rows(z.unknown(), sql`select pg_advisory_xact_lock(7280, hashtext(${roomId}::text))`);

/** A customer's own bookings and those shared with them, newest first. */
export const bookingsOfMember = (
  db: Db,
  memberId: string,
  states: readonly string[] | null,
  after: readonly [string, string] | null,
  limit: number,
) =>
  db.rows(
    bookingRow,
    sql`
      select ${bookingColumns} from booking.bookings
      where (member_id = ${memberId} or id in (
          select booking_id from booking.guests where member_id = ${memberId} and revoked_at is null))
        ${states === null ? sql.empty : sql`and state = any(${[...states]}::text[])`}
        ${after ? sql`and (created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql.empty}
      order by created_at desc, id desc limit ${limit}`,
  );

/** BKG-28: the booking that a customer can use now or next, those in use first. */
export const currentBookingOf = (db: Db, memberId: string, storeId: string | null, until: Date) =>
  db.maybeRow(
    bookingRow,
    sql`
      select ${bookingColumns} from booking.bookings
      where (member_id = ${memberId} or id in (
          select booking_id from booking.guests where member_id = ${memberId} and revoked_at is null))
        and state in ('confirmed', 'in_use') and starts_at < ${until}
        ${storeId === null ? sql.empty : sql`and store_id = ${storeId}`}
      order by state = 'in_use' desc, starts_at, id limit 1`,
  );

export const findPolicy = (db: Db, storeId: string) =>
  db.maybeRow(
    z.object({ policy: roomsSchemas.bookingPolicy }),
    sql`select policy from booking.policies where store_id = ${storeId}`,
  );

export const writePolicy = (tx: Tx, storeId: string, policy: BookingRow['policy'], now: Date) =>
  tx.run(sql`
    insert into booking.policies (store_id, policy, version, updated_at) values (${storeId}, ${sql.json(policy)}::jsonb, 1, ${now})
    on conflict (store_id) do update set policy = excluded.policy, version = policies.version + 1, updated_at = excluded.updated_at`);

const pastStay = z.object({
  id: z.uuid(),
  roomId: z.uuid(),
  people: z.int(),
  mode: roomMode,
  packageId: z.string().nullable(),
  from: z.date(),
  to: z.date(),
  createdAt: z.date(),
  paid: z.number(),
});

/** BIL-5: stays of customers that began in a window and were paid for at booking. */
export const paidStays = (db: Db, storeId: string, from: Date, to: Date, limit: number) =>
  db.rows(
    pastStay,
    sql`
      select b.id, b.room_id as "roomId", b.people, b.mode, b.package_id as "packageId", b.starts_at as "from",
        b.ends_at as "to", b.created_at as "createdAt", c.amount - c.refunded as paid
      from booking.bookings b join booking.charges c on c.booking_id = b.id and c.kind = 'booking' and c.state = 'paid'
      where b.store_id = ${storeId} and b.starts_at >= ${from} and b.starts_at < ${to} and b.mode is not null
        and b.state in ('confirmed', 'in_use', 'completed')
      order by b.starts_at, b.id limit ${limit}`,
  );
