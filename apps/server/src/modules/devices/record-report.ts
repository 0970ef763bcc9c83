import { type EventPayload, findKind, type StatePayload } from '@latchkey/device-kit';
import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { changeFaults } from './change-faults.ts';
import { insertEvent } from './command-store.ts';
import { recordOffence } from './count-offence.ts';
import { eventReceived } from './events.ts';
import { eventShowsSkew, faultsOfState, patchOfEvent, SILENCE } from './rules.ts';
import { type DeviceRow, lockActiveDeviceByCode, patchReported, raiseDesiredVersion, updateReported } from './store.ts';

/** Faults that a state report does not speak about. */
const OTHER_SOURCES = ['clock_skew', SILENCE];

/** Stores what a device reported, once, and tells it on. What its kind does not declare is counted and dropped. */
export async function recordEvent(ctx: Context, input: { code: string; event: EventPayload }): Promise<void> {
  requireSystem(ctx.actor);
  const { code, event } = input;
  const device = await lockActiveDeviceByCode(ctx.tx, code);
  if (!device) return recordOffence(ctx, { code, offence: 'unknown_device', count: 1 });
  const data = findKind(device.kind)?.events[event.name]?.safeParse(event.data);
  if (!data?.success) return recordOffence(ctx, { code, offence: 'undeclared', count: 1 });
  const fields = data.data as Record<string, unknown>;
  const { id: deviceId, store_id: storeId } = device;
  const at = new Date(event.at);
  const fresh = await insertEvent(ctx.tx, {
    id: newId(),
    deviceId,
    eventId: event.id,
    storeId,
    seq: event.seq,
    name: event.name,
    data: fields,
    at,
    receivedAt: ctx.now,
  });
  if (!fresh) return;
  const patch = patchOfEvent(event.name);
  if (patch) await patchReported(ctx.tx, deviceId, patch, event.seq);
  if (eventShowsSkew(at, ctx.now)) await changeFaults(ctx, device, ['clock_skew'], []);
  await emit(ctx, eventReceived, {
    deviceId,
    storeId,
    kind: device.kind,
    name: event.name,
    data: fields,
    seq: event.seq,
    at: at.toISOString(),
    receivedAt: ctx.now.toISOString(),
  });
  if (storeId) news(ctx, `store:${storeId}`, 'device.changed', { id: deviceId, storeId, kind: event.name });
}

/** Stores the reported half of a twin and the faults it tells. */
export async function recordState(ctx: Context, input: { code: string; state: StatePayload }): Promise<void> {
  requireSystem(ctx.actor);
  const { code, state } = input;
  const device = await lockActiveDeviceByCode(ctx.tx, code);
  if (!device) return recordOffence(ctx, { code, offence: 'unknown_device', count: 1 });
  const reported = findKind(device.kind)?.reported.safeParse(state.reported);
  if (!reported?.success) return recordOffence(ctx, { code, offence: 'undeclared', count: 1 });
  if (state.version > device.desired_version) return catchUp(ctx, device, state.version);
  const fields = reported.data as Record<string, unknown>;
  await updateReported(ctx.tx, { id: device.id, reported: fields, version: state.version, now: ctx.now });
  if (state.version < device.desired_version) ctx.afterCommit.hints.add('devices.twins');
  const told = faultsOfState(fields);
  const gone = device.faults.filter((fault) => !told.includes(fault) && !OTHER_SOURCES.includes(fault));
  await changeFaults(ctx, device, told, gone);
  const { store_id: storeId } = device;
  if (storeId) news(ctx, `store:${storeId}`, 'device.changed', { id: device.id, storeId });
}

/** Versions beyond this are no count of anything. */
const FAR_VERSION = 1_000_000_000;

/**
 * DEV-3: a device speaks of a desired state that nobody here sent: it lies, or the database came back from a backup. It would take
 * nothing older, so the desired state goes out again with a version beyond.
 */
async function catchUp(ctx: Context, device: DeviceRow, version: number): Promise<void> {
  if (version < FAR_VERSION) {
    await raiseDesiredVersion(ctx.tx, device.id, version + 1);
    ctx.afterCommit.hints.add('devices.twins');
  }
  await recordOffence(ctx, { code: device.code, offence: 'undeclared', count: 1 });
}
