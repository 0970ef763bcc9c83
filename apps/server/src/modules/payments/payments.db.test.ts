import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createChannels } from './channel-accounts.ts';
import { askChannel, beginPayment, closePayments, configureWechatPay, refundPayment } from './index.ts';
import { paymentSweeps } from './jobs.ts';
import {
  ACCOUNT,
  createPaymentsBench,
  httpOf,
  MINUTE,
  numberOf,
  type PaymentsBench,
  system,
} from './payments-testing.ts';
import { receiveCallback } from './receive-callback.ts';
import { settleRefund } from './settle-refund.ts';

let bench: PaymentsBench;
beforeAll(async () => {
  bench = await createPaymentsBench();
});
afterEach(() => bench.settle());
afterAll(() => bench.close());

describe('notices out of order', () => {
  test('[PAY-4] a refund’s notice before the payment’s settles both once', async () => {
    const order = await bench.awaiting();
    await bench.lab.setFaults({ kind: 'delay', match: 'TRANSACTION', ms: 5_000 });
    await bench.pay(order.paymentId);
    await bench.harness.asSystem((ctx) => askChannel(ctx, order.orderId));
    await bench.work('payments.queries');
    const refundId = newId();
    const { orderId, paymentId } = order;
    await bench.harness.asSystem((ctx) =>
      refundPayment(ctx, { orderId, paymentId, refundId, amount: 1290, reason: '商品破损' }),
    );
    await bench.work('payments.refunds');
    await expect
      .poll(
        async () => {
          await bench.harness.drain();
          return bench.eventsOf('refunded');
        },
        { timeout: 4_500 },
      )
      .toMatchObject([{ refundId, state: 'succeeded' }]);
    const late = bench.callbacks.seen.length;
    await bench.drainCallbacks();
    expect(bench.callbacks.seen.length).toBeGreaterThan(late);
    expect(bench.callbacks.seen.at(-1)).toEqual({ status: 200, answer: { code: 'SUCCESS' } });
    expect(bench.eventsOf('succeeded')).toMatchObject([{ orderId, believedFrom: 'query' }]);
    expect(bench.eventsOf('alarm')).toEqual([]);
  });

  test('[PAY-6] a refund that we know nothing of is refused with an alarm, once, and changes nothing', async () => {
    const order = await bench.awaiting();
    const account = await bench.channels.open(bench.harness.runtime, ACCOUNT);
    const message = {
      ...{ number: 'RF000000000000', outTradeNumber: numberOf(order.paymentId), channelNumber: '50999' },
      ...{ status: 'SUCCESS' as const, amount: 1290, total: 1290 },
    };
    for (let count = 0; count < 2; count++) {
      const told = await bench.harness.asSystem((ctx) => settleRefund(ctx, account, message, 'callback'));
      expect(told).toBe('contradiction');
    }
    await bench.harness.drain();
    expect(bench.eventsOf('alarm')).toMatchObject([{ kind: 'refund_unknown' }]);
    expect(await bench.payments(order.orderId)).toMatchObject([{ state: 'awaiting_payer' }]);
  });
});

describe('asking the channel', () => {
  test('[ORD-6] tells what it found to whoever asked, once, and unasked only what is news', async () => {
    const order = await bench.awaiting();
    const ask = () => bench.harness.asSystem((ctx) => askChannel(ctx, order.orderId));
    const told = () => bench.eventsOf('queried').filter((event) => event.orderId === order.orderId);
    bench.harness.clock.advance(4_000);
    await bench.work('payments.queries');
    expect(told()).toEqual([]);
    expect(await ask()).toBe(1);
    await bench.work('payments.queries');
    expect(told()).toMatchObject([{ paymentId: order.paymentId, found: 'open', detail: 'NOTPAY' }]);
    bench.harness.clock.advance(MINUTE);
    await bench.work('payments.queries');
    expect(told()).toHaveLength(1);
    await bench.lab.setFaults({ kind: 'drop' });
    await bench.pay(order.paymentId);
    bench.harness.clock.advance(MINUTE);
    await bench.work('payments.queries');
    expect(told()).toMatchObject([{ found: 'open' }, { found: 'paid', detail: 'SUCCESS' }]);
    expect(await ask()).toBe(0);
  });

  test('[ORD-6] that does not answer tells so', async () => {
    const order = await bench.awaiting();
    await bench.lab.setFaults({ kind: 'error_before', match: '/out-trade-no' });
    await bench.harness.asSystem((ctx) => askChannel(ctx, order.orderId));
    await bench.work('payments.queries');
    expect(bench.eventsOf('queried')).toMatchObject([{ orderId: order.orderId, found: 'unreachable' }]);
  });

  test('[PAY-4] finds a payment whose request had an unknown outcome, before anything is sent again', async () => {
    await bench.lab.setFaults({ kind: 'error_after', match: '/native', times: 1 }, { kind: 'drop' });
    const order = await bench.awaiting({ method: 'native' });
    await bench.pay(order.paymentId);
    bench.harness.clock.advance(5_000);
    await bench.work('payments.requests');
    expect(await bench.payments(order.orderId)).toMatchObject([{ id: order.paymentId, state: 'succeeded' }]);
    expect(bench.eventsOf('succeeded')).toMatchObject([{ believedFrom: 'query' }]);
  });
});

describe('beginning', () => {
  test('[PAY-5] an attempt gets its parameters from the channel after the commit, by each method', async () => {
    const h5 = bench.input();
    const view = await bench.begin(h5);
    expect(view).toMatchObject({ state: 'created', h5Url: null });
    await bench.work('payments.requests');
    const [ready] = await bench.payments(h5.orderId);
    expect(ready).toMatchObject({ state: 'awaiting_payer', codeUrl: null, jsapi: null });
    const address = new URL(ready?.h5Url ?? '');
    expect(address.searchParams.get('redirect_url')).toBe('http://127.0.0.1:8080/orders/1');

    const native = await bench.awaiting({ method: 'native' });
    expect((await bench.payments(native.orderId))[0]?.codeUrl).toContain('/native/pay');
    const jsapi = await bench.awaiting({ method: 'jsapi' });
    expect((await bench.payments(jsapi.orderId))[0]?.jsapi).toMatchObject({ signType: 'RSA' });
    expect(
      bench.harness.heard.some((item) => item.name === 'payment.changed' && item.topic === `me:${jsapi.customerId}`),
    ).toBe(true);
  });

  test('[PAY-5] asking again returns the running attempt; another method closes the one before', async () => {
    const order = await bench.awaiting();
    expect((await bench.begin(order)).id).toBe(order.paymentId);
    const other = await bench.begin({ ...order, method: 'native' });
    expect(other.id).not.toBe(order.paymentId);
    await bench.work();
    expect((await bench.payments(order.orderId)).map((payment) => payment.state)).toEqual(['closed', 'awaiting_payer']);
    await expect(bench.pay(order.paymentId)).rejects.toThrow('ORDER_CLOSED');
  });

  test('[PAY-5] the cashier never leads to an address that is not ours', async () => {
    const order = await bench.awaiting({ returnUrl: 'https://evil.example/x' });
    const [ready] = await bench.payments(order.orderId);
    expect(new URL(ready?.h5Url ?? '').searchParams.has('redirect_url')).toBe(false);
  });

  test('[PAY-4] after an unknown outcome the same number is sent again', async () => {
    await bench.lab.setFaults({ kind: 'error_after', match: '/h5', times: 1 });
    const order = await bench.awaiting();
    expect((await bench.payments(order.orderId))[0]?.state).toBe('requesting');
    bench.harness.clock.advance(5_000);
    await bench.work('payments.requests');
    expect(await bench.payments(order.orderId)).toMatchObject([{ id: order.paymentId, state: 'awaiting_payer' }]);
  });

  test('[PAY-5] a channel that stays away fails the attempt, offers another, and is told to close it', async () => {
    await bench.lab.setFaults({ kind: 'error_after', match: '/h5' });
    const order = await bench.awaiting();
    for (let round = 0; round < 8; round += 1) {
      bench.harness.clock.advance(MINUTE);
      await bench.work('payments.requests');
    }
    expect(await bench.payments(order.orderId)).toMatchObject([{ state: 'failed', code: 'channel_unavailable' }]);
    expect(bench.eventsOf('failed')).toMatchObject([{ orderId: order.orderId, code: 'channel_unavailable' }]);
    await bench.work('payments.closes');
    await expect(bench.pay(order.paymentId)).rejects.toThrow('ORDER_CLOSED');
    expect((await bench.begin({ ...order })).id).not.toBe(order.paymentId);
  });

  test('[PAY-5] one slow answer of the channel holds up nobody else', async () => {
    await bench.work();
    const slow = await bench.begin(bench.input());
    await bench.lab.setFaults({ kind: 'answer_delay', match: '/h5', times: 1, ms: 3_000 });
    const [requests] = paymentSweeps(bench.channels, 50);
    await requests?.run(bench.harness.runtime);
    const quick = await bench.begin(bench.input());
    await requests?.run(bench.harness.runtime);
    await expect
      .poll(async () => (await bench.payments(quick.orderId))[0]?.state, { timeout: 2_500 })
      .toBe('awaiting_payer');
    expect((await bench.payments(slow.orderId))[0]?.state).toBe('requesting');
    await expect
      .poll(async () => (await bench.payments(slow.orderId))[0]?.state, { timeout: 8_000 })
      .toBe('awaiting_payer');
  });

  test('[PAY-1] a store without an account is told so, and a claim of the emulator is refused outside demo mode', async () => {
    await expect(bench.begin(bench.input({ channel: 'alipay' as 'wechat' }))).rejects.toMatchObject({
      code: 'channel_not_configured',
    });
    const strict = createTestRuntime(bench.harness.runtime.kernel.config.databaseUrl, {
      environment: { LATCHKEY_DEMO: 'false' },
    });
    const configure = strict.asSystem((ctx) =>
      configureWechatPay(ctx, {
        code: 'other',
        entityId: newId(),
        enabled: true,
        feeRate: 60,
        wechatPay: bench.lab.paylab.credentials(),
      }),
    );
    await expect(configure).rejects.toMatchObject({ code: 'forbidden' });
    await expect(strict.asSystem((ctx) => beginPayment(ctx, bench.input()))).rejects.toMatchObject({
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
    const { text } = await bench.harness
      .read(system)
      .db.row(
        schema,
        sql`select row_to_json(a)::text as text from payments.channel_accounts a where code = ${ACCOUNT}`,
      );
    const { apiV3Key, merchantPrivateKey } = bench.lab.paylab.credentials();
    expect(text).not.toContain(apiV3Key);
    expect(text).not.toContain(merchantPrivateKey.slice(40, 80));
  });
});

describe('believing', () => {
  test('[PAY-3] a verified callback settles the attempt once, with the channel fee', async () => {
    const order = await bench.paid();
    expect(await bench.payments(order.orderId)).toMatchObject([{ state: 'succeeded', h5Url: null }]);
    expect(bench.eventsOf('succeeded')).toMatchObject([
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
    await bench.lab.setFaults({ kind: 'duplicate', copies: 49, match: 'TRANSACTION' });
    const before = bench.callbacks.seen.length;
    const order = await bench.paid();
    expect(bench.callbacks.seen.length - before).toBe(50);
    expect(bench.callbacks.seen.slice(before).every((one) => one.status === 200)).toBe(true);
    expect(bench.eventsOf('succeeded').filter((event) => event.orderId === order.orderId)).toHaveLength(1);
  });

  test('[PAY-4] when no callback comes, a query finds the payment', async () => {
    await bench.lab.setFaults({ kind: 'drop' });
    const order = await bench.awaiting();
    await bench.pay(order.paymentId);
    await bench.work('payments.queries');
    expect((await bench.payments(order.orderId))[0]?.state).toBe('awaiting_payer');
    bench.harness.clock.advance(4_000);
    await bench.work('payments.queries');
    expect((await bench.payments(order.orderId))[0]?.state).toBe('succeeded');
    expect(bench.eventsOf('succeeded')).toMatchObject([{ believedFrom: 'query' }]);
  });

  test('[PAY-4] callback and query at the same time settle once', async () => {
    const order = await bench.awaiting();
    await bench.pay(order.paymentId);
    await bench.harness.asSystem((ctx) => askChannel(ctx, order.orderId));
    await Promise.all([bench.work('payments.queries'), bench.work('payments.queries'), bench.drainCallbacks()]);
    expect(bench.eventsOf('succeeded').filter((event) => event.orderId === order.orderId)).toHaveLength(1);
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
      const order = await bench.awaiting();
      await bench.lab.setFaults({ kind: 'forge', forgery, times: 2 }, { kind: 'reject', match: 'never' });
      await bench.pay(order.paymentId);
      await bench.drainCallbacks();
      expect(bench.eventsOf('alarm')).toMatchObject([{ kind, account: ACCOUNT }]);
      // The genuine callback came right after the forged one.
      expect(bench.eventsOf('succeeded')).toMatchObject([{ orderId: order.orderId, amount: 1290 }]);
    },
  );

  test.each([
    ['signature', 'SIGNATURE_WRONG'],
    ['probe', 'SIGNATURE_PROBE'],
    ['body', 'SIGNATURE_WRONG'],
    ['stale', 'TIMESTAMP_SKEW'],
  ] as const)('[PAY-3] a callback with a forged %s is refused with 401 and counted', async (forgery, reason) => {
    const order = await bench.awaiting();
    const before = bench.callbacks.seen.length;
    await bench.lab.setFaults({ kind: 'forge', forgery, times: 1 });
    await bench.pay(order.paymentId);
    await bench.drainCallbacks();
    expect(bench.callbacks.seen[before]).toEqual({ status: 401, answer: { code: 'FAIL', message: reason } });
    const schema = z.object({ count: z.int() });
    const rows = await bench.harness
      .read(system)
      .db.rows(schema, sql`select count from payments.refused_callbacks where reason = ${reason}`);
    expect(rows.reduce((sum, row) => sum + row.count, 0)).toBeGreaterThan(0);
  });

  test('[PAY-3] a refund notice at the payments’ address, and junk, are refused', async () => {
    let status = 200;
    const junk = httpOf({}, Buffer.from('{"id":1}'), (code) => {
      status = code;
    });
    expect(await receiveCallback(bench.harness.runtime, bench.channels, 'transaction', ACCOUNT, junk)).toMatchObject({
      code: 'FAIL',
    });
    expect(status).toBe(401);
    expect(await receiveCallback(bench.harness.runtime, bench.channels, 'transaction', 'nobody', junk)).toMatchObject({
      code: 'FAIL',
    });
    expect(status).toBe(404);
  });

  test('[PAY-5] a payment that the bank refused is found by query, with the reason', async () => {
    const order = await bench.awaiting();
    await bench.lab.lab('POST', `/orders/${numberOf(order.paymentId)}/fail`, { reason: '余额不足' });
    bench.harness.clock.advance(4_000);
    await bench.work('payments.queries');
    expect(await bench.payments(order.orderId)).toMatchObject([{ state: 'failed', code: 'payment_refused' }]);
    expect(bench.eventsOf('failed')).toMatchObject([{ orderId: order.orderId, reason: '余额不足' }]);
  });
});

describe('ending', () => {
  test('[ORD-5] closing closes the channel’s order; an attempt that nobody paid in time closes by itself', async () => {
    const order = await bench.awaiting();
    await bench.harness.asSystem((ctx) => closePayments(ctx, order.orderId));
    await bench.work('payments.closes');
    expect((await bench.payments(order.orderId))[0]?.state).toBe('closed');
    await expect(bench.pay(order.paymentId)).rejects.toThrow('ORDER_CLOSED');

    const slow = await bench.awaiting();
    bench.harness.clock.advance(31 * MINUTE);
    await bench.work();
    expect((await bench.payments(slow.orderId))[0]?.state).toBe('closed');
  });

  test('[PAY-5] a close that meets a payment settles it instead', async () => {
    await bench.lab.setFaults({ kind: 'drop' });
    const order = await bench.awaiting();
    await bench.pay(order.paymentId);
    await bench.harness.asSystem((ctx) => closePayments(ctx, order.orderId));
    await bench.work('payments.closes');
    await bench.work('payments.queries');
    expect((await bench.payments(order.orderId))[0]?.state).toBe('succeeded');
    expect(bench.eventsOf('succeeded')).toMatchObject([{ late: false }]);
  });

  test.each(['callback', 'query'] as const)(
    '[PAY-5] a success after the close is late, never lost, by %s',
    async (way) => {
      const order = await bench.awaiting();
      await bench.harness.asSystem((ctx) => closePayments(ctx, order.orderId));
      await bench.work('payments.closes');
      if (way === 'query') await bench.lab.setFaults({ kind: 'drop' });
      await bench.pay(order.paymentId, { force: true });
      if (way === 'query') {
        bench.harness.clock.advance(3 * MINUTE);
        await bench.work('payments.queries');
      } else await bench.drainCallbacks();
      expect(bench.eventsOf('succeeded')).toMatchObject([{ orderId: order.orderId, late: true, believedFrom: way }]);
    },
  );
});
