import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { defineHandlers, type Input, read, write } from '../../kernel/http.ts';
import { createBatch } from './create-batch.ts';
import { claimCoupon, grantCoupon } from './issue-coupon.ts';
import { moveBatch } from './move-batch.ts';
import { claimableBatches, getBatch, memberCoupons, myCoupons, presentCoupons, staffBatches } from './queries.ts';

export const handlers = defineHandlers({
  'GET /me/coupons': read(myCoupons),
  'GET /coupon-batches': read(claimableBatches),
  'POST /coupon-batches/:id/claims': write(
    async (ctx: Context, { params }: Input<'POST /coupon-batches/:id/claims'>) => {
      const [shown] = await presentCoupons(ctx, [await claimCoupon(ctx, { batchId: params.id })]);
      if (!shown) throw new AppError('not_found');
      return shown;
    },
  ),
  'GET /staff/members/:id/coupons': read(memberCoupons),
  'GET /staff/coupon-batches': read((ctx: ReadContext, input: Input<'GET /staff/coupon-batches'>) =>
    staffBatches(ctx, input),
  ),
  'POST /staff/coupon-batches': write(async (ctx: Context, { body }: Input<'POST /staff/coupon-batches'>) => {
    const id = await createBatch(ctx, {
      ...body,
      validFrom: new Date(body.validFrom),
      validTo: new Date(body.validTo),
    });
    return getBatch(ctx, id);
  }),
  'POST /staff/coupon-batches/:id/state': write(
    async (ctx: Context, { params, body }: Input<'POST /staff/coupon-batches/:id/state'>) => {
      await moveBatch(ctx, { batchId: params.id, state: body.state, reason: body.reason });
      return getBatch(ctx, params.id);
    },
  ),
  'POST /staff/coupon-batches/:id/grants': write(
    async (ctx: Context, { params, body }: Input<'POST /staff/coupon-batches/:id/grants'>) => {
      await grantCoupon(ctx, { batchId: params.id, memberId: body.memberId, reason: body.reason });
      return { ok: true as const };
    },
  ),
});
