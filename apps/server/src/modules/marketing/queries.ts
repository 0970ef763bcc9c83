import type { CouponState } from '@latchkey/contract';
import { z } from 'zod';
import { requireCustomer, requireStaff, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { type Sql, sql } from '../../kernel/db.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { visibleMemberId } from '../members/index.ts';
import { getStores } from '../organisation/index.ts';
import { shownState } from './rules.ts';
import { type BatchFigures, type CouponRow, claimCounts, findBatch, listBatches, listCoupons } from './store.ts';

type CouponView = AnswerOf<'GET /me/coupons'>['items'][number];
type BatchView = AnswerOf<'GET /staff/coupon-batches'>['items'][number];

/** The signed-in member's coupons, newest first. */
export async function myCoupons(
  ctx: ReadContext,
  { query }: Input<'GET /me/coupons'>,
): Promise<AnswerOf<'GET /me/coupons'>> {
  const { id } = requireCustomer(ctx.actor);
  const after = decodeCursor(query.cursor, timeCursor);
  const where = sql`c.member_id = ${id} ${query.state ? stateFilter(query.state, ctx.now) : sql.empty}
    ${after ? sql`and (c.claimed_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql.empty}`;
  const rows = await listCoupons(ctx.db, where, query.limit + 1);
  const shown = await presentCoupons(ctx, rows);
  return toPage(
    rows.map((row, index) => ({ row, view: shown[index] as CouponView })),
    query.limit,
    ({ row }) => [row.claimedAt.toISOString(), row.id],
    ({ view }) => view,
  );
}

function stateFilter(state: CouponState, now: Date): Sql {
  if (state === 'expired') return sql`and c.state = 'available' and c.expires_at <= ${now}`;
  if (state === 'available') return sql`and c.state = 'available' and c.expires_at > ${now}`;
  return sql`and c.state = ${state}`;
}

/** Coupons as their member sees them. */
export async function presentCoupons(ctx: ReadContext, rows: readonly CouponRow[]): Promise<CouponView[]> {
  const storeIds = [...new Set(rows.flatMap((row) => row.storeIds))];
  const stores = storeIds.length > 0 ? await getStores(ctx, storeIds) : new Map<string, { name: string }>();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    redPacket: row.redPacket,
    amount: row.amount,
    rate: null,
    threshold: row.threshold,
    state: shownState(row, ctx.now),
    validFrom: row.validFrom.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    storeNames: row.storeIds.map((id) => stores.get(id)?.name ?? '').filter((name) => name !== ''),
    claimedAt: row.claimedAt.toISOString(),
    usedAt: row.usedAt?.toISOString() ?? null,
    orderId: row.orderId,
  }));
}

/** A member's coupons as staff see them; staff of some stores see what may be used there. Throws not_found. */
export async function memberCoupons(
  ctx: ReadContext,
  { params, query }: Input<'GET /staff/members/:id/coupons'>,
): Promise<AnswerOf<'GET /staff/members/:id/coupons'>> {
  requireStaff(ctx.actor, 'coupons');
  const memberId = await visibleMemberId(ctx, params.id);
  const scope = storeFilter(ctx.actor);
  const after = decodeCursor(query.cursor, timeCursor);
  const where = sql`c.member_id = ${memberId}
    ${scope === null ? sql.empty : sql`and (c.store_ids = '{}' or c.store_ids && ${scope}::uuid[])`}
    ${after ? sql`and (c.claimed_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql.empty}`;
  const rows = await listCoupons(ctx.db, where, query.limit + 1);
  const shown = await presentCoupons(ctx, rows);
  return toPage(
    rows.map((row, index) => ({ row, view: shown[index] as CouponView })),
    query.limit,
    ({ row }) => [row.claimedAt.toISOString(), row.id],
    ({ view }) => view,
  );
}

/** The coupon centre: what can be claimed by hand now; a signed-in member sees what is still open to them. */
export async function claimableBatches(
  ctx: ReadContext,
  { query }: Input<'GET /coupon-batches'>,
): Promise<AnswerOf<'GET /coupon-batches'>> {
  const after = decodeCursor(query.cursor, timeCursor);
  const where = sql`b.state = 'running' and b.rule = 'manual' and b.valid_to > ${ctx.now}
    ${after ? sql`and (b.created_at, b.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql.empty}`;
  const rows = await listBatches(ctx.db, where, query.limit + 1);
  const memberId = ctx.actor.kind === 'customer' ? ctx.actor.id : null;
  const counts =
    memberId === null
      ? []
      : await claimCounts(
          ctx.db,
          memberId,
          rows.map((row) => row.id),
        );
  const had = new Map(counts.map((count) => [count.batchId, count.claimed]));
  return toPage(rows, query.limit, batchCursor, (row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    redPacket: row.redPacket,
    amount: row.amount,
    threshold: row.threshold,
    expiresAt: row.validTo.toISOString(),
    remaining: row.remaining,
    claimable: row.remaining > 0 && (had.get(row.id) ?? 0) < row.perMember,
  }));
}

/** MKT-4: batches with their figures. Scoped staff see the platform's and those of their stores. */
export async function staffBatches(
  ctx: ReadContext,
  { query }: Input<'GET /staff/coupon-batches'>,
): Promise<AnswerOf<'GET /staff/coupon-batches'>> {
  requireStaff(ctx.actor, 'coupons');
  const after = decodeCursor(query.cursor, timeCursor);
  const search = query.search ? `%${query.search.replace(/[\\%_]/g, (character) => `\\${character}`)}%` : null;
  const where = sql`${scopeFilter(ctx)} ${query.state ? sql`and b.state = ${query.state}` : sql.empty}
    ${search ? sql`and b.name ilike ${search}` : sql.empty}
    ${after ? sql`and (b.created_at, b.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql.empty}`;
  const rows = await listBatches(ctx.db, where, query.limit + 1);
  return toPage(rows, query.limit, batchCursor, presentBatch);
}

function scopeFilter(ctx: ReadContext): Sql {
  const scope = storeFilter(ctx.actor);
  return scope === null ? sql`true` : sql`(b.store_ids = '{}' or b.store_ids && ${scope}::uuid[])`;
}

const batchCursor = (row: BatchFigures) => [row.createdAt.toISOString(), row.id];

/** One batch with its figures. Throws not_found. */
export async function getBatch(ctx: ReadContext, id: string): Promise<BatchView> {
  requireStaff(ctx.actor, 'coupons');
  const batch = await findBatch(ctx.db, id);
  if (!batch) throw new AppError('not_found');
  return presentBatch(batch);
}

function presentBatch(row: BatchFigures): BatchView {
  const { remaining, used, validFrom, validTo, createdAt, ...rest } = row;
  return {
    ...rest,
    validFrom: validFrom.toISOString(),
    validTo: validTo.toISOString(),
    createdAt: createdAt.toISOString(),
    claimed: row.quantity - remaining,
    used,
    remaining,
  };
}

const keptCoupon = z.object({
  name: z.string(),
  amount: z.number(),
  state: z.string(),
  claimedAt: z.date(),
  usedAt: z.date().nullable(),
});

/** IDN-4: all coupons of a customer for the personal archive, newest first. Amounts in fen. */
export function couponsPersonalData(ctx: ReadContext, customerId: string): Promise<unknown[]> {
  return ctx.db.rows(
    keptCoupon,
    sql`select name, amount, state, claimed_at as "claimedAt", used_at as "usedAt"
      from marketing.coupons where member_id = ${customerId} order by claimed_at desc limit 5000`,
  );
}
