import { on, type Subscription } from '../../kernel/events.ts';
import { giveUpRefund, paymentSucceeded, refundRejected, refundSettled } from '../payments/index.ts';
import { settleTopUpRefund } from './refund-top-up.ts';
import { settleTopUp } from './settle-top-up.ts';

/** What the wallet does when the channel's word on a top-up is believed. */
export const subscriptions: readonly Subscription[] = [
  on(paymentSucceeded, 'wallet.settle_top_up', async (ctx, payment) => {
    if (payment.purpose === 'top_up')
      await settleTopUp(ctx, { ...payment, topUpId: payment.orderId, at: new Date(payment.at) });
  }),
  // A top-up has no order at which staff would see to it: what the channel rejects is in the balance again at once.
  on(refundRejected, 'wallet.give_up_refund', async (ctx, refund) => {
    if (refund.purpose === 'top_up') await giveUpRefund(ctx, { refundId: refund.refundId });
  }),
  on(refundSettled, 'wallet.settle_top_up_refund', async (ctx, refund) => {
    if (refund.purpose !== 'top_up') return;
    const { refundId, orderId: topUpId, state } = refund;
    await settleTopUpRefund(ctx, { refundId, topUpId, succeeded: state === 'succeeded' });
  }),
];
