import { on, type Subscription } from '../../kernel/events.ts';
import {
  paymentAlarm,
  paymentFailed,
  paymentQueried,
  paymentSucceeded,
  refundRejected,
  refundSettled,
} from '../payments/index.ts';
import { visitEnded } from '../visits/index.ts';
import { leaveStore } from './leave-store.ts';
import { noteContradiction, noteFinding } from './note-finding.ts';
import { notePaymentFailure, settlePayment } from './settle-payment.ts';
import { noteRefundRejection, settleRefund } from './settle-refund.ts';

/** What orders do when payments and visits tell something. */
export const subscriptions: readonly Subscription[] = [
  on(paymentSucceeded, 'orders.settlePayment', async (ctx, payment) => {
    if (payment.purpose === 'order')
      await settlePayment(ctx, payment.orderId, { ...payment, at: new Date(payment.at) });
  }),
  on(paymentFailed, 'orders.notePaymentFailure', async (ctx, payment) => {
    if (payment.purpose === 'order') await notePaymentFailure(ctx, payment);
  }),
  on(paymentQueried, 'orders.noteFinding', async (ctx, query) => {
    if (query.purpose === 'order') await noteFinding(ctx, query);
  }),
  on(paymentAlarm, 'orders.noteContradiction', noteContradiction),
  on(refundSettled, 'orders.settleRefund', async (ctx, refund) => {
    if (refund.purpose !== 'order') return;
    await settleRefund(ctx, {
      refundId: refund.refundId,
      orderId: refund.orderId,
      succeeded: refund.state === 'succeeded',
      at: new Date(refund.at),
    });
  }),
  on(refundRejected, 'orders.noteRefundRejection', async (ctx, refund) => {
    if (refund.purpose === 'order') await noteRefundRejection(ctx, refund);
  }),
  on(visitEnded, 'orders.leaveStore', (ctx, visit) =>
    leaveStore(ctx, { visitId: visit.visitId, at: new Date(visit.at) }),
  ),
];
