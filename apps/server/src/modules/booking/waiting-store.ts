import { roomKind, waitState } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

const waitRow = z.object({
  id: z.uuid(),
  storeId: z.uuid(),
  memberId: z.uuid(),
  roomId: z.uuid().nullable(),
  roomKind: roomKind.nullable(),
  people: z.int(),
  from: z.date(),
  to: z.date(),
  state: waitState,
  bookingId: z.uuid().nullable(),
  createdAt: z.date(),
});
export type WaitRow = z.output<typeof waitRow>;

const columns = sql`
  id, store_id as "storeId", member_id as "memberId", room_id as "roomId", room_kind as "roomKind", people,
  starts_at as "from", ends_at as "to", state, booking_id as "bookingId", created_at as "createdAt"`;

/** Joins the line; answers null where the same customer waits for the same already. */
export const insertWait = (
  tx: Tx,
  it: Pick<WaitRow, 'id' | 'storeId' | 'memberId' | 'roomId' | 'roomKind' | 'people' | 'from' | 'to'>,
  now: Date,
) =>
  tx.maybeRow(
    waitRow,
    sql`
      insert into booking.waits (id, store_id, member_id, room_id, room_kind, people, starts_at, ends_at, state, created_at,
        updated_at)
      values (${it.id}, ${it.storeId}, ${it.memberId}, ${it.roomId}, ${it.roomKind}, ${it.people}, ${it.from}, ${it.to},
        'waiting', ${now}, ${now})
      on conflict do nothing returning ${columns}`,
  );

export const findSameWait = (
  db: Db,
  it: Pick<WaitRow, 'storeId' | 'memberId' | 'roomId' | 'roomKind' | 'from' | 'to'>,
) =>
  db.maybeRow(
    waitRow,
    sql`
      select ${columns} from booking.waits
      where member_id = ${it.memberId} and store_id = ${it.storeId} and state in ('waiting', 'offered')
        and coalesce(room_id::text, room_kind) = coalesce(${it.roomId}::text, ${it.roomKind}::text)
        and starts_at = ${it.from} and ends_at = ${it.to}`,
  );

export const countWaits = (db: Db, memberId: string) =>
  db.row(
    z.object({ count: z.number() }),
    sql`select count(*) as count from booking.waits where member_id = ${memberId} and state in ('waiting', 'offered')`,
  );

export const getWait = (db: Db, id: string) =>
  db.row(waitRow, sql`select ${columns} from booking.waits where id = ${id}`);

/** After the booking that is offered, where there is one. */
export const lockWait = (tx: Tx, id: string) =>
  tx.row(waitRow, sql`select ${columns} from booking.waits where id = ${id} for update`);

export const moveWait = (tx: Tx, id: string, state: WaitRow['state'], bookingId: string | null, now: Date) =>
  tx.row(
    waitRow,
    sql`
      update booking.waits set state = ${state}, booking_id = ${bookingId}, updated_at = ${now} where id = ${id}
      returning ${columns}`,
  );

/** The offer of a booking passed by; nothing where it was taken or declined. */
export const missOffer = (tx: Tx, bookingId: string, now: Date) =>
  tx.maybeRow(
    waitRow,
    sql`
      update booking.waits set state = 'missed', updated_at = ${now} where booking_id = ${bookingId} and state = 'offered'
      returning ${columns}`,
  );

/** Those who wait in a store for what has not begun, in their order; held against leaving until the line was asked. */
export const lockLine = (tx: Tx, storeId: string, now: Date, limit: number) =>
  tx.rows(
    waitRow,
    sql`
      select ${columns} from booking.waits where store_id = ${storeId} and state = 'waiting' and starts_at > ${now}
      order by id limit ${limit} for update`,
  );

export const waitsOfMember = (db: Db, memberId: string, after: string | null, limit: number) =>
  db.rows(
    waitRow,
    sql`
      select ${columns} from booking.waits
      where member_id = ${memberId} ${after === null ? sql.empty : sql`and id < ${after}::uuid`}
      order by id desc limit ${limit}`,
  );

const placeRow = z.object({ id: z.uuid(), place: z.number() });

/** How many are asked before, oneself counted: those who wait for a time of the same store that touches. */
export const placesInLine = (db: Db, ids: readonly string[]) =>
  db.rows(
    placeRow,
    sql`
      select w.id, (
        select count(*) from booking.waits o
        where o.store_id = w.store_id and o.state = 'waiting' and o.id <= w.id
          and tstzrange(o.starts_at, o.ends_at) && tstzrange(w.starts_at, w.ends_at)
          and (w.room_id is null or o.room_id is null or o.room_id = w.room_id)
          and (w.room_kind is null or o.room_kind is null or o.room_kind = w.room_kind)
      ) as place
      from booking.waits w where w.id = any(${[...ids]}::uuid[]) and w.state = 'waiting'`,
  );

/** One line of a store at a time, whichever server asks it. */
export const holdLine = (tx: Tx, storeId: string) =>
  tx.rows(z.unknown(), sql`select pg_advisory_xact_lock(7281, hashtext(${storeId}::text))`);

const storeOf = z.object({ storeId: z.uuid() });

/** Stores in which time was given back since they were last asked for; forgets that it was. */
export const takeFreed = (tx: Tx, limit: number) =>
  tx.rows(
    storeOf,
    sql`
      with taken as (
        delete from booking.freed
        where id in (select id from booking.freed order by id limit ${limit} for update skip locked) returning store_id
      )
      select distinct store_id as "storeId" from taken order by store_id`,
  );

/** Has the line of a store asked soon. */
export const noteFreed = (tx: Tx, storeId: string) =>
  tx.run(sql`insert into booking.freed (store_id) values (${storeId})`);

/** The same for every store with a line: what came free by no act at all, such as a room that was opened. */
export const noteEveryLine = (tx: Tx) =>
  tx.run(sql`insert into booking.freed (store_id) select distinct store_id from booking.waits where state = 'waiting'`);

/** Nobody waits for what has begun. */
export const expireWaits = (tx: Tx, now: Date, limit: number) =>
  tx.rows(
    waitRow,
    sql`
      update booking.waits set state = 'expired', updated_at = ${now}
      where id in (
        select id from booking.waits where state = 'waiting' and starts_at <= ${now} order by starts_at limit ${limit}
        for update skip locked)
      returning ${columns}`,
  );

/** Makes the booking that held an offer one of its customer, waiting for its payment. It is locked. */
export const giveOffer = (
  tx: Tx,
  id: string,
  it: { memberId: string; mode: string; packageId: string | null; holdsUntil: Date },
  now: Date,
) =>
  tx.run(sql`
    update booking.bookings
    set kind = 'customer', member_id = ${it.memberId}, mode = ${it.mode}, package_id = ${it.packageId},
      holds_until = ${it.holdsUntil}, version = version + 1, updated_at = ${now}
    where id = ${id}`);

export const changeWaitsOwner = async (tx: Tx, fromId: string, intoId: string): Promise<void> => {
  // Who waited twice by two accounts waits once.
  await tx.run(sql`
    update booking.waits w set state = 'left'
    where w.member_id = ${fromId} and w.state = 'waiting' and exists (
      select 1 from booking.waits o
      where o.member_id = ${intoId} and o.store_id = w.store_id and o.state in ('waiting', 'offered')
        and coalesce(o.room_id::text, o.room_kind) = coalesce(w.room_id::text, w.room_kind)
        and o.starts_at = w.starts_at and o.ends_at = w.ends_at)`);
  await tx.run(sql`update booking.waits set member_id = ${intoId} where member_id = ${fromId}`);
};

export const leaveEveryLine = (tx: Tx, memberId: string, now: Date) =>
  tx.run(sql`
    update booking.waits set state = 'left', updated_at = ${now} where member_id = ${memberId} and state = 'waiting'`);
