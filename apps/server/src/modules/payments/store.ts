import { type PaymentPurpose, paymentMethod, paymentPurpose, paymentState } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

export const payParameters = z.object({
  h5Url: z.string().nullable(),
  codeUrl: z.string().nullable(),
  jsapi: z
    .object({
      timeStamp: z.string(),
      nonceStr: z.string(),
      package: z.string(),
      signType: z.literal('RSA'),
      paySign: z.string(),
    })
    .nullable(),
});
export type PayParameters = z.output<typeof payParameters>;

const attemptRow = z.object({
  id: z.uuid(),
  purpose: paymentPurpose,
  /** The order or top-up that it pays for. */
  orderId: z.uuid(),
  orderNumber: z.string(),
  storeId: z.uuid().nullable(),
  entityId: z.uuid(),
  customerId: z.uuid(),
  accountCode: z.string(),
  channel: z.literal('wechat'),
  method: paymentMethod,
  state: paymentState,
  amount: z.int(),
  outTradeNumber: z.string(),
  description: z.string(),
  openid: z.string().nullable(),
  clientAddress: z.string(),
  returnUrl: z.string().nullable(),
  parameters: payParameters.nullable(),
  transactionNumber: z.string().nullable(),
  channelFee: z.int().nullable(),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  believedFrom: z.enum(['callback', 'query']).nullable(),
  late: z.boolean(),
  createdAt: z.date(),
  expiresAt: z.date(),
  requestedAt: z.date().nullable(),
  settledAt: z.date().nullable(),
  closeAt: z.date().nullable(),
  tries: z.int(),
  /** ORD-6: what the channel said last, and whether somebody waits for the answer to the next query. */
  found: z.string().nullable(),
  asked: z.boolean(),
});
export type Attempt = z.output<typeof attemptRow>;

const columns = sql`
  id, purpose, order_id as "orderId", order_number as "orderNumber", store_id as "storeId", entity_id as "entityId",
  customer_id as "customerId", account_code as "accountCode", channel, method, state, amount,
  out_trade_number as "outTradeNumber", description, openid, client_address as "clientAddress",
  return_url as "returnUrl", parameters, transaction_number as "transactionNumber", channel_fee as "channelFee",
  code, reason, believed_from as "believedFrom", late, created_at as "createdAt",
  expires_at as "expiresAt", requested_at as "requestedAt", settled_at as "settledAt", close_at as "closeAt", tries, found, asked`;

/** One order's payments begin and settle one after the other. First lock of this module. */
export async function lockOrderPayments(tx: Tx, orderId: string): Promise<void> {
  await tx.rows(z.unknown(), sql`select pg_advisory_xact_lock(7270, hashtext(${orderId}::text))`);
}

export function attemptsOfOrder(db: Db, orderId: string): Promise<Attempt[]> {
  return db.rows(attemptRow, sql`select ${columns} from payments.attempts where order_id = ${orderId} order by id`);
}

export function getAttempt(db: Db, orderId: string, id: string): Promise<Attempt> {
  return db.row(attemptRow, sql`select ${columns} from payments.attempts where id = ${id} and order_id = ${orderId}`);
}

export function findByNumber(db: Db, outTradeNumber: string): Promise<Attempt | null> {
  return db.maybeRow(
    attemptRow,
    sql`select ${columns} from payments.attempts where out_trade_number = ${outTradeNumber}`,
  );
}

export function lockAttempt(tx: Tx, id: string): Promise<Attempt> {
  return tx.row(attemptRow, sql`select ${columns} from payments.attempts where id = ${id} for update`);
}

export interface AttemptDraft {
  id: string;
  purpose: PaymentPurpose;
  orderId: string;
  orderNumber: string;
  storeId: string | null;
  entityId: string;
  customerId: string;
  accountCode: string;
  channel: 'wechat';
  method: 'h5' | 'jsapi' | 'native';
  amount: number;
  outTradeNumber: string;
  description: string;
  openid: string | null;
  clientAddress: string;
  returnUrl: string | null;
  expiresAt: Date;
}

export function insertAttempt(tx: Tx, draft: AttemptDraft, now: Date): Promise<Attempt> {
  return tx.row(
    attemptRow,
    sql`
    insert into payments.attempts (id, purpose, order_id, order_number, store_id, entity_id, customer_id, account_code, channel, method,
      state, amount, out_trade_number, description, openid, client_address, return_url, created_at, expires_at, request_at)
    values (${draft.id}, ${draft.purpose}, ${draft.orderId}, ${draft.orderNumber}, ${draft.storeId}, ${draft.entityId}, ${draft.customerId},
      ${draft.accountCode}, ${draft.channel}, ${draft.method}, 'created', ${draft.amount}, ${draft.outTradeNumber},
      ${draft.description}, ${draft.openid}, ${draft.clientAddress}, ${draft.returnUrl}, ${now}, ${draft.expiresAt}, ${now})
    returning ${columns}`,
  );
}

export type DueWork = 'request' | 'query' | 'close';
const dueColumn = {
  request: sql`request_at`,
  query: sql`query_at`,
  close: sql`close_at`,
} as const;

/** Takes due attempts for one kind of work; the lease lets another worker take over after a crash. */
export function claimAttempts(tx: Tx, work: DueWork, limit: number, now: Date, leasedUntil: Date): Promise<Attempt[]> {
  const due = dueColumn[work];
  return tx.rows(
    attemptRow,
    sql`
    update payments.attempts set
      leased_until = ${leasedUntil},
      tries = tries + 1
      ${work === 'request' ? sql`, state = 'requesting'` : sql.empty}
    where id in (
      select id from payments.attempts
      where ${due} <= ${now} and (leased_until is null or leased_until <= ${now})
        ${work === 'request' ? sql`and close_at is null` : sql.empty}
      order by ${due}
      limit ${limit}
      for update skip locked
    )
    returning ${columns}`,
  );
}

/** The channel answered: the customer can pay. False when the attempt ended meanwhile. */
export async function saveParameters(
  tx: Tx,
  id: string,
  parameters: PayParameters | null,
  queryAt: Date,
  now: Date,
): Promise<boolean> {
  const touched = await tx.run(sql`
    update payments.attempts set
      state = 'awaiting_payer', parameters = coalesce(${parameters === null ? null : sql.json(parameters)}::jsonb, parameters),
      requested_at = ${now}, request_at = null, query_at = ${queryAt}, leased_until = null, tries = 0
    where id = ${id} and state in ('created', 'requesting')`);
  return touched === 1;
}

/** An order was made at the channel for an attempt that had ended meanwhile: it has to be closed there. */
export function closeUnwanted(tx: Tx, id: string, now: Date): Promise<number> {
  return tx.run(sql`
    update payments.attempts set close_at = ${now}, leased_until = null
    where id = ${id} and state in ('failed', 'closed')`);
}

/** Sets when a kind of work is due next (null: never) and gives the lease back. */
export function reschedule(tx: Tx, id: string, work: DueWork, at: Date | null): Promise<number> {
  return tx.run(sql`update payments.attempts set ${dueColumn[work]} = ${at}, leased_until = null where id = ${id}`);
}

/** After a successful call: the next unknown outcome starts its back-off anew. */
export function resetTries(tx: Tx, id: string): Promise<number> {
  return tx.run(sql`update payments.attempts set tries = 0 where id = ${id}`);
}

export interface Ending {
  state: 'failed' | 'closed';
  code: string | null;
  reason: string | null;
  queryAt: Date | null;
  closeAt: Date | null;
}

export function endAttemptRow(tx: Tx, id: string, ending: Ending, now: Date): Promise<number> {
  return tx.run(sql`
    update payments.attempts set
      state = ${ending.state}, code = ${ending.code}, reason = ${ending.reason}, settled_at = ${now},
      request_at = null, query_at = ${ending.queryAt}, close_at = ${ending.closeAt}, leased_until = null, tries = 0
    where id = ${id} and state in ('created', 'requesting', 'awaiting_payer')`);
}

export interface Success {
  transactionNumber: string;
  channelFee: number;
  believedFrom: 'callback' | 'query';
  late: boolean;
  channelTime: Date | null;
}

export function markSucceeded(tx: Tx, id: string, success: Success, now: Date): Promise<number> {
  return tx.run(sql`
    update payments.attempts set
      state = 'succeeded', transaction_number = ${success.transactionNumber}, channel_fee = ${success.channelFee},
      believed_from = ${success.believedFrom}, late = ${success.late},
      channel_time = ${success.channelTime}, settled_at = ${now}, code = null, reason = null,
      request_at = null, query_at = null, close_at = null, leased_until = null
    where id = ${id} and state <> 'succeeded'`);
}

/** Asks for the close of the order's running attempts, all or all but one; those never sent end with the same work. */
export function askClose(tx: Tx, orderId: string, exceptId: string | null, now: Date): Promise<number> {
  return tx.run(sql`
    update payments.attempts set close_at = ${now}
    where order_id = ${orderId} and id is distinct from ${exceptId}::uuid
      and state in ('created', 'requesting', 'awaiting_payer') and close_at is null`);
}

/** Queries all attempts of the order now, ended ones as well. */
export function askQuery(tx: Tx, orderId: string, now: Date): Promise<number> {
  return tx.run(sql`
    update payments.attempts set query_at = ${now}, asked = true, leased_until = null
    where order_id = ${orderId} and state in ('awaiting_payer', 'failed', 'closed')`);
}

/** Keeps what a query found; who asked while it was under way is answered by the next one. */
export function noteFound(tx: Tx, attempt: Attempt, found: string): Promise<number> {
  return tx.run(sql`
    update payments.attempts set found = ${found}, asked = asked and not ${attempt.asked} where id = ${attempt.id}`);
}

export interface AttemptFilter {
  storeIds: readonly string[] | null;
  state: string | undefined;
  channel: string | undefined;
  search: string | undefined;
  after: { at: string; id: string } | null;
  limit: number;
}

export function listAttempts(db: Db, filter: AttemptFilter): Promise<Attempt[]> {
  const { storeIds, state, channel, search, after } = filter;
  return db.rows(
    attemptRow,
    sql`
    select ${columns} from payments.attempts
    where true
      ${storeIds === null ? sql.empty : sql`and store_id = any(${[...storeIds]}::uuid[])`}
      ${state === undefined ? sql.empty : sql`and state = ${state}`}
      ${channel === undefined ? sql.empty : sql`and channel = ${channel}`}
      ${search === undefined ? sql.empty : sql`and ${search} in (order_number, out_trade_number, transaction_number)`}
      ${after === null ? sql.empty : sql`and (created_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by created_at desc, id desc
    limit ${filter.limit}`,
  );
}
