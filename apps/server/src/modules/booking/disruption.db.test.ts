import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, enterRoom, equip, hold, makeVenue } from '../../testing/rooms.ts';
import { verifyLedger } from '../ledger/index.ts';
import { liftLockdown, lockDown } from '../organisation/index.ts';
import { calendarFacts, publishedRules } from '../tariffs/index.ts';
import { runDueTimers, tellLockedOut, tellOverruns } from './index.ts';
import { DEFAULT_POLICY } from './rules.ts';

const book = { publishedRules, calendarFacts };
let product: TestProduct;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
beforeAll(async () => {
  product = await createTestProduct();
  admin = await product.staff('platform_administrator');
}, 60_000);
afterAll(() => product.close());
beforeEach(() => {
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter));
});

const read = async (person: Person, id: string) => (await person.call('GET /bookings/:id', { params: { id } })).body;
const offered = async (person: Person, id: string) =>
  (await person.call('GET /bookings/:id/disruption', { params: { id } })).body.disruption;
const answer = (person: Person, id: string, body: object) =>
  person.call('POST /bookings/:id/disruption', { params: { id }, body });
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    product.clock.advance(60_000);
    while ((await runDueTimers(product.runtime, book)) > 0);
  }
  await product.drain();
}
const titles = async (person: Person) => (await person.call('GET /me/messages')).body.items.map(({ title }) => title);
const said = async (text: string) =>
  (
    await product.runtime.database.row(
      z.object({ count: z.coerce.number() }),
      sql`select count(*) as count from devices.commands where name = 'say' and args->>'text' like ${`%${text}%`}`,
    )
  ).count;

/** Anna stays on in the first room of three, where Ben begins a quarter of an hour after her end. */
async function overrun() {
  const venue = await makeVenue(product, { rooms: 3 });
  await admin.call('PUT /staff/stores/:id/booking-policy', {
    params: { id: venue.storeId },
    body: { ...DEFAULT_POLICY, atEnd: 'overtime' },
  });
  const [anna, ben] = [await product.customer(), await product.customer()];
  const id = await booked(product, anna, venue.roomId, 0, 60);
  await enterRoom(product, anna, venue, id);
  const next = await booked(product, ben, venue.roomId, 75, 60);
  return { venue, anna, ben, id, next };
}

it('[BKG-30] who comes next is told once before the start, an agent sees it, and the one who stays is asked to leave by voice', async () => {
  const { venue, anna, ben, id, next } = await overrun();
  await equip(product, venue, [{ kind: 'speaker' }]);
  await pass(62);
  expect(await tellOverruns(product.runtime)).toBe(0);
  expect(await offered(ben, next)).toBeNull();
  await pass(4);
  const told = await Promise.all([tellOverruns(product.runtime), tellOverruns(product.runtime)]);
  expect(told.reduce((sum, one) => sum + one, 0)).toBe(1);
  await product.drain();
  expect(await offered(ben, next)).toMatchObject({ cause: 'overrun', refund: 6_000, rooms: [{}, {}] });
  expect((await titles(ben)).filter((title) => title === 'Your room may be late')).toHaveLength(1);
  expect(await titles(anna)).not.toContain('Your room may be late');
  expect(await said('下一位客人即将到店')).toBe(1);
  const alerts = await admin.call('GET /staff/alerts', { query: `storeId=${venue.storeId}` });
  expect(alerts.body.items).toMatchObject([{ kind: 'overstay', detail: 'room_overrun' }]);
  // The overtime rule is paid by who stayed.
  const left = await anna.call('POST /bookings/:id/end', { params: { id } });
  expect(left.body).toMatchObject({ state: 'completed', owed: 2_000 });
});

it('[BKG-30] another room at the same time and price is one tap, and two taps are one move', async () => {
  const { ben, next, venue } = await overrun();
  await pass(66);
  await tellOverruns(product.runtime);
  const offer = await offered(ben, next);
  const [first] = offer?.rooms ?? [];
  expect(first?.roomId).not.toBe(venue.roomId);
  const body = { kind: 'move', roomId: first?.roomId, from: first?.from };
  const taps = await Promise.all([answer(ben, next, body), answer(ben, next, body)]);
  expect(taps.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await read(ben, next)).toMatchObject({
    room: { id: first?.roomId },
    from: first?.from,
    paid: 6_000,
    refunded: 0,
  });
  expect(await offered(ben, next)).toBeNull();
  expect((await answer(ben, next, { kind: 'refund' })).body.error.code).toBe('illegal_move');
});

it('[BKG-30] a later start keeps the price, and a room that somebody else took meanwhile is refused with what is free', async () => {
  const { ben, next, venue } = await overrun();
  await pass(66);
  await tellOverruns(product.runtime);
  const offer = await offered(ben, next);
  const [room] = offer?.rooms ?? [];
  const [later] = offer?.later ?? [];
  expect(later).toMatchObject({ roomId: venue.roomId });
  const rival = await product.customer();
  expect((await hold(product, rival, room?.roomId ?? '', 9, 60)).status).toBe(200);
  const lost = await answer(ben, next, { kind: 'move', roomId: room?.roomId, from: room?.from });
  expect(lost.body.error).toMatchObject({ code: 'room_taken' });
  const body = { kind: 'move', roomId: later?.roomId, from: later?.from };
  expect((await answer(ben, next, body)).body).toMatchObject({ from: later?.from, to: later?.to, paid: 6_000 });
});

it('[BKG-29, BKG-30] under lockdown a paid booking does not open; its customer is told and moves, or gets all of it back late or not', async () => {
  const venue = await makeVenue(product, { rooms: 2 });
  const [anna, ben, carl] = [await product.customer(), await product.customer(), await product.customer()];
  const [first = '', second = ''] = venue.roomIds;
  const refunded = await booked(product, anna, first, 45, 60);
  const moved = await booked(product, ben, second, 45, 60);
  const later = await booked(product, carl, first, 240, 60);
  await product.asSystem((ctx) => lockDown(ctx, venue.storeId, '有人砸门'));
  expect(await tellLockedOut(product.runtime)).toBe(2);
  expect(await tellLockedOut(product.runtime)).toBe(0);
  await product.drain();
  expect(await titles(anna)).toContain('The store is closed for now');
  expect(await offered(carl, later)).toBeNull();
  expect((await anna.call('POST /bookings/:id/openings', { params: { id: refunded } })).body.error.code).toBe(
    'store_locked_down',
  );
  const back = await answer(anna, refunded, { kind: 'refund' });
  expect(back.body).toMatchObject({ state: 'cancelled' });
  const offer = await offered(ben, moved);
  expect(offer?.rooms).toEqual([]);
  const [tomorrow] = offer?.later ?? [];
  const body = { kind: 'move', roomId: tomorrow?.roomId, from: tomorrow?.from };
  expect((await answer(ben, moved, body)).body).toMatchObject({
    state: 'confirmed',
    from: tomorrow?.from,
    paid: 6_000,
  });
  // Carl never answers: nothing is kept of what he could not use.
  await pass(190);
  expect(await tellLockedOut(product.runtime)).toBe(1);
  await pass(100);
  expect((await read(carl, later)).state).toBe('cancelled');
  const refunds = await admin.call('GET /staff/bookings/:id', { params: { id: later } });
  expect(refunds.body.refunds).toMatchObject([{ amount: 6_000 }]);
  await product.asSystem((ctx) => liftLockdown(ctx, venue.storeId, '解除'));
  expect((await product.asSystem((ctx) => verifyLedger(ctx))).consistent).toBe(true);
});

it('[BKG-29, BKG-30] only what is offered costs nothing more, and a booking that staff moved has nothing left to choose', async () => {
  const { ben, next, venue } = await overrun();
  await pass(66);
  await tellOverruns(product.runtime);
  const offer = await offered(ben, next);
  const [, other = ''] = venue.roomIds;
  const evening = new Date(Date.parse(offer?.later[0]?.from ?? '') + 600 * 60_000).toISOString();
  for (const roomId of [venue.roomId, other])
    expect((await answer(ben, next, { kind: 'move', roomId, from: evening })).body.error).toMatchObject({
      code: 'room_taken',
    });
  const { version } = await read(ben, next);
  const from = offer?.rooms[0]?.from ?? '';
  const body = { roomId: other, from, reason: '换房', version };
  expect((await admin.call('POST /staff/bookings/:id/move', { params: { id: next }, body })).status).toBe(200);
  expect(await offered(ben, next)).toBeNull();
  expect((await answer(ben, next, { kind: 'refund' })).body.error.code).toBe('illegal_move');
});
