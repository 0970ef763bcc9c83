import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import { verifyLedger } from '../ledger/index.ts';
import { refundPayment, refundsOfOrder } from './index.ts';
import { createPaymentsBench, MINUTE, numberOf, type PaymentsBench, system } from './payments-testing.ts';

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

  test('[PAY-6] a refund that the channel rejects fails and says why', async () => {
    const order = await bench.paid();
    await bench.lab.setFaults({ kind: 'reject', match: '/refunds', status: 403, code: 'NO_AUTH' });
    await refund(order, 100);
    await bench.work('payments.refunds');
    expect(bench.eventsOf('refunded')).toMatchObject([{ state: 'failed', code: 'NO_AUTH' }]);
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
