import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { closePayments, refundPayment } from './index.ts';
import { createPaymentsBench, MINUTE, numberOf, type PaymentsBench } from './payments-testing.ts';

let bench: PaymentsBench;
beforeAll(async () => {
  bench = await createPaymentsBench();
});
afterAll(() => bench.close());

const ORDERS = 40;

test('[PAY-4] under random loss, delay, duplication, reordering, forgery and failing answers both books end the same', {
  timeout: 60_000,
}, async () => {
  const methods = ['h5', 'native', 'jsapi'] as const;
  const orders = Array.from({ length: ORDERS }, (_, index) =>
    bench.input({ amount: 100 + index, method: methods[index % 3] ?? 'h5' }),
  );
  await bench.lab.setFaults(
    { kind: 'drop', probability: 0.3 },
    { kind: 'delay', probability: 0.3, ms: 30 },
    { kind: 'duplicate', probability: 0.3, copies: 3 },
    { kind: 'reorder', probability: 0.2, ms: 50 },
    { kind: 'forge', probability: 0.2, forgery: 'signature' },
    { kind: 'forge', probability: 0.2, forgery: 'amount' },
    { kind: 'error_after', probability: 0.2 },
    { kind: 'error_before', probability: 0.1 },
    { kind: 'hang_after', probability: 0.05, ms: 0 },
    { kind: 'unsigned_answer', probability: 0.05 },
    { kind: 'forged_answer', probability: 0.05 },
  );
  const attempts = await Promise.all(orders.map((order) => bench.begin(order)));
  const round = async (advance: number) => {
    bench.harness.clock.advance(advance);
    await bench.work();
  };
  for (let index = 0; index < 8; index += 1) await round(10_000);

  // Of five customers three pay, one pays just when the order closes, one walks away.
  await Promise.all(
    attempts.map(async ({ id, orderId }, index) => {
      if (index % 5 < 3) await bench.pay(id, { force: true }).catch(() => undefined);
      if (index % 5 < 3) return;
      await bench.harness.asSystem((ctx) => closePayments(ctx, orderId));
      if (index % 5 === 3) await bench.pay(id, { force: true }).catch(() => undefined);
    }),
  );
  for (let index = 0; index < 12; index += 1) await round(3 * MINUTE);

  const succeeded = bench.eventsOf('succeeded');
  for (const [index, event] of succeeded.entries()) {
    if (index % 2 === 1) continue;
    const { orderId, paymentId, amount } = event as unknown as { orderId: string; paymentId: string; amount: number };
    await bench.harness.asSystem((ctx) =>
      refundPayment(ctx, { orderId, paymentId, refundId: newId(), amount, reason: '测试' }),
    );
  }
  for (let index = 0; index < 12; index += 1) await round(3 * MINUTE);
  await bench.lab.setFaults();
  for (let index = 0; index < 3; index += 1) await round(8 * 60 * MINUTE);
  await bench.drainCallbacks();
  await round(MINUTE);

  const books = await bench.books();
  const paidThere = books.orders.filter((order) => order.paid).map((order) => order.outTradeNo);
  const paidHere = bench.eventsOf('succeeded').map((event) => numberOf(String(event.paymentId)));
  expect(paidThere.length).toBeGreaterThan(ORDERS / 2);
  expect(paidHere.toSorted()).toEqual(paidThere.toSorted());

  const refundedThere = books.orders.reduce((sum, order) => sum + order.refunded, 0);
  const refundedHere = bench.eventsOf('refunded').reduce((sum, event) => sum + Number(event.amount), 0);
  expect(bench.eventsOf('refunded').every((event) => event.state === 'succeeded')).toBe(true);
  expect(refundedHere).toBe(refundedThere);
  expect(refundedHere).toBeGreaterThan(0);
  for (const { orderId, id } of attempts) {
    const [view] = await bench.payments(orderId);
    const paid = paidThere.includes(numberOf(id));
    expect(['succeeded', 'closed', 'failed']).toContain(view?.state);
    expect(view?.state === 'succeeded').toBe(paid);
  }
});
