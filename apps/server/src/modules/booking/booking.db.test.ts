import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemActor } from '../../kernel/actor.ts';
import { sql } from '../../kernel/db.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, enterRoom, equip, hold, inMinutes, makeVenue, payAtChannel, type Venue } from '../../testing/rooms.ts';
import { deviceFacts } from '../devices/index.ts';
import { verifyLedger } from '../ledger/index.ts';
import { calendarFacts, publishedRules } from '../tariffs/index.ts';
import { bookingsPersonalData, mergeBookings, runDueTimers } from './index.ts';

let product: TestProduct;
let venue: Venue;
let anna: Person;
let ben: Person;
beforeAll(async () => {
  product = await createTestProduct();
  anna = await product.customer();
  ben = await product.customer();
}, 60_000);
afterAll(() => product.close());
beforeEach(() => {
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter));
});

const book = { publishedRules, calendarFacts };
/** The clock goes on, and everything that is due by then happens, at its minute. */
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    product.clock.advance(60_000);
    while ((await runDueTimers(product.runtime, book)) > 0);
  }
  await product.drain();
}
const read = async (person: Person, id: string) => (await person.call('GET /bookings/:id', { params: { id } })).body;
const desiredOf = async (deviceId: string) =>
  (await deviceFacts(product.read(systemActor('test')), [deviceId])).get(deviceId)?.desired;
const chargeRows = z.object({ amount: z.coerce.number(), refunded: z.coerce.number() });
async function booksAgree(id: string): Promise<void> {
  const ledger = await product.asSystem((ctx) => verifyLedger(ctx));
  expect(ledger.consistent).toBe(true);
  const { runtime } = product;
  const charges = await runtime.database.rows(
    chargeRows,
    sql`select amount, refunded from booking.charges where booking_id = ${id} and state = 'paid'`,
  );
  const { booked: journal } = await runtime.database.row(
    z.object({ booked: z.coerce.number() }),
    sql`
      select coalesce(sum(case kind when 'sale' then 1 else -1 end * (terms -> 'shares' ->> 'paid')::bigint), 0) as booked
      from ledger.journals
      where kind in ('sale', 'refund') and reference_number in (select number from booking.charges where booking_id = ${id})`,
  );
  expect(journal).toBe(charges.reduce((sum, one) => sum + one.amount - one.refunded, 0));
}

describe('accounts', () => {
  it('[IDN-1, IDN-5] a booking follows its account when two become one, is in the export, and keeps it from being deleted', async () => {
    venue = await makeVenue(product);
    const [old, kept] = [await product.customer(), await product.customer()];
    const id = await booked(product, old, venue.roomId, 60, 60);
    const deletion = await old.call('DELETE /me');
    expect(deletion.body.error).toMatchObject({ code: 'account_open_matters' });
    await product.asSystem((ctx) => mergeBookings(ctx, { fromId: old.id, intoId: kept.id }));
    expect([(await read(kept, id)).role, (await read(old, id)).role]).toEqual(['host', undefined]);
    const exported = await bookingsPersonalData(product.read(systemActor('test')), kept.id);
    expect(exported).toMatchObject([{ state: 'confirmed', charges: [{ kind: 'booking', amount: 6_000 }] }]);
  });
});

describe('a room by the hour', () => {
  it('[BKG-1, BKG-2, BKG-5, BKG-11, BKG-12, BKG-13, BKG-14, BKG-16, BKG-20, BKG-24] is found, booked, paid, opened, renewed, left dark by the ladder, and billed', async () => {
    venue = await makeVenue(product, { rooms: 2 });
    const [relay, fridge, lamp, air] = await equip(product, venue, [
      { kind: 'power_relay' },
      { kind: 'power_relay', protected: true },
      { kind: 'light' },
      { kind: 'air_conditioner' },
    ]);
    const found = await anna.call('GET /rooms', { query: `storeId=${venue.storeId}` });
    expect(found.body.items).toHaveLength(2);
    expect(found.body.items[0]).toMatchObject({ id: venue.roomId, freeNow: true });
    const from = inMinutes(product, 60);
    const to = inMinutes(product, 180);
    const quotes = await anna.call('POST /rooms/:id/quotes', {
      params: { id: venue.roomId },
      body: { from, to, people: 2 },
    });
    expect(quotes.body).toMatchObject({ free: true, offers: [{ mode: 'hourly', quote: { total: 12_000 } }] });
    const held = await hold(product, anna, venue.roomId, 60, 120);
    expect(held.body).toMatchObject({ state: 'held', stage: 'to_pay', total: 12_000, paid: 0, code: null });
    const { id } = held.body;
    await payAtChannel(product, anna, id);
    const confirmed = await read(anna, id);
    expect(confirmed).toMatchObject({ state: 'confirmed', stage: 'to_use', paid: 12_000 });
    expect(confirmed.code).toMatch(/^\d{8}$/);
    expect((await anna.call('POST /bookings/:id/openings', { params: { id } })).body.error.code).toBe(
      'entry_too_early',
    );
    await pass(52);
    await enterRoom(product, anna, venue, id);
    expect(await read(anna, id)).toMatchObject({ state: 'in_use', power: 'on' });
    for (const device of [relay, fridge, lamp, air])
      expect(await desiredOf(device?.deviceId ?? '')).toMatchObject({ on: true });
    await pass(8 + 105);
    const options = await anna.call('GET /bookings/:id/renewals', { params: { id }, query: 'minutes=60' });
    expect(options.body.options[0]).toMatchObject({ kind: 'extend', quote: { total: 6_000 } });
    const renewal = { to: options.body.options[0]?.to, expectedTotal: 6_000 };
    const renewed = await anna.call('POST /bookings/:id/renewals', { params: { id }, body: renewal });
    expect([renewed.status, renewed.body.to]).toEqual([200, to]);
    await payAtChannel(product, anna, id);
    expect((await read(anna, id)).to).toBe(renewal.to);
    await pass(15 + 60);
    expect(await read(anna, id)).toMatchObject({ state: 'in_use', power: 'warned' });
    await pass(1);
    expect(await read(anna, id)).toMatchObject({ power: 'dimmed' });
    expect(await desiredOf(lamp?.deviceId ?? '')).toMatchObject({ on: true, level: 35 });
    await pass(5);
    expect(await read(anna, id)).toMatchObject({ state: 'completed', stage: 'completed', power: 'cut', paid: 18_000 });
    for (const device of [relay, lamp, air])
      expect(await desiredOf(device?.deviceId ?? '')).toMatchObject({ on: false });
    expect(await desiredOf(fridge?.deviceId ?? '')).toMatchObject({ on: true });
    const admin = await product.staff('platform_administrator');
    const detail = await admin.call('GET /staff/bookings/:id', { params: { id } });
    const names = detail.body.timeline.map((entry) => entry.name);
    expect(names.filter((name) => name === 'session.reminded')).toHaveLength(3);
    expect(names).toEqual(expect.arrayContaining(['power.warned', 'power.dimmed', 'power.grace', 'power.cut']));
    await booksAgree(id);
    const { items } = (await anna.call('GET /me/messages', { query: 'limit=100' })).body;
    const mine = items.filter((message) => message.link?.id === id).map((message) => message.title);
    expect(mine).toEqual(['Thank you', '5 minutes left', '15 minutes left', '15 minutes left', 'Booked']);
  });

  it('[BKG-3] two that want the same evening do not both get it, and the slower one hears what is free', async () => {
    venue = await makeVenue(product, { rooms: 2 });
    const answers = await Promise.all([anna, ben].map((person) => hold(product, person, venue.roomId, 120, 120)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const refused = answers.find((answer) => answer.status === 409);
    expect(refused?.body.error.code).toBe('room_taken');
    const alternatives = refused?.body.error.data.alternatives as { roomId: string; from: string }[];
    expect(alternatives.map((one) => [one.roomId === venue.roomId, one.from])).toContainEqual([
      false,
      inMinutes(product, 120),
    ]);
    expect(alternatives.some((one) => one.roomId === venue.roomId)).toBe(true);
  });

  it('[BKG-2] each rule that a range breaks is named', async () => {
    venue = await makeVenue(product);
    const code = async (from: number, minutes: number) =>
      (await hold(product, anna, venue.roomId, from, minutes)).body.error?.code;
    expect(await code(-60, 60)).toBe('booking_in_past');
    expect(await code(61, 60)).toBe('booking_off_grid');
    expect(await code(60, 30)).toBe('booking_length');
    expect(await code(60, -60)).toBe('booking_length');
    expect(await code(60, 1440)).toBe('booking_length');
    expect(await code(60 * 24 * 20, 60)).toBe('booking_too_far');
    const crowd = { roomId: venue.roomId, from: inMinutes(product, 60), to: inMinutes(product, 120), people: 9 };
    const answer = await anna.call('POST /bookings', { body: { ...crowd, mode: 'hourly', expectedTotal: 6_000 } });
    expect(answer.body.error.code).toBe('too_many_people');
    const dear = await anna.call('POST /bookings', {
      body: { ...crowd, people: 2, mode: 'hourly', expectedTotal: 5_999 },
    });
    expect(dear.body.error).toMatchObject({ code: 'price_changed', data: { total: 6_000 } });
  });

  it('[BKG-4] an unpaid hold lapses; its late payment revives it while the room is free, and else goes back whole', async () => {
    venue = await makeVenue(product, { rooms: 2 });
    const [first = '', second = ''] = venue.roomIds;
    const revived = (await hold(product, anna, first, 120, 60)).body;
    const lost = (await hold(product, anna, second, 120, 60)).body;
    const begin = async (booking: typeof revived) => {
      const params = { id: booking.id, chargeId: booking.charges[0]?.id ?? '' };
      const body = { channel: 'wechat', method: 'h5' };
      return (await anna.call('POST /bookings/:id/charges/:chargeId/payments', { params, body })).body.id;
    };
    const payments = [await begin(revived), await begin(lost)];
    await pass(11);
    expect([(await read(anna, revived.id)).state, (await read(anna, lost.id)).state]).toEqual(['lapsed', 'lapsed']);
    const faster = await hold(product, ben, second, 109, 60);
    expect([faster.status, faster.body.error?.code]).toEqual([200, undefined]);
    for (const payment of payments) await product.notifyPaid(payment, 6_000);
    expect(await read(anna, revived.id)).toMatchObject({ state: 'confirmed', paid: 6_000 });
    expect(await read(anna, lost.id)).toMatchObject({ state: 'lapsed', paid: 0 });
    const admin = await product.staff('platform_administrator');
    const detail = await admin.call('GET /staff/bookings/:id', { params: { id: lost.id } });
    expect(detail.body.refunds).toMatchObject([{ amount: 6_000, reason: 'late_payment' }]);
    await booksAgree(revived.id);
  });

  it('[BKG-7] cancelling early gives everything back, late keeps the fee, and nobody comes to nothing', async () => {
    venue = await makeVenue(product, { rooms: 3 });
    const [one = '', two = '', three = ''] = venue.roomIds;
    const early = await booked(product, anna, one, 240, 60);
    const late = await booked(product, anna, two, 90, 60);
    const absent = await booked(product, anna, three, 15, 60);
    const cancel = async (id: string, expectedRefund: number) =>
      anna.call('POST /bookings/:id/cancel', { params: { id }, body: { expectedRefund } });
    expect((await anna.call('GET /bookings/:id/cancellation', { params: { id: late } })).body).toMatchObject({
      ...{ possible: true, freeUntil: null, fee: 1_800, refund: 4_200 },
    });
    expect((await cancel(late, 6_000)).body.error).toMatchObject({ code: 'refund_changed', data: { refund: 4_200 } });
    expect((await cancel(late, 4_200)).body).toMatchObject({ state: 'cancelled', stage: 'cancelled' });
    expect((await cancel(early, 6_000)).body.state).toBe('cancelled');
    expect((await cancel(early, 0)).body.error.code).toBe('illegal_move');
    await pass(61);
    expect(await read(anna, absent)).toMatchObject({ state: 'no_show', paid: 6_000, refunded: 0 });
    const admin = await product.staff('platform_administrator');
    const refunds = async (id: string) =>
      (await admin.call('GET /staff/bookings/:id', { params: { id } })).body.refunds.map((refund) => refund.amount);
    expect([await refunds(early), await refunds(late), await refunds(absent)]).toEqual([[6_000], [4_200], []]);
    // The hour that was given back can be booked again.
    expect((await hold(product, ben, one, 179, 60)).status).toBe(200);
  });

  it('[BKG-6, BKG-28] friends get an entry right by the link, open the door, and lose it when the host says so', async () => {
    venue = await makeVenue(product);
    const id = await booked(product, anna, venue.roomId, 5 * 3, 60);
    const { body: link } = await anna.call('POST /bookings/:id/share', { params: { id } });
    expect((await ben.call('GET /bookings/:id', { params: { id } })).status).toBe(404);
    const joined = await ben.call('POST /booking-shares/:token', { params: { token: link.token } });
    expect(joined.body).toMatchObject({ id, role: 'guest', total: 0, charges: [] });
    expect((await ben.call('GET /bookings/current')).body.booking?.id).toBe(id);
    await pass(6);
    expect((await ben.call('POST /bookings/:id/openings', { params: { id } })).status).toBe(200);
    await product.passDoor(venue);
    expect((await read(anna, id)).state).toBe('in_use');
    const [guest] = (await read(anna, id)).guests;
    await anna.call('DELETE /bookings/:id/guests/:guestId', { params: { id, guestId: guest?.id ?? '' } });
    expect((await ben.call('POST /bookings/:id/openings', { params: { id } })).status).toBe(404);
    const again = await ben.call('POST /booking-shares/:token', { params: { token: link.token } });
    expect(again.body.error.code).toBe('share_invalid');
    expect((await ben.call('POST /bookings/:id/end', { params: { id } })).status).toBe(404);
    expect((await anna.call('POST /bookings/:id/end', { params: { id } })).body).toMatchObject({
      ...{ state: 'completed', power: 'off' },
    });
  });

  it('[BKG-9, ORG-10] staff keep, move and cancel, see the calendar, and cannot retire a room that is booked', async () => {
    venue = await makeVenue(product, { rooms: 2 });
    const [one = '', two = ''] = venue.roomIds;
    const manager = await product.staff('store_manager', { kind: 'stores', ids: [venue.storeId] });
    const make = (kind: string, roomId: string, from: number, minutes: number) =>
      manager.call('POST /staff/bookings', {
        body: {
          ...{ kind, roomId, people: 4, note: '王先生' },
          ...{ from: inMinutes(product, from), to: inMinutes(product, from + minutes) },
        },
      });
    const walkIn = await make('walk_in', one, 0, 30);
    expect(walkIn.body.booking).toMatchObject({ kind: 'walk_in', state: 'confirmed', note: '王先生' });
    expect((await make('block', one, 15, 60)).body.error.code).toBe('room_taken');
    const block = await make('block', one, 60, 60);
    expect(block.status).toBe(200);
    const { id, version } = block.body.booking;
    const move = { roomId: two, from: inMinutes(product, 60), reason: '设备检修', version };
    const moved = await manager.call('POST /staff/bookings/:id/move', { params: { id }, body: move });
    expect(moved.body.booking.room.id).toBe(two);
    const stale = await manager.call('POST /staff/bookings/:id/move', { params: { id }, body: move });
    expect(stale.body.error.code).toBe('conflict');
    const window = `from=${inMinutes(product, -60)}&to=${inMinutes(product, 600)}`;
    const params = { id: venue.storeId };
    const { body: calendar } = await manager.call('GET /staff/stores/:id/room-calendar', { params, query: window });
    expect(calendar.bookings.map((booking) => booking.room.id).sort()).toEqual([one, two].sort());
    const retire = () =>
      manager.call('POST /staff/rooms/:id/retire', { params: { id: two }, body: { reason: '装修' } });
    expect((await retire()).body.error.code).toBe('room_has_bookings');
    await manager.call('POST /staff/bookings/:id/cancel', { params: { id }, body: { refund: 0, reason: '取消检修' } });
    expect((await retire()).body.state).toBe('retired');
    const started = await manager.call('POST /staff/bookings/:id/start', {
      ...{ params: { id: walkIn.body.booking.id }, body: { reason: '到店' } },
    });
    expect(started.body.booking.state).toBe('in_use');
  });

  it('[BKG-9, BKG-29] who came early and was let begin by staff opens the door before the time', async () => {
    venue = await makeVenue(product);
    const manager = await product.staff('store_manager', { kind: 'stores', ids: [venue.storeId] });
    const id = await booked(product, anna, venue.roomId, 120, 60);
    const params = { id };
    expect((await anna.call('POST /bookings/:id/openings', { params })).body.error.code).toBe('entry_too_early');
    await manager.call('POST /staff/bookings/:id/start', { params, body: { reason: '提前到店' } });
    await enterRoom(product, anna, venue, id);
    expect(await read(anna, id)).toMatchObject({ state: 'in_use' });
  });
});
