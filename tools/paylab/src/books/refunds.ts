import { compactChinaTime, formatChinaTime } from '../clock.ts';
import type { Lab } from '../lab/lab.ts';
import { invalidRequest, resourceNotExists, WireError } from '../wire/errors.ts';
import type { Order, Refund } from './books.ts';
import type { Entry, RefundStatus } from './entries.ts';
import { fingerprint, newNotificationId, randomDigits } from './orders.ts';

const MAX_REFUNDS = 50;
const MAX_AGE_MS = 365 * 86_400_000;

export interface RefundRequest {
  outTradeNo: string | null;
  transactionId: string | null;
  outRefundNo: string;
  reason: string | null;
  notifyUrl: string | null;
  refund: number;
  total: number;
}

/** Accepts a refund; it succeeds after the lab's delay. The same number and content give the same refund again. */
export function createRefund(lab: Lab, request: RefundRequest): Refund {
  const known = lab.books.refunds.get(request.outRefundNo);
  if (known) {
    if (known.fingerprint !== fingerprint(request)) throw invalidRequest('商户退款单号重复，但参数不一致');
    return known;
  }
  const order = findPaidOrder(lab, request);
  assertRefundable(lab, order, request);
  const at = lab.clock.now();
  lab.books.record({
    type: 'refund_created',
    at,
    refund: {
      outRefundNo: request.outRefundNo,
      refundId: `50${randomDigits(10)}${compactChinaTime(at).slice(0, 8)}${randomDigits(9)}`,
      outTradeNo: order.outTradeNo,
      amount: request.refund,
      reason: request.reason,
      notifyUrl: request.notifyUrl,
      settlesAt: at + lab.settings.refundDelayMs,
      fingerprint: fingerprint(request),
    },
  });
  lab.wake();
  return getRefund(lab, request.outRefundNo);
}

export function getRefund(lab: Lab, outRefundNo: string): Refund {
  const refund = lab.books.refunds.get(outRefundNo);
  if (!refund) throw resourceNotExists('退款单不存在');
  return refund;
}

function findPaidOrder(lab: Lab, request: RefundRequest): Order {
  const order = request.transactionId
    ? lab.books.orderByTransactionId(request.transactionId)
    : lab.books.orders.get(request.outTradeNo ?? '');
  if (!order) throw resourceNotExists('订单不存在');
  if (order.state !== 'SUCCESS' && order.state !== 'REFUND') throw invalidRequest('订单未支付，不能退款');
  return order;
}

function assertRefundable(lab: Lab, order: Order, request: RefundRequest): void {
  const now = lab.clock.now();
  if (request.total !== order.total) throw invalidRequest('订单金额与退款请求中的原订单金额不一致');
  if (order.paidAt !== null && now - order.paidAt > MAX_AGE_MS) throw invalidRequest('订单已超过可退款时间');
  if (order.refunded + request.refund > order.total) throw invalidRequest('累计退款金额大于支付金额');
  if (order.refunds.length >= MAX_REFUNDS) throw new WireError(403, 'RULE_LIMIT', '单笔订单退款次数已达上限');
  const last = lab.books.refunds.get(order.refunds.at(-1) ?? '');
  if (last && now - last.createdAt < lab.settings.refundIntervalMs) {
    throw new WireError(429, 'FREQUENCY_LIMITED', '同一订单退款间隔须大于1分钟');
  }
}

/** Ends a refund and queues its callback in the same journal line. */
export function settleRefund(lab: Lab, refund: Refund, status: RefundStatus): void {
  const at = lab.clock.now();
  const entries: Entry[] = [{ type: 'refund_settled', at, outRefundNo: refund.outRefundNo, status }];
  if (refund.notifyUrl !== null && status !== 'PROCESSING') {
    const after: Refund = { ...refund, status, settledAt: at };
    entries.push({
      type: 'notification_created',
      at,
      notification: {
        id: newNotificationId(),
        eventType: `REFUND.${status}`,
        originalType: 'refund',
        summary: status === 'SUCCESS' ? '退款成功' : '退款异常',
        subject: refund.outRefundNo,
        url: refund.notifyUrl,
        plaintext: JSON.stringify(presentNotice(lab, after)),
      },
    });
  }
  lab.books.record(...entries);
  lab.wake();
}

function presentCommon(lab: Lab, refund: Refund) {
  const order = lab.books.orders.get(refund.outTradeNo);
  if (!order) throw new Error('A refund without its order');
  const successTime = refund.status === 'SUCCESS' && refund.settledAt !== null;
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    transaction_id: order.transactionId,
    out_trade_no: order.outTradeNo,
    user_received_account: '支付用户零钱',
    ...(successTime ? { success_time: formatChinaTime(refund.settledAt ?? 0) } : {}),
    amount: {
      total: order.total,
      refund: refund.amount,
      payer_total: order.total,
      payer_refund: refund.amount,
    },
  };
}

/** The refund as its request and its query answer it. */
export function presentRefund(lab: Lab, refund: Refund) {
  const { amount, ...common } = presentCommon(lab, refund);
  return {
    ...common,
    channel: 'ORIGINAL',
    create_time: formatChinaTime(refund.createdAt),
    status: refund.status,
    amount: {
      ...amount,
      settlement_refund: refund.amount,
      settlement_total: amount.total,
      discount_refund: 0,
      currency: 'CNY',
    },
  };
}

/** The refund as its callback tells it: `refund_status`, and no appid. */
function presentNotice(lab: Lab, refund: Refund) {
  return { mchid: lab.keystore.identity.mchid, ...presentCommon(lab, refund), refund_status: refund.status };
}
