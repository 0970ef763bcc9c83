import { openLimit } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

const openSession = z.object({
  bookingId: z.uuid(),
  entityId: z.uuid(),
  credit: z.boolean(),
  endsBy: openLimit.nullable(),
});
export type OpenSessionRow = z.output<typeof openSession>;

const columns = sql`booking_id as "bookingId", entity_id as "entityId", credit, ends_by as "endsBy"`;

export const insertOpenSession = (tx: Tx, it: Pick<OpenSessionRow, 'bookingId' | 'entityId' | 'credit'>) =>
  tx.run(sql`
    insert into booking.open_sessions (booking_id, entity_id, credit) values (${it.bookingId}, ${it.entityId}, ${it.credit})`);

export const openSessionOf = (db: Db, bookingId: string) =>
  db.row(openSession, sql`select ${columns} from booking.open_sessions where booking_id = ${bookingId}`);

export const setEndsBy = (tx: Tx, bookingId: string, endsBy: OpenSessionRow['endsBy']) =>
  tx.run(sql`update booking.open_sessions set ends_by = ${endsBy} where booking_id = ${bookingId}`);

/** The session that has the room, or waits for its deposit there, of a member. */
export const ownOpenBooking = (db: Db, roomId: string, memberId: string) =>
  db.maybeRow(
    z.object({ id: z.uuid() }),
    sql`
      select id from booking.bookings
      where room_id = ${roomId} and member_id = ${memberId} and kind = 'open' and state in ('held', 'in_use')
      order by id desc limit 1`,
  );

export const setChannelFee = (tx: Tx, chargeId: string, fee: number) =>
  tx.run(sql`update booking.charges set channel_fee = ${fee} where id = ${chargeId}`);

/** Moves what is used up of a deposit whose booking is locked. */
export const consumeDeposit = (tx: Tx, chargeId: string, by: number) =>
  tx.run(sql`update booking.charges set consumed = consumed + ${by} where id = ${chargeId}`);
