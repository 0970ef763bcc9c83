import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import type { AnswerOf } from '../../kernel/http.ts';
import { deviceFacts } from '../devices/index.ts';
import { bookableStore, getRoom } from '../organisation/index.ts';
import { devicesOfRoom, replaceRoomDevices } from './door-store.ts';
import { policyOf } from './find-time.ts';
import type { Policy } from './rules.ts';
import { writePolicy } from './store.ts';

/** What a room's devices are and say. Throws not_found outside the scope. */
export async function equipment(ctx: ReadContext, roomId: string): Promise<AnswerOf<'GET /staff/rooms/:id/devices'>> {
  requireStaff(ctx.actor, 'rooms');
  const room = await getRoom(ctx, roomId);
  requireStore(ctx.actor, room.storeId);
  const rows = await devicesOfRoom(ctx.db, roomId);
  const facts = await deviceFacts(
    ctx,
    rows.map((row) => row.deviceId),
  );
  return {
    items: rows.flatMap((row) => {
      const device = facts.get(row.deviceId);
      if (!device) return [];
      const { code, kind, name, online, reported } = device;
      return [
        {
          ...{ deviceId: row.deviceId, code, kind, name, online, label: row.label, protected: row.protected },
          on: typeof reported.on === 'boolean' ? reported.on : null,
          watts: typeof reported.watts === 'number' ? reported.watts : null,
        },
      ];
    }),
  };
}

/**
 * ORG-10: says which devices of the store serve a room. BKG-22: a camera inside a private room is refused, whatever its
 * use. Throws not_found, invalid_input.
 */
export async function equipRoom(
  ctx: Context,
  input: { roomId: string; devices: readonly { deviceId: string; label: string; protected: boolean }[] },
): Promise<void> {
  requireStaff(ctx.actor, 'rooms:edit');
  const room = await getRoom(ctx, input.roomId);
  requireStore(ctx.actor, room.storeId);
  const ids = input.devices.map((device) => device.deviceId);
  const facts = await deviceFacts(ctx, ids);
  input.devices.forEach(({ deviceId }, index) => {
    const device = facts.get(deviceId);
    const field = `devices.${index}.deviceId`;
    if (!device || device.storeId !== room.storeId) throw invalidInput(field, 'not a device of this store');
    if (device.kind === 'camera') throw new AppError('camera_in_room');
    if (ids.indexOf(deviceId) !== index) throw invalidInput(field, 'named twice');
  });
  await replaceRoomDevices(ctx.tx, room.id, input.devices);
  await audit(ctx, { action: 'rooms.equip', object: { kind: 'room', id: room.id }, after: { devices: input.devices } });
}

/** What a store asks of bookings, for its staff. Throws not_found. */
export async function staffPolicy(ctx: ReadContext, storeId: string): Promise<Policy> {
  requireStaff(ctx.actor, 'rooms');
  requireStore(ctx.actor, storeId);
  await bookableStore(ctx, storeId);
  return policyOf(ctx, storeId);
}

/** Writes what a store asks of bookings from now on. Throws not_found, invalid_input. */
export async function setPolicy(ctx: Context, input: { storeId: string; policy: Policy }): Promise<void> {
  requireStaff(ctx.actor, 'rooms:edit');
  requireStore(ctx.actor, input.storeId);
  await bookableStore(ctx, input.storeId);
  const { policy } = input;
  if (policy.minimum > policy.maximum) throw invalidInput('minimum', 'longer than the maximum');
  const ladder =
    policy.dimAfterSeconds <= policy.graceAfterSeconds && policy.graceAfterSeconds < policy.cutAfterSeconds;
  if (!ladder) throw invalidInput('cutAfterSeconds', 'the steps are dim, grace, cut, in this order');
  const before = await policyOf(ctx, input.storeId);
  await writePolicy(ctx.tx, input.storeId, policy, ctx.now);
  await audit(ctx, {
    action: 'rooms.set_policy',
    object: { kind: 'store', id: input.storeId },
    before,
    after: policy,
  });
}
