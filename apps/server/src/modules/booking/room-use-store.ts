import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

/** Whether a room is in a session that is not this booking's own. */
export const othersAreIn = async (db: Db, booking: { id: string; roomId: string }): Promise<boolean> =>
  (
    await db.row(
      z.object({ used: z.boolean() }),
      sql`
        select exists (
          select 1 from booking.bookings where room_id = ${booking.roomId} and state = 'in_use' and id <> ${booking.id}
        ) as used`,
    )
  ).used;

/** How many rooms a member keeps without having paid; one answer at a time for each member. */
export async function unpaidHoldsOf(tx: Tx, memberId: string): Promise<number> {
  await tx.rows(z.unknown(), sql`select pg_advisory_xact_lock(7283, hashtext(${memberId}::text))`);
  const { count } = await tx.row(
    z.object({ count: z.number() }),
    sql`
      select count(*) as count from booking.bookings
      where member_id = ${memberId} and (state = 'held' or (kind = 'open' and state = 'in_use'))`,
  );
  return count;
}
