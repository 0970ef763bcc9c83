import { paymentChannel, paymentMethod, paymentPurpose, paymentState } from '@latchkey/contract';
import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';

const fen = z.int().min(1);
/** What was paid for; `orderId` names it. Events of before top-ups existed lack it. */
const purpose = paymentPurpose.default('order');

export const paymentChanged = defineEvent(
  'payments.changed',
  z.object({ paymentId: z.uuid(), purpose, orderId: z.uuid(), state: paymentState }),
);

/** Money came in for an order, believed from a verified callback or query. Once for an attempt; an order may get a second one. */
export const paymentSucceeded = defineEvent(
  'payments.succeeded',
  z.object({
    paymentId: z.uuid(),
    purpose,
    orderId: z.uuid(),
    orderNumber: z.string(),
    /** Null for a top-up. */
    storeId: z.uuid().nullable(),
    channel: paymentChannel,
    method: paymentMethod,
    amount: fen,
    /** Fen that the channel keeps, by the account's rate. */
    channelFee: z.int().min(0),
    transactionNumber: z.string(),
    believedFrom: z.enum(['callback', 'query']),
    at: z.iso.datetime(),
    /** The attempt had already ended here when the money came. */
    late: z.boolean(),
  }),
);

export const paymentFailed = defineEvent(
  'payments.failed',
  z.object({
    paymentId: z.uuid(),
    purpose,
    orderId: z.uuid(),
    storeId: z.uuid().nullable(),
    code: z.string(),
    reason: z.string().nullable(),
  }),
);

/** ORD-6: what a query found at the channel, when somebody asked or it is news. */
export const paymentQueried = defineEvent(
  'payments.queried',
  z.object({
    paymentId: z.uuid(),
    purpose,
    orderId: z.uuid(),
    found: z.enum(['paid', 'open', 'failed', 'closed', 'unknown', 'unreachable']),
    /** The channel's own word for the state, or its error code. */
    detail: z.string(),
    at: z.iso.datetime(),
  }),
);

/** The end of a refund: the money went back, or (`failed`) staff gave it up. */
export const refundSettled = defineEvent(
  'payments.refund_settled',
  z.object({
    refundId: z.uuid(),
    purpose,
    orderId: z.uuid(),
    storeId: z.uuid().nullable(),
    amount: fen,
    state: z.enum(['succeeded', 'failed']),
    code: z.string().nullable(),
    at: z.iso.datetime(),
  }),
);

/** PAY-6: the channel did not take a refund. The money stays promised; staff send it again or give it up. */
export const refundRejected = defineEvent(
  'payments.refund_rejected',
  z.object({
    refundId: z.uuid(),
    purpose,
    orderId: z.uuid(),
    orderNumber: z.string(),
    storeId: z.uuid().nullable(),
    customerId: z.uuid(),
    amount: fen,
    code: z.string().nullable(),
    at: z.iso.datetime(),
  }),
);

/** A genuine message that contradicts our books, a rejected refund, or callbacks that were not believed. */
export const paymentAlarm = defineEvent(
  'payments.alarm_raised',
  z.object({
    kind: z.string(),
    account: z.string(),
    orderId: z.uuid().nullable(),
    /** Null when it cannot be told which store it concerns. */
    storeId: z.uuid().nullable(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  }),
);
