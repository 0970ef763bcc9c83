import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

/** What a scanner reads until then is not looked at: too many codes were nobody's. */
export const scannerIsIgnored = async (db: Db, scannerId: string, now: Date): Promise<boolean> =>
  (await db.maybeRow(
    z.object({ scannerId: z.uuid() }),
    sql`
      select scanner_id as "scannerId" from booking.code_misses
      where scanner_id = ${scannerId} and ignored_until > ${now}`,
  )) !== null;

/** Counts a code that is nobody's; answers how many there were since the first one that is not older than `since`. */
export async function countMiss(tx: Tx, scannerId: string, since: Date, now: Date): Promise<number> {
  const { count } = await tx.row(
    z.object({ count: z.number() }),
    sql`
      insert into booking.code_misses as m (scanner_id, since, count) values (${scannerId}, ${now}, 1)
      on conflict (scanner_id) do update set
        since = case when m.since < ${since} then excluded.since else m.since end,
        count = case when m.since < ${since} then 1 else m.count + 1 end
      returning count`,
  );
  return count;
}

/** A scanner is not listened to until an instant, and begins to be counted anew then. */
export const ignoreScanner = (tx: Tx, scannerId: string, until: Date) =>
  tx.run(
    sql`update booking.code_misses set ignored_until = ${until}, since = ${new Date(0)}, count = 1 where scanner_id = ${scannerId}`,
  );
