import { z } from 'zod';
import { paymentChannel, paymentMethod, paymentPurpose, paymentState, refundState } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { fen, id, instant, pageOf, pageQuery } from '../schemas.ts';
import { refundView } from './orders.ts';

export const staffPayment = z.object({
  id,
  purpose: paymentPurpose,
  /** The order, or the top-up, by `purpose`; a top-up has no store. */
  orderId: id,
  orderNumber: z.string(),
  /** Null for a top-up. */
  storeId: id.nullable(),
  storeName: z.string(),
  channel: paymentChannel,
  method: z.string(),
  state: paymentState,
  amount: fen,
  outTradeNumber: z.string(),
  transactionNumber: z.string().nullable(),
  code: z.string().nullable(),
  believedFrom: z.enum(['callback', 'query']).nullable(),
  createdAt: instant,
  settledAt: instant.nullable(),
});

/** A refund as finance sees it. `failed` ones are tasks. */
export const staffRefund = refundView.extend({
  purpose: paymentPurpose,
  /** The order or top-up. */
  orderId: id,
  orderNumber: z.string(),
  /** Null for a top-up. */
  storeId: id.nullable(),
  storeName: z.string(),
  channel: paymentChannel,
  method: paymentMethod,
  channelNumber: z.string().nullable(),
  tries: z.int(),
});

export const paymentsRoutes = defineRoutes({
  'GET /staff/payments': {
    summary: 'Payment attempts in scope, newest first.',
    audience: 'staff',
    permission: 'payments',
    query: pageQuery.extend({
      state: paymentState.optional(),
      channel: paymentChannel.optional(),
      search: z.string().max(64).optional(),
    }),
    response: pageOf(staffPayment),
  },
  'GET /staff/refunds': {
    summary:
      'PAY-6: refunds in scope, newest first; those with state `failed` were rejected by the channel and wait for staff.',
    audience: 'staff',
    permission: 'payments',
    query: pageQuery.extend({
      storeId: id.optional(),
      state: refundState.optional(),
      search: z.string().max(64).optional(),
    }),
    response: pageOf(staffRefund),
  },
  'POST /channels/wechat/:account/payments': {
    summary:
      'WeChat Pay\u2019s payment notification. Signed and encrypted; the raw body is verified before anything is read.',
    audience: 'channel',
    ratePerMinute: 6000,
    params: z.object({ account: z.string().regex(/^[a-z0-9-]{1,40}$/) }),
    response: z.unknown(),
  },
  'POST /channels/wechat/:account/refunds': {
    summary: 'WeChat Pay\u2019s refund notification.',
    audience: 'channel',
    ratePerMinute: 6000,
    params: z.object({ account: z.string().regex(/^[a-z0-9-]{1,40}$/) }),
    response: z.unknown(),
  },
});
