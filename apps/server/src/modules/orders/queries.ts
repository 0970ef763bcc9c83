import { requireCustomer, requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { type Sql, sql } from '../../kernel/db.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { splitOfOrder } from '../ledger/index.ts';
import { maskedMembers } from '../members/index.ts';
import { getStores } from '../organisation/index.ts';
import { paymentsOfOrder, refundsOfOrder } from '../payments/index.ts';
import { findOpenVisit, visitsSummary } from '../visits/index.ts';
import { balancePayments, balanceRefunds } from '../wallet/index.ts';
import { findOpenCart } from './cart-store.ts';
import {
  findWholeOrder,
  linesOfOrders,
  listOrders,
  type OrderLineRow,
  type OrderRow,
  type WholeOrder,
} from './order-store.ts';
import {
  type OrderDetail,
  type OrderStore,
  type OrderView,
  presentCart,
  presentLine,
  presentOrder,
  presentRefund,
  presentTimeline,
} from './present.ts';
import { quoteCart } from './quote-cart.ts';
import { refundsOfOrderRows, sharesOfRefund } from './refund-store.ts';

type StaffOrder = AnswerOf<'GET /staff/orders'>['items'][number];
type StaffOrderDetail = AnswerOf<'GET /staff/orders/:id'>;

/** ORD-2: the cart of the open visit, whichever device it was filled from. Null when nothing is open. */
export async function myCart(ctx: ReadContext): Promise<AnswerOf<'GET /cart'>> {
  const { id } = requireCustomer(ctx.actor);
  const visit = await findOpenVisit(ctx, id);
  const cart = visit && (await findOpenCart(ctx.db, visit.id));
  if (!cart || cart.expiresAt <= ctx.now) return { cart: null };
  return { cart: presentCart({ cart, quote: await quoteCart(ctx, cart) }) };
}

/** ORD-14: the signed-in customer's orders, newest first. */
export async function myOrders(ctx: ReadContext, { query }: Input<'GET /orders'>): Promise<AnswerOf<'GET /orders'>> {
  const { id } = requireCustomer(ctx.actor);
  const where = sql`o.member_id = ${id} ${query.state ? sql`and o.state = ${query.state}` : sql.empty} ${pageAfter(query.cursor)}`;
  const rows = await listOrders(ctx.db, where, query.limit + 1);
  const shown = await presentOrders(ctx, rows);
  return toPage(rows, query.limit, orderCursor, (row) => shown.get(row.id) as OrderView);
}

/** One order of the signed-in customer. Throws not_found for another member's. */
export async function myOrder(ctx: ReadContext, orderId: string): Promise<OrderDetail> {
  const { id } = requireCustomer(ctx.actor);
  const order = await findWholeOrder(ctx.db, orderId);
  if (order?.memberId !== id) throw new AppError('not_found');
  return detailOf(ctx, order);
}

/** ORD-11: orders in the reader's scope, newest first; `search` looks into numbers and goods. */
export async function staffOrders(
  ctx: ReadContext,
  { query }: Input<'GET /staff/orders'>,
): Promise<AnswerOf<'GET /staff/orders'>> {
  requireStaff(ctx.actor, 'orders');
  const where = sql`true ${staffFilter(ctx, query)} ${pageAfter(query.cursor)}`;
  const rows = await listOrders(ctx.db, where, query.limit + 1);
  const shown = await presentOrders(ctx, rows);
  const members = await maskedMembers(
    ctx,
    rows.map((row) => row.memberId),
  );
  return toPage(rows, query.limit, orderCursor, (row) => staffView(row, shown.get(row.id) as OrderView, members));
}

/** ORD-12: one order with all that belongs to it. Throws not_found outside the reader's scope. */
export async function staffOrder(ctx: ReadContext, orderId: string): Promise<StaffOrderDetail> {
  requireStaff(ctx.actor, 'orders');
  const order = await findWholeOrder(ctx.db, orderId);
  if (!order) throw new AppError('not_found');
  requireStore(ctx.actor, order.storeId);
  const detail = await detailOf(ctx, order);
  const members = await maskedMembers(ctx, [order.memberId]);
  const visits = order.visitId === null ? null : await visitsSummary(ctx, [order.visitId]);
  return {
    ...detail,
    ...staffView(order, detail, members),
    visitNumber: (order.visitId !== null && visits?.get(order.visitId)?.number) || null,
    split: await splitOfOrder(ctx, order.id),
  };
}

function staffView(order: OrderRow, shown: OrderView, members: Awaited<ReturnType<typeof maskedMembers>>): StaffOrder {
  const member = members.get(order.memberId);
  return {
    ...shown,
    member: { id: order.memberId, name: member?.name ?? null, phone: member?.phone ?? null },
    channel: order.channel,
  };
}

function staffFilter(ctx: ReadContext, query: Input<'GET /staff/orders'>['query']): Sql {
  const scope = storeFilter(ctx.actor);
  const filters = [
    scope === null ? sql.empty : sql`and o.store_id = any (${scope}::uuid[])`,
    query.storeId ? sql`and o.store_id = ${query.storeId}` : sql.empty,
    query.memberId ? sql`and o.member_id = ${query.memberId}` : sql.empty,
    query.state ? sql`and o.state = ${query.state}` : sql.empty,
    query.channel ? sql`and o.channel = ${query.channel}` : sql.empty,
    query.from ? sql`and o.created_at >= ${query.from}` : sql.empty,
    query.to ? sql`and o.created_at < ${query.to}` : sql.empty,
    query.abnormal === undefined
      ? sql.empty
      : query.abnormal
        ? sql`and o.abnormality is not null`
        : sql`and o.abnormality is null`,
    query.search ? searchFilter(query.search.trim()) : sql.empty,
  ];
  return sql.join(filters, sql` `);
}

function searchFilter(text: string): Sql {
  const literal = text.replace(/[\\%_]/g, (character) => `\\${character}`);
  return sql`and (o.number like ${`${literal.toUpperCase()}%`} or exists (
    select 1 from orders.order_lines l where l.order_id = o.id and l.name ilike ${`%${literal}%`}))`;
}

function pageAfter(cursor: string | undefined): Sql {
  const after = decodeCursor(cursor, timeCursor);
  return after ? sql`and (o.created_at, o.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql.empty;
}

const orderCursor = (order: OrderRow) => [order.createdAt.toISOString(), order.id];

async function presentOrders(ctx: ReadContext, rows: readonly OrderRow[]): Promise<Map<string, OrderView>> {
  const lines = await linesOfOrders(
    ctx.db,
    rows.map((row) => row.id),
  );
  const byOrder = Map.groupBy(lines, (line: OrderLineRow) => line.orderId);
  const stores = await getStores(
    ctx,
    rows.map((row) => row.storeId),
  );
  return new Map(
    rows.map((row) => [row.id, presentOrder(row, byOrder.get(row.id) ?? [], storeFacts(stores.get(row.storeId)))]),
  );
}

const storeFacts = (store: OrderStore | undefined): OrderStore => store ?? { name: '', zone: 'UTC' };

async function detailOf(ctx: ReadContext, order: WholeOrder): Promise<OrderDetail> {
  const stores = await getStores(ctx, [order.storeId]);
  return {
    ...presentOrder(order, order.lines, storeFacts(stores.get(order.storeId))),
    lines: order.lines.map(presentLine),
    payments: await paymentsOf(ctx, order),
    refunds: await refundsOf(ctx, order),
    timeline: presentTimeline(order.timeline, ctx.actor),
  };
}

/** The channel's or the wallet's side of each refund, with what it gives back of the goods. */
async function refundsOf(ctx: ReadContext, order: WholeOrder): Promise<OrderDetail['refunds']> {
  const orderId = order.id;
  const toBalance = order.channel === 'balance' ? await balanceRefunds(ctx, orderId) : [];
  const views = [...(await refundsOfOrder(ctx, orderId)), ...toBalance];
  if (views.length === 0) return [];
  const ids = views.map((view) => view.id);
  const own = new Map((await refundsOfOrderRows(ctx.db, orderId)).map((row) => [row.id, row]));
  const shares = Map.groupBy(await sharesOfRefund(ctx.db, ids), (share) => share.refundId);
  return views.map((view) => presentRefund(view, own.get(view.id), shares.get(view.id) ?? [], ctx.actor));
}

/** Attempts at channels, and what the balance paid. */
async function paymentsOf(ctx: ReadContext, order: WholeOrder): Promise<OrderDetail['payments']> {
  const attempts = await paymentsOfOrder(ctx, order.id);
  return order.channel === 'balance' ? [...attempts, ...(await balancePayments(ctx, order.id))] : attempts;
}
