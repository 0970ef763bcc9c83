import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import {
  type Bench,
  buy,
  buyAndPay,
  channelRejects,
  createBench,
  enter,
  makeShop,
  makeShopper,
  refundArrives,
  type Shopper,
  scan,
  stock,
} from '../../testing/shopping.ts';
import { verifyLedger } from '../ledger/index.ts';
import { myOrder, refundOrder, staffOrder } from './index.ts';
import { queryChannel } from './request-payment.ts';
import { giveUpRefund, retryRefund } from './retry-refund.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.end());

/** A shopper inside with goods for 10 yuan in the cart. */
async function shopping() {
  const shopper = await makeShopper(bench);
  const shop = await makeShop(bench);
  await enter(bench, shopper, shop);
  const goods = await stock(bench, shop, { price: 500, name: '矿泉水' });
  await scan(bench, shopper, goods.barcode, goods.barcode);
  return { shopper };
}

const order = (shopper: Shopper, id: string) => myOrder(bench.read(shopper), id);
const names = async (shopper: Shopper, id: string) => (await order(shopper, id)).timeline.map((entry) => entry.name);
const audited = async (action: string, id: string) =>
  (
    await bench.runtime.database.row(
      z.object({ count: z.number() }),
      sql`select count(*) from kernel.audit_log where action = ${action} and object_id = ${id}`,
    )
  ).count;

describe('refunds', () => {
  const refund = (orderId: string, amount: number, actor = bench.staff) =>
    bench.as(actor, (ctx) => refundOrder(ctx, { orderId, amount, reason: '商品破损' }));

  it('[ORD-9] give back parts of what was paid, never more, through the channel and the books', async () => {
    const { shopper } = await shopping();
    const id = await buyAndPay(bench, shopper);
    await refund(id, 300);
    await expect(refund(id, 701)).rejects.toMatchObject({ code: 'refund_exceeds_paid', data: { refundable: 700 } });
    expect(await order(shopper, id)).toMatchObject({ state: 'paid', refunded: 0 });
    await refundArrives(bench, id);
    expect(await order(shopper, id)).toMatchObject({
      state: 'partially_refunded',
      refunded: 300,
      lines: [{ refunded: 300 }],
    });
    await refund(id, 700);
    await refundArrives(bench, id);
    expect(await order(shopper, id)).toMatchObject({
      state: 'refunded',
      refunded: 1_000,
      lines: [{ refunded: 1_000 }],
    });
    await expect(refund(id, 1)).rejects.toMatchObject({ code: 'illegal_move', data: { state: 'refunded' } });
    expect(await audited('orders.refund', id)).toBe(2);
    expect(await audited('orders.refund_settled', id)).toBe(2);
  });

  it('[ORD-9] of eight clerks at once never exceed what was paid', async () => {
    const { shopper } = await shopping();
    const id = await buyAndPay(bench, shopper);
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => refund(id, 300)));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(3);
    await refundArrives(bench, id);
    expect(await order(shopper, id)).toMatchObject({ state: 'partially_refunded', refunded: 900 });
  });

  it('[PAY-6] that the channel rejected stay promised until staff send them again or give them up', async () => {
    const { shopper } = await shopping();
    const id = await buyAndPay(bench, shopper);
    const refundId = await refund(id, 1_000);
    await channelRejects(bench, refundId, 'NOT_ENOUGH');
    expect((await names(shopper, id)).at(-1)).toBe('refund.failed');
    expect(await order(shopper, id)).toMatchObject({ refunds: [{ state: 'processing', code: null }] });
    const seen = await staffOrder(bench.read(bench.staff), id);
    expect(seen.refunds).toMatchObject([{ id: refundId, state: 'failed', code: 'NOT_ENOUGH', amount: 1_000 }]);
    await expect(refund(id, 1)).rejects.toMatchObject({ code: 'refund_exceeds_paid' });
    const retry = (actor = bench.staff) => bench.as(actor, (ctx) => retryRefund(ctx, { orderId: id, refundId }));
    await expect(retry({ ...bench.staff, permissions: new Set<never>() })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(retry({ ...bench.staff, storeIds: [newId()] })).rejects.toMatchObject({ code: 'not_found' });
    await retry();
    await expect(retry()).rejects.toMatchObject({ code: 'illegal_move', data: { state: 'requesting' } });
    await refundArrives(bench, id);
    expect(await order(shopper, id)).toMatchObject({ state: 'refunded', refunded: 1_000 });
    expect(await audited('orders.retry_refund', id)).toBe(1);
    expect((await names(shopper, id)).slice(-3)).toEqual(['refund.failed', 'refund.retried', 'refund.succeeded']);
  });

  it('[PAY-6] that were given up free their amount for another', async () => {
    const { shopper } = await shopping();
    const id = await buyAndPay(bench, shopper);
    const refundId = await refund(id, 1_000);
    const giveUp = () =>
      bench.as(bench.staff, (ctx) => giveUpRefund(ctx, { orderId: id, refundId, reason: '已现金退' }));
    await expect(giveUp()).rejects.toMatchObject({ code: 'illegal_move' });
    await channelRejects(bench, refundId, 'RULE_LIMIT');
    await giveUp();
    await bench.drain();
    expect(await order(shopper, id)).toMatchObject({ state: 'paid', refunded: 0, refunds: [{ state: 'closed' }] });
    expect((await names(shopper, id)).at(-1)).toBe('refund.given_up');
    await refund(id, 400);
    await refundArrives(bench, id);
    expect(await order(shopper, id)).toMatchObject({ state: 'partially_refunded', refunded: 400 });
  });

  it('[ORD-9] are refused without permission, outside the scope, before payment and for nonsense', async () => {
    const { shopper } = await shopping();
    const id = await buy(bench, shopper);
    await expect(refund(id, 100)).rejects.toMatchObject({ code: 'illegal_move' });
    const nobody = { ...bench.staff, permissions: new Set<never>() };
    const stranger = { ...bench.staff, storeIds: [newId()] };
    await expect(refund(id, 100, nobody)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(refund(id, 100, stranger)).rejects.toMatchObject({ code: 'not_found' });
    for (const amount of [0, -1, 0.5])
      await expect(refund(id, amount)).rejects.toMatchObject({ code: 'invalid_input' });
    const ask = (actor: typeof bench.staff) => bench.as(actor, (ctx) => queryChannel(ctx, { orderId: id }));
    await expect(ask(nobody)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(ask(stranger)).rejects.toMatchObject({ code: 'not_found' });
    await ask(bench.staff);
    expect((await names(shopper, id)).at(-1)).toBe('order.channel_asked');
    expect(await audited('orders.query_channel', id)).toBe(1);
  });
});

it('[LED-10] the books of everything above verify', async () => {
  expect(await bench.asSystem((ctx) => verifyLedger(ctx))).toMatchObject({ consistent: true, total: 0 });
});
