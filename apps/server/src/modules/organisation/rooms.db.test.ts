import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { makeStore, staffActor } from '../../testing/device-bench.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { bookableStore, createRoom, getRoom, retireRoom, roomsOfStore } from './index.ts';
import { updateRoom } from './rooms.ts';

let database: TestDatabase;
let harness: ReturnType<typeof createTestRuntime>;
beforeAll(async () => {
  database = await createTestDatabase();
  harness = createTestRuntime(database.url);
});
afterAll(async () => {
  await harness.close();
  await database.drop();
});

const input = {
  ...{ name: '听雨', kind: 'tea' as const, style: '中式', capacity: 6, description: null, facilities: ['茶具'] },
  ...{ sort: 1, bufferMinutes: 15, state: 'open' as const },
};

it('[ORG-10] a room is added, changed by who read it last, and retired for good; a name is free again afterwards', async () => {
  const storeId = await harness.asSystem((ctx) => makeStore(ctx, { kind: 'rooms' }));
  const { roomId } = await harness.as(staffActor(), (ctx) => createRoom(ctx, storeId, input));
  await expect(harness.as(staffActor(), (ctx) => createRoom(ctx, storeId, input))).rejects.toMatchObject({
    code: 'room_name_taken',
  });
  await harness.as(staffActor(), (ctx) => updateRoom(ctx, roomId, { ...input, capacity: 8, version: 1 }));
  await expect(
    harness.as(staffActor(), (ctx) => updateRoom(ctx, roomId, { ...input, version: 1 })),
  ).rejects.toMatchObject({ code: 'conflict' });
  const read = harness.read(systemActor('test'));
  expect(await getRoom(read, roomId)).toMatchObject({ capacity: 8, version: 2, state: 'open' });
  await harness.asSystem((ctx) => retireRoom(ctx, roomId));
  expect(await roomsOfStore(read, storeId)).toEqual([]);
  await harness.as(staffActor(), (ctx) => createRoom(ctx, storeId, input));
  await expect(
    harness.as(staffActor(), (ctx) => updateRoom(ctx, roomId, { ...input, version: 3 })),
  ).rejects.toMatchObject({ code: 'illegal_move' });
});

it('[ORG-10, IDN-8] a room belongs to its store’s scope, and a shop without rooms takes none', async () => {
  const [storeId, shopId] = await harness.asSystem(async (ctx) => [
    await makeStore(ctx, { kind: 'both' }),
    await makeStore(ctx),
  ]);
  const stranger = staffActor({ storeIds: [shopId] });
  await expect(harness.as(stranger, (ctx) => createRoom(ctx, storeId, input))).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(harness.as(stranger, (ctx) => createRoom(ctx, shopId, input))).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

it('[BKG-2] opening hours across midnight are one span, and a day of a clock change has its own length', async () => {
  const late = { weekdays: Array.from({ length: 7 }, () => [{ from: '18:00', to: '02:00' }]), exceptions: [] };
  const whole = { weekdays: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]), exceptions: [] };
  const [lateId, berlinId] = await harness.asSystem(async (ctx) => [
    await makeStore(ctx, { kind: 'rooms', hours: late }),
    await makeStore(ctx, { kind: 'rooms', hours: whole, zone: 'Europe/Berlin' }),
  ]);
  const read = harness.read(systemActor('test'));
  const evening = (await bookableStore(read, lateId)).spans('2026-06-01', 1);
  expect(evening.map((span) => [span.from.toISOString(), span.to.toISOString()])).toEqual([
    ['2026-05-31T10:00:00.000Z', '2026-05-31T18:00:00.000Z'],
    ['2026-06-01T10:00:00.000Z', '2026-06-01T18:00:00.000Z'],
  ]);
  const [joined, ...rest] = (await bookableStore(read, berlinId)).spans('2026-03-29', 1);
  expect(rest).toEqual([]);
  expect(((joined?.to.getTime() ?? 0) - (joined?.from.getTime() ?? 0)) / 3_600_000).toBe(24 + 23);
});
