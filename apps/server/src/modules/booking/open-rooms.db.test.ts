import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { channelAnswersRefunds } from '../../testing/balances.ts';
import { makeTables, openBench, startAt } from '../../testing/open-tables.ts';
import { createTestProduct, type TestProduct } from '../../testing/product.ts';
import { hold, payAtChannel } from '../../testing/rooms.ts';
import { publishDraft, publishedRules, writeDraft } from '../tariffs/index.ts';

let product: TestProduct;
let bench: ReturnType<typeof openBench>;
beforeAll(async () => {
  product = await createTestProduct();
  bench = openBench(product);
}, 60_000);
afterAll(() => product.close());
beforeEach(() => {
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter));
});

describe('the room of a session without an end', () => {
  it('[BKG-15] is kept as far as the terms say, further as time passes, and only up to the next booking', async () => {
    const [gus, hal] = [await product.customer(), await product.customer()];
    const venue = await makeTables(product, { deposit: 90_000, open: { horizon: 60 } });
    const { body } = await startAt(gus, venue.roomId, 90_000);
    await payAtChannel(product, gus, body.id);
    await bench.timers();
    expect((await bench.meterOf(gus, body.id)).endsBy).toBe('horizon');
    // An hour and its cleaning are kept; after them others may book.
    expect((await hold(product, hal, venue.roomId, 60, 60, 6_000)).body.error.code).toBe('room_taken');
    await bench.pass(45);
    expect((await hold(product, hal, venue.roomId, 60, 60, 6_000)).body.error.code).toBe('room_taken');
    const behind = await hold(product, hal, venue.roomId, 90, 60, 6_000);
    await payAtChannel(product, hal, behind.body.id);
    await bench.pass(30);
    const shown = await bench.meterOf(gus, body.id);
    expect(shown.endsBy).toBe('next_booking');
    expect(Date.parse(shown.until) - Date.parse(shown.startedAt)).toBe((45 + 90 - 15) * 60_000);
    await bench.pass(45);
    expect(await bench.read(gus, body.id)).toMatchObject({ state: 'in_use', power: 'warned' });
    await bench.pass(6);
    const done = await bench.read(gus, body.id);
    expect(done).toMatchObject({ state: 'completed', total: 8 * 1_500, owed: 0 });
    expect(done.charges.find((charge) => charge.kind === 'usage')?.quote?.to).toBe(shown.until);
  });

  it('[BKG-4, BKG-15] is free again when nobody pays the deposit, whose late payment goes back whole', async () => {
    const ida = await product.customer();
    const venue = await makeTables(product);
    const { body } = await startAt(ida, venue.roomId);
    const params = { id: body.id, chargeId: body.charges[0]?.id ?? '' };
    const begun = await ida.call('POST /bookings/:id/charges/:chargeId/payments', {
      ...{ params, body: { channel: 'wechat', method: 'h5' } },
    });
    await bench.pass(11);
    expect(await bench.read(ida, body.id)).toMatchObject({ state: 'lapsed' });
    await product.notifyPaid(begun.body.id, 5_000);
    expect(await bench.read(ida, body.id)).toMatchObject({ state: 'lapsed', paid: 0 });
    expect((await startAt(ida, venue.roomId)).body.state).toBe('held');
    expect(await bench.consistent()).toBe(true);
  });

  it('[BIL-6, BKG-15] prices that change while it runs change nothing of it', async () => {
    const jan = await product.customer();
    const venue = await makeTables(product);
    const id = await bench.playing(jan, venue.roomId);
    await product.asSystem(async (ctx) => {
      const rules = await publishedRules(ctx, venue.storeId);
      if (!rules) throw new Error('no prices');
      const dear = rules.rules.map((rule) => ({
        ...rule,
        price: { mode: 'hourly', unitMinutes: 15, unitPrice: 9_900 },
      }));
      const content = { rules: dear, terms: rules.terms, promotions: [] } as never;
      await writeDraft(ctx, venue.storeId, { content, revision: 0 });
    });
    product.clock.advance(60_000);
    await product.asSystem((ctx) => publishDraft(ctx, venue.storeId, { revision: 1, note: null, effectiveFrom: null }));
    await bench.pass(4);
    expect((await bench.end(jan, id)).body).toMatchObject({ total: 1_500 });
  });
});

it('[PAY-6, BKG-15] a deposit whose way back the channel rejects is sent again by itself until it arrives', async () => {
  const kim = await product.customer();
  const venue = await makeTables(product);
  const id = await bench.playing(kim, venue.roomId);
  bench.hostIs(id, kim);
  await bench.pass(5);
  await bench.end(kim, id);
  await product.drain();
  const charge = (await bench.read(kim, id)).charges.find((one) => one.kind === 'deposit');
  await channelAnswersRefunds(product, charge?.id ?? '', 'CLOSED');
  const manager = await product.staff('platform_administrator');
  const states = async () =>
    (await manager.call('GET /staff/bookings/:id', { params: { id } })).body.timeline.map((entry) => entry.name);
  expect(await states()).toContain('refund.rejected');
  expect((await bench.read(kim, id)).charges.find((one) => one.kind === 'deposit')).toMatchObject({ refunded: 0 });
  await bench.pass(2);
  expect(await states()).toContain('refund.sent_again');
  await channelAnswersRefunds(product, charge?.id ?? '', 'CLOSED');
  await bench.pass(6);
  await bench.refundsArrive(id);
  expect((await bench.read(kim, id)).charges.find((one) => one.kind === 'deposit')).toMatchObject({ refunded: 3_500 });
  const { items } = (await kim.call('GET /me/messages')).body;
  expect(items.filter((message) => message.title === 'Deposit returned')).toHaveLength(1);
  expect(await bench.consistent()).toBe(true);
});
