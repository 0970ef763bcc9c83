import { requireCustomer, requireStaff, requireSystem, storeFilter } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { getMember } from '../members/index.ts';
import { couponGranted } from './events.ts';
import { mayIssue, seesBatch } from './rules.ts';
import { type CouponRow, findBatch, getCoupon, type IssueOutcome, issueCoupon, runningBatchIds } from './store.ts';

/**
 * MKT-1: the signed-in member claims one coupon of a batch that is open to claims by hand. Throws not_found,
 * member_frozen, coupon_limit, coupon_sold_out.
 */
export async function claimCoupon(ctx: Context, input: { batchId: string }): Promise<CouponRow> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const batch = await findBatch(ctx.db, input.batchId);
  if (batch?.rule !== 'manual' || batch.state === 'draft') throw new AppError('not_found');
  const member = await getMember(ctx, memberId);
  if (member.state === 'frozen') throw new AppError('member_frozen');
  const { outcome, coupon } = await issue(ctx, { batchId: batch.id, memberId, grantedBy: 'claim' });
  if (!coupon) throw refusal(outcome);
  await audit(ctx, {
    action: 'coupons.claim',
    object: { kind: 'coupon', id: coupon.id },
    after: { batchId: batch.id, memberId },
  });
  return coupon;
}

/**
 * MKT-1: staff give a coupon of a running batch to a member. Throws not_found, forbidden (not their stores, or not their
 * money), coupon_limit, coupon_sold_out.
 */
export async function grantCoupon(
  ctx: Context,
  input: { batchId: string; memberId: string; reason: string },
): Promise<CouponRow> {
  requireStaff(ctx.actor, 'coupons:issue');
  const batch = await findBatch(ctx.db, input.batchId);
  if (!batch || !seesBatch(storeFilter(ctx.actor), batch.storeIds)) throw new AppError('not_found');
  if (ctx.actor.kind === 'staff' && !mayIssue(ctx.actor.storeIds, batch)) throw new AppError('forbidden');
  await getMember(ctx, input.memberId);
  const { outcome, coupon } = await issue(ctx, { batchId: batch.id, memberId: input.memberId, grantedBy: 'staff' });
  if (!coupon) throw refusal(outcome);
  await audit(ctx, {
    action: 'coupons.grant',
    object: { kind: 'coupon', id: coupon.id },
    after: { batchId: batch.id, memberId: input.memberId, reason: input.reason },
  });
  return coupon;
}

/** VIS-9: a new member gets one coupon of each running newcomer batch, once, however often this runs. */
export async function grantNewcomerCoupons(ctx: Context, input: { memberId: string }): Promise<number> {
  requireSystem(ctx.actor);
  let granted = 0;
  for (const { id } of await runningBatchIds(ctx.db, 'registration', ctx.now)) {
    const { coupon } = await issue(ctx, { batchId: id, memberId: input.memberId, grantedBy: 'registration' });
    if (!coupon) continue;
    granted += 1;
    await audit(ctx, {
      action: 'coupons.grant',
      object: { kind: 'coupon', id: coupon.id },
      after: { batchId: id, memberId: input.memberId, reason: 'newcomer' },
    });
  }
  return granted;
}

interface Issue {
  batchId: string;
  memberId: string;
  grantedBy: 'claim' | 'staff' | 'registration';
}

async function issue(ctx: Context, given: Issue): Promise<{ outcome: IssueOutcome; coupon: CouponRow | null }> {
  const id = newId();
  const outcome = await issueCoupon(ctx.tx, { id, ...given }, ctx.now);
  if (outcome !== 'granted') return { outcome, coupon: null };
  const coupon = await getCoupon(ctx.db, id);
  await emit(ctx, couponGranted, {
    couponId: id,
    batchId: given.batchId,
    memberId: given.memberId,
    grantedBy: given.grantedBy,
    name: coupon.name,
    amount: coupon.amount,
    redPacket: coupon.redPacket,
    expiresAt: coupon.expiresAt.toISOString(),
  });
  news(ctx, `me:${given.memberId}`, 'coupon.changed', { id, state: 'available' });
  return { outcome, coupon };
}

function refusal(outcome: IssueOutcome): AppError {
  if (outcome === 'limit' || outcome === 'already') return new AppError('coupon_limit');
  return new AppError('coupon_sold_out');
}
