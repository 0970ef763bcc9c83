import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, hold, inMinutes, makeVenue, type Venue } from '../../testing/rooms.ts';

let product: TestProduct;
let venue: Venue;
let anna: Person;
let manager: Awaited<ReturnType<TestProduct['staff']>>;
beforeAll(async () => {
  product = await createTestProduct();
  anna = await product.customer();
}, 60_000);
afterAll(() => product.close());
beforeEach(async () => {
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter));
  venue = await makeVenue(product, { rooms: 2 });
  manager = await product.staff('store_manager', { kind: 'stores', ids: [venue.storeId] });
});

const second = () => venue.roomIds[1] ?? '';

it('[BKG-9] a move is looked at before it is made: who is in the way, what it would cost, and that it is closed then', async () => {
  const id = await booked(product, anna, venue.roomId, 60, 60);
  await booked(product, anna, second(), 180, 60);
  const preview = (roomId: string, minutes: number) =>
    manager.call('GET /staff/bookings/:id/move', {
      params: { id },
      query: new URLSearchParams({ roomId, from: inMinutes(product, minutes) }).toString(),
    });
  expect((await preview(second(), 60)).body).toMatchObject({ refusal: null, priceNow: 6_000, priceThere: 6_000 });
  // Its own time does not stand in its way; the cleaning before another's does.
  expect((await preview(venue.roomId, 90)).body.refusal).toBeNull();
  const taken = (await preview(second(), 120)).body;
  expect(taken.refusal).toMatchObject({ code: 'room_taken' });
  expect(taken.refusal?.alternatives).not.toEqual([]);
  expect((await preview(second(), -60)).body.refusal?.code).toBe('booking_in_past');
  expect((await preview(second(), 67)).body.refusal?.code).toBe('booking_off_grid');
  const before = (await manager.call('GET /staff/bookings/:id', { params: { id } })).body.booking;
  expect(before).toMatchObject({ room: { id: venue.roomId }, version: expect.any(Number) });
  const moved = await manager.call('POST /staff/bookings/:id/move', {
    params: { id },
    body: { roomId: second(), from: inMinutes(product, 60), reason: '换房', version: before.version },
  });
  expect(moved.body.booking).toMatchObject({ room: { id: second() }, total: 6_000 });
});

it('[BKG-9, IDN-8] nobody else looks at a move, and a room of another store is not there', async () => {
  const id = await booked(product, anna, venue.roomId, 60, 60);
  const other = await makeVenue(product);
  const stranger = await product.staff('store_manager', { kind: 'stores', ids: [other.storeId] });
  const query = new URLSearchParams({ roomId: other.roomId, from: inMinutes(product, 60) }).toString();
  expect((await stranger.call('GET /staff/bookings/:id/move', { params: { id }, query })).status).toBe(404);
  expect((await manager.call('GET /staff/bookings/:id/move', { params: { id }, query })).status).toBe(404);
});

it('[BKG-9] bookings are found by number, member and kind, and by whether they are still to come', async () => {
  const id = await booked(product, anna, venue.roomId, 60, 60);
  await hold(product, anna, second(), 60, 60);
  const block = {
    kind: 'block',
    roomId: second(),
    from: inMinutes(product, 300),
    to: inMinutes(product, 360),
    people: 1,
  };
  const kept = await manager.call('POST /staff/bookings', { body: { ...block, note: '换灯' } });
  const cancelled = { params: { id }, body: { refund: 6_000, reason: '顾客来电' } };
  const list = async (query: string) =>
    (await manager.call('GET /staff/bookings', { query: `storeId=${venue.storeId}&${query}` })).body.items;
  const { number } = (await manager.call('POST /staff/bookings/:id/cancel', cancelled)).body.booking;
  expect((await list(`search=${number.toLowerCase()}`)).map((row) => row.id)).toEqual([id]);
  expect((await list('kind=block')).map((row) => row.id)).toEqual([kept.body.booking.id]);
  expect((await list('toCome=true')).map((row) => row.state)).toEqual(['confirmed', 'held']);
  const { phone } = (await list('state=cancelled'))[0]?.member ?? {};
  expect((await list(`search=${phone?.slice(-4)}`)).map((row) => row.state)).toEqual(['held', 'cancelled']);
});

it('[BKG-9, BKG-25] the calendar says when the store is open, and a booking shows its entry right until it is taken back', async () => {
  const id = await booked(product, anna, venue.roomId, 60, 60);
  const query = new URLSearchParams({ from: inMinutes(product, 0), to: inMinutes(product, 600) }).toString();
  const calendar = await manager.call('GET /staff/stores/:id/room-calendar', { params: { id: venue.storeId }, query });
  expect(calendar.body).toMatchObject({ granularity: 15, bookings: [{ id }] });
  expect(calendar.body.open.length).toBeGreaterThan(0);
  const detail = (await manager.call('GET /staff/bookings/:id', { params: { id } })).body;
  expect(detail.entry).toMatchObject({
    revoked: false,
    code: expect.stringMatching(/^\d{8}$/),
    to: inMinutes(product, 120),
  });
  const revoke = { params: { id }, body: { revoked: true, reason: '纠纷' } };
  expect((await manager.call('POST /staff/bookings/:id/revoke-entry', revoke)).body.entry).toMatchObject({
    ...{ revoked: true, code: null },
  });
});

it('[ORG-10] rooms are found by name, style and kind', async () => {
  const body = {
    ...{ name: '兰亭', kind: 'mahjong', style: '江南', capacity: 4, description: null, facilities: ['麻将机'] },
    ...{ sort: 9, bufferMinutes: 10, state: 'open', storeId: venue.storeId },
  };
  const made = await manager.call('POST /staff/rooms', { body });
  const names = async (query: string) =>
    (await manager.call('GET /staff/rooms', { query })).body.items.map((room) => room.name);
  expect(made.status).toBe(200);
  expect(await names(`search=${encodeURIComponent('江南')}`)).toEqual(['兰亭']);
  expect(await names(`search=${encodeURIComponent('兰')}`)).toEqual(['兰亭']);
  expect(await names('kind=mahjong')).toEqual(['兰亭']);
  expect(await names('search=%25')).toEqual([]);
});
