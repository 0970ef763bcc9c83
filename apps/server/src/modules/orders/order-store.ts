import { bearer, fulfilmentState, orderAbnormality, orderState, paymentChannel, stockPolicy } from '@latchkey/contract';
import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { type Db, type Sql, sql, type Tx } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';

const orderRow = z.object({
  id: z.string(),
  number: z.string(),
  memberId: z.string(),
  storeId: z.string(),
  entityId: z.string(),
  visitId: z.string().nullable(),
  cartId: z.string(),
  state: orderState,
  fulfilment: fulfilmentState,
  abnormality: orderAbnormality.nullable(),
  gross: z.number(),
  discount: z.number(),
  payable: z.number(),
  storeDiscount: z.number(),
  platformDiscount: z.number(),
  paid: z.number(),
  refunded: z.number(),
  refunding: z.number(),
  quantity: z.number(),
  couponId: z.string().nullable(),
  paymentId: z.string().nullable(),
  channel: paymentChannel.nullable(),
  createdAt: z.date(),
  closesAt: z.date(),
  paidAt: z.date().nullable(),
  leftAt: z.date().nullable(),
  completedAt: z.date().nullable(),
  closedAt: z.date().nullable(),
  closeCause: z.enum(['timeout', 'cancelled']).nullable(),
});
export type OrderRow = z.infer<typeof orderRow>;

const discountRow = z.object({
  kind: z.enum(['coupon', 'promotion', 'discount_price']),
  name: z.string(),
  amount: z.number(),
  bearer,
  couponId: z.string().nullable(),
});
const orderLineRow = z.object({
  id: z.string(),
  orderId: z.string(),
  position: z.number(),
  listingId: z.string(),
  productId: z.string(),
  name: z.string(),
  spec: z.string().nullable(),
  image: z.string().nullable(),
  barcode: z.string().nullable(),
  stockPolicy,
  quantity: z.number(),
  unitPrice: z.number(),
  gross: z.number(),
  discount: z.number(),
  payable: z.number(),
  refunded: z.number(),
  refundedQuantity: z.number(),
  discounts: z.array(discountRow),
});
export type OrderLineRow = z.infer<typeof orderLineRow>;

const columns = sql`
  o.id, o.number, o.member_id as "memberId", o.store_id as "storeId", o.entity_id as "entityId", o.visit_id as "visitId",
  o.cart_id as "cartId", o.state, o.fulfilment, o.abnormality, o.gross, o.discount, o.payable,
  o.store_discount as "storeDiscount", o.platform_discount as "platformDiscount", o.paid, o.refunded, o.refunding,
  o.quantity, o.coupon_id as "couponId", o.payment_id as "paymentId", o.channel, o.created_at as "createdAt",
  o.closes_at as "closesAt", o.paid_at as "paidAt", o.left_at as "leftAt", o.completed_at as "completedAt",
  o.closed_at as "closedAt", o.close_cause as "closeCause"`;
const lineColumns = sql`
  l.id, l.order_id as "orderId", l.position, l.listing_id as "listingId", l.product_id as "productId", l.name, l.spec,
  l.image, l.barcode, l.stock_policy as "stockPolicy", l.quantity, l.unit_price as "unitPrice", l.gross, l.discount,
  l.payable, l.refunded, coalesce(l.refunded_quantity, 0) as "refundedQuantity", l.discounts`;

export function lockOrder(tx: Tx, id: string): Promise<OrderRow> {
  return tx.row(orderRow, sql`select ${columns} from orders.orders o where o.id = ${id} for update`);
}

export function findOrderForUpdate(tx: Tx, id: string): Promise<OrderRow | null> {
  return tx.maybeRow(orderRow, sql`select ${columns} from orders.orders o where o.id = ${id} for update`);
}

/** A page of orders, newest first. */
export function listOrders(db: Db, where: Sql, limit: number): Promise<OrderRow[]> {
  return db.rows(
    orderRow,
    sql`select ${columns} from orders.orders o where ${where} order by o.created_at desc, o.id desc limit ${limit}`,
  );
}

export function linesOfOrders(db: Db, orderIds: readonly string[]): Promise<OrderLineRow[]> {
  return db.rows(
    orderLineRow,
    sql`select ${lineColumns} from orders.order_lines l
      where l.order_id = any (${orderIds}::uuid[]) order by l.order_id, l.position`,
  );
}

const shortages = z.array(z.object({ listing: z.string(), wanted: z.number(), available: z.number() }));
/** Why an order was not placed: the cart, its coupon or the number are not as they were, or the first short listing. */
export type Refusal = { kind: 'changed' } | { kind: 'stock'; listingId: string; available: number };

/** What a failed `placeOrder` says; null for any other failure. */
function refusalOf(error: Error): Refusal | null {
  const { code, constraint, detail } = error as Error & { code?: string; constraint?: string; detail?: string };
  if (code === 'LK001' || constraint === 'order_numbers_pkey') return { kind: 'changed' };
  if (code !== 'LK002') return null;
  const [first] = shortages.parse(JSON.parse(detail ?? '[]'));
  return { kind: 'stock', listingId: first?.listing ?? '', available: first?.available ?? 0 };
}

const columnNames = new Map<string, string>();
/** The name of a table's column for a field. */
function columnOf(field: string): string {
  const known = columnNames.get(field);
  if (known !== undefined) return known;
  const name = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  columnNames.set(field, name);
  return name;
}
/** A record by the names of its table's columns, as JSON has it. */
function inColumns(record: object): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(record)) row[columnOf(field)] = value;
  return row;
}

/** Checkout's one guarded write, put off: see the function's comment in the migration. A refusal fails the transaction. */
export function placeOrder(
  tx: Tx,
  order: WholeOrder,
  cartVersion: number,
  now: Date,
  refused: (refusal: Refusal) => Error,
): void {
  const { lines, timeline, ...row } = order;
  const moves = timeline.map(({ actor, ...move }) =>
    inColumns({ ...move, actorKind: actor, id: newId(), orderId: order.id }),
  );
  const taken = lines.map((line) => ({ listing: line.listingId, quantity: line.quantity, policy: line.stockPolicy }));
  tx.later(
    sql`select orders.check_out(${sql.json(inColumns(row))}::jsonb, ${sql.json(lines.map(inColumns))}::jsonb,
      ${sql.json(moves)}::jsonb, ${sql.json(taken)}::jsonb, ${cartVersion},
      ${sql.json({ kind: 'customer', id: order.memberId })}::jsonb, ${now})`,
    (error) => {
      const refusal = refusalOf(error);
      return refusal ? refused(refusal) : error;
    },
  );
}

interface Receipt {
  paid: number;
  paymentId: string | null;
  channel: OrderRow['channel'];
  at: Date;
}

/** Pending or revived → paid, or completed when the goods are already out of the store. */
export function markPaid(tx: Tx, id: string, receipt: Receipt): Promise<OrderRow> {
  return tx.row(
    orderRow,
    sql`update orders.orders o set state = case when o.left_at is null then 'paid' else 'completed' end,
        fulfilment = case when o.left_at is null then o.fulfilment else 'completed' end,
        completed_at = case when o.left_at is null then null else ${receipt.at}::timestamptz end,
        paid = ${receipt.paid}, paid_at = ${receipt.at}, payment_id = ${receipt.paymentId}, channel = ${receipt.channel},
        abnormality = null, closed_at = null, close_cause = null
      where o.id = ${id} returning ${columns}`,
  );
}

/** A failed payment is no matter of a closed order any more; what else was wrong with it stays. */
export async function markClosed(tx: Tx, id: string, cause: 'timeout' | 'cancelled', now: Date): Promise<void> {
  tx.later(sql`
    update orders.orders set state = 'closed', closed_at = ${now}, close_cause = ${cause},
      abnormality = nullif(abnormality, 'payment_failed')
    where id = ${id}`);
}

export async function setAbnormality(tx: Tx, id: string, abnormality: OrderRow['abnormality']): Promise<void> {
  tx.later(sql`update orders.orders set abnormality = ${abnormality} where id = ${id}`);
}

/** ORD-17: the customer of a visit left. Locks every order of it, paid or not, so that a payment under way sees it. */
export function markLeft(tx: Tx, visitId: string, at: Date): Promise<OrderRow[]> {
  return tx.rows(
    orderRow,
    sql`update orders.orders o set left_at = ${at},
        state = case when o.state = 'paid' then 'completed' else o.state end,
        fulfilment = case when o.paid_at is null or o.fulfilment = 'returned' then o.fulfilment else 'completed' end,
        completed_at = case when o.paid_at is null then null else ${at}::timestamptz end
      where o.visit_id = ${visitId} and o.left_at is null returning ${columns}`,
  );
}

/** ORD-5: orders whose time to pay is over. */
export function dueOrderIds(db: Db, now: Date, limit: number): Promise<{ id: string }[]> {
  return db.rows(
    z.object({ id: z.string() }),
    sql`select o.id from orders.orders o where o.state = 'pending_payment' and o.closes_at <= ${now}
      order by o.closes_at limit ${limit}`,
  );
}

/** ORD-6: abnormal orders of the last days, with when the channel was last asked about each by the job. */
export function abnormalOrders(db: Db, since: Date, limit: number) {
  return db.rows(
    z.object({ id: z.string(), createdAt: z.date(), askedAt: z.date().nullable() }),
    sql`select o.id, o.created_at as "createdAt", o.asked_at as "askedAt" from orders.orders o
      where o.abnormality is not null and o.created_at > ${since}
      order by o.asked_at nulls first, o.created_at limit ${limit}`,
  );
}

export async function markAsked(tx: Tx, id: string, now: Date): Promise<void> {
  tx.later(sql`update orders.orders set asked_at = ${now} where id = ${id}`);
}

export interface TimelineEntry {
  name: string;
  detail?: Record<string, string | number | boolean | null>;
}

/** The row of an order's move, by the acting person or thing. Strangers cannot act on orders. */
export function timelineRow(orderId: string, actor: Actor, at: Date, entry: TimelineEntry) {
  const kind = actor.kind === 'anonymous' ? 'system' : actor.kind;
  const name = actor.kind === 'staff' || actor.kind === 'system' || actor.kind === 'channel' ? actor.name : null;
  return {
    id: newId(),
    order_id: orderId,
    at: at.toISOString(),
    name: entry.name,
    actor_kind: kind,
    actor_name: name,
    detail: entry.detail ?? {},
  };
}

export async function addTimeline(
  tx: Tx,
  orderId: string,
  actor: Actor,
  at: Date,
  entry: TimelineEntry,
): Promise<void> {
  const row = timelineRow(orderId, actor, at, entry);
  tx.later(sql`
    insert into orders.timeline (id, order_id, at, name, actor_kind, actor_name, detail)
    values (${row.id}, ${orderId}, ${at}, ${row.name}, ${row.actor_kind}, ${row.actor_name}, ${sql.json(row.detail)})`);
}

const timelineEntryRow = z.object({
  // A date, or the text that JSON has for it.
  at: z.coerce.date(),
  name: z.string(),
  actor: z.enum(['customer', 'staff', 'system', 'device', 'channel']),
  actorName: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export type TimelineRow = z.infer<typeof timelineEntryRow>;

const wholeOrderRow = orderRow.extend({ lines: z.array(orderLineRow), timeline: z.array(timelineEntryRow) });
export type WholeOrder = z.infer<typeof wholeOrderRow>;

/** An order with its lines and the first 500 entries of its timeline, in one statement. */
export function findWholeOrder(db: Db, id: string): Promise<WholeOrder | null> {
  return db.maybeRow(
    wholeOrderRow,
    sql`select ${columns},
        (select coalesce(jsonb_agg(x order by x.position), '[]') from (
          select ${lineColumns} from orders.order_lines l where l.order_id = o.id) x) as lines,
        (select coalesce(jsonb_agg(x order by x.at, x.id), '[]') from (
          select t.id, t.at, t.name, t.actor_kind as actor, t.actor_name as "actorName", t.detail
          from orders.timeline t where t.order_id = o.id order by t.at, t.id limit 500) x) as timeline
      from orders.orders o where o.id = ${id}`,
  );
}

export async function changeOrderOwner(tx: Tx, fromId: string, intoId: string): Promise<void> {
  tx.later(sql`update orders.orders set member_id = ${intoId} where member_id = ${fromId}`);
}
