import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  attemptState,
  type Bench,
  beginPayment,
  buy,
  channelAwaitsPayer,
  channelSaysPaid,
  createBench,
  enter,
  makeShop,
  makeShopper,
  queryChannels,
  scan,
  stock,
} from '../../testing/shopping.ts';
import { staffOrder } from './index.ts';
import { askAboutAbnormal, closeUnpaidOrders } from './jobs.ts';
import { queryChannel } from './request-payment.ts';
import { notePaymentFailure } from './settle-payment.ts';

const MINUTE = 60_000;
let bench: Bench;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.end());

/** An order that waits for a payment that the channel knows. */
async function waiting() {
  const shopper = await makeShopper(bench);
  const shop = await makeShop(bench);
  await enter(bench, shopper, shop);
  await scan(bench, shopper, (await stock(bench, shop, { price: 500 })).barcode);
  const id = await buy(bench, shopper);
  const payment = await beginPayment(bench, shopper, id);
  await channelAwaitsPayer(bench, payment);
  return { id, payment };
}

const timeline = async (id: string) => (await staffOrder(bench.read(bench.staff), id)).timeline;
const asked = async (id: string) => (await timeline(id)).filter((entry) => entry.name === 'order.channel_asked').length;

it('[ORD-6] “update now” by staff writes that the channel was asked and what was found', async () => {
  const { id } = await waiting();
  await queryChannels(bench);
  expect((await timeline(id)).map((entry) => entry.name)).toEqual(['order.placed']);
  await bench.as(bench.staff, (ctx) => queryChannel(ctx, { orderId: id }));
  await queryChannels(bench);
  expect((await timeline(id)).slice(-2)).toMatchObject([
    { name: 'order.channel_asked', actor: 'staff', detail: { attempts: 1 } },
    { name: 'order.channel_found', actor: 'system', detail: { found: 'unreachable' } },
  ]);
});

it('[ORD-6] a periodic job asks about abnormal orders, every ten minutes in the first hour and then hourly', async () => {
  const { id } = await waiting();
  await bench.asSystem((ctx) => notePaymentFailure(ctx, { orderId: id, code: 'payment_refused' }));
  const run = async (minutes: number) => {
    bench.clock.advance(minutes * MINUTE);
    await askAboutAbnormal.run(bench.runtime);
    return asked(id);
  };
  expect(await run(9)).toBe(0);
  expect(await run(1)).toBe(1);
  expect(await run(9)).toBe(1);
  expect(await run(1)).toBe(2);
  await queryChannels(bench);
  expect((await timeline(id)).at(-1)).toMatchObject({ name: 'order.channel_found', actor: 'system' });
  for (let count = 0; count < 4; count++) await run(10);
  const young = await asked(id);
  expect(await run(49)).toBe(young);
  expect(await run(1)).toBe(young + 1);
  expect(await run(59)).toBe(young + 1);
  expect(await run(4 * 24 * 60)).toBe(young + 1);
});

it('[ORD-5] [ORD-7] a failed payment leaves nothing to look after when its order times out', async () => {
  const { id } = await waiting();
  await bench.asSystem((ctx) => notePaymentFailure(ctx, { orderId: id, code: 'payment_refused' }));
  expect(await staffOrder(bench.read(bench.staff), id)).toMatchObject({ abnormality: 'payment_failed' });
  bench.clock.advance(30 * MINUTE);
  await closeUnpaidOrders.run(bench.runtime);
  expect(await staffOrder(bench.read(bench.staff), id)).toMatchObject({ state: 'closed', abnormality: null });
  await askAboutAbnormal.run(bench.runtime);
  expect(await asked(id)).toBe(0);
});

it('[ORD-4] [PAY-3] a payment of another amount flags the order, alarms, and changes nothing else', async () => {
  const { id, payment } = await waiting();
  await channelSaysPaid(bench, payment, 499);
  const seen = await staffOrder(bench.read(bench.staff), id);
  expect(seen).toMatchObject({ state: 'pending_payment', paid: 0, abnormality: 'amount_differs' });
  expect(seen.timeline.at(-1)).toMatchObject({ name: 'order.abnormal', detail: { kind: 'amount_differs' } });
  expect(await attemptState(bench, payment)).toBe('awaiting_payer');
  await channelSaysPaid(bench, payment, 500);
  expect(await staffOrder(bench.read(bench.staff), id)).toMatchObject({ state: 'paid', abnormality: null });
});
