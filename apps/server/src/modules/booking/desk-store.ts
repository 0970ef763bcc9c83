import { z } from 'zod';
import { type Db, sql } from '../../kernel/db.ts';
import { bookingColumns, bookingRow } from './store.ts';

/** Sessions that run, and what is confirmed to begin before an instant, of some stores. */
export const sessionsNow = (db: Db, storeIds: readonly string[], until: Date) =>
  db.rows(
    bookingRow,
    sql`
      select ${bookingColumns} from booking.bookings
      where store_id = any(${[...storeIds]}::uuid[]) and kind <> 'block'
        and (state = 'in_use' or (state = 'confirmed' and starts_at < ${until}))
      order by starts_at, id limit 2000`,
  );

/** The session that a room is in, if any. */
export const sessionInRoom = (db: Db, roomId: string) =>
  db.maybeRow(
    z.object({ id: z.uuid() }),
    sql`select id from booking.bookings where room_id = ${roomId} and state = 'in_use' limit 1`,
  );
