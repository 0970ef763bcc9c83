import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import { verifyLedger } from '../ledger/index.ts';
import { giveUpRefund, refundPayment, refundsOfOrder, retryRefund } from './index.ts';
import { ACCOUNT, createPaymentsBench, MINUTE, numberOf, type PaymentsBench, system } from './payments-testing.ts';
import { refundsPage } from './queries.ts';
import { settleRefund } from './settle-refund.ts';

let bench: PaymentsBench;
beforeAll(async () => {
  bench = await createPaymentsBench();
});
afterEach(() => bench.settle());
afterAll(() => bench.close());

describe('refunding', () => {
  const refund = (order: { orderId: string; paymentId: string }, amount: number, overrides: object = {}) =>
    bench.harness.asSystem((ctx) =>
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
    const order = await bench.paid();
    const view = await refund(order, 290);
    expect(view).toMatchObject({ state: 'created', amount: 290 });
    await bench.work('payments.refunds');
    await bench.drainCallbacks();
    expect(await refundsOfOrder(bench.harness.read(system), order.orderId)).toMatchObject([
      { id: view.id, state: 'succeeded' },
    ]);
    expect(bench.eventsOf('refunded')).toMatchObject([{ refundId: view.id, amount: 290, state: 'succeeded' }]);
  });

  test('[PAY-6] when no notice comes a query settles it; asking for the same refund again changes nothing', async () => {
    const order = await bench.paid();
    await bench.lab.setFaults({ kind: 'drop', match: 'REFUND' });
    const refundId = newId();
    await refund(order, 1290, { refundId });
    expect((await refund(order, 1290, { refundId })).id).toBe(refundId);
    await bench.work('payments.refunds');
    await expect
      .poll(async () => {
        bench.harness.clock.advance(61_000);
        await bench.work('payments.refunds');
        return bench.eventsOf('refunded').length;
      })
      .toBe(1);
  });

  test('[PAY-6] refunds never exceed the payment, also at once', async () => {
    const order = await bench.paid();
    const settled = await Promise.allSettled(Array.from({ length: 6 }, () => refund(order, 500)));
    expect(settled.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(2);
    await expect(refund(order, 291)).rejects.toMatchObject({ code: 'refund_exceeds_paid' });
    await bench.work('payments.refunds');
    bench.harness.clock.advance(2 * MINUTE);
    await bench.work('payments.refunds');
  });

  test('[PAY-6] after an unknown outcome the same refund number is sent again, and money goes back once', async () => {
    const order = await bench.paid();
    await bench.lab.setFaults({ kind: 'error_after', match: '/refunds', times: 1 });
    await refund(order, 1000);
    await bench.work('payments.refunds');
    bench.harness.clock.advance(MINUTE);
    await bench.work('payments.refunds');
    await bench.drainCallbacks();
    expect(bench.eventsOf('refunded')).toHaveLength(1);
    const { orders } = await bench.books();
    expect(orders.find((one) => one.outTradeNo === numberOf(order.paymentId))?.refunded).toBe(1000);
  });

  const refundedOf = (order: { orderId: string }) =>
    bench.eventsOf('refunded').filter((event) => event.orderId === order.orderId);
  const tasks = async () =>
    (await refundsPage(bench.harness.read(system), { query: { state: 'failed', limit: 20 } } as never)).items;

  test.each(['NOT_ENOUGH', 'RULE_LIMIT', 'NO_AUTH'])(
    '[PAY-6] a refund that the channel rejects with %s is a task of staff, not tried again by itself',
    async (code) => {
      const order = await bench.paid();
      await bench.lab.setFaults({ kind: 'reject', match: '/refunds', status: 403, code });
      const { id } = await refund(order, 100);
      await bench.work('payments.refunds');
      expect(bench.eventsOf('rejected')).toMatchObject([{ refundId: id, code, customerId: order.customerId }]);
      expect(bench.eventsOf('alarm')).toMatchObject([{ kind: 'refund_rejected', storeId: order.storeId }]);
      expect(await tasks()).toContainEqual(expect.objectContaining({ id, code, orderNumber: order.orderNumber }));
      await bench.lab.setFaults();
      bench.harness.clock.advance(60 * MINUTE);
      await bench.work('payments.refunds');
      expect(bench.eventsOf('refunded')).toEqual([]);
      await bench.harness.asSystem((ctx) => retryRefund(ctx, { refundId: id }));
      await bench.work('payments.refunds');
      await bench.drainCallbacks();
      expect(bench.eventsOf('refunded')).toMatchObject([{ refundId: id, state: 'succeeded' }]);
      expect(await tasks()).not.toContainEqual(expect.objectContaining({ id }));
    },
  );

  test.each([
    { status: 'CLOSED', state: 'requesting', sameNumber: false },
    { status: 'ABNORMAL', state: 'processing', sameNumber: true },
  ] as const)(
    '[PAY-6] a refund that the channel calls $status goes on as $state',
    async ({ status, state, sameNumber }) => {
      const order = await bench.paid();
      const { id, number } = await refund(order, 100);
      const outTradeNumber = numberOf(order.paymentId);
      const message = { number, outTradeNumber, channelNumber: '50123', status, amount: 100, total: 1290 };
      const account = await bench.channels.open(bench.harness.runtime, ACCOUNT);
      await bench.harness.asSystem((ctx) => settleRefund(ctx, account, message, 'callback'));
      await bench.harness.drain();
      expect(bench.eventsOf('rejected')).toMatchObject([{ refundId: id, code: status }]);
      await bench.harness.asSystem((ctx) => retryRefund(ctx, { refundId: id }));
      const [again] = await refundsOfOrder(bench.harness.read(system), order.orderId);
      expect(again).toMatchObject({ state, code: null });
      expect(again?.number === number).toBe(sameNumber);
    },
  );

  test('[PAY-6] a rejected refund that was given up tells it as failed and frees its amount', async () => {
    const order = await bench.paid();
    await bench.lab.setFaults({ kind: 'reject', match: '/refunds', status: 403, code: 'NOT_ENOUGH' });
    const { id } = await refund(order, 1290);
    await bench.work('payments.refunds');
    await expect(refund(order, 1)).rejects.toMatchObject({ code: 'refund_exceeds_paid' });
    await bench.harness.asSystem((ctx) => giveUpRefund(ctx, { refundId: id }));
    await bench.harness.drain();
    expect(bench.eventsOf('refunded')).toMatchObject([{ refundId: id, state: 'failed', code: 'NOT_ENOUGH' }]);
    await bench.lab.setFaults();
    await refund(order, 1290);
    await bench.work('payments.refunds');
    await bench.drainCallbacks();
    expect(bench.eventsOf('refunded')).toHaveLength(2);
  });

  test('[PAY-6] after an unknown outcome the channel is asked first, and only what it does not know is sent again', async () => {
    const order = await bench.paid();
    await bench.lab.setFaults({ kind: 'error_before', match: '/refunds', times: 1 });
    await refund(order, 500);
    await bench.work('payments.refunds');
    expect(refundedOf(order)).toEqual([]);
    bench.harness.clock.advance(MINUTE);
    await bench.work('payments.refunds');
    await bench.drainCallbacks();
    expect(refundedOf(order)).toMatchObject([{ amount: 500, state: 'succeeded' }]);
    const { orders } = await bench.books();
    expect(orders.find((one) => one.outTradeNo === numberOf(order.paymentId))?.refunded).toBe(500);
  });

  test('[PAY-6] the 51st partial refund of a payment is refused by rule, also when twenty come at once', async () => {
    const order = await bench.paid();
    for (let count = 0; count < 45; count++) await refund(order, 1);
    const race = await Promise.allSettled(Array.from({ length: 20 }, () => refund(order, 1)));
    expect(race.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(5);
    await expect(refund(order, 1)).rejects.toMatchObject({ code: 'refund_limit_reached', data: { most: 50 } });
  });

  test('[PAY-6] partial refunds of one payment keep a minute’s distance by waiting', async () => {
    const order = await bench.paid();
    const other = await bench.paid();
    for (let count = 0; count < 3; count++) await refund(order, 100);
    await refund(other, 100);
    const sent = async () => {
      await bench.work('payments.refunds');
      await bench.drainCallbacks();
      return refundedOf(order).length + refundedOf(other).length;
    };
    expect(await sent()).toBe(2);
    bench.harness.clock.advance(30_000);
    expect(await sent()).toBe(2);
    bench.harness.clock.advance(31_000);
    expect(await sent()).toBe(3);
    bench.harness.clock.advance(61_000);
    expect(await sent()).toBe(4);
  });

  test('[PAY-5] a late payment that goes back whole leaves balanced books', async () => {
    const order = await bench.paid();
    await refund(order, 1290, { lateReceipt: true });
    const balances = () =>
      bench.harness
        .read(system)
        .db.rows(
          z.object({ kind: z.string(), balance: z.coerce.number() }),
          sql`select kind, balance from ledger.live_balances where kind in ('customer_refunds', 'channel_transit', 'channel_fees') order by kind`,
        );
    expect(await balances()).toMatchObject([{ balance: 8 }, { balance: 1282 }, { balance: -1290 }]);
    await bench.work('payments.refunds');
    await bench.drainCallbacks();
    expect(await balances()).toMatchObject([{ balance: 0 }, { balance: 0 }, { balance: 0 }]);
    expect(await verifyLedger(bench.harness.read(system))).toMatchObject({ consistent: true });
  });
});
