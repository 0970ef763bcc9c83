import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

/** Two accounts become one: bookings and entry rights follow; who was host and guest of the same booking is its host. */
export async function changeBookingOwner(tx: Tx, fromId: string, intoId: string): Promise<void> {
  await tx.run(sql`update booking.bookings set member_id = ${intoId} where member_id = ${fromId}`);
  await tx.run(sql`
    update booking.guests g set member_id = ${intoId}
    where g.member_id = ${fromId}
      and not exists (select 1 from booking.guests o where o.booking_id = g.booking_id and o.member_id = ${intoId})`);
  await tx.run(sql`
    delete from booking.guests g using booking.bookings b
    where g.booking_id = b.id and (g.member_id = ${fromId} or (g.member_id = ${intoId} and b.member_id = ${intoId}))`);
  await tx.run(sql`update booking.openings set member_id = ${intoId} where member_id = ${fromId}`);
}

export const openBookings = (db: Db, memberId: string) =>
  db.rows(
    z.object({ id: z.uuid() }),
    sql`
      select b.id from booking.bookings b
      where b.member_id = ${memberId} and (b.state in ('held', 'confirmed', 'in_use') or exists (
        select 1 from booking.charges c where c.booking_id = b.id and (c.state = 'owed' or c.refunding > 0)))
      order by b.id limit 100`,
  );

const kept = z.object({
  number: z.string(),
  storeId: z.uuid(),
  roomId: z.uuid(),
  state: z.string(),
  from: z.date(),
  to: z.date(),
  people: z.int(),
  charges: z.json(),
});

export const bookingsKept = (db: Db, memberId: string) =>
  db.rows(
    kept,
    sql`
      select b.number, b.store_id as "storeId", b.room_id as "roomId", b.state, b.starts_at as "from", b.ends_at as "to", b.people,
        coalesce((select jsonb_agg(jsonb_build_object('kind', c.kind, 'state', c.state, 'amount', c.amount, 'refunded', c.refunded)
          order by c.id) from booking.charges c where c.booking_id = b.id), '[]'::jsonb) as charges
      from booking.bookings b where b.member_id = ${memberId} order by b.created_at desc limit 5000`,
  );
