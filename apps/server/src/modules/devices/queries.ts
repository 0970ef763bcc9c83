import { deviceKinds } from '@latchkey/device-kit';
import { requireStaff, requireSystem, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { sql } from '../../kernel/db.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { getStores } from '../organisation/index.ts';
import { type CommandRow, getCommand, listCommands, listEvents, pendingCommandRows } from './command-store.ts';
import { requireDeviceScope } from './register-device.ts';
import { healthOf, withoutCode } from './rules.ts';
import { countDevices, type DeviceRow, devicesInStores, findDevice, listDevices } from './store.ts';

type DeviceView = AnswerOf<'GET /staff/devices/:id'>;
type CommandView = AnswerOf<'POST /staff/devices/:id/commands'>;

/** The door of a store as its controller reports it. */
export interface DoorFacts {
  deviceId: string;
  code: string;
  online: boolean;
  contact: 'open' | 'closed' | 'unknown';
  locked: boolean | null;
  /** Whether the controller itself refuses entries now; null while it has said nothing. */
  lockdown: boolean | null;
}

/** The doors of stores; a store without a controller in service is missing. */
export async function doorsOfStores(ctx: ReadContext, storeIds: readonly string[]): Promise<Map<string, DoorFacts>> {
  const doors = new Map<string, DoorFacts>();
  for (const device of await devicesInStores(ctx.db, storeIds, 'door_controller')) {
    if (device.store_id === null || doors.has(device.store_id)) continue;
    const { contact, locked, lockdown } = device.reported;
    doors.set(device.store_id, {
      deviceId: device.id,
      code: device.code,
      online: device.online,
      contact: contact === 'open' || contact === 'closed' ? contact : 'unknown',
      locked: typeof locked === 'boolean' ? locked : null,
      lockdown: typeof lockdown === 'boolean' ? lockdown : null,
    });
  }
  return doors;
}

export async function doorOfStore(ctx: ReadContext, storeId: string): Promise<DoorFacts | null> {
  return (await doorsOfStores(ctx, [storeId])).get(storeId) ?? null;
}

/** Commands that wait for a device's answer, oldest first. For whoever speaks for the device: simulations and history. */
export async function pendingCommands(ctx: ReadContext, deviceId: string) {
  requireSystem(ctx.actor);
  const rows = await pendingCommandRows(ctx.db, deviceId);
  return rows.map(({ id, name, args }) => ({ id, name, args }));
}

/** Devices in service and how many of them are connected, by store. */
export async function deviceCounts(ctx: ReadContext, storeIds: readonly string[]) {
  const rows = await countDevices(ctx.db, storeIds);
  return new Map(rows.map((row) => [row.store_id, { total: row.total, online: row.online }]));
}

/** People inside as the counters at the doors see it; a store without a connected counter is missing. */
export async function peopleInside(ctx: ReadContext, storeIds: readonly string[]): Promise<Map<string, number>> {
  const inside = new Map<string, number>();
  for (const counter of await devicesInStores(ctx.db, storeIds, 'people_counter')) {
    const { inside: count } = counter.reported;
    if (counter.store_id !== null && counter.online && typeof count === 'number') inside.set(counter.store_id, count);
  }
  return inside;
}

export async function listStaffDevices(ctx: ReadContext, query: Input<'GET /staff/devices'>['query']) {
  requireStaff(ctx.actor, 'devices');
  const before = decodeCursor(query.cursor, timeCursor);
  const stores = storeFilter(ctx.actor);
  const conditions = [
    stores === null ? sql`true` : sql`store_id = any(${[...stores]}::uuid[])`,
    query.storeId ? sql`store_id = ${query.storeId}` : null,
    query.kind ? sql`kind = ${query.kind}` : null,
    query.state ? stateCondition(query.state, ctx.now) : null,
    query.connectivity ? connectivityCondition(query.connectivity) : null,
    query.search
      ? sql`(position(lower(${query.search}) in lower(name)) > 0 or starts_with(code, lower(${query.search})))`
      : null,
    before ? sql`(created_at, id) < (${before[0]}::timestamptz, ${before[1]}::uuid)` : null,
  ].filter((condition) => condition !== null);
  const rows = await listDevices(ctx.db, sql.join(conditions, sql` and `), query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [row.created_at.toISOString(), row.id]);
  return { items: await presentDevices(ctx, page.items), nextCursor: page.nextCursor };
}

/** DEV-15: silence beyond the kind's limit is a fault too. */
function stateCondition(state: DeviceView['state'], now: Date) {
  if (state === 'stopped') return sql`state = 'stopped'`;
  const silent = deviceKinds.map((kind) => {
    const since = new Date(now.getTime() - kind.offlineFaultAfterS * 1_000);
    return sql`(kind = ${kind.name} and connectivity_changed_at < ${since})`;
  });
  const abnormal = sql`(faults <> '{}' or (not online and (${sql.join(silent, sql` or `)}) is true))`;
  return state === 'abnormal' ? sql`(state = 'active' and ${abnormal})` : sql`(state = 'active' and not ${abnormal})`;
}

function connectivityCondition(connectivity: DeviceView['connectivity']) {
  if (connectivity === 'online') return sql`online`;
  return connectivity === 'never'
    ? sql`(not online and connectivity_changed_at is null)`
    : sql`(not online and connectivity_changed_at is not null)`;
}

export async function getStaffDevice(ctx: ReadContext, deviceId: string): Promise<DeviceView> {
  requireStaff(ctx.actor, 'devices');
  const device = await ownDevice(ctx, deviceId);
  const [view] = await presentDevices(ctx, [device]);
  if (!view) throw new AppError('not_found');
  return view;
}

export async function listDeviceCommands(
  ctx: ReadContext,
  deviceId: string,
  query: { cursor?: string | undefined; limit: number },
) {
  requireStaff(ctx.actor, 'devices');
  await ownDevice(ctx, deviceId);
  const before = decodeCursor(query.cursor, timeCursor);
  const rows = await listCommands(ctx.db, deviceId, before && { at: before[0], id: before[1] }, query.limit + 1);
  return toPage(rows, query.limit, (row) => [row.requested_at.toISOString(), row.id], presentCommand);
}

export async function getDeviceCommand(ctx: ReadContext, commandId: string): Promise<CommandView> {
  requireStaff(ctx.actor, 'devices');
  return presentCommand(await getCommand(ctx.db, commandId));
}

export async function listDeviceEvents(
  ctx: ReadContext,
  deviceId: string,
  query: { cursor?: string | undefined; limit: number },
) {
  requireStaff(ctx.actor, 'devices');
  await ownDevice(ctx, deviceId);
  const before = decodeCursor(query.cursor, timeCursor);
  const rows = await listEvents(ctx.db, deviceId, before && { at: before[0], id: before[1] }, query.limit + 1);
  return toPage(
    rows,
    query.limit,
    (row) => [row.received_at.toISOString(), row.id],
    ({ id, name, data, at, received_at: receivedAt }) => ({
      id,
      name,
      data: name === 'scan' ? withoutCode(data) : data,
      at: at.toISOString(),
      receivedAt: receivedAt.toISOString(),
    }),
  );
}

async function ownDevice(ctx: ReadContext, deviceId: string): Promise<DeviceRow> {
  const device = await findDevice(ctx.db, deviceId);
  if (!device) throw new AppError('not_found');
  requireDeviceScope(ctx, device);
  return device;
}

async function presentDevices(ctx: ReadContext, rows: readonly DeviceRow[]): Promise<DeviceView[]> {
  const storeIds = [...new Set(rows.flatMap((row) => row.store_id ?? []))];
  const stores = await getStores(ctx, storeIds);
  return rows.map((row) => {
    const store = row.store_id === null ? undefined : stores.get(row.store_id);
    const health = healthOf({ ...row, connectivityChangedAt: row.connectivity_changed_at }, ctx.now);
    const { batteryPercent, firmware } = row.reported;
    return {
      id: row.id,
      code: row.code,
      kind: row.kind as DeviceView['kind'],
      name: row.name,
      model: row.model,
      ipAddress: row.ip_address,
      store: store ? { id: store.id, name: store.name } : null,
      ...health,
      connectivitySince: row.connectivity_changed_at?.toISOString() ?? null,
      battery: typeof batteryPercent === 'number' ? batteryPercent : null,
      firmware: typeof firmware === 'string' ? firmware : null,
      desired: row.desired,
      reported: row.reported,
      twinInSync: row.reported_version >= row.desired_version,
      lastSeenAt: row.last_seen_at?.toISOString() ?? null,
      createdAt: row.created_at.toISOString(),
    };
  });
}

function presentCommand(row: CommandRow): CommandView {
  return {
    id: row.id,
    name: row.name,
    args: row.name === 'program_code' ? withoutCode(row.args) : row.args,
    state: row.state,
    code: row.code,
    requestedBy: row.requested_by_id,
    requestedAt: row.requested_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    settledAt: row.settled_at?.toISOString() ?? null,
    lateAcknowledgedAt: row.late_acknowledged_at?.toISOString() ?? null,
    expiresAt: row.expires_at.toISOString(),
  };
}
