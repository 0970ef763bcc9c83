import { z } from 'zod';
import { bearer, couponBatchState, couponGrantRule, couponKind, couponState } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { basisPoints, done, fen, id, idParams, instant, label, note, pageOf, pageQuery } from '../schemas.ts';

export const customerCoupon = z.object({
  id,
  name: z.string(),
  kind: couponKind,
  redPacket: z.boolean(),
  amount: fen.nullable(),
  rate: basisPoints.nullable(),
  threshold: fen,
  state: couponState,
  validFrom: instant,
  expiresAt: instant,
  storeNames: z.array(z.string()),
  claimedAt: instant,
  usedAt: instant.nullable(),
  orderId: id.nullable(),
});
const batchFields = {
  name: label,
  kind: z.enum(['fixed', 'threshold']),
  redPacket: z.boolean(),
  amount: fen.min(1),
  threshold: fen,
  quantity: z.int().min(1).max(10_000_000),
  perMember: z.int().min(1).max(100),
  validFrom: instant,
  validTo: instant,
  validDays: z.int().min(1).max(730).nullable(),
  storeIds: z.array(id).max(500),
  stackable: z.boolean(),
  bearer,
  rule: couponGrantRule,
};
export const couponBatch = z.object({
  id,
  ...batchFields,
  state: couponBatchState,
  claimed: z.int(),
  used: z.int(),
  remaining: z.int(),
  createdAt: instant,
  version: z.int(),
});

export const marketingRoutes = defineRoutes({
  'GET /me/coupons': {
    summary: 'The customer\u2019s coupons.',
    audience: 'customer',
    query: pageQuery.extend({ state: couponState.optional() }),
    response: pageOf(customerCoupon),
  },
  'GET /coupon-batches': {
    summary: 'What can be claimed by hand in the coupon centre.',
    audience: 'optional',
    query: pageQuery,
    response: pageOf(
      z.object({
        id,
        name: z.string(),
        kind: couponKind,
        redPacket: z.boolean(),
        amount: fen,
        threshold: fen,
        expiresAt: instant,
        remaining: z.int(),
        claimable: z.boolean(),
      }),
    ),
  },
  'POST /coupon-batches/:id/claims': {
    summary: 'Claim one coupon of a batch.',
    audience: 'customer',
    params: idParams,
    response: customerCoupon,
  },
  'GET /staff/members/:id/coupons': {
    summary: 'A member\u2019s coupons, newest first. Staff of some stores see those that may be used there.',
    audience: 'staff',
    permission: 'coupons',
    params: idParams,
    query: pageQuery,
    response: pageOf(customerCoupon),
  },
  'GET /staff/coupon-batches': {
    summary: 'Coupon batches.',
    audience: 'staff',
    permission: 'coupons',
    query: pageQuery.extend({ state: couponBatchState.optional(), search: z.string().max(60).optional() }),
    response: pageOf(couponBatch),
  },
  'POST /staff/coupon-batches': {
    summary: 'Create a batch in draft.',
    audience: 'staff',
    permission: 'coupons:edit',
    body: z.object(batchFields),
    response: couponBatch,
  },
  'POST /staff/coupon-batches/:id/state': {
    summary: 'Start, stop or end a batch.',
    audience: 'staff',
    permission: 'coupons:edit',
    params: idParams,
    body: z.object({ state: couponBatchState, reason: note.optional() }),
    response: couponBatch,
  },
  'POST /staff/coupon-batches/:id/grants': {
    summary: 'Give a coupon of the batch to a member.',
    audience: 'staff',
    permission: 'coupons:issue',
    params: idParams,
    body: z.object({ memberId: id, reason: note }),
    response: done,
  },
});
