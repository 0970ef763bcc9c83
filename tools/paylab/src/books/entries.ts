import { z } from 'zod';
import { faultRuleSchema } from '../lab/fault-rules.ts';

/** Every change of the books is one of these lines; the books are their replay. Times are milliseconds, money fen. */

export const tradeTypeSchema = z.enum(['H5', 'NATIVE', 'JSAPI']);
export type TradeType = z.infer<typeof tradeTypeSchema>;

const orderCreated = z.object({
  type: z.literal('order_created'),
  at: z.number(),
  order: z.object({
    outTradeNo: z.string(),
    tradeType: tradeTypeSchema,
    prepayId: z.string(),
    /** The secret part of the cashier's address. */
    cashierToken: z.string(),
    description: z.string(),
    attach: z.string().nullable(),
    notifyUrl: z.string(),
    total: z.int().positive(),
    currency: z.literal('CNY'),
    expiresAt: z.number().nullable(),
    /** Known beforehand for JSAPI only. */
    openid: z.string().nullable(),
    /** Hash of the request: the same number with another request is refused. */
    fingerprint: z.string(),
  }),
});

const orderPaid = z.object({
  type: z.literal('order_paid'),
  at: z.number(),
  outTradeNo: z.string(),
  transactionId: z.string(),
  openid: z.string(),
  bankType: z.string(),
});

const orderFailed = z.object({
  type: z.literal('order_failed'),
  at: z.number(),
  outTradeNo: z.string(),
  reason: z.string(),
});

const orderClosed = z.object({ type: z.literal('order_closed'), at: z.number(), outTradeNo: z.string() });

export const refundStatusSchema = z.enum(['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL']);
export type RefundStatus = z.infer<typeof refundStatusSchema>;

const refundCreated = z.object({
  type: z.literal('refund_created'),
  at: z.number(),
  refund: z.object({
    outRefundNo: z.string(),
    refundId: z.string(),
    outTradeNo: z.string(),
    amount: z.int().positive(),
    reason: z.string().nullable(),
    notifyUrl: z.string().nullable(),
    settlesAt: z.number(),
    fingerprint: z.string(),
  }),
});

const refundSettled = z.object({
  type: z.literal('refund_settled'),
  at: z.number(),
  outRefundNo: z.string(),
  status: refundStatusSchema,
});

const notificationCreated = z.object({
  type: z.literal('notification_created'),
  at: z.number(),
  notification: z.object({
    id: z.string(),
    eventType: z.string(),
    originalType: z.string(),
    summary: z.string(),
    /** out_trade_no or out_refund_no. */
    subject: z.string(),
    url: z.string(),
    plaintext: z.string(),
  }),
});

const notificationAttempted = z.object({
  type: z.literal('notification_attempted'),
  at: z.number(),
  id: z.string(),
  outcome: z.string(),
  delivered: z.boolean(),
  /** Null when there is no further try. */
  nextAt: z.number().nullable(),
});

const clockShifted = z.object({ type: z.literal('clock_shifted'), at: z.number(), shiftMs: z.number() });

const faultsSet = z.object({ type: z.literal('faults_set'), at: z.number(), rules: z.array(faultRuleSchema) });

const loginCodeIssued = z.object({
  type: z.literal('login_code_issued'),
  at: z.number(),
  code: z.string(),
  purpose: z.enum(['session', 'phone']),
  openid: z.string(),
  phone: z.string().nullable(),
});

const loginCodeUsed = z.object({ type: z.literal('login_code_used'), at: z.number(), code: z.string() });

/** Consents to subscription messages: each is good for one message. */
const subscriptionGranted = z.object({
  type: z.literal('subscription_granted'),
  at: z.number(),
  openid: z.string(),
  templateId: z.string(),
  count: z.int().positive(),
});

const subscriptionSent = z.object({
  type: z.literal('subscription_sent'),
  at: z.number(),
  message: z.object({
    id: z.number(),
    openid: z.string(),
    templateId: z.string(),
    page: z.string().nullable(),
    data: z.record(z.string(), z.string()),
  }),
});
export type SubscriptionMessage = z.infer<typeof subscriptionSent>['message'];

export const entrySchema = z.discriminatedUnion('type', [
  orderCreated,
  orderPaid,
  orderFailed,
  orderClosed,
  refundCreated,
  refundSettled,
  notificationCreated,
  notificationAttempted,
  clockShifted,
  faultsSet,
  loginCodeIssued,
  loginCodeUsed,
  subscriptionGranted,
  subscriptionSent,
]);
export type Entry = z.infer<typeof entrySchema>;

export type OrderDraft = z.infer<typeof orderCreated>['order'];
export type RefundDraft = z.infer<typeof refundCreated>['refund'];
export type NotificationDraft = z.infer<typeof notificationCreated>['notification'];
