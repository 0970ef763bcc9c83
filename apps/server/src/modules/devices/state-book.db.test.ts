import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeStoreWithDoor, staffActor } from '../../testing/device-bench.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { touchOnline } from './presence-store.ts';
import { getStaffDevice } from './queries.ts';
import { recordPresence } from './record-presence.ts';
import { recordEvent, recordStates } from './record-report.ts';
import { createStateBook } from './state-book.ts';
import { lockDevice, offencesOf } from './store.ts';

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

  it('[DEV-3] [DEV-15] wait for no device that somebody else is writing, and are not lost', async () => {
    const [busy, free] = [await makeStoreWithDoor(product), await makeStoreWithDoor(product)];
    const codes = [busy.door.code, free.door.code];
    for (const code of codes) await product.asSystem((ctx) => recordPresence(ctx, { code, online: true }));
    const [held, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const holding = product.runtime.database.transaction(async (tx) => {
      await lockDevice(tx, busy.door.deviceId);
      held.resolve();
      await done.promise;
    });
    await held.promise;
    const seen = await product.asSystem((ctx) => touchOnline(ctx.tx, codes, product.clock.now()));
    expect(new Map(seen.map(({ code, written }) => [code, written]))).toEqual(
      new Map([
        [busy.door.code, false],
        [free.door.code, true],
      ]),
    );
    const book = createStateBook(product.runtime);
    for (const code of codes) book.heard(code, stateOf(closed));
    const stopped = book.stop();
    await expect.poll(() => view(free.door.deviceId)).toMatchObject({ reported: { locked: true } });
    expect(await view(busy.door.deviceId)).toMatchObject({ reported: {} });
    done.resolve();
    await holding;
    await stopped;
    expect(await view(busy.door.deviceId)).toMatchObject({ reported: { locked: true } });
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
