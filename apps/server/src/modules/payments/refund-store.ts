import { type PaymentPurpose, paymentChannel, paymentMethod, paymentPurpose, refundState } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

const refundRow = z.object({
  id: z.uuid(),
  attemptId: z.uuid(),
  purpose: paymentPurpose,
  orderId: z.uuid(),
  storeId: z.uuid().nullable(),
  number: z.string(),
  amount: z.int(),
  reason: z.string(),
  state: refundState,
  lateReceipt: z.boolean(),
  channelNumber: z.string().nullable(),
  code: z.string().nullable(),
  createdAt: z.date(),
  settledAt: z.date().nullable(),
  tries: z.int(),
});
export type RefundRow = z.output<typeof refundRow>;

const columns = sql`
  id, attempt_id as "attemptId", purpose, order_id as "orderId", store_id as "storeId", number, amount, reason, state,
  late_receipt as "lateReceipt", channel_number as "channelNumber", code, created_at as "createdAt",
  settled_at as "settledAt", tries`;

export interface RefundDraft {
  id: string;
  attemptId: string;
  purpose: PaymentPurpose;
  orderId: string;
  storeId: string | null;
  number: string;
  amount: number;
  reason: string;
  lateReceipt: boolean;
  /** When it may first be sent. */
  plannedAt: Date;
}

/** Null when this refund exists already. */
export function insertRefund(tx: Tx, draft: RefundDraft, now: Date): Promise<RefundRow | null> {
  return tx.maybeRow(
    refundRow,
    sql`
    insert into payments.refunds (id, attempt_id, purpose, order_id, store_id, number, amount, reason, state, late_receipt, created_at,
      planned_at, work_at)
    values (${draft.id}, ${draft.attemptId}, ${draft.purpose}, ${draft.orderId}, ${draft.storeId}, ${draft.number}, ${draft.amount},
      ${draft.reason}, 'created', ${draft.lateReceipt}, ${now}, ${draft.plannedAt}, ${draft.plannedAt})
    on conflict on constraint refunds_pkey do nothing
    returning ${columns}`,
  );
}

export function findRefund(db: Db, id: string): Promise<RefundRow | null> {
  return db.maybeRow(refundRow, sql`select ${columns} from payments.refunds where id = ${id}`);
}

export function lockRefund(tx: Tx, id: string): Promise<RefundRow> {
  return tx.row(refundRow, sql`select ${columns} from payments.refunds where id = ${id} for update`);
}

export function findRefundByNumber(db: Db, number: string): Promise<RefundRow | null> {
  return db.maybeRow(refundRow, sql`select ${columns} from payments.refunds where number = ${number}`);
}

export function refundsOfOrderRows(db: Db, orderId: string): Promise<RefundRow[]> {
  return db.rows(refundRow, sql`select ${columns} from payments.refunds where order_id = ${orderId} order by id`);
}

const promised = z.object({ total: z.coerce.number(), count: z.coerce.number(), lastPlannedAt: z.date().nullable() });

/** What was given back or is promised of one payment: fen, how many refunds, and when the last may be sent. */
export function refundsOfAttempt(db: Db, attemptId: string): Promise<z.output<typeof promised>> {
  return db.row(
    promised,
    sql`
    select coalesce(sum(amount), 0)::bigint as total, count(*) as count,
      max(coalesce(planned_at, created_at)) as "lastPlannedAt"
    from payments.refunds where attempt_id = ${attemptId} and state <> 'closed'`,
  );
}

/** Takes due refunds; the lease lets another worker take over after a crash. */
export function claimRefunds(tx: Tx, limit: number, now: Date, leasedUntil: Date): Promise<RefundRow[]> {
  return tx.rows(
    refundRow,
    sql`
    update payments.refunds set
      leased_until = ${leasedUntil},
      tries = tries + 1,
      state = case when state = 'created' then 'requesting' else state end
    where id in (
      select id from payments.refunds
      where work_at <= ${now} and (leased_until is null or leased_until <= ${now})
      order by work_at
      limit ${limit}
      for update skip locked
    )
    returning ${columns}`,
  );
}

export interface RefundStep {
  state: 'requesting' | 'processing';
  channelNumber: string | null;
  code: string | null;
  workAt: Date;
}

export function stepRefund(tx: Tx, id: string, step: RefundStep): Promise<number> {
  return tx.run(sql`
    update payments.refunds set
      state = ${step.state}, channel_number = coalesce(${step.channelNumber}, channel_number), code = ${step.code},
      work_at = ${step.workAt}, leased_until = null
    where id = ${id} and state not in ('succeeded', 'failed', 'closed')`);
}

/** Ends a refund once, or marks it rejected; false when that is known. Money may still come after a rejection. */
export async function endRefund(
  tx: Tx,
  id: string,
  ending: { state: 'succeeded' | 'failed'; channelNumber: string | null; code: string | null },
  now: Date,
): Promise<boolean> {
  const touched = await tx.run(sql`
    update payments.refunds set
      state = ${ending.state}, channel_number = coalesce(${ending.channelNumber}, channel_number), code = ${ending.code},
      settled_at = ${now}, work_at = null, leased_until = null
    where id = ${id} and state not in ('succeeded', 'closed') and state <> ${ending.state}`);
  return touched === 1;
}

/** Sends a rejected refund again: under the same number, or under a new one where the channel ended the old. */
export function resumeRefund(
  tx: Tx,
  id: string,
  step: { state: 'requesting' | 'processing'; number: string; at: Date },
): Promise<number> {
  return tx.run(sql`
    update payments.refunds set
      state = ${step.state}, number = ${step.number}, code = null, settled_at = null, planned_at = ${step.at},
      work_at = ${step.at}, leased_until = null, tries = 0
    where id = ${id} and state = 'failed'`);
}

/** Ends a rejected refund without money. */
export function closeRefund(tx: Tx, id: string, now: Date): Promise<number> {
  return tx.run(sql`
    update payments.refunds set state = 'closed', settled_at = ${now}, work_at = null, leased_until = null
    where id = ${id} and state = 'failed'`);
}

const listedRefund = refundRow.extend({
  orderNumber: z.string(),
  channel: paymentChannel,
  method: paymentMethod,
});
export type ListedRefund = z.output<typeof listedRefund>;

export interface RefundFilter {
  storeIds: readonly string[] | null;
  storeId: string | undefined;
  state: string | undefined;
  search: string | undefined;
  after: readonly [string, string] | null;
  limit: number;
}

/** Newest first. */
export function listRefunds(db: Db, filter: RefundFilter): Promise<ListedRefund[]> {
  const { storeIds, storeId, state, search, after } = filter;
  return db.rows(
    listedRefund,
    sql`
    select r.id, r.attempt_id as "attemptId", r.purpose, r.order_id as "orderId", r.store_id as "storeId", r.number,
      r.amount, r.reason, r.state, r.late_receipt as "lateReceipt", r.channel_number as "channelNumber", r.code,
      r.created_at as "createdAt", r.settled_at as "settledAt", r.tries,
      a.order_number as "orderNumber", a.channel, a.method
    from payments.refunds r join payments.attempts a on a.id = r.attempt_id
    where true
      ${storeIds === null ? sql.empty : sql`and r.store_id = any(${[...storeIds]}::uuid[])`}
      ${storeId === undefined ? sql.empty : sql`and r.store_id = ${storeId}`}
      ${state === undefined ? sql.empty : sql`and r.state = ${state}`}
      ${search === undefined ? sql.empty : sql`and ${search} in (a.order_number, r.number, r.channel_number)`}
      ${after === null ? sql.empty : sql`and (r.created_at, r.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by r.created_at desc, r.id desc
    limit ${filter.limit}`,
  );
}
