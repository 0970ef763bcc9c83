import { bookingChargeKind, bookingChargeState, bookingsSchemas, paymentChannel } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

const chargeRow = z.object({
  id: z.uuid(),
  bookingId: z.uuid(),
  number: z.string(),
  kind: bookingChargeKind,
  state: bookingChargeState,
  amount: z.int(),
  refunded: z.int(),
  refunding: z.int(),
  consumed: z.int(),
  channelFee: z.int(),
  storeDiscount: z.int(),
  platformDiscount: z.int(),
  quote: bookingsSchemas.bookingQuote.nullable(),
  newEnd: z.date().nullable(),
  paymentId: z.uuid().nullable(),
  /** The coupon that its price was made with. */
  couponId: z.uuid().nullable(),
  channel: paymentChannel.nullable(),
  expiresAt: z.date().nullable(),
  createdAt: z.date(),
  paidAt: z.date().nullable(),
});
export type ChargeRow = z.output<typeof chargeRow>;

const columns = sql`
  id, booking_id as "bookingId", number, kind, state, amount, refunded, refunding, consumed, channel_fee as "channelFee",
  store_discount as "storeDiscount",
  platform_discount as "platformDiscount", quote, new_end as "newEnd", payment_id as "paymentId", channel,
  expires_at as "expiresAt", created_at as "createdAt", paid_at as "paidAt", coupon_id as "couponId"`;

export const chargesOf = (db: Db, bookingIds: readonly string[]) =>
  db.rows(
    chargeRow,
    sql`select ${columns} from booking.charges where booking_id = any(${[...bookingIds]}::uuid[]) order by booking_id, id`,
  );

export const getCharge = (db: Db, bookingId: string, id: string) =>
  db.row(chargeRow, sql`select ${columns} from booking.charges where id = ${id} and booking_id = ${bookingId}`);

export type NewCharge = Pick<
  ChargeRow,
  | 'id'
  | 'bookingId'
  | 'number'
  | 'kind'
  | 'state'
  | 'amount'
  | 'storeDiscount'
  | 'platformDiscount'
  | 'quote'
  | 'newEnd'
  | 'expiresAt'
> & { couponId?: string | null };

export const insertCharge = (tx: Tx, it: NewCharge, now: Date) =>
  tx.row(
    chargeRow,
    sql`
      insert into booking.charges (id, booking_id, number, kind, state, amount, refunded, refunding, store_discount,
        platform_discount, quote, new_end, expires_at, coupon_id, created_at)
      values (${it.id}, ${it.bookingId}, ${it.number}, ${it.kind}, ${it.state}, ${it.amount}, 0, 0, ${it.storeDiscount},
        ${it.platformDiscount}, ${it.quote === null ? null : sql.json(it.quote)}::jsonb, ${it.newEnd}, ${it.expiresAt},
        ${it.couponId ?? null}, ${now})
      returning ${columns}`,
  );

/** Writes a charge of a booking that is locked as paid. */
export const markChargePaid = (
  tx: Tx,
  id: string,
  receipt: { paymentId: string | null; channel: string | null; at: Date },
) =>
  tx.row(
    chargeRow,
    sql`
      update booking.charges
      set state = 'paid', payment_id = ${receipt.paymentId}, channel = ${receipt.channel}, paid_at = ${receipt.at}
      where id = ${id} returning ${columns}`,
  );

export const setChargeState = (tx: Tx, id: string, state: 'void' | 'owed') =>
  tx.run(sql`update booking.charges set state = ${state} where id = ${id} and state in ('awaiting_payment', 'owed')`);

/** Moves what is on its way back, and what has gone back, by amounts. */
export const changeRefunds = (tx: Tx, id: string, by: { refunding: number; refunded: number }) =>
  tx.run(sql`
    update booking.charges set refunding = refunding + ${by.refunding}, refunded = refunded + ${by.refunded}
    where id = ${id}`);

/** BKG-14: what a member still owes for rooms. What staff made longer is a debt when it is over. */
export const owedBy = (db: Db, memberId: string) =>
  db.maybeRow(
    z.object({ bookingId: z.uuid(), chargeId: z.uuid(), amount: z.int() }),
    sql`
      select c.booking_id as "bookingId", c.id as "chargeId", c.amount
      from booking.charges c join booking.bookings b on b.id = c.booking_id
      where c.state = 'owed' and b.member_id = ${memberId}
        and not (c.kind = 'extension' and b.state in ('confirmed', 'in_use')) order by c.id limit 1`,
  );

const refundRow = z.object({
  id: z.uuid(),
  chargeId: z.uuid(),
  bookingId: z.uuid(),
  purpose: z.enum(['sale', 'late_payment', 'second_payment', 'deposit']),
  amount: z.int(),
  reason: z.string(),
  state: z.enum(['requesting', 'succeeded', 'failed', 'closed']),
  createdAt: z.date(),
  settledAt: z.date().nullable(),
});
export type RefundRow = z.output<typeof refundRow>;

const refundColumns = sql`
  id, charge_id as "chargeId", booking_id as "bookingId", purpose, amount, reason, state, created_at as "createdAt",
  settled_at as "settledAt"`;

export const insertRefund = (
  tx: Tx,
  it: Pick<RefundRow, 'id' | 'chargeId' | 'bookingId' | 'purpose' | 'amount' | 'reason'>,
  now: Date,
) =>
  tx.run(sql`
    insert into booking.refunds (id, charge_id, booking_id, purpose, amount, reason, state, created_at)
    values (${it.id}, ${it.chargeId}, ${it.bookingId}, ${it.purpose}, ${it.amount}, ${it.reason}, 'requesting', ${now})`);

export const findRefund = (db: Db, id: string) =>
  db.maybeRow(refundRow, sql`select ${refundColumns} from booking.refunds where id = ${id}`);

export const refundsOf = (db: Db, bookingId: string) =>
  db.rows(refundRow, sql`select ${refundColumns} from booking.refunds where booking_id = ${bookingId} order by id`);

/** Ends a refund once; answers how many rows it touched. */
export const endRefund = (tx: Tx, id: string, state: 'succeeded' | 'failed', at: Date) =>
  tx.run(sql`
    update booking.refunds set state = ${state}, settled_at = ${at} where id = ${id} and state = 'requesting'`);
