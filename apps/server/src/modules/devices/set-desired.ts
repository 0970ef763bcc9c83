import { findKind } from '@latchkey/device-kit';
import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { admission } from '../organisation/index.ts';
import { devicesInStores, lockDevice, updateDesired } from './store.ts';

/** Merges a patch into the desired state of a device; it is published right after the commit. */
export async function setDesired(
  ctx: Context,
  input: { deviceId: string; patch: Record<string, unknown> },
): Promise<void> {
  requireSystem(ctx.actor);
  const device = await lockDevice(ctx.tx, input.deviceId);
  if (!device) throw new AppError('not_found');
  const desired = { ...device.desired, ...input.patch };
  if (!findKind(device.kind)?.desired.safeParse(desired).success)
    throw invalidInput('patch', 'not a state of this kind');
  await updateDesired(ctx.tx, device.id, desired);
  ctx.afterCommit.hints.add('devices.twins');
}

/**
 * ORG-9: carries a store's lockdown to its door controllers, so that they refuse entry by themselves. Reads how it
 * stands now, because news of locking and lifting may be handled in any order.
 */
export async function carryLockdown(ctx: Context, input: { storeId: string }): Promise<void> {
  requireSystem(ctx.actor);
  const lockdown = (await admission(ctx, input.storeId)).lockdown !== null;
  for (const door of await devicesInStores(ctx.db, [input.storeId], 'door_controller')) {
    if (door.desired.lockdown !== lockdown) await setDesired(ctx, { deviceId: door.id, patch: { lockdown } });
  }
}
