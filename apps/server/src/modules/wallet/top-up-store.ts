import { topUpState } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

const topUpRow = z.object({
  id: z.string(),
  number: z.string(),
  memberId: z.string(),
  planId: z.string(),
  entityId: z.string(),
  state: topUpState,
  amount: z.number(),
  gift: z.number(),
  refunded: z.number(),
  giftLapsed: z.number(),
  channelFee: z.number(),
  feeReturned: z.number(),
  paymentId: z.string().nullable(),
  channel: z.string().nullable(),
  createdAt: z.date(),
  paidAt: z.date().nullable(),
});
export type TopUpRow = z.infer<typeof topUpRow>;

const columns = sql`
  id, number, member_id as "memberId", plan_id as "planId", entity_id as "entityId", state, amount, gift, refunded,
  gift_lapsed as "giftLapsed", channel_fee as "channelFee", fee_returned as "feeReturned", payment_id as "paymentId",
  channel, created_at as "createdAt", paid_at as "paidAt"`;

export interface TopUpDraft {
  id: string;
  number: string;
  memberId: string;
  planId: string;
  entityId: string;
  amount: number;
  gift: number;
}

/** False when the number is taken. */
export async function insertTopUp(tx: Tx, draft: TopUpDraft, now: Date): Promise<boolean> {
  const added = await tx.run(sql`
    insert into wallet.top_ups (id, number, member_id, plan_id, entity_id, state, amount, gift, refunded, gift_lapsed,
      channel_fee, fee_returned, created_at)
    values (${draft.id}, ${draft.number}, ${draft.memberId}, ${draft.planId}, ${draft.entityId}, 'awaiting_payment',
      ${draft.amount}, ${draft.gift}, 0, 0, 0, 0, ${now})
    on conflict on constraint top_ups_number_key do nothing`);
  return added === 1;
}

export function findTopUp(db: Db, id: string): Promise<TopUpRow | null> {
  return db.maybeRow(topUpRow, sql`select ${columns} from wallet.top_ups where id = ${id}`);
}

export function lockTopUp(tx: Tx, id: string): Promise<TopUpRow> {
  return tx.row(topUpRow, sql`select ${columns} from wallet.top_ups where id = ${id} for update`);
}

export async function markTopUpPaid(
  tx: Tx,
  id: string,
  payment: { paymentId: string; channel: string; channelFee: number; at: Date },
): Promise<void> {
  await tx.run(sql`
    update wallet.top_ups set state = 'paid', payment_id = ${payment.paymentId}, channel = ${payment.channel},
      channel_fee = ${payment.channelFee}, paid_at = ${payment.at}
    where id = ${id}`);
}

/** Moves amounts of a top-up between paid and given back. Fen; a refund that failed is negative. */
export async function changeRefunded(
  tx: Tx,
  id: string,
  change: { state: TopUpRow['state']; refunded: number; giftLapsed: number; feeReturned: number },
): Promise<void> {
  await tx.run(sql`
    update wallet.top_ups set state = ${change.state}, refunded = refunded + ${change.refunded},
      gift_lapsed = gift_lapsed + ${change.giftLapsed}, fee_returned = fee_returned + ${change.feeReturned}
    where id = ${id}`);
}

/** A member's paid top-ups, newest first. */
export function paidTopUps(
  db: Db,
  memberId: string,
  after: readonly [string, string] | null,
  limit: number,
): Promise<TopUpRow[]> {
  return db.rows(
    topUpRow,
    sql`
    select ${columns} from wallet.top_ups
    where member_id = ${memberId} and paid_at is not null
      ${after === null ? sql.empty : sql`and (created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by created_at desc, id desc
    limit ${limit}`,
  );
}

/** Top-ups that a payment under way may still complete. */
export function openTopUps(db: Db, memberId: string, since: Date): Promise<{ id: string }[]> {
  return db.rows(
    z.object({ id: z.string() }),
    sql`
    select id from wallet.top_ups
    where member_id = ${memberId} and state = 'awaiting_payment' and created_at > ${since}
    order by id limit 20`,
  );
}

export async function changeTopUpOwner(tx: Tx, fromId: string, intoId: string): Promise<void> {
  await tx.run(sql`update wallet.top_ups set member_id = ${intoId} where member_id = ${fromId}`);
}

const refundRow = z.object({
  id: z.string(),
  topUpId: z.string(),
  memberId: z.string(),
  amount: z.number(),
  gift: z.number(),
  fee: z.number(),
  reason: z.string(),
  state: z.enum(['requested', 'succeeded', 'failed']),
});
export type TopUpRefundRow = z.infer<typeof refundRow>;

export async function insertTopUpRefund(tx: Tx, refund: Omit<TopUpRefundRow, 'state'>, now: Date): Promise<void> {
  await tx.run(sql`
    insert into wallet.top_up_refunds (id, top_up_id, member_id, amount, gift, fee, reason, state, requested_at)
    values (${refund.id}, ${refund.topUpId}, ${refund.memberId}, ${refund.amount}, ${refund.gift}, ${refund.fee},
      ${refund.reason}, 'requested', ${now})`);
}

/** Settles a refund that was on its way; null when it is settled already or not one of ours. */
export function settleTopUpRefundRow(
  tx: Tx,
  id: string,
  state: 'succeeded' | 'failed',
  now: Date,
): Promise<TopUpRefundRow | null> {
  return tx.maybeRow(
    refundRow,
    sql`
    update wallet.top_up_refunds set state = ${state}, settled_at = ${now}
    where id = ${id} and state = 'requested'
    returning id, top_up_id as "topUpId", member_id as "memberId", amount, gift, fee, reason, state`,
  );
}
