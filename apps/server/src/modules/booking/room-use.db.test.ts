// A room and its people: what obeys it, what a session beside another one may do, how many hold rooms.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { sql } from '../../kernel/db.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, enterRoom, equip, hold, makeVenue } from '../../testing/rooms.ts';
import { deviceFacts, updateDevice } from '../devices/index.ts';
import { lockDown } from '../organisation/index.ts';
import { calendarFacts, publishedRules } from '../tariffs/index.ts';
import { runDueTimers } from './index.ts';

let product: TestProduct;
let anna: Person;
beforeAll(async () => {
  product = await createTestProduct();
}, 60_000);
afterAll(() => product.close());
beforeEach(async () => {
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter));
  anna = await product.customer();
});

const isOn = async (deviceId: string) =>
  (await deviceFacts(product.read(systemActor('test')), [deviceId])).get(deviceId)?.desired.on ?? false;

it('[BKG-11, ORG-9] a relay that was moved to another store no longer obeys the room that it served', async () => {
  const [venue, other] = [await makeVenue(product), await makeVenue(product)];
  const [kept, moved] = await equip(product, venue, [{ kind: 'power_relay' }, { kind: 'power_relay' }]);
  const [keptId, movedId] = [kept?.deviceId ?? '', moved?.deviceId ?? ''];
  const details = { name: 'relay', model: null, ipAddress: null, storeId: other.storeId };
  await product.asSystem((ctx) => updateDevice(ctx, { ...details, deviceId: movedId }));
  await enterRoom(product, anna, venue, await booked(product, anna, venue.roomId, 0, 60));
  expect([await isOn(keptId), await isOn(movedId)]).toEqual([true, false]);
});

const read = async (person: Person, id: string) => (await person.call('GET /bookings/:id', { params: { id } })).body;
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    product.clock.advance(60_000);
    while ((await runDueTimers(product.runtime, { publishedRules, calendarFacts })) > 0);
  }
  await product.drain();
}

/** Anna is in a room for an hour, and Ben has it from then on: nobody cleans between them. */
async function neighbours() {
  const venue = await makeVenue(product);
  await product.asSystem((ctx) => ctx.tx.run(sql`update organisation.rooms set buffer_minutes = 0`));
  const [lamp] = await equip(product, venue, [{ kind: 'light' }]);
  const ben = await product.customer();
  const first = await booked(product, anna, venue.roomId, 0, 60);
  const second = await booked(product, ben, venue.roomId, 60, 60);
  await enterRoom(product, anna, venue, first);
  return { venue, lamp: lamp?.deviceId ?? '', ben, first, second };
}

it('[BKG-11, BKG-20] who comes early does not walk in on a session, and the ladder of one that stays leaves the next one its light', async () => {
  const { venue, lamp, ben, first, second } = await neighbours();
  const admin = await product.staff('platform_administrator');
  await pass(55);
  const early = await ben.call('POST /bookings/:id/openings', { params: { id: second } });
  expect(early.body.error).toMatchObject({
    ...{ code: 'entry_too_early', data: { from: (await read(ben, second)).from } },
  });
  const byHand = { params: { id: second }, body: { reason: '提前到店' } };
  expect((await admin.call('POST /staff/bookings/:id/start', byHand)).body.error?.code).toBe('illegal_move');
  await pass(5);
  await enterRoom(product, ben, venue, second);
  await pass(8);
  expect([(await read(anna, first)).state, (await read(ben, second)).state]).toEqual(['completed', 'in_use']);
  expect(await isOn(lamp)).toBe(true);
});

it('[BKG-3, BKG-9] staff begin early only what the room is free for, and keep the room from then on', async () => {
  const venue = await makeVenue(product, { rooms: 2 });
  const admin = await product.staff('platform_administrator');
  const [one = '', two = ''] = venue.roomIds;
  const tomorrow = await booked(product, anna, one, 1440, 60);
  await booked(product, anna, one, 120, 60);
  const soon = await booked(product, anna, two, 120, 60);
  const start = (id: string) =>
    admin.call('POST /staff/bookings/:id/start', { params: { id }, body: { reason: '提前到店' } });
  expect((await start(tomorrow)).body.error?.code).toBe('room_taken');
  expect((await start(soon)).status).toBe(200);
  expect((await hold(product, anna, two, 15, 60)).body.error?.code).toBe('room_taken');
});

it('[BKG-3] a member keeps three rooms without paying, not four, at once or one by one', async () => {
  const { roomIds } = await makeVenue(product, { rooms: 6 });
  const answers = await Promise.all(roomIds.slice(0, 5).map((roomId) => hold(product, anna, roomId, 60, 60)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 409, 409]);
  const more = await hold(product, anna, roomIds[5] ?? '', 60, 60);
  expect(more.body.error).toMatchObject({ code: 'too_many_holds', data: { most: 3 } });
  expect((await hold(product, await product.customer(), roomIds[5] ?? '', 60, 60)).status).toBe(200);
});

it('[DSK-3, ORG-8] an agent opens doors for a booking that is current, not while others are in the room, nor in lockdown', async () => {
  const { venue, first, second } = await neighbours();
  const agent = await product.staff('agent', { kind: 'stores', ids: [venue.storeId] });
  const open = async (id: string) =>
    (
      await agent.call('POST /staff/desk/sessions/:id/actions', {
        params: { id },
        body: { kind: 'open_door', note: null },
      })
    ).body.error?.code;
  expect([await open(first), await open(second)]).toEqual([undefined, 'illegal_move']);
  await product.asSystem((ctx) => lockDown(ctx, venue.storeId, '有人砸门'));
  expect(await open(first)).toBe('store_locked_down');
  await anna.call('POST /bookings/:id/end', { params: { id: first } });
  expect(await open(first)).toBe('illegal_move');
});
