import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, inMinutes, makeVenue, type Venue } from '../../testing/rooms.ts';
import { recordEvent, registerDevice } from '../devices/index.ts';

let product: TestProduct;
let venue: Venue;
let anna: Person;
let manager: Awaited<ReturnType<TestProduct['staff']>>;
let scanner: { deviceId: string; code: string };
let seq = 0;
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
  const details = {
    name: '门口扫码器',
    model: null,
    ipAddress: null,
    storeId: venue.storeId,
    kind: 'scanner' as const,
  };
  scanner = await product.asSystem((ctx) => registerDevice(ctx, details));
});

/** The scanner at the door reads a code; answers how many doors were told to open since. */
async function scan(code: string): Promise<number> {
  const commands = () =>
    product.runtime.database.row(
      z.object({ count: z.number() }),
      sql`select count(*) as count from devices.commands where device_id = ${venue.door.deviceId} and name = 'unlock'`,
    );
  const before = await commands();
  seq += 1;
  const at = product.clock.now().toISOString();
  await product.asSystem((ctx) =>
    recordEvent(ctx, {
      code: scanner.code,
      event: { v: 1, id: crypto.randomUUID(), name: 'scan', seq, at, data: { code } },
    }),
  );
  await product.drain();
  return (await commands()).count - before.count;
}
const grant = (from: number, to: number, body = {}) =>
  manager.call('POST /staff/permits', {
    body: {
      ...{ storeId: venue.storeId, label: '保洁王姐', reason: '早班保洁', roomIds: [venue.roomId] },
      ...{ from: inMinutes(product, from), to: inMinutes(product, to), ...body },
    },
  });

it('[BKG-9, BKG-25] a permit opens the door by its code within its time, and not a moment after it is taken back', async () => {
  const { body: permit } = await grant(30, 90);
  expect(permit).toMatchObject({ state: 'to_come', code: expect.stringMatching(/^\d{8}$/), openings: 0 });
  expect(await scan(permit.code ?? '')).toBe(0);
  product.clock.advance(31 * 60_000);
  expect(await scan(permit.code ?? '')).toBe(1);
  await product.passDoor(venue);
  const list = await manager.call('GET /staff/permits', { query: `storeId=${venue.storeId}&open=true` });
  expect(list.body.items[0]).toMatchObject({ id: permit.id, state: 'current', openings: 1 });
  const revoke = { params: { id: permit.id }, body: { reason: '提前离开' } };
  expect((await manager.call('POST /staff/permits/:id/revoke', revoke)).body).toMatchObject({
    ...{ state: 'revoked', code: null, revokeReason: '提前离开' },
  });
  expect(await scan(permit.code ?? '')).toBe(0);
  expect((await manager.call('POST /staff/permits/:id/revoke', revoke)).body.state).toBe('revoked');
  const log = await product.runtime.database.rows(
    z.object({ action: z.string() }),
    sql`select action from kernel.audit_log where object_id = ${permit.id} order by id`,
  );
  expect(log.map(({ action }) => action)).toEqual([
    'bookings.grant_permit',
    'bookings.open_by_permit',
    'bookings.revoke_permit',
  ]);
});

it('[BKG-25, ORG-9] neither a permit nor a booking opens a store in lockdown, and an old permit opens nothing', async () => {
  const { body: permit } = await grant(0, 60);
  const lock = { params: { id: venue.storeId }, body: { reason: '检查' } };
  expect((await manager.call('POST /staff/stores/:id/lockdown', lock)).status).toBe(200);
  expect(await scan(permit.code ?? '')).toBe(0);
  product.clock.advance(120 * 60_000);
  expect(await scan(permit.code ?? '')).toBe(0);
});

it('[BKG-25, BKG-11] a booking’s code at the scanner opens the door inside its entry right and begins the session; revoked, it does not', async () => {
  const id = await booked(product, anna, venue.roomId, 60, 60);
  const code = (await anna.call('GET /bookings/:id', { params: { id } })).body.code ?? '';
  expect(await scan(code)).toBe(0);
  product.clock.advance(55 * 60_000);
  const revoke = (revoked: boolean) =>
    manager.call('POST /staff/bookings/:id/revoke-entry', { params: { id }, body: { revoked, reason: '核实' } });
  await revoke(true);
  expect(await scan(code)).toBe(0);
  await revoke(false);
  expect(await scan(code)).toBe(1);
  await product.passDoor(venue);
  expect((await anna.call('GET /bookings/:id', { params: { id } })).body.state).toBe('in_use');
  expect(await scan('00000000')).toBe(0);
});

it('[BKG-9] a permit is for rooms of the store, ahead, and a month at most; another store’s people do not see it', async () => {
  const other = await makeVenue(product);
  expect((await grant(60, 30)).body.error?.data?.field).toBe('to');
  expect((await grant(-120, -60)).body.error?.data?.field).toBe('to');
  expect((await grant(0, 32 * 1440)).body.error?.data?.field).toBe('to');
  expect((await grant(0, 60, { roomIds: [other.roomId] })).body.error?.data?.field).toBe('roomIds');
  const { body: permit } = await grant(0, 60);
  const stranger = await product.staff('store_manager', { kind: 'stores', ids: [other.storeId] });
  const revoke = { params: { id: permit.id }, body: { reason: '无关' } };
  expect((await stranger.call('POST /staff/permits/:id/revoke', revoke)).status).toBe(404);
  expect((await stranger.call('GET /staff/permits')).body.items).toEqual([]);
});
