import { bookingState, menuOrderSettlement, menuOrderState, menuPreparation } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, type Sql, sql, type Tx } from '../../kernel/db.ts';

const menuLine = z.object({
  /** The thing of the menu; null for what comes with a package and is on no menu. */
  itemId: z.uuid().nullable(),
  label: z.string(),
  quantity: z.int(),
  /** Fen. */
  unitPrice: z.int(),
  amount: z.int(),
  preparation: menuPreparation,
  /** The listing whose pieces it takes. */
  listingId: z.uuid().nullable(),
});
export type MenuLine = z.output<typeof menuLine>;

const menuOrderRow = z.object({
  id: z.uuid(),
  bookingId: z.uuid(),
  chargeId: z.uuid().nullable(),
  storeId: z.uuid(),
  settle: menuOrderSettlement,
  state: menuOrderState,
  lines: z.array(menuLine),
  amount: z.int(),
  note: z.string().nullable(),
  expiresAt: z.date().nullable(),
  createdAt: z.date(),
  placedAt: z.date().nullable(),
  servedAt: z.date().nullable(),
  cancelledAt: z.date().nullable(),
  version: z.int(),
});
export type MenuOrderRow = z.output<typeof menuOrderRow>;

const columns = sql`
  o.id, o.booking_id as "bookingId", o.charge_id as "chargeId", o.store_id as "storeId", o.settle, o.state, o.lines,
  o.amount, o.note, o.expires_at as "expiresAt", o.created_at as "createdAt", o.placed_at as "placedAt",
  o.served_at as "servedAt", o.cancelled_at as "cancelledAt", o.version`;

export type NewMenuOrder = Pick<
  MenuOrderRow,
  'id' | 'bookingId' | 'chargeId' | 'storeId' | 'settle' | 'lines' | 'amount' | 'note' | 'expiresAt'
> & { clientKey: string | null };

export const insertMenuOrder = (tx: Tx, it: NewMenuOrder, now: Date) =>
  tx.row(
    menuOrderRow,
    sql`
      insert into booking.menu_orders as o (id, booking_id, charge_id, client_key, store_id, settle, state, lines, amount,
        note, expires_at, created_at, version)
      values (${it.id}, ${it.bookingId}, ${it.chargeId}, ${it.clientKey}, ${it.storeId}, ${it.settle}, 'awaiting_payment',
        ${sql.json(it.lines)}, ${it.amount}, ${it.note}, ${it.expiresAt}, ${now}, 1)
      returning ${columns}`,
  );

/** Orders of bookings, the oldest first. */
export const menuOrdersOf = (db: Db, bookingIds: readonly string[]) =>
  db.rows(
    menuOrderRow,
    sql`
      select ${columns} from booking.menu_orders o where o.booking_id = any(${[...bookingIds]}::uuid[])
      order by o.booking_id, o.id`,
  );

export const menuOrdersOfCharge = (db: Db, chargeId: string) =>
  db.rows(
    menuOrderRow,
    sql`select ${columns} from booking.menu_orders o where o.charge_id = ${chargeId} order by o.id`,
  );

/** Whether the same order was sent before. The caller holds the booking. */
export const findMenuOrderByKey = (db: Db, bookingId: string, clientKey: string) =>
  db.maybeRow(
    menuOrderRow,
    sql`select ${columns} from booking.menu_orders o where o.booking_id = ${bookingId} and o.client_key = ${clientKey}`,
  );

export const getMenuOrder = (db: Db, id: string) =>
  db.row(menuOrderRow, sql`select ${columns} from booking.menu_orders o where o.id = ${id}`);

const stamps: Partial<Record<MenuOrderRow['state'], Sql>> = {
  placed: sql`placed_at`,
  preparing: sql`preparing_at`,
  served: sql`served_at`,
  cancelled: sql`cancelled_at`,
};

/** Moves an order whose booking is locked. */
export const setMenuOrderState = (tx: Tx, id: string, state: MenuOrderRow['state'], now: Date) => {
  const stamp = stamps[state];
  return tx.row(
    menuOrderRow,
    sql`
      update booking.menu_orders as o set state = ${state}, version = version + 1
        ${stamp === undefined ? sql.empty : sql`, ${stamp} = ${now}`}
      where o.id = ${id} returning ${columns}`,
  );
};

/** Says what pays for orders that stood on the bill. */
export const billMenuOrders = (tx: Tx, ids: readonly string[], chargeId: string) =>
  tx.run(sql`update booking.menu_orders set charge_id = ${chargeId} where id = any(${[...ids]}::uuid[])`);

/** Orders during use that nobody paid in time. */
export const unpaidMenuOrders = (db: Db, now: Date, limit: number) =>
  db.rows(
    z.object({ id: z.uuid(), bookingId: z.uuid() }),
    sql`
      select o.id, o.booking_id as "bookingId" from booking.menu_orders o
      where o.state = 'awaiting_payment' and o.expires_at <= ${now} and o.settle = 'now'
      order by o.expires_at, o.id limit ${limit}`,
  );

const staffMenuOrderRow = menuOrderRow.extend({
  number: z.string(),
  roomId: z.uuid(),
  bookingState,
  dueAt: z.date(),
});

export type StaffMenuOrderRow = z.output<typeof staffMenuOrderRow>;

const staffColumns = sql`
  ${columns}, b.number, b.room_id as "roomId", b.state as "bookingState",
  greatest(coalesce(o.placed_at, o.created_at), b.starts_at) as "dueAt"`;
const staffTables = sql`booking.menu_orders o join booking.bookings b on b.id = o.booking_id`;

export const findStaffMenuOrder = (db: Db, id: string) =>
  db.row(staffMenuOrderRow, sql`select ${staffColumns} from ${staffTables} where o.id = ${id}`);

/** BKG-18: orders of stores in a state, those that are due first in front. Null: every store. */
export const listMenuOrders = (
  db: Db,
  filter: { storeIds: readonly string[] | null; storeId: string | undefined; open: boolean },
  after: { dueAt: Date; id: string } | null,
  limit: number,
) =>
  db.rows(
    staffMenuOrderRow,
    sql`
      select * from (
        select ${staffColumns} from ${staffTables}
        where ${filter.open ? sql`o.state in ('placed', 'preparing')` : sql`o.state in ('served', 'cancelled') and o.placed_at is not null`}
          ${filter.storeIds === null ? sql.empty : sql`and o.store_id = any(${[...filter.storeIds]}::uuid[])`}
          ${filter.storeId === undefined ? sql.empty : sql`and o.store_id = ${filter.storeId}`}
      ) due
      where true ${
        after === null
          ? sql.empty
          : filter.open
            ? sql`and ("dueAt", id) > (${after.dueAt}, ${after.id})`
            : sql`and ("dueAt", id) < (${after.dueAt}, ${after.id})`
      }
      order by ${filter.open ? sql`"dueAt", id` : sql`"dueAt" desc, id desc`} limit ${limit}`,
  );
