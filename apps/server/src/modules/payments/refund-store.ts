import { type PaymentPurpose, paymentPurpose, refundState } from '@latchkey/contract';
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
}

/** Null when this refund exists already. */
export function insertRefund(tx: Tx, draft: RefundDraft, now: Date): Promise<RefundRow | null> {
  return tx.maybeRow(
    refundRow,
    sql`
    insert into payments.refunds (id, attempt_id, purpose, order_id, store_id, number, amount, reason, state, late_receipt, created_at, work_at)
    values (${draft.id}, ${draft.attemptId}, ${draft.purpose}, ${draft.orderId}, ${draft.storeId}, ${draft.number}, ${draft.amount},
      ${draft.reason}, 'created', ${draft.lateReceipt}, ${now}, ${now})
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

/** Fen given back or promised from one payment. */
export async function refundedOfAttempt(db: Db, attemptId: string): Promise<number> {
  const { total } = await db.row(
    z.object({ total: z.coerce.number() }),
    sql`
    select coalesce(sum(amount), 0)::bigint as total from payments.refunds
    where attempt_id = ${attemptId} and state not in ('failed', 'closed')`,
  );
  return total;
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

/** Ends a refund once; false when it had ended before. */
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
    where id = ${id} and state not in ('succeeded', 'failed', 'closed')`);
  return touched === 1;
}
