import { join } from 'node:path';
import type { LabClock } from '../clock.ts';
import { createFaults, type Faults } from '../lab/faults.ts';
import {
  type Entry,
  entrySchema,
  type NotificationDraft,
  type OrderDraft,
  type RefundDraft,
  type RefundStatus,
  type SubscriptionMessage,
} from './entries.ts';
import { openJournal } from './journal.ts';

export type OrderState = 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED' | 'PAYERROR';

export interface Order extends OrderDraft {
  state: OrderState;
  createdAt: number;
  transactionId: string | null;
  paidAt: number | null;
  payer: string | null;
  bankType: string | null;
  failure: string | null;
  /** Fen given back or promised: every refund that is not CLOSED. */
  refunded: number;
  refunds: string[];
}

export interface Refund extends RefundDraft {
  status: RefundStatus;
  createdAt: number;
  settledAt: number | null;
}

export interface Notification extends NotificationDraft {
  createdAt: number;
  attempts: { at: number; outcome: string }[];
  delivered: boolean;
  /** Null when delivered or given up. */
  nextAt: number | null;
}

export interface LoginCode {
  code: string;
  purpose: 'session' | 'phone';
  openid: string;
  phone: string | null;
  issuedAt: number;
  used: boolean;
}

/** The emulated channel's own books: in memory, and line by line on the disk. */
export interface Books {
  readonly orders: ReadonlyMap<string, Order>;
  readonly refunds: ReadonlyMap<string, Refund>;
  readonly notifications: ReadonlyMap<string, Notification>;
  readonly loginCodes: ReadonlyMap<string, LoginCode>;
  /** Messages that people may still be sent, by person and template. */
  readonly consents: ReadonlyMap<string, number>;
  readonly subscriptionMessages: readonly SubscriptionMessage[];
  /** Callbacks that are neither delivered nor given up, and refunds that are not settled. */
  readonly pendingNotifications: ReadonlySet<Notification>;
  readonly processingRefunds: ReadonlySet<Refund>;
  orderByTransactionId(transactionId: string): Order | undefined;
  orderByPrepayId(prepayId: string): Order | undefined;
  orderByCashierToken(token: string): Order | undefined;
  /** Applies the entries together; they are durable when `settled` resolves. */
  record(...entries: readonly Entry[]): void;
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface State {
  orders: Map<string, Order>;
  refunds: Map<string, Refund>;
  notifications: Map<string, Notification>;
  loginCodes: Map<string, LoginCode>;
  consents: Map<string, number>;
  subscriptionMessages: SubscriptionMessage[];
  pendingNotifications: Set<Notification>;
  processingRefunds: Set<Refund>;
  byTransactionId: Map<string, Order>;
  byPrepayId: Map<string, Order>;
  byCashierToken: Map<string, Order>;
  clock: LabClock;
  faults: Faults;
}

export async function openBooks(directory: string, clock: LabClock, faults: Faults = createFaults(1)): Promise<Books> {
  const state: State = {
    orders: new Map(),
    refunds: new Map(),
    notifications: new Map(),
    loginCodes: new Map(),
    consents: new Map(),
    subscriptionMessages: [],
    pendingNotifications: new Set(),
    processingRefunds: new Set(),
    byTransactionId: new Map(),
    byPrepayId: new Map(),
    byCashierToken: new Map(),
    clock,
    faults,
  };
  const journal = await openJournal(join(directory, 'books.ndjson'), (line) => {
    for (const entry of entrySchema.array().parse(line)) apply(state, entry);
  });
  return {
    orders: state.orders,
    refunds: state.refunds,
    notifications: state.notifications,
    loginCodes: state.loginCodes,
    consents: state.consents,
    subscriptionMessages: state.subscriptionMessages,
    pendingNotifications: state.pendingNotifications,
    processingRefunds: state.processingRefunds,
    orderByTransactionId: (id) => state.byTransactionId.get(id),
    orderByPrepayId: (id) => state.byPrepayId.get(id),
    orderByCashierToken: (token) => state.byCashierToken.get(token),
    record(...entries) {
      for (const entry of entries) apply(state, entry);
      journal.append(entries);
    },
    settled: () => journal.settled(),
    close: () => journal.close(),
  };
}

function need<Value>(map: ReadonlyMap<string, Value>, key: string): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`The books know no ${key}`);
  return value;
}

function apply(state: State, entry: Entry): void {
  switch (entry.type) {
    case 'order_created':
    case 'order_paid':
    case 'order_failed':
    case 'order_closed':
      applyToOrder(state, entry);
      return;
    case 'refund_created':
    case 'refund_settled':
      applyToRefund(state, entry);
      return;
    case 'notification_created':
    case 'notification_attempted':
      applyToNotification(state, entry);
      return;
    case 'clock_shifted':
      state.clock.shiftTo(entry.shiftMs);
      return;
    case 'faults_set':
      state.faults.replace(entry.rules);
      return;
    case 'login_code_issued': {
      const { code, purpose, openid, phone } = entry;
      state.loginCodes.set(code, { code, purpose, openid, phone, issuedAt: entry.at, used: false });
      return;
    }
    case 'login_code_used':
      need(state.loginCodes, entry.code).used = true;
      return;
    case 'subscription_granted':
      changeConsents(state, entry, entry.count);
      return;
    case 'subscription_sent':
      changeConsents(state, entry.message, -1);
      state.subscriptionMessages.push(entry.message);
      return;
  }
}

/** Whose consent, and to what. */
export const consentKey = ({ openid, templateId }: { openid: string; templateId: string }): string =>
  `${openid} ${templateId}`;

function changeConsents(state: State, of: { openid: string; templateId: string }, by: number): void {
  state.consents.set(consentKey(of), (state.consents.get(consentKey(of)) ?? 0) + by);
}

type OrderEntry = Extract<Entry, { type: `order_${string}` }>;

function applyToOrder(state: State, entry: OrderEntry): void {
  if (entry.type === 'order_created') {
    const order: Order = {
      ...entry.order,
      state: 'NOTPAY',
      createdAt: entry.at,
      transactionId: null,
      paidAt: null,
      payer: null,
      bankType: null,
      failure: null,
      refunded: 0,
      refunds: [],
    };
    state.orders.set(order.outTradeNo, order);
    state.byPrepayId.set(order.prepayId, order);
    state.byCashierToken.set(order.cashierToken, order);
    return;
  }
  const order = need(state.orders, entry.outTradeNo);
  if (entry.type === 'order_closed') order.state = 'CLOSED';
  else if (entry.type === 'order_failed') {
    order.state = 'PAYERROR';
    order.failure = entry.reason;
  } else {
    order.state = 'SUCCESS';
    order.transactionId = entry.transactionId;
    order.paidAt = entry.at;
    order.payer = entry.openid;
    order.bankType = entry.bankType;
    state.byTransactionId.set(entry.transactionId, order);
  }
}

type RefundEntry = Extract<Entry, { type: `refund_${string}` }>;

function applyToRefund(state: State, entry: RefundEntry): void {
  if (entry.type === 'refund_created') {
    const order = need(state.orders, entry.refund.outTradeNo);
    order.refunded += entry.refund.amount;
    order.refunds.push(entry.refund.outRefundNo);
    order.state = 'REFUND';
    const refund: Refund = { ...entry.refund, status: 'PROCESSING', createdAt: entry.at, settledAt: null };
    state.refunds.set(refund.outRefundNo, refund);
    state.processingRefunds.add(refund);
    return;
  }
  const refund = need(state.refunds, entry.outRefundNo);
  const order = need(state.orders, refund.outTradeNo);
  if (entry.status === 'CLOSED' && refund.status !== 'CLOSED') {
    order.refunded -= refund.amount;
    if (order.refunded === 0) order.state = 'SUCCESS';
  }
  if (entry.status === 'PROCESSING') state.processingRefunds.add(refund);
  else state.processingRefunds.delete(refund);
  refund.status = entry.status;
  refund.settledAt = entry.at;
}

type NotificationEntry = Extract<Entry, { type: `notification_${string}` }>;

function applyToNotification(state: State, entry: NotificationEntry): void {
  if (entry.type === 'notification_created') {
    const notification: Notification = {
      ...entry.notification,
      createdAt: entry.at,
      attempts: [],
      delivered: false,
      nextAt: entry.at,
    };
    state.notifications.set(notification.id, notification);
    state.pendingNotifications.add(notification);
    return;
  }
  const notification = need(state.notifications, entry.id);
  notification.attempts.push({ at: entry.at, outcome: entry.outcome });
  notification.delivered ||= entry.delivered;
  notification.nextAt = notification.delivered ? null : entry.nextAt;
  if (notification.nextAt === null) state.pendingNotifications.delete(notification);
}
