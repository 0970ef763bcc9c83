import { createHash, randomBytes, randomInt } from 'node:crypto';
import { compactChinaTime, formatChinaTime } from '../clock.ts';
import type { Lab } from '../lab/lab.ts';
import { invalidRequest, orderClosed, orderNotExist, outTradeNoUsed } from '../wire/errors.ts';
import type { Order } from './books.ts';
import type { Entry, OrderDraft, TradeType } from './entries.ts';

export interface OrderRequest {
  outTradeNo: string;
  tradeType: TradeType;
  description: string;
  attach: string | null;
  notifyUrl: string;
  total: number;
  expiresAt: number | null;
  openid: string | null;
}

export const fingerprint = (request: object) => createHash('sha256').update(JSON.stringify(request)).digest('hex');

export const randomDigits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');

/** The same number with the same content gives the same order again; with other content it is refused. */
export function createOrder(lab: Lab, request: OrderRequest): Order {
  const known = lab.books.orders.get(request.outTradeNo);
  if (known) {
    if (known.fingerprint !== fingerprint(request)) throw outTradeNoUsed();
    if (known.state === 'CLOSED') throw orderClosed();
    if (known.state !== 'NOTPAY') throw outTradeNoUsed();
    return known;
  }
  const now = lab.clock.now();
  if (request.expiresAt !== null && request.expiresAt <= now) throw invalidRequest('订单失效时间已过');
  const draft: OrderDraft = {
    ...request,
    currency: 'CNY',
    prepayId: `wx${compactChinaTime(now)}${randomBytes(10).toString('hex')}`,
    cashierToken: randomBytes(16).toString('base64url'),
    fingerprint: fingerprint(request),
  };
  lab.books.record({ type: 'order_created', at: now, order: draft });
  return getOrder(lab, request.outTradeNo);
}

export function getOrder(lab: Lab, outTradeNo: string): Order {
  const order = lab.books.orders.get(outTradeNo);
  if (!order) throw orderNotExist();
  return order;
}

export interface PaymentInput {
  openid?: string | undefined;
  bankType?: string | undefined;
  /** Pays even a closed or expired order: the race that ends in a late success. */
  force?: boolean | undefined;
}

/** Pays an order and queues its callback in the same journal line. */
export function payOrder(lab: Lab, outTradeNo: string, input: PaymentInput = {}): Order {
  const order = getOrder(lab, outTradeNo);
  if (order.state === 'SUCCESS' || order.state === 'REFUND') throw invalidRequest('订单已支付');
  if (!input.force) assertPayable(lab, order);
  const at = lab.clock.now();
  const transactionId = `42000${randomDigits(5)}${compactChinaTime(at).slice(0, 8)}${randomDigits(10)}`;
  const openid = input.openid ?? order.openid ?? `oLab${randomBytes(12).toString('hex')}`;
  const bankType = input.bankType ?? 'OTHERS';
  const paid: Entry = { type: 'order_paid', at, outTradeNo, transactionId, openid, bankType };
  const after: Order = { ...order, state: 'SUCCESS', transactionId, paidAt: at, payer: openid, bankType };
  lab.books.record(paid, {
    type: 'notification_created',
    at,
    notification: {
      id: newNotificationId(),
      eventType: 'TRANSACTION.SUCCESS',
      originalType: 'transaction',
      summary: '支付成功',
      subject: outTradeNo,
      url: order.notifyUrl,
      plaintext: JSON.stringify(presentTransaction(lab, after)),
    },
  });
  lab.wake();
  return order;
}

export function assertPayable(lab: Lab, order: Order): void {
  if (order.state === 'CLOSED') throw orderClosed();
  if (order.state === 'PAYERROR') throw invalidRequest('订单支付失败，请重新下单');
  if (order.expiresAt !== null && order.expiresAt <= lab.clock.now()) throw invalidRequest('订单已失效');
}

/** Ends an order as failed at the bank. The channel sends no callback for that: a query finds it. */
export function failOrder(lab: Lab, outTradeNo: string, reason: string): Order {
  const order = getOrder(lab, outTradeNo);
  if (order.state !== 'NOTPAY') throw invalidRequest('订单状态不允许');
  lab.books.record({ type: 'order_failed', at: lab.clock.now(), outTradeNo, reason });
  return order;
}

export function closeOrder(lab: Lab, outTradeNo: string): void {
  const order = getOrder(lab, outTradeNo);
  if (order.state === 'CLOSED') return;
  if (order.state === 'SUCCESS' || order.state === 'REFUND') throw invalidRequest('订单已支付，不能关单');
  lab.books.record({ type: 'order_closed', at: lab.clock.now(), outTradeNo });
}

/** Notification ids look like the channel's UUIDs. */
export function newNotificationId(): string {
  return crypto.randomUUID();
}

const STATE_TEXT: Readonly<Record<Order['state'], string>> = {
  NOTPAY: '订单未支付',
  SUCCESS: '支付成功',
  REFUND: '转入退款',
  CLOSED: '订单已关闭',
  PAYERROR: '支付失败',
};

/** The order as queries and callbacks show it. */
export function presentTransaction(lab: Lab, order: Order) {
  const { mchid, appid } = lab.keystore.identity;
  const paid = order.paidAt === null ? {} : paidFields(order, order.paidAt);
  return {
    appid,
    mchid,
    out_trade_no: order.outTradeNo,
    trade_state: order.state,
    trade_state_desc: order.failure ?? STATE_TEXT[order.state],
    ...(order.attach === null ? {} : { attach: order.attach }),
    ...paid,
    amount: {
      total: order.total,
      currency: order.currency,
      ...(order.paidAt === null ? {} : { payer_total: order.total, payer_currency: order.currency }),
    },
  };
}

function paidFields(order: Order, paidAt: number) {
  return {
    transaction_id: order.transactionId,
    trade_type: order.tradeType === 'H5' ? 'MWEB' : order.tradeType,
    bank_type: order.bankType,
    success_time: formatChinaTime(paidAt),
    payer: { openid: order.payer },
    promotion_detail: [],
  };
}
