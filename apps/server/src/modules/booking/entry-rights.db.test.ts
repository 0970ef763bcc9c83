// Who a room's doors open for, and who not: guests, late scans, guesses, rooms in use, frozen members.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { booked, makeVenue, type Venue } from '../../testing/rooms.ts';
import { recordEvent, registerDevice } from '../devices/index.ts';

let product: TestProduct;
let venue: Venue;
let anna: Person;
let ben: Person;
let scanner: { deviceId: string; code: string };
let seq = 0;
beforeAll(async () => {
  product = await createTestProduct();
}, 60_000);
afterAll(() => product.close());
beforeEach(async () => {
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter));
  [anna, ben] = [await product.customer(), await product.customer()];
  venue = await makeVenue(product, { rooms: 2 });
  scanner = await product.asSystem((ctx) =>
    registerDevice(ctx, {
      ...{ name: '门口扫码器', model: null, ipAddress: null, storeId: venue.storeId, kind: 'scanner' },
    }),
  );
});

const read = async (person: Person, id: string) => (await person.call('GET /bookings/:id', { params: { id } })).body;
const unlocks = async () =>
  (
    await product.runtime.database.row(
      z.object({ count: z.number() }),
      sql`select count(*) as count from devices.commands where device_id = ${venue.door.deviceId} and name = 'unlock'`,
    )
  ).count;

/** The scanner at the door reads a code; answers how many doors were told to open since. */
async function scan(code: string, how: { at?: Date; heard?: () => void } = {}): Promise<number> {
  const before = await unlocks();
  seq += 1;
  const at = (how.at ?? product.clock.now()).toISOString();
  await product.asSystem((ctx) =>
    recordEvent(ctx, {
      code: scanner.code,
      event: { v: 1, id: crypto.randomUUID(), name: 'scan', seq, at, data: { code } },
    }),
  );
  how.heard?.();
  await product.drain();
  return (await unlocks()) - before;
}

/** Anna's booking that begins now, with Ben as her guest. */
async function shared(): Promise<string> {
  const id = await booked(product, anna, venue.roomId, 0, 60);
  const { body: link } = await anna.call('POST /bookings/:id/share', { params: { id } });
  await ben.call('POST /booking-shares/:token', { params: { token: link.token } });
  return id;
}

it('[BKG-6, BKG-25] a guest sees no code, and one that the host’s phone showed opens nothing after a guest was sent away', async () => {
  const id = await shared();
  const before = await read(anna, id);
  expect(before.code).toMatch(/^\d{8}$/);
  expect(await read(ben, id)).toMatchObject({ role: 'guest', code: null, entry: {} });
  const [guest] = before.guests;
  await anna.call('DELETE /bookings/:id/guests/:guestId', { params: { id, guestId: guest?.id ?? '' } });
  const after = await read(anna, id);
  expect(after.version).toBeGreaterThan(before.version);
  expect(after.code).not.toBe(before.code);
  expect(await scan(before.code ?? '')).toBe(0);
  expect(await scan(after.code ?? '')).toBe(1);
});

it('[BKG-25] a scan that is told late opens nothing, and a code that is held before the scanner is one opening', async () => {
  const id = await booked(product, anna, venue.roomId, 0, 60);
  const code = (await read(anna, id)).code ?? '';
  // The listener was down, or the device kept it in its journal.
  expect(await scan(code, { heard: () => product.clock.advance(11_000) })).toBe(0);
  expect(await scan(code, { at: new Date(product.clock.now().getTime() - 11_000) })).toBe(0);
  expect(await scan(code)).toBe(1);
  product.clock.advance(3_000);
  expect(await scan(code)).toBe(0);
  product.clock.advance(8_000);
  expect(await scan(code)).toBe(1);
});

it('[BKG-25, DSK-2] who tries codes at a scanner is not listened to for a minute, and an agent hears of it', async () => {
  const id = await booked(product, anna, venue.roomId, 0, 60);
  const code = (await read(anna, id)).code ?? '';
  for (let guess = 0; guess < 9; guess += 1) await scan(`${guess}`.repeat(8));
  product.clock.advance(61_000);
  await scan('99999999');
  expect(await scan(code)).toBe(1);
  product.clock.advance(11_000);
  for (let guess = 0; guess < 9; guess += 1) await scan(`${guess}`.repeat(8));
  expect(await scan(code)).toBe(0);
  const admin = await product.staff('platform_administrator');
  const alerts = await admin.call('GET /staff/alerts', { query: `storeId=${venue.storeId}` });
  expect(alerts.body.items).toMatchObject([{ kind: 'fault', detail: 'codes_guessed' }]);
  product.clock.advance(61_000);
  expect(await scan(code)).toBe(1);
});

it('[VIS-4, BKG-11, BKG-6, BKG-18] a frozen member neither enters, by tap or code, nor joins, nor orders', async () => {
  const admin = await product.staff('platform_administrator');
  const freeze = ({ id }: Person) =>
    admin.call('POST /staff/members/:id/state', { params: { id }, body: { state: 'frozen', reason: '多次未付款' } });
  const id = await booked(product, anna, venue.roomId, 0, 60);
  const code = (await read(anna, id)).code ?? '';
  const { body: link } = await anna.call('POST /bookings/:id/share', { params: { id } });
  expect((await freeze(ben)).status).toBe(200);
  const joined = await ben.call('POST /booking-shares/:token', { params: { token: link.token } });
  expect(joined.body.error?.code).toBe('member_frozen');
  await freeze(anna);
  expect((await anna.call('POST /bookings/:id/openings', { params: { id } })).body.error?.code).toBe('member_frozen');
  expect(await scan(code)).toBe(0);
  await admin.call('POST /staff/bookings/:id/start', { params: { id }, body: { reason: '到店' } });
  const order = { key: crypto.randomUUID(), lines: [{ itemId: crypto.randomUUID(), quantity: 1 }], settle: 'now' };
  const ordered = await anna.call('POST /bookings/:id/menu-orders', {
    params: { id },
    body: { ...order, note: null, expectedTotal: 1 } as never,
  });
  expect(ordered.body.error?.code).toBe('member_frozen');
});
