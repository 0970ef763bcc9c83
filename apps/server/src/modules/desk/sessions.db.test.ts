import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, enterRoom, equip, makeVenue, type Venue } from '../../testing/rooms.ts';
import { runDueTimers } from '../booking/index.ts';
import { recordPresence, recordState } from '../devices/index.ts';
import { calendarFacts, publishedRules } from '../tariffs/index.ts';
import { powerSweep } from './act-on-session.ts';
import { raiseAlert } from './raise-alert.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await createTestProduct();
}, 60_000);
afterAll(() => product.close());

type Agent = Awaited<ReturnType<TestProduct['staff']>>;

const QUARTER = 15 * 60_000;
/** On to the next quarter of an hour: where bookings begin. */
const onGrid = () => product.clock.set(new Date(Math.ceil(product.clock.now().getTime() / QUARTER) * QUARTER));

/** A session that runs in an equipped room, and an agent of its store. */
async function session(minutes = 60) {
  onGrid();
  const venue = await makeVenue(product);
  const devices = await equip(product, venue, [
    { kind: 'light' },
    { kind: 'power_relay', protected: true },
    { kind: 'speaker' },
  ]);
  await product.asSystem(async (ctx) => {
    for (const { code } of devices) await recordPresence(ctx, { code, online: true });
  });
  const person = await product.customer();
  const bookingId = await booked(product, person, venue.roomId, 0, minutes);
  await product.drain();
  await enterRoom(product, person, venue, bookingId);
  await product.drain();
  const agent = await product.staff('agent', { kind: 'stores', ids: [venue.storeId] });
  return { venue, devices, person, bookingId, agent };
}
const act = (agent: { call: Person['call'] }, id: string, body: object) =>
  agent.call('POST /staff/desk/sessions/:id/actions', { params: { id }, body });
const outcome = async (agent: Agent, id: string) =>
  (await agent.call('GET /staff/services/:id', { params: { id } })).body;
const tile = async (agent: Agent, venue: Venue) =>
  (await agent.call('GET /staff/desk/rooms')).body.rooms.find(({ room }) => room.id === venue.roomId);
const timers = () => runDueTimers(product.runtime, { publishedRules, calendarFacts });

describe('rooms on the board', () => {
  it('[DSK-1, BKG-24] a room is free, coming, in use and past its end, and no other store’s is shown', async () => {
    const venue = await makeVenue(product);
    const other = await makeVenue(product);
    const agent = await product.staff('agent', { kind: 'stores', ids: [venue.storeId] });
    expect(await tile(agent, venue)).toMatchObject({ now: 'free', booking: null });
    expect(await tile(agent, other)).toBeUndefined();
    const person = await product.customer();
    const bookingId = await booked(product, person, venue.roomId, 15, 60);
    await product.drain();
    expect(await tile(agent, venue)).toMatchObject({ now: 'coming', booking: { id: bookingId } });
    product.clock.advance(15 * 60_000);
    await enterRoom(product, person, venue, bookingId);
    await product.drain();
    expect(await tile(agent, venue)).toMatchObject({ now: 'in_use' });
    product.clock.advance(61 * 60_000);
    expect(await tile(agent, venue)).toMatchObject({ now: 'grace' });
  });
});

describe('acts on a session', () => {
  it('[DSK-3] the store’s door opens by the door’s own answer, and the act is in the session’s history', async () => {
    const { venue, bookingId, agent } = await session();
    const { body: record } = await act(agent, bookingId, { kind: 'open_door' });
    expect(record).toMatchObject({ kind: 'open_door', outcome: 'waiting', bookingId });
    await product.passDoor(venue);
    await product.drain();
    expect(await outcome(agent, record.id)).toMatchObject({ outcome: 'succeeded' });
    const detail = await agent.call('GET /staff/desk/sessions/:id', { params: { id: bookingId } });
    expect(detail.body.timeline.map(({ name }) => name)).toContain('desk.open_door');
    expect((await act(agent, bookingId, { kind: 'open_room_door' })).body.error.code).toBe('device_offline');
  });

  it('[DSK-3, BKG-20] keeping the power gives the whole ladder anew; the outcome is what the lamps report', async () => {
    const { devices, bookingId, agent } = await session();
    product.clock.advance(60 * 60_000 + 40_000);
    await timers();
    await timers();
    const kept = await act(agent, bookingId, { kind: 'power_keep' });
    expect(kept.body).toMatchObject({ outcome: 'waiting' });
    await powerSweep.run(product.runtime);
    expect(await outcome(agent, kept.body.id)).toMatchObject({ outcome: 'waiting' });
    const lamp = { on: true, level: 100, watts: 20 };
    const meter = { on: true, watts: 0, wattHours: 0 };
    const at = product.clock.now().toISOString();
    await product.asSystem(async (ctx) => {
      for (const { code, kind } of devices.filter((device) => device.kind !== 'speaker'))
        await recordState(ctx, { code, state: { v: 1, version: 1, reported: kind === 'light' ? lamp : meter, at } });
    });
    await powerSweep.run(product.runtime);
    expect(await outcome(agent, kept.body.id)).toMatchObject({ outcome: 'succeeded' });
    product.clock.advance(14 * 60_000);
    await timers();
    const detail = await agent.call('GET /staff/desk/sessions/:id', { params: { id: bookingId } });
    expect(detail.body.booking).toMatchObject({ state: 'in_use', power: 'on' });
  });

  it('[DSK-3, BKG-20] devices that say nothing in time fail the act, and a room with people in it is not cut by hand', async () => {
    const { bookingId, agent, person } = await session();
    const on = await act(agent, bookingId, { kind: 'power_on' });
    product.clock.advance(13_000);
    await powerSweep.run(product.runtime);
    expect(await outcome(agent, on.body.id)).toMatchObject({ outcome: 'failed', code: 'timed_out' });
    expect((await act(agent, bookingId, { kind: 'power_off' })).body.error.code).toBe('illegal_move');
    await person.call('POST /bookings/:id/end', { params: { id: bookingId } });
    expect((await act(agent, bookingId, { kind: 'power_off' })).status).toBe(200);
  });

  it('[BKG-27] some minutes as goodwill move the end for nothing, once each, and never into the next booking', async () => {
    const { venue, bookingId, agent } = await session();
    const before = (await tile(agent, venue))?.booking;
    const given = await act(agent, bookingId, { kind: 'extend_session', minutes: 10, note: '空调修了十分钟' });
    expect(given.body).toMatchObject({ outcome: 'succeeded' });
    const after = (await tile(agent, venue))?.booking;
    expect(Date.parse(after?.to ?? '') - Date.parse(before?.to ?? '')).toBe(10 * 60_000);
    expect(after?.total).toBe(before?.total);
    const next = await product.customer();
    await booked(product, next, venue.roomId, 90, 60);
    const refused = await act(agent, bookingId, { kind: 'extend_session', minutes: 30, note: '再等等' });
    expect(refused.body.error.code).toBe('room_taken');
    const race = await Promise.all(
      [1, 2].map(() => act(agent, bookingId, { kind: 'extend_session', minutes: 5, note: '补时' })),
    );
    expect(race.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('[DSK-2, DSK-3] an act on a session leaves what else waits at the store to be passed on', async () => {
    const { venue, bookingId, agent } = await session();
    await product.asSystem((ctx) => raiseAlert(ctx, { kind: 'forced_door', storeId: venue.storeId }));
    await act(agent, bookingId, { kind: 'open_door' });
    const waits = await product.runtime.database.row(
      z.object({ escalatesAt: z.date().nullable() }),
      sql`select escalates_at as "escalatesAt" from desk.alerts where store_id = ${venue.storeId} and kind = 'forced_door'`,
    );
    expect(waits.escalatesAt).not.toBeNull();
  });

  it('[DSK-3, IDN-8] an agent ends a session with a reason; one of another store does not find it', async () => {
    const { bookingId, agent } = await session();
    const stranger = await product.staff('agent', { kind: 'stores', ids: [(await makeVenue(product)).storeId] });
    expect((await act(stranger, bookingId, { kind: 'end_session' })).status).toBe(404);
    const ended = await act(agent, bookingId, { kind: 'end_session', note: '顾客要求' });
    expect(ended.body).toMatchObject({ outcome: 'succeeded', kind: 'end_session' });
    const detail = await agent.call('GET /staff/desk/sessions/:id', { params: { id: bookingId } });
    expect(detail.body.booking.state).toBe('completed');
    const records = await agent.call('GET /staff/services', { query: `bookingId=${bookingId}` });
    expect(records.body.items.map(({ kind }) => kind)).toEqual(['end_session']);
  });
});
