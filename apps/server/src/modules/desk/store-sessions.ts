import { z } from 'zod';
import { type Db, sql } from '../../kernel/db.ts';

/** Acts on the power of rooms whose devices have not answered yet, the oldest first. */
export const waitingPowerServices = (db: Db) =>
  db.rows(
    z.object({ id: z.uuid(), bookingId: z.uuid(), requestedAt: z.date() }),
    sql`
      select id, booking_id as "bookingId", requested_at as "requestedAt" from desk.services
      where outcome = 'waiting' and kind in ('power_on', 'power_keep', 'power_off') and booking_id is not null
      order by requested_at limit 50`,
  );
