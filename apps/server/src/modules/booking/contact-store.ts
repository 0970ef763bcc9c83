import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

export const insertContact = (tx: Tx, bookingId: string, phone: { sealed: string; masked: string }) =>
  tx.run(sql`
    insert into booking.contacts (booking_id, phone_sealed, phone_masked)
    values (${bookingId}, ${phone.sealed}, ${phone.masked})`);

const contactRow = z.object({ bookingId: z.uuid(), phone: z.string() });

/** Masked phones of walk-ins. */
export const contactsOf = (db: Db, bookingIds: readonly string[]) =>
  db.rows(
    contactRow,
    sql`
      select booking_id as "bookingId", phone_masked as phone from booking.contacts
      where booking_id = any(${[...bookingIds]}::uuid[])`,
  );
