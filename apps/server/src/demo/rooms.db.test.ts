import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '../kernel/actor.ts';
import { roomsOfStore } from '../modules/organisation/index.ts';
import { publishedRules } from '../modules/tariffs/index.ts';
import { createTestRuntime } from '../testing/runtime.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { makePlaces } from './chain.ts';
import { makeRooms } from './rooms.ts';

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

it('[ORG-10, BIL-1, DEV-8] the demo’s venues have rooms with devices and prices for their whole opening time', async () => {
  const { stores } = await makePlaces(harness.asSystem);
  await makeRooms(harness.asSystem, stores);
  const read = harness.read(systemActor('test'));
  const venues = stores.filter((store) => store.kind !== 'retail');
  expect(venues).toHaveLength(3);
  for (const store of venues) {
    const rooms = await roomsOfStore(read, store.id);
    expect([store.name, rooms.length >= 5]).toEqual([store.name, true]);
    const prices = await publishedRules(read, store.id);
    expect(prices?.rules.length).toBeGreaterThan(3);
    if (rooms[0]?.kind === 'billiards')
      expect(prices?.terms[0]?.payAsYouGo).toEqual({ mode: 'segmented', deposit: 5_000 });
    const lamps = store.devices.filter((device) => device.kind === 'light');
    expect(lamps).toHaveLength(rooms.length);
    expect(lamps.every((lamp) => lamp.label?.includes('·') === true)).toBe(true);
  }
});
