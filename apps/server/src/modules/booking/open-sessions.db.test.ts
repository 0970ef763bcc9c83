import { meter } from '@latchkey/pricing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { balanceOf, plan, topUp } from '../../testing/balances.ts';
import { makeTables, openBench, startAt } from '../../testing/open-tables.ts';
import { createTestProduct, type TestProduct } from '../../testing/product.ts';
import { equip, hold, payAtChannel } from '../../testing/rooms.ts';

let product: TestProduct;
let bench: ReturnType<typeof openBench>;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
beforeAll(async () => {
  product = await createTestProduct();
  bench = openBench(product);
  admin = await product.staff('platform_administrator');
}, 60_000);
afterAll(() => product.close());
beforeEach(() => {
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter));
});

const moved = z.object({ kind: z.string(), amount: z.coerce.number() });
/** What the journal says of a booking, by kind of account. */
async function journalOf(id: string): Promise<Record<string, number>> {
  const rows = await product.runtime.database.rows(
    moved,
    sql`
      select a.kind, sum(p.amount)::bigint as amount
      from ledger.journals j join ledger.postings p on p.journal_id = j.id join ledger.accounts a on a.id = p.account_id
      where j.reference_number in (select number from booking.charges where booking_id = ${id})
      group by a.kind order by a.kind`,
  );
  return Object.fromEntries(rows.filter(({ amount }) => amount !== 0).map(({ kind, amount }) => [kind, amount]));
}
describe('a table by the minute', () => {
  it('[BKG-15, BKG-16, LED-1] is begun for a deposit, metered, ended by a tap, billed, and the rest of the deposit goes back', async () => {
    const anna = await product.customer();
    const venue = await makeTables(product);
    const [lamp] = await equip(product, venue, [{ kind: 'light' }]);
    expect(lamp).toBeDefined();
    const offer = await anna.call('GET /rooms/:id/open-offer', { params: { id: venue.roomId } });
    expect(offer.body).toMatchObject({
      possible: true,
      deposit: 5_000,
      unitPrice: 1_500,
      unitMinutes: 15,
      credit: false,
    });
    const started = await startAt(anna, venue.roomId);
    expect(started.body).toMatchObject({ kind: 'open', state: 'held', total: 0, owed: 0 });
    const { id } = started.body;
    bench.hostIs(id, anna);
    await payAtChannel(product, anna, id);
    await bench.timers();
    expect(await bench.read(anna, id)).toMatchObject({ state: 'in_use', power: 'on', paid: 0 });
    const fee = (await journalOf(id)).channel_fees ?? 0;
    expect(await journalOf(id)).toMatchObject({ deposits: -5_000, channel_transit: 5_000 - fee });
    await bench.pass(20);
    const shown = await bench.meterOf(anna, id);
    expect(shown).toMatchObject({ total: 3_000, deposit: 5_000, endsBy: 'deposit', goesOn: false });
    // The phone reads the same off its own meter, now and later.
    const { rules, calendar, stay, startedAt } = shown;
    const onPhone = (now: number) =>
      meter(rules, calendar, { ...stay, memberLevel: null, startedAt: Date.parse(startedAt), now });
    expect(onPhone(Date.parse(shown.now))).toMatchObject({ quote: { total: 3_000 }, nextAt: Date.parse(shown.nextAt) });
    const left = await bench.end(anna, id);
    await product.drain();
    expect(left.body).toMatchObject({ state: 'completed', power: 'off', total: 3_000, paid: 3_000, owed: 0 });
    const usage = left.body.charges.find((charge) => charge.kind === 'usage');
    expect(usage).toMatchObject({ state: 'paid', amount: 3_000, quote: { total: 3_000 } });
    expect(usage?.quote?.segments.reduce((sum, one) => sum + one.amount, 0)).toBe(3_000);
    await bench.refundsArrive(id);
    const deposit = (await bench.read(anna, id)).charges.find((charge) => charge.kind === 'deposit');
    expect(deposit).toMatchObject({ amount: 5_000, consumed: 3_000, refunded: 2_000 });
    const journal = await journalOf(id);
    expect(journal.deposits).toBeUndefined();
    expect(journal.channel_transit).toBe(3_000 - (journal.channel_fees ?? 0));
    expect(-(journal.store_balance ?? 0) - (journal.service_fee_income ?? 0)).toBe(3_000);
    expect(await bench.consistent()).toBe(true);
  });

  it('[BKG-15] two taps begin one session, and two ends make one bill, whoever taps', async () => {
    const ben = await product.customer();
    const venue = await makeTables(product);
    const taps = await Promise.all([
      startAt(ben, venue.roomId),
      startAt(ben, venue.roomId),
      startAt(ben, venue.roomId),
    ]);
    expect(new Set(taps.map((tap) => tap.body.id)).size).toBe(1);
    const id = taps[0]?.body.id ?? '';
    bench.hostIs(id, ben);
    await payAtChannel(product, ben, id);
    await bench.timers();
    expect((await startAt(ben, venue.roomId)).body.id).toBe(id);
    await bench.pass(10);
    const agent = await product.staff('agent');
    const ends = await Promise.all([
      bench.end(ben, id),
      bench.end(ben, id),
      agent.call('POST /staff/bookings/:id/end', { params: { id }, body: { reason: '顾客要求' } }),
    ]);
    expect(ends.filter((answer) => answer.status === 200).length).toBeGreaterThanOrEqual(1);
    const after = await bench.read(ben, id);
    expect(after.charges.filter((charge) => charge.kind === 'usage')).toHaveLength(1);
    await bench.refundsArrive(id);
    expect((await bench.read(ben, id)).charges.find((charge) => charge.kind === 'deposit')).toMatchObject({
      refunded: 3_500,
    });
    expect(await bench.consistent()).toBe(true);
  });

  it('[BKG-15, BKG-3] sixteen customers and bookings fight for four tables: nobody shares one', async () => {
    const venue = await makeTables(product, { rooms: 4, policy: { minimum: 15 } });
    const people = await Promise.all(Array.from({ length: 16 }, () => product.customer()));
    const answers = await Promise.all(
      people.map((person, index) => {
        const roomId = venue.roomIds[index % 4] ?? '';
        return index % 3 === 0 ? hold(product, person, roomId, 15, 60, 6_000) : startAt(person, roomId);
      }),
    );
    expect(answers.every((answer) => answer.status === 200 || answer.body.error.code === 'room_taken')).toBe(true);
    const rows = await product.runtime.database.rows(
      z.object({ a: z.uuid() }),
      sql`
        select a.id as a from booking.bookings a join booking.bookings b
          on a.room_id = b.room_id and a.id <> b.id and a.during && b.during
        where a.store_id = ${venue.storeId} and a.state in ('held', 'in_use') and b.state in ('held', 'in_use')`,
    );
    expect(rows).toEqual([]);
    expect(answers.filter((answer) => answer.status === 200).length).toBeGreaterThanOrEqual(4);
  });

  it('[BKG-15] ends when the deposit is used up: warned before, more can be left, and the bill is never above it', async () => {
    const carl = await product.customer();
    const venue = await makeTables(product);
    const id = await bench.playing(carl, venue.roomId);
    bench.hostIs(id, carl);
    // 5000 fen pay for three quarters of an hour.
    const first = await bench.meterOf(carl, id);
    expect(Date.parse(first.until) - Date.parse(first.startedAt)).toBe(45 * 60_000);
    await bench.pass(31);
    const { items } = (await carl.call('GET /me/messages')).body;
    expect(items.some((message) => message.title === 'Deposit nearly used up')).toBe(true);
    const more = await carl.call('POST /bookings/:id/deposits', { params: { id }, body: { amount: 1_000 } });
    expect(more.body.charges.at(-1)).toMatchObject({ kind: 'deposit', state: 'awaiting_payment', amount: 1_000 });
    const again = await carl.call('POST /bookings/:id/deposits', { params: { id }, body: { amount: 1_000 } });
    expect(again.body.charges).toHaveLength(more.body.charges.length);
    await payAtChannel(product, carl, id);
    await bench.timers();
    const later = await bench.meterOf(carl, id);
    expect(Date.parse(later.until) - Date.parse(later.startedAt)).toBe(60 * 60_000);
    await bench.pass(29);
    expect(await bench.read(carl, id)).toMatchObject({ state: 'in_use', power: 'warned' });
    await bench.pass(6);
    const done = await bench.read(carl, id);
    expect(done).toMatchObject({ state: 'completed', power: 'cut', paid: 6_000, owed: 0 });
    expect(done.charges.filter((charge) => charge.kind === 'deposit').map((charge) => charge.consumed)).toEqual([
      5_000, 1_000,
    ]);
    expect(await bench.consistent()).toBe(true);
  });

  it('[BKG-15, BKG-14] where it goes on beyond the deposit, the rest is a debt that blocks the next opening until it is paid', async () => {
    const dora = await product.customer();
    const venue = await makeTables(product, { rooms: 2, open: { whenUsedUp: 'go_on' } });
    const id = await bench.playing(dora, venue.roomId);
    bench.hostIs(id, dora);
    await bench.pass(70);
    const left = await bench.end(dora, id);
    await product.drain();
    expect(left.body).toMatchObject({ total: 7_500, paid: 5_000, owed: 2_500, state: 'completed' });
    const bills = left.body.charges.filter((charge) => charge.kind === 'usage');
    expect(bills.map((charge) => [charge.state, charge.amount])).toEqual([
      ['paid', 5_000],
      ['owed', 2_500],
    ]);
    expect(bills[0]?.quote?.adjustments).toEqual([{ kind: 'beyond_deposit', amount: -2_500 }]);
    const [, other = ''] = venue.roomIds;
    expect((await startAt(dora, other)).body.error).toMatchObject({ code: 'booking_owes', data: { bookingId: id } });
    await payAtChannel(product, dora, id);
    expect(await bench.read(dora, id)).toMatchObject({ owed: 0, paid: 7_500 });
    expect((await startAt(dora, other)).body).toMatchObject({ kind: 'open', state: 'held' });
    expect(await bench.consistent()).toBe(true);
  });

  it('[BKG-15, PAY-11, PAY-13] a deposit from the balance is back there at once', async () => {
    const eve = await product.customer();
    const venue = await makeTables(product);
    await plan(product, admin, { storeId: venue.storeId, door: venue.door });
    await topUp(product, eve, 10_000);
    const before = await balanceOf(eve);
    const { body } = await startAt(eve, venue.roomId);
    const params = { id: body.id, chargeId: body.charges[0]?.id ?? '' };
    const paid = await eve.call('POST /bookings/:id/charges/:chargeId/balance-payment', { params });
    expect(paid.body).toMatchObject({ state: 'in_use' });
    expect((await balanceOf(eve)).balance).toBe(before.balance - 5_000);
    // Her statement never calls a table an order.
    const { items } = (await eve.call('GET /me/balance/entries')).body;
    expect(items[0]).toMatchObject({ kind: 'spend', reference: { kind: 'booking', number: `${body.number}-1` } });
    await bench.pass(5);
    const left = await bench.end(eve, body.id);
    expect(left.body.charges.find((charge) => charge.kind === 'deposit')).toMatchObject({
      refunded: 3_500,
      consumed: 1_500,
    });
    expect((await balanceOf(eve)).balance).toBe(before.balance - 1_500);
    expect(await journalOf(body.id)).not.toHaveProperty('deposits');
    expect(await bench.consistent()).toBe(true);
  });

  it('[BKG-15] a level that stands for it needs no deposit; the use is taken from the balance or owed', async () => {
    const finn = await product.customer();
    const venue = await makeTables(product, { open: { creditLevels: ['standard'] } });
    expect((await startAt(finn, venue.roomId)).body.error.code).toBe('price_changed');
    const { body } = await startAt(finn, venue.roomId, 0);
    await bench.timers();
    expect(await bench.read(finn, body.id)).toMatchObject({ state: 'in_use' });
    await bench.pass(16);
    expect((await bench.end(finn, body.id)).body).toMatchObject({ total: 3_000, owed: 3_000 });
    expect(await bench.consistent()).toBe(true);
  });
});
