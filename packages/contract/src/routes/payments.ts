import { z } from 'zod';
import { paymentChannel, paymentPurpose, paymentState } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { fen, id, instant, pageOf, pageQuery } from '../schemas.ts';

export const staffPayment = z.object({
  id,
  purpose: paymentPurpose,
  /** The order, or the top-up, by `purpose`; a top-up has no store. */
  orderId: id,
  orderNumber: z.string(),
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
