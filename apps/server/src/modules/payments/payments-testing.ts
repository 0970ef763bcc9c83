import { createServer } from 'node:http';
import { expect } from 'vitest';
import { z } from 'zod';
import { startTestLab } from '../../../../../tools/paylab/test/lab-client.ts';
import type { Runtime } from '../../kernel/context.ts';
import { on } from '../../kernel/events.ts';
import type { Http } from '../../kernel/http.ts';
import { newId } from '../../kernel/ids.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { type Channels, createChannels } from './channel-accounts.ts';
import {
  beginPayment,
  configureWechatPay,
  type PaymentInput,
  paymentAlarm,
  paymentFailed,
  paymentQueried,
  paymentSucceeded,
  paymentsOfOrder,
  refundRejected,
  refundSettled,
} from './index.ts';
import { paymentSweeps } from './jobs.ts';
import { type CallbackAnswer, receiveCallback } from './receive-callback.ts';

export const ACCOUNT = 'lab-account';
export const MINUTE = 60_000;
export const system = { kind: 'system', name: 'test' } as const;

type Event = { name: string } & Record<string, unknown>;

/** The channel's number of an attempt. */
export const numberOf = (paymentId: string): string => paymentId.replaceAll('-', '');

/** What the callback route gets from HTTP. */
export function httpOf(headers: Http['headers'], rawBody: Buffer, status: (code: number) => void): Http {
  return {
    address: '127.0.0.1',
    userAgent: 'test',
    locale: 'zh-CN',
    headers,
    rawBody,
    requestId: newId(),
    setSession: () => {},
    clearSession: () => {},
    deviceMark: () => null,
    setDeviceMark: () => {},
    status,
  };
}

/** The callback routes without the rest of HTTP: raw bytes and headers as they came. */
async function startCallbackServer(runtime: () => Runtime, channels: Channels) {
  const seen: { status: number; answer: CallbackAnswer }[] = [];
  async function answer(path: string, headers: Http['headers'], rawBody: Buffer) {
    let status = 200;
    const http = httpOf(headers, rawBody, (code) => {
      status = code;
    });
    const purpose = path.endsWith('/refunds') ? 'refund' : 'transaction';
    const body = await receiveCallback(runtime(), channels, purpose, path.split('/').at(-2) ?? '', http);
    return { status, body };
  }
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      const { status, body } = await answer(request.url ?? '', request.headers, Buffer.concat(parts));
      seen.push({ status, answer: body });
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const close = () => {
    server.closeAllConnections();
    const closed = Promise.withResolvers<void>();
    server.close(() => closed.resolve());
    return closed.promise;
  };
  return { url: `http://127.0.0.1:${address.port}`, seen, close };
}

const labBooks = z.object({
  orders: z.array(
    z
      .object({ outTradeNo: z.string(), refunded: z.number(), paidAt: z.number().nullable() })
      .transform(({ paidAt, ...order }) => ({ ...order, paid: paidAt !== null })),
  ),
  notifications: z.array(z.object({ nextAt: z.number().nullable() })),
  totals: z.object({ refundingFen: z.number() }),
});

export type PaymentsBench = Awaited<ReturnType<typeof createPaymentsBench>>;

/** The module over its own database, against its own running emulator that calls it back. */
export async function createPaymentsBench() {
  const channels = createChannels();
  const events: Event[] = [];
  const note = (name: string) => async (_ctx: unknown, payload: object) => void events.push({ name, ...payload });
  const lab = await startTestLab({ returnOrigins: ['http://127.0.0.1:8080'], refundIntervalMs: 0 });
  let current: Runtime | null = null;
  const callbacks = await startCallbackServer(() => {
    if (!current) throw new Error('a callback before the runtime');
    return current;
  }, channels);
  const harness = createTestRuntime((await createTestDatabase()).url, {
    start: new Date(),
    environment: { LATCHKEY_CALLBACK_URL: callbacks.url, PORT: '8080' },
    subscriptions: [
      on(paymentSucceeded, 'test.succeeded', note('succeeded')),
      on(paymentQueried, 'test.queried', note('queried')),
      on(paymentFailed, 'test.failed', note('failed')),
      on(refundSettled, 'test.refunded', note('refunded')),
      on(refundRejected, 'test.rejected', note('rejected')),
      on(paymentAlarm, 'test.alarm', note('alarm')),
    ],
  });
  current = harness.runtime;
  const wechatPay = lab.paylab.credentials();
  await harness.asSystem((ctx) =>
    configureWechatPay(ctx, { code: ACCOUNT, entityId: null, enabled: true, feeRate: 60, wechatPay }),
  );

  const books = async () => labBooks.parse(await lab.lab('GET', '/books'));

  /** Waits until the lab has settled every refund and has nothing left to deliver, then runs the listeners. */
  async function drainCallbacks(): Promise<void> {
    const waiting = async () => {
      const { notifications, totals } = await books();
      return notifications.filter((notification) => notification.nextAt !== null).length + totals.refundingFen;
    };
    await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
    await harness.drain();
  }

  async function work(...names: string[]): Promise<void> {
    for (const sweep of paymentSweeps(channels, Number.POSITIVE_INFINITY)) {
      if (names.length > 0 && !names.includes(sweep.name)) continue;
      while (await sweep.run(harness.runtime));
    }
    await harness.drain();
  }

  const input = (overrides: Partial<PaymentInput> = {}): PaymentInput => ({
    purpose: 'order',
    orderId: newId(),
    orderNumber: 'LK2606010001',
    storeId: newId(),
    entityId: newId(),
    customerId: newId(),
    openid: 'oLabCustomer',
    amount: 1290,
    channel: 'wechat',
    method: 'h5',
    description: '云门便利 LK2606010001',
    clientAddress: '203.0.113.7',
    returnUrl: '/orders/1',
    expiresAt: new Date(harness.clock.now().getTime() + 30 * MINUTE),
    ...overrides,
  });
  const begin = (given: PaymentInput) => harness.asSystem((ctx) => beginPayment(ctx, given));
  const pay = (paymentId: string, body: object = {}) => lab.lab('POST', `/orders/${numberOf(paymentId)}/pay`, body);

  /** An attempt that the channel knows and nobody has paid. */
  async function awaiting(overrides: Partial<PaymentInput> = {}) {
    const given = input(overrides);
    const { id } = await begin(given);
    await work('payments.requests');
    return { ...given, paymentId: id };
  }

  async function paid(overrides: Partial<PaymentInput> = {}) {
    const order = await awaiting(overrides);
    await pay(order.paymentId);
    await drainCallbacks();
    return order;
  }

  return {
    lab,
    harness,
    callbacks,
    channels,
    books,
    drainCallbacks,
    work,
    input,
    begin,
    pay,
    awaiting,
    paid,
    payments: (orderId: string) => paymentsOfOrder(harness.read(system), orderId),
    eventsOf: (name: string) => events.filter((event) => event.name === name),
    /** Ends a test: no faults, nothing under way, no events. */
    async settle() {
      await lab.setFaults();
      await drainCallbacks();
      events.length = 0;
    },
    async close() {
      await lab[Symbol.asyncDispose]();
      await callbacks.close();
      await harness.close();
    },
  };
}
