import { on, type Subscription } from '../../kernel/events.ts';
import { memberEnrolled } from '../members/index.ts';
import { grantNewcomerCoupons } from './issue-coupon.ts';

/** What marketing does when the member base tells something. */
export const subscriptions: readonly Subscription[] = [
  on(memberEnrolled, 'marketing.grantNewcomerCoupons', async (ctx, { memberId }) => {
    await grantNewcomerCoupons(ctx, { memberId });
  }),
];
