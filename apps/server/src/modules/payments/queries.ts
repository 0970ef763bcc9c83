import type { paymentsSchemas } from '@latchkey/contract';
import type { z } from 'zod';
import { requireStaff, storeFilter } from '../../kernel/actor.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { getStores } from '../organisation/index.ts';
import { listRefunds, refundsOfOrderRows } from './refund-store.ts';
import { askClose, askQuery, attemptsOfOrder, listAttempts } from './store.ts';
import { type PaymentView, presentPayment, presentRefund, type RefundView } from './views.ts';

type StaffPayment = z.input<typeof paymentsSchemas.staffPayment>;

/** An order's attempts, oldest first. The caller has checked that the order may be seen. */
export async function paymentsOfOrder(ctx: ReadContext, orderId: string): Promise<PaymentView[]> {
  return (await attemptsOfOrder(ctx.db, orderId)).map(presentPayment);
}

/** An order's last hundred refunds, oldest first. The caller has checked that the order may be seen. */
export async function refundsOfOrder(ctx: ReadContext, orderId: string): Promise<RefundView[]> {
  return (await refundsOfOrderRows(ctx.db, orderId)).slice(-100).map(presentRefund);
}

/**
 * ORD-6: has the channel asked about all of an order's attempts now; `payments.queried` tells what was found at each. Answers
 * how many there are to ask about. The caller has checked the order.
 */
export async function askChannel(ctx: Context, orderId: string): Promise<number> {
  const asked = await askQuery(ctx.tx, orderId, ctx.now);
  if (asked > 0) ctx.afterCommit.hints.add('payments.queries');
  return asked;
}

/** ORD-5: has an order's running attempts closed at the channel. The caller has checked the order. */
export async function closePayments(ctx: Context, orderId: string): Promise<void> {
  if ((await askClose(ctx.tx, orderId, null, ctx.now)) > 0) ctx.afterCommit.hints.add('payments.closes');
}

/** Attempts in scope, newest first. */
export async function paymentsPage(
  ctx: ReadContext,
  { query }: Input<'GET /staff/payments'>,
): Promise<{ items: StaffPayment[]; nextCursor: string | null }> {
  requireStaff(ctx.actor, 'payments');
  const after = decodeCursor(query.cursor, timeCursor);
  const rows = await listAttempts(ctx.db, {
    storeIds: storeFilter(ctx.actor),
    state: query.state,
    channel: query.channel,
    search: query.search,
    after: after && { at: after[0], id: after[1] },
    limit: query.limit + 1,
  });
  const stores = await getStores(
    ctx,
    rows.flatMap((row) => row.storeId ?? []),
  );
  return toPage(
    rows,
    query.limit,
    (row) => [row.createdAt.toISOString(), row.id],
    (row) => ({
      id: row.id,
      purpose: row.purpose,
      orderId: row.orderId,
      orderNumber: row.orderNumber,
      storeId: row.storeId,
      storeName: row.storeId === null ? '' : (stores.get(row.storeId)?.name ?? ''),
      channel: row.channel,
      method: row.method,
      state: row.state,
      amount: row.amount,
      outTradeNumber: row.outTradeNumber,
      transactionNumber: row.transactionNumber,
      code: row.code,
      believedFrom: row.believedFrom,
      createdAt: row.createdAt.toISOString(),
      settledAt: row.settledAt?.toISOString() ?? null,
    }),
  );
}

/** PAY-6: refunds in scope, newest first. */
export async function refundsPage(
  ctx: ReadContext,
  { query }: Input<'GET /staff/refunds'>,
): Promise<AnswerOf<'GET /staff/refunds'>> {
  requireStaff(ctx.actor, 'payments');
  const { storeId, state, search, limit } = query;
  const after = decodeCursor(query.cursor, timeCursor);
  const filter = { storeIds: storeFilter(ctx.actor), storeId, state, search, after, limit: limit + 1 };
  const rows = await listRefunds(ctx.db, filter);
  const stores = await getStores(
    ctx,
    rows.flatMap((row) => row.storeId ?? []),
  );
  return toPage(
    rows,
    limit,
    (row) => [row.createdAt.toISOString(), row.id],
    (row) => ({
      ...presentRefund(row),
      purpose: row.purpose,
      orderId: row.orderId,
      orderNumber: row.orderNumber,
      storeId: row.storeId,
      storeName: row.storeId === null ? '' : (stores.get(row.storeId)?.name ?? ''),
      channel: row.channel,
      method: row.method,
      channelNumber: row.channelNumber,
      tries: row.tries,
    }),
  );
}
