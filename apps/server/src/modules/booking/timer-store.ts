import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import type { Timer } from './rules.ts';

const timerRow = z.object({
  id: z.uuid(),
  bookingId: z.uuid(),
  kind: z.enum([
    ...['lapse', 'no_show', 'reminder', 'end', 'dim', 'grace', 'cut', 'renewal_lapse', 'precondition'],
    ...['empty', 'open_plan', 'open_low', 'deposit_lapse', 'self_renewal', 'refund_retry'],
  ] as const),
  dueAt: z.date(),
  minutes: z.int(),
});
export type TimerRow = z.output<typeof timerRow>;

const columns = sql`id, booking_id as "bookingId", kind, due_at as "dueAt", minutes`;

export const dueTimers = (db: Db, now: Date, limit: number) =>
  db.rows(
    timerRow,
    sql`
      select ${columns} from booking.timers where done_at is null and due_at <= ${now} order by due_at, id limit ${limit}`,
  );

/** The timer where it still is due; its booking is locked. Whoever gets it has done it when the transaction ends. */
export const takeTimer = (tx: Tx, id: string, now: Date) =>
  tx.maybeRow(
    timerRow,
    sql`
      update booking.timers set done_at = ${now} where id = ${id} and done_at is null and due_at <= ${now}
      returning ${columns}`,
  );

export async function addTimers(tx: Tx, bookingId: string, timers: readonly Timer[]): Promise<void> {
  const rows = timers.map(({ kind, dueAt, minutes }) => ({ id: newId(), kind, due_at: dueAt.toISOString(), minutes }));
  if (rows.length === 0) return;
  await tx.run(sql`
    insert into booking.timers (id, booking_id, kind, due_at, minutes)
    select t.id, ${bookingId}::uuid, t.kind, t.due_at, t.minutes
    from jsonb_to_recordset(${sql.json(rows)}::jsonb) as t(id uuid, kind text, due_at timestamptz, minutes int)`);
}

/** How many timers of a kind a booking has had, done ones too. */
export const countTimers = async (db: Db, bookingId: string, kind: TimerRow['kind']): Promise<number> =>
  (
    await db.row(
      z.object({ count: z.coerce.number() }),
      sql`select count(*) as count from booking.timers where booking_id = ${bookingId} and kind = ${kind}`,
    )
  ).count;

/** Forgets what has not happened yet, of some kinds or of all; money that goes back is asked for even when all else is over. */
export const dropTimers = (tx: Tx, bookingId: string, kinds: readonly TimerRow['kind'][] | null) =>
  tx.run(sql`
    delete from booking.timers
    where booking_id = ${bookingId} and done_at is null ${kinds === null ? sql`and kind <> 'refund_retry'` : sql`and kind = any(${[...kinds]}::text[])`}`);
