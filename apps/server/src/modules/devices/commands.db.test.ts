import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { on } from '../../kernel/events.ts';
import { makeStoreWithDoor, staffActor, type TestRuntime } from '../../testing/device-bench.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { claimQueued, getCommand, markSent } from './command-store.ts';
import { commandAcknowledgedLate, commandSettled, recordAnswer, sendCommand } from './index.ts';
import { commandDevice } from './send-command.ts';
import { settleOverdue } from './settle-command.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let product: TestRuntime;
const settled: unknown[] = [];
const late: unknown[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  product = createTestRuntime(database.url, {
    subscriptions: [
      on(commandSettled, 'test.settled', async (_ctx, payload) => void settled.push(payload)),
      on(commandAcknowledgedLate, 'test.late', async (_ctx, payload) => void late.push(payload)),
    ],
  });
});
afterAll(async () => {
  await product.close();
  await database.drop();
});

const unlock = { name: 'unlock', args: { reason: 'entry', holdMs: 8_000 } };

async function queued(expiresInMs = 10_000) {
  const { storeId, door } = await makeStoreWithDoor(product);
  const reference = { kind: 'opening', id: randomUUID() };
  const { commandId } = await product.asSystem((ctx) =>
    sendCommand(ctx, { deviceId: door.deviceId, ...unlock, expiresInMs, reference }),
  );
  return { storeId, door, commandId, reference };
}

function claim(limit = 50) {
  return product.runtime.database.transaction((tx) => claimQueued(tx, product.clock.now(), 3_000, limit));
}

function send(commandId: string) {
  return product.runtime.database.transaction((tx) => markSent(tx, [commandId], product.clock.now()));
}

function answer(id: string, outcome: 'done' | 'rejected' | 'expired', code?: string) {
  return { v: 1 as const, id, outcome, at: product.clock.now().toISOString(), ...(code ? { code } : {}) };
}

const command = (id: string) => getCommand(product.runtime.database, id);
const about = (list: unknown[], commandId: string) =>
  list.filter((payload) => (payload as { commandId: string }).commandId === commandId);

describe('commands', () => {
  it('[DEV-4] [VIS-14] go from queued over sent to acknowledged, each step with its time, and tell it once', async () => {
    const { door, commandId, reference, storeId } = await queued();
    expect(await command(commandId)).toMatchObject({ state: 'queued', sent_at: null });
    expect((await claim()).map((row) => row.id)).toContain(commandId);
    await send(commandId);
    product.clock.advance(120);
    await product.asSystem((ctx) => recordAnswer(ctx, { code: door.code, answer: answer(commandId, 'done') }));
    await product.asSystem((ctx) => recordAnswer(ctx, { code: door.code, answer: answer(commandId, 'rejected') }));
    const row = await command(commandId);
    expect(row).toMatchObject({ state: 'acknowledged', settled_at: product.clock.now() });
    expect(row.settled_at && row.sent_at && row.settled_at.getTime() - row.sent_at.getTime()).toBe(120);
    await product.drain();
    expect(about(settled, commandId)).toMatchObject([{ state: 'acknowledged', reference, storeId }]);
  });

  it('[DEV-4] keep the refusal of the device with its reason', async () => {
    const { door, commandId } = await queued();
    await send(commandId);
    const refused = answer(commandId, 'rejected', 'lock_stuck');
    await product.asSystem((ctx) => recordAnswer(ctx, { code: door.code, answer: refused }));
    expect(await command(commandId)).toMatchObject({ state: 'rejected', code: 'lock_stuck' });
  });

  it('[DEV-4] are claimed by one sender at a time, and again after a crashed sender’s lease', async () => {
    const { commandId } = await queued();
    const [first, second] = await Promise.all([claim(), claim()]);
    const holders = [first, second].filter((rows) => rows.some((row) => row.id === commandId));
    expect(holders).toHaveLength(1);
    expect((await claim()).some((row) => row.id === commandId)).toBe(false);
    product.clock.advance(3_001);
    expect((await claim()).some((row) => row.id === commandId)).toBe(true);
  });

  it('[DEV-4] [VIS-14] are never sent after their expiry, and end as expired', async () => {
    const { commandId } = await queued(2_000);
    product.clock.advance(2_000);
    expect((await claim()).some((row) => row.id === commandId)).toBe(false);
    await product.asSystem((ctx) => settleOverdue(ctx));
    expect(await command(commandId)).toMatchObject({ state: 'expired' });
    await product.drain();
    expect(about(settled, commandId)).toMatchObject([{ state: 'expired' }]);
  });

  it('[DEV-4] time out when nobody answers, and record an answer that comes later as late', async () => {
    const { door, commandId } = await queued();
    await send(commandId);
    product.clock.advance(10_499);
    await product.asSystem((ctx) => settleOverdue(ctx));
    expect(await command(commandId)).toMatchObject({ state: 'sent' });
    product.clock.advance(1);
    await product.asSystem((ctx) => settleOverdue(ctx));
    expect(await command(commandId)).toMatchObject({ state: 'timed_out' });
    for (let times = 0; times < 2; times += 1) {
      await product.asSystem((ctx) => recordAnswer(ctx, { code: door.code, answer: answer(commandId, 'done') }));
    }
    expect(await command(commandId)).toMatchObject({ state: 'timed_out', late_acknowledged_at: product.clock.now() });
    await product.drain();
    expect(about(late, commandId)).toMatchObject([{ outcome: 'done' }]);
  });

  it('[DEV-4] [VIS-14] time out too when they left and nobody wrote it down, and their late answer counts', async () => {
    const { door, commandId } = await queued();
    const claimed = await claimQueued(product.runtime.database, product.clock.now(), 3_000, 50);
    expect(claimed.map(({ id }) => id)).toContain(commandId);
    product.clock.advance(10_500);
    await product.asSystem((ctx) => settleOverdue(ctx));
    expect(await command(commandId)).toMatchObject({ state: 'timed_out' });
    await product.asSystem((ctx) => recordAnswer(ctx, { code: door.code, answer: answer(commandId, 'done') }));
    expect(await command(commandId)).toMatchObject({ late_acknowledged_at: product.clock.now() });
  });

  it('[DEV-4] settle once when the answer and the time-out meet', async () => {
    const { door, commandId } = await queued();
    await send(commandId);
    product.clock.advance(11_000);
    await Promise.all([
      product.asSystem((ctx) => recordAnswer(ctx, { code: door.code, answer: answer(commandId, 'done') })),
      product.asSystem((ctx) => settleOverdue(ctx)),
    ]);
    await product.drain();
    expect(about(settled, commandId)).toHaveLength(1);
  });

  it('[DEV-2] take no answer from another device, and count it', async () => {
    const { commandId } = await queued();
    const other = await makeStoreWithDoor(product);
    await send(commandId);
    await product.asSystem((ctx) => recordAnswer(ctx, { code: other.door.code, answer: answer(commandId, 'done') }));
    expect(await command(commandId)).toMatchObject({ state: 'sent' });
    const counted = await product.runtime.database.row(
      z.object({ count: z.number() }),
      sql`select count from devices.offences where code = ${other.door.code} and offence = 'unknown_command'`,
    );
    expect(counted.count).toBe(1);
  });

  it('[DEV-1] refuse what the kind does not declare', async () => {
    const { door } = await makeStoreWithDoor(product);
    const { deviceId } = door;
    const send = (name: string, args: Record<string, unknown>) =>
      product.asSystem((ctx) => sendCommand(ctx, { deviceId, name, args }));
    await expect(send('explode', {})).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(send('unlock', { reason: 'whim' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(
      product.asSystem((ctx) => sendCommand(ctx, { deviceId: randomUUID(), ...unlock })),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('[DEV-4] are sent by staff with the permission, in their stores, and never open a door that way', async () => {
    const { door } = await makeStoreWithDoor(product);
    const { deviceId } = door;
    const test = (actor: ReturnType<typeof staffActor>, name: string) =>
      product.as(actor, (ctx) => commandDevice(ctx, { deviceId, name, args: name === 'unlock' ? unlock.args : {} }));
    await expect(test(staffActor({ permissions: new Set() }), 'self_test')).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(test(staffActor({ storeIds: [randomUUID()] }), 'self_test')).rejects.toMatchObject({
      code: 'not_found',
    });
    for (const name of ['unlock', 'program_code', 'dispense', 'cycle'])
      await expect(test(staffActor(), name)).rejects.toMatchObject({ code: 'forbidden' });
    const commandId = await test(staffActor(), 'self_test');
    expect(await command(commandId)).toMatchObject({ state: 'queued', name: 'self_test', requested_by_kind: 'staff' });
  });
});
