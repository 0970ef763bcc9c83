import { bearer, couponBatchState, couponGrantRule } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, type Sql, sql, type Tx } from '../../kernel/db.ts';
import type { BatchTerms } from './rules.ts';

const idRow = z.object({ id: z.string() });

const claimRow = z.object({ batchId: z.string(), claimed: z.number() });

const batchRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['fixed', 'threshold']),
  redPacket: z.boolean(),
  amount: z.number(),
  threshold: z.number(),
  quantity: z.number(),
  perMember: z.number(),
  validFrom: z.date(),
  validTo: z.date(),
  validDays: z.number().nullable(),
  storeIds: z.array(z.string()),
  stackable: z.boolean(),
  bearer,
  rule: couponGrantRule,
  state: couponBatchState,
  createdAt: z.date(),
  version: z.number(),
});
type BatchRow = z.infer<typeof batchRow>;
const batchFigures = batchRow.extend({ remaining: z.number(), used: z.number() });
export type BatchFigures = z.infer<typeof batchFigures>;

const couponRow = z.object({
  id: z.string(),
  batchId: z.string(),
  memberId: z.string(),
  state: z.enum(['available', 'reserved', 'used', 'revoked']),
  name: z.string(),
  kind: z.enum(['fixed', 'threshold']),
  redPacket: z.boolean(),
  amount: z.number(),
  threshold: z.number(),
  storeIds: z.array(z.string()),
  bearer,
  validFrom: z.date(),
  expiresAt: z.date(),
  claimedAt: z.date(),
  usedAt: z.date().nullable(),
  orderId: z.string().nullable(),
});
export type CouponRow = z.infer<typeof couponRow>;

const batchColumns = sql`
  b.id, b.name, b.kind, b.red_packet as "redPacket", b.amount, b.threshold, b.quantity, b.per_member as "perMember",
  b.valid_from as "validFrom", b.valid_to as "validTo", b.valid_days as "validDays", b.store_ids as "storeIds",
  b.stackable, b.bearer, b.rule, b.state, b.created_at as "createdAt", b.version`;
const batchFigureColumns = sql`
  ${batchColumns},
  (select coalesce(sum(s.remaining), 0) from marketing.coupon_stock s where s.batch_id = b.id) as remaining,
  (select count(*) from marketing.coupons c where c.batch_id = b.id and c.state = 'used') as used`;
const couponColumns = sql`
  c.id, c.batch_id as "batchId", c.member_id as "memberId", c.state, c.name, c.kind, c.red_packet as "redPacket", c.amount,
  c.threshold, c.store_ids as "storeIds", c.bearer, c.valid_from as "validFrom", c.expires_at as "expiresAt",
  c.claimed_at as "claimedAt", c.used_at as "usedAt", c.order_id as "orderId"`;

export interface NewBatch extends BatchTerms {
  id: string;
  name: string;
  redPacket: boolean;
  validDays: number | null;
  stackable: boolean;
  rule: BatchRow['rule'];
}

export async function insertBatch(
  tx: Tx,
  batch: NewBatch,
  createdBy: string,
  now: Date,
  pieces: number[],
): Promise<void> {
  await tx.run(sql`
    insert into marketing.coupon_batches (id, name, kind, red_packet, amount, threshold, quantity, per_member, valid_from,
      valid_to, valid_days, store_ids, stackable, bearer, rule, state, created_at, created_by, version)
    values (${batch.id}, ${batch.name}, ${batch.kind}, ${batch.redPacket}, ${batch.amount}, ${batch.threshold},
      ${batch.quantity}, ${batch.perMember}, ${batch.validFrom}, ${batch.validTo}, ${batch.validDays},
      ${batch.storeIds}::uuid[], ${batch.stackable}, ${batch.bearer}, ${batch.rule}, 'draft', ${now}, ${createdBy}, 1)`);
  await tx.run(sql`
    insert into marketing.coupon_stock (batch_id, stripe, remaining)
    select ${batch.id}, p.stripe, p.remaining
    from unnest(${pieces}::integer[]) with ordinality as p (remaining, stripe)`);
}

export function findBatch(db: Db, id: string): Promise<BatchFigures | null> {
  return db.maybeRow(
    batchFigures,
    sql`select ${batchFigureColumns} from marketing.coupon_batches b where b.id = ${id}`,
  );
}

export function lockBatch(tx: Tx, id: string): Promise<BatchRow> {
  return tx.row(batchRow, sql`select ${batchColumns} from marketing.coupon_batches b where b.id = ${id} for update`);
}

export async function setBatchState(tx: Tx, id: string, state: BatchRow['state']): Promise<void> {
  await tx.run(sql`update marketing.coupon_batches set state = ${state}, version = version + 1 where id = ${id}`);
}

/** A page of batches, newest first. */
export function listBatches(db: Db, where: Sql, limit: number): Promise<BatchFigures[]> {
  return db.rows(
    batchFigures,
    sql`select ${batchFigureColumns} from marketing.coupon_batches b where ${where}
      order by b.created_at desc, b.id desc limit ${limit}`,
  );
}

/** Running batches of a rule that are still valid. */
export function runningBatchIds(db: Db, rule: BatchRow['rule'], now: Date): Promise<{ id: string }[]> {
  return db.rows(
    idRow,
    sql`select b.id from marketing.coupon_batches b
      where b.state = 'running' and b.rule = ${rule} and b.valid_to > ${now} order by b.id`,
  );
}

const issued = z.object({ outcome: z.enum(['granted', 'already', 'limit', 'sold_out', 'not_running']) });
export type IssueOutcome = z.infer<typeof issued>['outcome'];

export async function issueCoupon(
  tx: Tx,
  coupon: { id: string; batchId: string; memberId: string; grantedBy: 'claim' | 'staff' | 'registration' },
  now: Date,
): Promise<IssueOutcome> {
  const row = await tx.row(
    issued,
    sql`select marketing.issue_coupon(${coupon.id}, ${coupon.batchId}, ${coupon.memberId}, ${coupon.grantedBy}, ${now}) as outcome`,
  );
  return row.outcome;
}

export function getCoupon(db: Db, id: string): Promise<CouponRow> {
  return db.row(couponRow, sql`select ${couponColumns} from marketing.coupons c where c.id = ${id}`);
}

/** A page of a member's coupons, newest first. */
export function listCoupons(db: Db, where: Sql, limit: number): Promise<CouponRow[]> {
  return db.rows(
    couponRow,
    sql`select ${couponColumns} from marketing.coupons c where ${where} order by c.claimed_at desc, c.id desc limit ${limit}`,
  );
}

/** Available coupons that have not run out, those that end first in front; `limit` at most. */
export function availableCoupons(db: Db, memberId: string | Sql, now: Date, limit: number): Promise<CouponRow[]> {
  return db.rows(
    couponRow,
    sql`select ${couponColumns} from marketing.coupons c
      where c.member_id = ${memberId} and c.state = 'available' and c.expires_at > ${now}
      order by c.amount desc, c.expires_at, c.id limit ${limit}`,
  );
}

/** How many of each batch a member has had. */
export function claimCounts(db: Db, memberId: string, batchIds: readonly string[]) {
  return db.rows(
    claimRow,
    sql`select m.batch_id as "batchId", m.claimed from marketing.member_claims m
      where m.member_id = ${memberId} and m.batch_id = any (${batchIds}::uuid[])`,
  );
}

const bound = z.object({ done: z.boolean() });
const freed = z.object({ couponId: z.string().nullable() });

export async function reserveCoupon(
  tx: Tx,
  couponId: string,
  memberId: string,
  orderId: string,
  now: Date,
): Promise<boolean> {
  const statement = sql`select marketing.reserve_coupon(${couponId}, ${memberId}, ${orderId}, ${now}) as done`;
  return (await tx.row(bound, statement)).done;
}

export async function useCoupon(tx: Tx, orderId: string, now: Date): Promise<string | null> {
  return (await tx.row(freed, sql`select marketing.use_coupon(${orderId}, ${now}) as "couponId"`)).couponId;
}

export async function releaseCoupon(tx: Tx, orderId: string): Promise<string | null> {
  return (await tx.row(freed, sql`select marketing.release_coupon(${orderId}) as "couponId"`)).couponId;
}

export async function returnCoupon(tx: Tx, orderId: string, now: Date): Promise<string | null> {
  return (await tx.row(freed, sql`select marketing.return_coupon(${orderId}, ${now}) as "couponId"`)).couponId;
}

/** Everything of one member goes to another. Counters add up; a newcomer packet that both had stays with the old one. */
export async function moveCoupons(tx: Tx, fromId: string, intoId: string): Promise<void> {
  await tx.run(sql`
    insert into marketing.member_claims (batch_id, member_id, claimed)
    select m.batch_id, ${intoId}, m.claimed from marketing.member_claims m where m.member_id = ${fromId}
    order by m.batch_id
    on conflict (member_id, batch_id) do update set claimed = member_claims.claimed + excluded.claimed`);
  await tx.run(sql`delete from marketing.member_claims where member_id = ${fromId}`);
  await tx.run(sql`
    update marketing.coupons c set member_id = ${intoId}
    where c.member_id = ${fromId} and not (c.granted_by = 'registration' and exists (
      select 1 from marketing.coupons o
      where o.batch_id = c.batch_id and o.member_id = ${intoId} and o.granted_by = 'registration'))`);
}
