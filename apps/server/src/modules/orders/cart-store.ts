import { cartState } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

const visitIdRow = z.object({ visitId: z.string() });

const cartRow = z.object({
  id: z.string(),
  memberId: z.string(),
  visitId: z.string(),
  storeId: z.string(),
  entityId: z.string(),
  state: cartState,
  version: z.number(),
  couponChoice: z.enum(['best', 'none', 'hand']),
  couponId: z.string().nullable(),
  orderId: z.string().nullable(),
  expiresAt: z.date(),
});
export type CartRow = z.infer<typeof cartRow>;

const cartLineRow = z.object({
  id: z.string(),
  listingId: z.string(),
  quantity: z.number(),
  unitPrice: z.number(),
  originalUnitPrice: z.number(),
});
export type CartLineRow = z.infer<typeof cartLineRow>;

const columns = sql`
  c.id, c.member_id as "memberId", c.visit_id as "visitId", c.store_id as "storeId", c.entity_id as "entityId",
  c.state, c.version,
  c.coupon_choice as "couponChoice", c.coupon_id as "couponId", c.order_id as "orderId", c.expires_at as "expiresAt"`;

/** The open cart of a visit, if there is one; it may have run out. */
export function findOpenCart(db: Db, visitId: string): Promise<CartRow | null> {
  return db.maybeRow(
    cartRow,
    sql`select ${columns} from orders.carts c where c.visit_id = ${visitId} and c.state = 'open'`,
  );
}

/** A cart, whoever's it is: the caller checks. */
export function findCart(db: Db, id: string): Promise<CartRow | null> {
  return db.maybeRow(cartRow, sql`select ${columns} from orders.carts c where c.id = ${id}`);
}

/** Expressions for what belongs to a cart, so that others can be asked about it before it is read. */
export const ofCart = (id: string) => ({
  memberId: sql`(select c.member_id from orders.carts c where c.id = ${id})`,
  storeIds: sql`array(select c.store_id from orders.carts c where c.id = ${id})`,
  listingIds: sql`array(select l.listing_id from orders.cart_lines l where l.cart_id = ${id})`,
});

export function lockOpenCart(tx: Tx, visitId: string): Promise<CartRow | null> {
  return tx.maybeRow(
    cartRow,
    sql`select ${columns} from orders.carts c where c.visit_id = ${visitId} and c.state = 'open' for update`,
  );
}

/** Makes a visit's open cart unless another transaction just did. */
export async function insertCart(
  tx: Tx,
  cart: { id: string; memberId: string; visitId: string; storeId: string; entityId: string; expiresAt: Date },
  now: Date,
): Promise<void> {
  tx.later(sql`
    insert into orders.carts (id, member_id, visit_id, store_id, entity_id, state, version, coupon_choice, line_count, quantity,
      payable, created_at, changed_at, expires_at)
    values (${cart.id}, ${cart.memberId}, ${cart.visitId}, ${cart.storeId}, ${cart.entityId}, 'open', 1, 'best', 0, 0, 0, ${now}, ${now},
      ${cart.expiresAt})
    on conflict (visit_id) where state = 'open' do nothing`);
}

export function cartLines(db: Db, cartId: string): Promise<CartLineRow[]> {
  return db.rows(
    cartLineRow,
    sql`select l.id, l.listing_id as "listingId", l.quantity, l.unit_price as "unitPrice",
        l.original_unit_price as "originalUnitPrice"
      from orders.cart_lines l where l.cart_id = ${cartId} order by l.added_at desc, l.id desc`,
  );
}

export async function insertCartLine(tx: Tx, cartId: string, line: CartLineRow, now: Date): Promise<void> {
  tx.later(sql`
    insert into orders.cart_lines (id, cart_id, listing_id, quantity, unit_price, original_unit_price, added_at)
    values (${line.id}, ${cartId}, ${line.listingId}, ${line.quantity}, ${line.unitPrice}, ${line.originalUnitPrice}, ${now})`);
}

/** Changes pieces and promised prices of a line; a scan also brings it to the top. */
export async function updateCartLine(tx: Tx, line: CartLineRow, scannedAt: Date | null): Promise<void> {
  tx.later(sql`
    update orders.cart_lines l set quantity = ${line.quantity}, unit_price = ${line.unitPrice},
      original_unit_price = ${line.originalUnitPrice}, added_at = coalesce(${scannedAt}::timestamptz, l.added_at)
    where l.id = ${line.id}`);
}

export async function deleteCartLine(tx: Tx, lineId: string): Promise<void> {
  tx.later(sql`delete from orders.cart_lines where id = ${lineId}`);
}

export async function deleteCartLines(tx: Tx, cartId: string): Promise<void> {
  tx.later(sql`delete from orders.cart_lines where cart_id = ${cartId}`);
}

export async function setCouponChoice(
  tx: Tx,
  cartId: string,
  choice: CartRow['couponChoice'],
  couponId: string | null,
): Promise<void> {
  tx.later(sql`update orders.carts set coupon_choice = ${choice}, coupon_id = ${couponId} where id = ${cartId}`);
}

/** Every change makes a new version, a longer life, and the totals that lists show. */
export function touchCart(
  tx: Tx,
  cartId: string,
  totals: { lines: number; quantity: number; payable: number },
  now: Date,
  expiresAt: Date,
): Promise<CartRow> {
  return tx.row(
    cartRow,
    sql`update orders.carts c set version = c.version + 1, changed_at = ${now}, expires_at = ${expiresAt},
        line_count = ${totals.lines}, quantity = ${totals.quantity}, payable = ${totals.payable}
      where c.id = ${cartId} returning ${columns}`,
  );
}

/** Ends an open cart that will not be bought. */
export async function endCart(tx: Tx, cartId: string, state: 'expired' | 'abandoned', now: Date): Promise<void> {
  tx.later(sql`
    update orders.carts set state = ${state}, version = version + 1, changed_at = ${now} where id = ${cartId} and state = 'open'`);
}

/** ORD-21: visits whose open cart ran out. */
export function dueCartVisits(db: Db, now: Date, limit: number): Promise<{ visitId: string }[]> {
  return db.rows(
    visitIdRow,
    sql`select c.visit_id as "visitId" from orders.carts c where c.state = 'open' and c.expires_at <= ${now}
      order by c.expires_at limit ${limit}`,
  );
}

const cartSummaryRow = z.object({
  visitId: z.string(),
  lines: z.number(),
  quantity: z.number(),
  total: z.number(),
});

/** The open carts of visits that hold something. */
export function openCartSummaries(db: Db, visitIds: readonly string[], now: Date) {
  return db.rows(
    cartSummaryRow,
    sql`select c.visit_id as "visitId", c.line_count as lines, c.quantity, c.payable as total
      from orders.carts c
      where c.visit_id = any (${visitIds}::uuid[]) and c.state = 'open' and c.line_count > 0 and c.expires_at > ${now}`,
  );
}

export async function changeCartOwner(tx: Tx, fromId: string, intoId: string): Promise<void> {
  tx.later(sql`update orders.carts set member_id = ${intoId} where member_id = ${fromId}`);
}
