import { deviceKinds } from '@latchkey/device-kit';
import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { news } from '../../kernel/news.ts';
import { noteFault } from './change-faults.ts';
import { recordOffence } from './count-offence.ts';
import { connectivityChanged } from './events.ts';
import { lockActiveDevicesByCode, lockSilent, lockUnseenSince, updatePresence } from './presence-store.ts';
import { SILENCE } from './rules.ts';
import type { DeviceRow } from './store.ts';

/** Records that a device came or went; a last will speaks through the broker. */
export async function recordPresence(ctx: Context, input: { code: string; online: boolean }): Promise<void> {
  await recordPresences(ctx, { changes: [input] });
}

/** The same for many devices at once; answers which of them are devices in service. */
export async function recordPresences(
  ctx: Context,
  input: { changes: readonly { code: string; online: boolean }[] },
): Promise<Set<string>> {
  requireSystem(ctx.actor);
  const wanted = new Map(input.changes.map(({ code, online }) => [code, online]));
  const devices = await lockActiveDevicesByCode(ctx.tx, [...wanted.keys()]);
  for (const online of [true, false]) {
    await changePresence(
      ctx,
      devices.filter((device) => wanted.get(device.code) === online),
      online,
    );
  }
  const known = new Set(devices.map((device) => device.code));
  for (const code of wanted.keys())
    if (!known.has(code)) await recordOffence(ctx, { code, offence: 'unknown_device', count: 1 });
  return known;
}

/**
 * Calls those devices offline that have not shown themselves since the connection to the broker began: a broker that
 * died with them could not publish their last wills. Answers how many.
 */
export async function settlePresence(ctx: Context, input: { since: Date }): Promise<number> {
  requireSystem(ctx.actor);
  const gone = await lockUnseenSince(ctx.tx, input.since);
  await changePresence(ctx, gone, false);
  return gone.length;
}

/** DEV-15: being offline turns into a fault after the limit of the device's kind. Answers for how many it did. */
export async function settleSilence(ctx: Context): Promise<number> {
  requireSystem(ctx.actor);
  let settled = 0;
  for (const kind of deviceKinds) {
    const since = new Date(ctx.now.getTime() - kind.offlineFaultAfterS * 1_000);
    const silent = await lockSilent(ctx.tx, kind.name, since, SILENCE);
    for (const device of silent) await noteFault(ctx, device, SILENCE, true);
    settled += silent.length;
  }
  return settled;
}

async function changePresence(ctx: Context, devices: readonly DeviceRow[], online: boolean): Promise<void> {
  if (devices.length === 0) return;
  const ids = devices.map((device) => device.id);
  await updatePresence(ctx.tx, { ids, online, now: ctx.now });
  for (const device of devices) {
    const { id: deviceId, store_id: storeId, kind, name } = device;
    if (online) await noteFault(ctx, device, SILENCE, false);
    if (device.online === online) continue;
    await emit(ctx, connectivityChanged, { deviceId, storeId, kind, name, online, at: ctx.now.toISOString() });
    if (storeId) {
      news(ctx, `store:${storeId}`, 'device.changed', { id: deviceId, storeId, state: online ? 'online' : 'offline' });
    }
  }
}
