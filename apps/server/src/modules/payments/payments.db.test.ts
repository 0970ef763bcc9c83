import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestLab, type TestLab } from '../../../../../tools/paylab/test/lab-client.ts';
import type { Runtime } from '../../kernel/context.ts';
import { sql } from '../../kernel/db.ts';
import { on } from '../../kernel/events.ts';
import type { Http } from '../../kernel/http.ts';
import { newId } from '../../kernel/ids.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { verifyLedger } from '../ledger/index.ts';
import { createChannels } from './channel-accounts.ts';
import {
  askChannel,
  beginPayment,
  closePayments,
  configureWechatPay,
  type PaymentInput,
  paymentAlarm,
  paymentFailed,
  paymentSucceeded,
  paymentsOfOrder,
  refundPayment,
  refundSettled,
  refundsOfOrder,
} from './index.ts';
import { paymentSweeps } from './jobs.ts';
import { type CallbackAnswer, receiveCallback } from './receive-callback.ts';

const ACCOUNT = 'lab-account';
const MINUTE = 60_000;
const system = { kind: 'system', name: 'test' } as const;

type Event = { name: string } & Record<string, unknown>;
let events: Event[] = [];
const note = (name: string) => async (_ctx: unknown, payload: object) => void events.push({ name, ...payload });

let lab: TestLab;
let harness: ReturnType<typeof createTestRuntime>;
let callbacks: Awaited<ReturnType<typeof startCallbackServer>>;
const channels = createChannels();

beforeAll(async () => {
  lab = await startTestLab({ returnOrigins: ['http://127.0.0.1:8080'], refundIntervalMs: 0 });
  callbacks = await startCallbackServer(() => harness.runtime);
  harness = createTestRuntime((await createTestDatabase()).url, {
    start: new Date(),
    environment: { LATCHKEY_CALLBACK_URL: callbacks.url, PORT: '8080' },
    subscriptions: [
      on(paymentSucceeded, 'test.succeeded', note('succeeded')),
      on(paymentFailed, 'test.failed', note('failed')),
      on(refundSettled, 'test.refunded', note('refunded')),
      on(paymentAlarm, 'test.alarm', note('alarm')),
    ],
  });
  await harness.asSystem((ctx) =>
    configureWechatPay(ctx, {
      code: ACCOUNT,
      entityId: null,
      enabled: true,
      feeRate: 60,
      wechatPay: lab.paylab.credentials(),
    }),
  );
});
afterEach(async () => {
  await lab.setFaults();
  await drainCallbacks();
  events = [];
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
  await callbacks.close();
  await harness.close();
});

/** The callback route without the rest of HTTP: raw bytes and headers as they came. */
async function startCallbackServer(runtime: () => Runtime) {
  const inFlight = new Set<Promise<unknown>>();
  const seen: { status: number; answer: CallbackAnswer }[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const work = answer(request.url ?? '', request.headers, Buffer.concat(parts)).then(({ status, body }) => {
        seen.push({ status, answer: body });
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
      inFlight.add(work);
      void work.finally(() => inFlight.delete(work));
    });
  });
  async function answer(path: string, headers: Http['headers'], rawBody: Buffer) {
    let status = 200;
    const http = httpOf(headers, rawBody, (code) => {
      status = code;
    });
    const purpose = path.endsWith('/refunds') ? 'refund' : 'transaction';
    const body = await receiveCallback(runtime(), channels, purpose, path.split('/').at(-2) ?? '', http);
    return { status, body };
  }
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    async close() {
      server.closeAllConnections();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
      await Promise.all(inFlight);
    },
  };
}

function httpOf(headers: Http['headers'], rawBody: Buffer, status: (code: number) => void): Http {
  return {
    address: '127.0.0.1',
    userAgent: 'test',
    locale: 'zh-CN',
    headers,
    rawBody,
    requestId: newId(),
    setSession: () => {},
    clearSession: () => {},
    status,
  };
}

/** Waits until the lab has settled every refund and has nothing left to deliver, then runs the listeners. */
async function drainCallbacks(): Promise<void> {
  const schema = z.object({
    notifications: z.array(z.object({ nextAt: z.number().nullable() })),
    totals: z.object({ refundingFen: z.number() }),
  });
  const waiting = async () => {
    const { notifications, totals } = schema.parse(await lab.lab('GET', '/books'));
    return notifications.filter((notification) => notification.nextAt !== null).length + totals.refundingFen;
  };
  await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
  await harness.drain();
}

const input = (overrides: Partial<PaymentInput> = {}): PaymentInput => ({
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
const payments = (orderId: string) => paymentsOfOrder(harness.read(system), orderId);
const numberOf = (paymentId: string) => paymentId.replaceAll('-', '');
const pay = (paymentId: string, body: object = {}) => lab.lab('POST', `/orders/${numberOf(paymentId)}/pay`, body);
const eventsOf = (name: string) => events.filter((event) => event.name === name);

async function work(...names: string[]): Promise<void> {
  for (const sweep of paymentSweeps(channels)) {
    if (names.length > 0 && !names.includes(sweep.name)) continue;
    while (await sweep.run(harness.runtime));
  }
  await harness.drain();
}

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

describe('beginning', () => {
  test('[PAY-5] an attempt gets its parameters from the channel after the commit, by each method', async () => {
    const h5 = input();
    const view = await begin(h5);
    expect(view).toMatchObject({ state: 'created', h5Url: null });
    await work('payments.requests');
    const [ready] = await payments(h5.orderId);
    expect(ready).toMatchObject({ state: 'awaiting_payer', codeUrl: null, jsapi: null });
    const address = new URL(ready?.h5Url ?? '');
    expect(address.searchParams.get('redirect_url')).toBe('http://127.0.0.1:8080/orders/1');

    const native = await awaiting({ method: 'native' });
    expect((await payments(native.orderId))[0]?.codeUrl).toContain('/native/pay');
    const jsapi = await awaiting({ method: 'jsapi' });
    expect((await payments(jsapi.orderId))[0]?.jsapi).toMatchObject({ signType: 'RSA' });
    expect(
      harness.heard.some((item) => item.name === 'payment.changed' && item.topic === `me:${jsapi.customerId}`),
    ).toBe(true);
  });

  test('[PAY-5] asking again returns the running attempt; another method closes the one before', async () => {
    const order = await awaiting();
    expect((await begin(order)).id).toBe(order.paymentId);
    const other = await begin({ ...order, method: 'native' });
    expect(other.id).not.toBe(order.paymentId);
    await work();
    expect((await payments(order.orderId)).map((payment) => payment.state)).toEqual(['closed', 'awaiting_payer']);
    await expect(pay(order.paymentId)).rejects.toThrow('ORDER_CLOSED');
  });

  test('[PAY-5] the cashier never leads to an address that is not ours', async () => {
    const order = await awaiting({ returnUrl: 'https://evil.example/x' });
    const [ready] = await payments(order.orderId);
    expect(new URL(ready?.h5Url ?? '').searchParams.has('redirect_url')).toBe(false);
  });

  test('[PAY-4] after an unknown outcome the same number is sent again', async () => {
    await lab.setFaults({ kind: 'error_after', match: '/h5', times: 1 });
    const order = await awaiting();
    expect((await payments(order.orderId))[0]?.state).toBe('requesting');
    harness.clock.advance(5_000);
    await work('payments.requests');
    expect(await payments(order.orderId)).toMatchObject([{ id: order.paymentId, state: 'awaiting_payer' }]);
  });

  test('[PAY-5] a channel that stays away fails the attempt, offers another, and is told to close it', async () => {
    await lab.setFaults({ kind: 'error_after', match: '/h5' });
    const order = await awaiting();
    for (let round = 0; round < 8; round += 1) {
      harness.clock.advance(MINUTE);
      await work('payments.requests');
    }
    expect(await payments(order.orderId)).toMatchObject([{ state: 'failed', code: 'channel_unavailable' }]);
    expect(eventsOf('failed')).toMatchObject([{ orderId: order.orderId, code: 'channel_unavailable' }]);
    await work('payments.closes');
    await expect(pay(order.paymentId)).rejects.toThrow('ORDER_CLOSED');
    expect((await begin({ ...order })).id).not.toBe(order.paymentId);
  });

  test('[PAY-1] a store without an account is told so, and a claim of the emulator is refused outside demo mode', async () => {
    await expect(begin(input({ channel: 'alipay' as 'wechat' }))).rejects.toMatchObject({
      code: 'channel_not_configured',
    });
    const strict = createTestRuntime(harness.runtime.kernel.config.databaseUrl, {
      environment: { LATCHKEY_DEMO: 'false' },
    });
    const configure = strict.asSystem((ctx) =>
      configureWechatPay(ctx, {
        code: 'other',
        entityId: newId(),
        enabled: true,
        feeRate: 60,
        wechatPay: lab.paylab.credentials(),
      }),
    );
    await expect(configure).rejects.toMatchObject({ code: 'forbidden' });
    await expect(strict.asSystem((ctx) => beginPayment(ctx, input()))).rejects.toMatchObject({
      code: 'channel_not_configured',
    });
    const http = httpOf({}, Buffer.from('{}'), () => {});
    expect(await receiveCallback(strict.runtime, createChannels(), 'transaction', ACCOUNT, http)).toMatchObject({
      code: 'FAIL',
    });
    await strict.close();
  });

  test('[PAY-1] secrets lie sealed in the database', async () => {
    const schema = z.object({ text: z.string() });
    const { text } = await harness
      .read(system)
      .db.row(
        schema,
        sql`select row_to_json(a)::text as text from payments.channel_accounts a where code = ${ACCOUNT}`,
      );
    const { apiV3Key, merchantPrivateKey } = lab.paylab.credentials();
    expect(text).not.toContain(apiV3Key);
    expect(text).not.toContain(merchantPrivateKey.slice(40, 80));
  });
});

describe('believing', () => {
  test('[PAY-3] a verified callback settles the attempt once, with the channel fee', async () => {
    const order = await paid();
    expect(await payments(order.orderId)).toMatchObject([{ state: 'succeeded', h5Url: null }]);
    expect(eventsOf('succeeded')).toMatchObject([
      {
        paymentId: order.paymentId,
        orderId: order.orderId,
        amount: 1290,
        channelFee: 8,
        believedFrom: 'callback',
        late: false,
      },
    ]);
  });

  test('[PAY-4] 50 duplicate callbacks at once settle once', async () => {
    await lab.setFaults({ kind: 'duplicate', copies: 49, match: 'TRANSACTION' });
    const before = callbacks.seen.length;
    const order = await paid();
    expect(callbacks.seen.length - before).toBe(50);
    expect(callbacks.seen.slice(before).every((one) => one.status === 200)).toBe(true);
    expect(eventsOf('succeeded').filter((event) => event.orderId === order.orderId)).toHaveLength(1);
  });

  test('[PAY-4] when no callback comes, a query finds the payment', async () => {
    await lab.setFaults({ kind: 'drop' });
    const order = await awaiting();
    await pay(order.paymentId);
    await work('payments.queries');
    expect((await payments(order.orderId))[0]?.state).toBe('awaiting_payer');
    harness.clock.advance(4_000);
    await work('payments.queries');
    expect((await payments(order.orderId))[0]?.state).toBe('succeeded');
    expect(eventsOf('succeeded')).toMatchObject([{ believedFrom: 'query' }]);
  });

  test('[PAY-4] callback and query at the same time settle once', async () => {
    const order = await awaiting();
    await pay(order.paymentId);
    await harness.asSystem((ctx) => askChannel(ctx, order.orderId));
    await Promise.all([work('payments.queries'), work('payments.queries'), drainCallbacks()]);
    expect(eventsOf('succeeded').filter((event) => event.orderId === order.orderId)).toHaveLength(1);
  });

  test.each([
    ['amount', 'amount_differs'],
    ['mchid', 'merchant_differs'],
    ['appid', 'app_differs'],
    ['currency', 'currency_differs'],
    ['order', 'order_unknown'],
  ] as const)(
    '[PAY-3] a properly signed callback with another %s raises one alarm and changes nothing',
    async (forgery, kind) => {
      const order = await awaiting();
      await lab.setFaults({ kind: 'forge', forgery, times: 2 }, { kind: 'reject', match: 'never' });
      await pay(order.paymentId);
      await drainCallbacks();
      expect(eventsOf('alarm')).toMatchObject([{ kind, account: ACCOUNT }]);
      // The genuine callback came right after the forged one.
      expect(eventsOf('succeeded')).toMatchObject([{ orderId: order.orderId, amount: 1290 }]);
    },
  );

  test.each([
    ['signature', 'SIGNATURE_WRONG'],
    ['probe', 'SIGNATURE_PROBE'],
    ['body', 'SIGNATURE_WRONG'],
    ['stale', 'TIMESTAMP_SKEW'],
  ] as const)('[PAY-3] a callback with a forged %s is refused with 401 and counted', async (forgery, reason) => {
    const order = await awaiting();
    const before = callbacks.seen.length;
    await lab.setFaults({ kind: 'forge', forgery, times: 1 });
    await pay(order.paymentId);
    await drainCallbacks();
    expect(callbacks.seen[before]).toEqual({ status: 401, answer: { code: 'FAIL', message: reason } });
    const schema = z.object({ count: z.int() });
    const rows = await harness
      .read(system)
      .db.rows(schema, sql`select count from payments.refused_callbacks where reason = ${reason}`);
    expect(rows.reduce((sum, row) => sum + row.count, 0)).toBeGreaterThan(0);
  });

  test('[PAY-3] a refund notice at the payments’ address, and junk, are refused', async () => {
    let status = 200;
    const junk = httpOf({}, Buffer.from('{"id":1}'), (code) => {
      status = code;
    });
    expect(await receiveCallback(harness.runtime, channels, 'transaction', ACCOUNT, junk)).toMatchObject({
      code: 'FAIL',
    });
    expect(status).toBe(401);
    expect(await receiveCallback(harness.runtime, channels, 'transaction', 'nobody', junk)).toMatchObject({
      code: 'FAIL',
    });
    expect(status).toBe(404);
  });

  test('[PAY-5] a payment that the bank refused is found by query, with the reason', async () => {
    const order = await awaiting();
    await lab.lab('POST', `/orders/${numberOf(order.paymentId)}/fail`, { reason: '余额不足' });
    harness.clock.advance(4_000);
    await work('payments.queries');
    expect(await payments(order.orderId)).toMatchObject([{ state: 'failed', code: 'payment_refused' }]);
    expect(eventsOf('failed')).toMatchObject([{ orderId: order.orderId, reason: '余额不足' }]);
  });
});

describe('ending', () => {
  test('[ORD-5] closing closes the channel’s order; an attempt that nobody paid in time closes by itself', async () => {
    const order = await awaiting();
    await harness.asSystem((ctx) => closePayments(ctx, order.orderId));
    await work('payments.closes');
    expect((await payments(order.orderId))[0]?.state).toBe('closed');
    await expect(pay(order.paymentId)).rejects.toThrow('ORDER_CLOSED');

    const slow = await awaiting();
    harness.clock.advance(31 * MINUTE);
    await work();
    expect((await payments(slow.orderId))[0]?.state).toBe('closed');
  });

  test('[PAY-5] a close that meets a payment settles it instead', async () => {
    await lab.setFaults({ kind: 'drop' });
    const order = await awaiting();
    await pay(order.paymentId);
    await harness.asSystem((ctx) => closePayments(ctx, order.orderId));
    await work('payments.closes');
    await work('payments.queries');
    expect((await payments(order.orderId))[0]?.state).toBe('succeeded');
    expect(eventsOf('succeeded')).toMatchObject([{ late: false }]);
  });

  test.each(['callback', 'query'] as const)(
    '[PAY-5] a success after the close is late, never lost, by %s',
    async (way) => {
      const order = await awaiting();
      await harness.asSystem((ctx) => closePayments(ctx, order.orderId));
      await work('payments.closes');
      if (way === 'query') await lab.setFaults({ kind: 'drop' });
      await pay(order.paymentId, { force: true });
      if (way === 'query') {
        harness.clock.advance(3 * MINUTE);
        await work('payments.queries');
      } else await drainCallbacks();
      expect(eventsOf('succeeded')).toMatchObject([{ orderId: order.orderId, late: true, believedFrom: way }]);
    },
  );
});

describe('refunding', () => {
  const refund = (order: { orderId: string; paymentId: string }, amount: number, overrides: object = {}) =>
    harness.asSystem((ctx) =>
      refundPayment(ctx, {
        orderId: order.orderId,
        paymentId: order.paymentId,
        refundId: newId(),
        amount,
        reason: '商品破损',
        ...overrides,
      }),
    );

  test('[PAY-6] a refund goes through the channel and is settled by its notice', async () => {
    const order = await paid();
    const view = await refund(order, 290);
    expect(view).toMatchObject({ state: 'created', amount: 290 });
    await work('payments.refunds');
    await drainCallbacks();
    expect(await refundsOfOrder(harness.read(system), order.orderId)).toMatchObject([
      { id: view.id, state: 'succeeded' },
    ]);
    expect(eventsOf('refunded')).toMatchObject([{ refundId: view.id, amount: 290, state: 'succeeded' }]);
  });

  test('[PAY-6] when no notice comes a query settles it; asking for the same refund again changes nothing', async () => {
    const order = await paid();
    await lab.setFaults({ kind: 'drop', match: 'REFUND' });
    const refundId = newId();
    await refund(order, 1290, { refundId });
    expect((await refund(order, 1290, { refundId })).id).toBe(refundId);
    await work('payments.refunds');
    await expect
      .poll(async () => {
        harness.clock.advance(61_000);
        await work('payments.refunds');
        return eventsOf('refunded').length;
      })
      .toBe(1);
  });

  test('[PAY-6] refunds never exceed the payment, also at once', async () => {
    const order = await paid();
    const settled = await Promise.allSettled(Array.from({ length: 6 }, () => refund(order, 500)));
    expect(settled.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(2);
    await expect(refund(order, 291)).rejects.toMatchObject({ code: 'refund_exceeds_paid' });
    await work('payments.refunds');
    harness.clock.advance(2 * MINUTE);
    await work('payments.refunds');
  });

  test('[PAY-6] after an unknown outcome the same refund number is sent again, and money goes back once', async () => {
    const order = await paid();
    await lab.setFaults({ kind: 'error_after', match: '/refunds', times: 1 });
    await refund(order, 1000);
    await work('payments.refunds');
    harness.clock.advance(MINUTE);
    await work('payments.refunds');
    await drainCallbacks();
    expect(eventsOf('refunded')).toHaveLength(1);
    const { orders } = (await lab.lab('GET', '/books')) as { orders: { outTradeNo: string; refunded: number }[] };
    expect(orders.find((one) => one.outTradeNo === numberOf(order.paymentId))?.refunded).toBe(1000);
  });

  test('[PAY-6] a refund that the channel rejects fails and says why', async () => {
    const order = await paid();
    await lab.setFaults({ kind: 'reject', match: '/refunds', status: 403, code: 'NO_AUTH' });
    await refund(order, 100);
    await work('payments.refunds');
    expect(eventsOf('refunded')).toMatchObject([{ state: 'failed', code: 'NO_AUTH' }]);
  });

  test('[PAY-5] a late payment that goes back whole leaves balanced books', async () => {
    const order = await paid();
    await refund(order, 1290, { lateReceipt: true });
    const balances = () =>
      harness
        .read(system)
        .db.rows(
          z.object({ kind: z.string(), balance: z.coerce.number() }),
          sql`select kind, balance from ledger.live_balances where kind in ('customer_refunds', 'channel_transit', 'channel_fees') order by kind`,
        );
    expect(await balances()).toMatchObject([{ balance: 8 }, { balance: 1282 }, { balance: -1290 }]);
    await work('payments.refunds');
    await drainCallbacks();
    expect(await balances()).toMatchObject([{ balance: 0 }, { balance: 0 }, { balance: 0 }]);
    expect(await verifyLedger(harness.read(system))).toMatchObject({ consistent: true });
  });
});
