import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeStoreWithDoor, staffActor } from '../../testing/device-bench.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { getStaffDevice } from './queries.ts';
import { recordEvent, recordStates } from './record-report.ts';
import { createStateBook } from './state-book.ts';
import { offencesOf } from './store.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let product: ReturnType<typeof createTestRuntime>;
beforeAll(async () => {
  database = await createTestDatabase();
  product = createTestRuntime(database.url, { start: new Date() });
});
afterAll(async () => {
  await product.close();
  await database.drop();
});

const at = () => product.clock.now().toISOString();
const stateOf = (fields: Record<string, string | boolean>, version = 1) => ({
  v: 1 as const,
  version,
  reported: fields,
  at: at(),
});
const closed = { locked: true, contact: 'closed', lockFault: false, heldOpen: false, lockdown: false, firmware: '1' };
const view = async (deviceId: string) => getStaffDevice(product.read(staffActor()), deviceId);
const opened = (code: string, seq: number) =>
  product.asSystem((ctx) =>
    recordEvent(ctx, {
      code,
      event: {
        v: 1,
        id: randomUUID(),
        seq,
        name: 'door.opened',
        data: { reason: 'unknown', commandId: null },
        at: at(),
      },
    }),
  );

describe('states of many devices', () => {
  it('[DEV-3] are written together, the last of each, also where one of them is of no device', async () => {
    const [first, second] = [await makeStoreWithDoor(product), await makeStoreWithDoor(product)];
    const book = createStateBook(product.runtime);
    book.heard(first.door.code, stateOf({ ...closed, locked: false }));
    book.heard(first.door.code, stateOf(closed));
    book.heard('dc-nobody', stateOf(closed));
    book.heard(second.door.code, stateOf({ ...closed, lockFault: true }));
    await book.stop();
    expect(await view(first.door.deviceId)).toMatchObject({ reported: { locked: true }, faults: [] });
    expect(await view(second.door.deviceId)).toMatchObject({ faults: ['lock_stuck'] });
    expect(await offencesOf(product.runtime.database, 'dc-nobody')).toMatchObject([{ offence: 'unknown_device' }]);
  });

  it('[DEV-2] are each counted where they mean nothing', async () => {
    const { door } = await makeStoreWithDoor(product);
    const book = createStateBook(product.runtime);
    for (const locked of ['yes', 'no', 'perhaps']) book.heard(door.code, stateOf({ ...closed, locked }));
    await book.stop();
    expect(await offencesOf(product.runtime.database, door.code)).toMatchObject([{ offence: 'undeclared', count: 3 }]);
  });

  it('[VIS-3] never take a door back to before an event that overtook them', async () => {
    const { door } = await makeStoreWithDoor(product);
    await opened(door.code, 7);
    await product.asSystem((ctx) => recordStates(ctx, [{ code: door.code, states: [stateOf(closed)], afterSeq: 6 }]));
    expect(await view(door.deviceId)).toMatchObject({ reported: { contact: 'open' } });
    await product.asSystem((ctx) => recordStates(ctx, [{ code: door.code, states: [stateOf(closed)], afterSeq: 7 }]));
    expect(await view(door.deviceId)).toMatchObject({ reported: { contact: 'closed' } });
  });

  it('[DEV-2] of a device that floods are turned away', () => {
    const book = createStateBook(product.runtime);
    const kept = Array.from({ length: 150 }, () => book.heard('dc-flood', stateOf(closed))).filter(Boolean);
    expect(kept).toHaveLength(100);
    expect(book.take('dc-flood')).toHaveLength(100);
    expect(book.heard('dc-flood', stateOf(closed))).toBe(true);
    book.take('dc-flood');
  });
});
