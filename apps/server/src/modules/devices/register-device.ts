import { randomInt } from 'node:crypto';
import type { DeviceKind } from '@latchkey/contract';
import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { mosquittoHash } from '../../kernel/broker-terms.ts';
import type { Context } from '../../kernel/context.ts';
import { randomToken, sha256 } from '../../kernel/crypto.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { admission } from '../organisation/index.ts';
import { renewOfflineKey } from './offline-key.ts';
import {
  type DeviceRow,
  insertDevice,
  lockDevice,
  markStopped,
  updateDesired,
  updateDetails,
  updateSecret,
} from './store.ts';

const PREFIXES: Record<DeviceKind, string> = {
  door_controller: 'dc',
  camera: 'ca',
  scanner: 'sc',
  light: 'li',
  air_conditioner: 'ac',
  speaker: 'sp',
  power_relay: 'pr',
  environment_sensor: 'es',
  people_counter: 'pc',
  battery_lock: 'bl',
  vending_machine: 'vm',
  kiosk: 'ki',
  gateway: 'gw',
};
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';

export interface DeviceDetails {
  name: string;
  model: string | null;
  ipAddress: string | null;
  storeId: string | null;
}

export interface DeviceRegistration extends DeviceDetails {
  kind: DeviceKind;
  code?: string | undefined;
}

/** Registers a device and provisions its secret, which is answered once and kept only as hashes. */
export async function registerDevice(
  ctx: Context,
  input: DeviceRegistration,
): Promise<{ deviceId: string; code: string; secret: string }> {
  requireStaff(ctx.actor, 'devices:edit');
  const { kind, name, model, ipAddress, storeId } = input;
  const lockdown = await lockdownOf(ctx, storeId);
  const deviceId = newId();
  const code = input.code ?? newCode(kind);
  const secret = randomToken(32);
  const inserted = await insertDevice(ctx.tx, {
    id: deviceId,
    code,
    kind,
    name,
    model,
    ipAddress,
    storeId,
    ...hashes(secret),
    desired: kind === 'door_controller' ? { lockdown } : {},
    now: ctx.now,
  });
  if (!inserted) throw new AppError('device_code_taken', { code });
  await audit(ctx, {
    action: 'devices.register',
    object: { kind: 'device', id: deviceId },
    after: { code, kind, storeId },
  });
  return { deviceId, code, secret };
}

/** Changes what a device is called, where it stands, and which store it serves. */
export async function updateDevice(ctx: Context, input: DeviceDetails & { deviceId: string }): Promise<void> {
  requireStaff(ctx.actor, 'devices:edit');
  const device = await lockOwn(ctx, input.deviceId);
  const lockdown = await lockdownOf(ctx, input.storeId);
  const { deviceId: _, ...details } = input;
  await updateDetails(ctx.tx, device.id, details);
  const moved = device.store_id !== input.storeId;
  // A door that came to another store needs that store's lockdown and its key for offline entry.
  if (device.kind === 'door_controller' && (moved || device.desired.lockdown !== lockdown)) {
    await updateDesired(ctx.tx, device.id, { ...device.desired, lockdown });
    ctx.afterCommit.hints.add('devices.twins');
  }
  await audit(ctx, {
    action: 'devices.update',
    object: { kind: 'device', id: device.id },
    before: { name: device.name, model: device.model, ipAddress: device.ip_address, storeId: device.store_id },
    after: details,
  });
  tellStores(ctx, device.id, [device.store_id, input.storeId]);
}

/** Provisions a new secret. The old one and the connection that uses it end at once. */
export async function renewSecret(ctx: Context, input: { deviceId: string }): Promise<{ secret: string }> {
  requireStaff(ctx.actor, 'devices:edit');
  const device = await lockOwn(ctx, input.deviceId);
  const secret = randomToken(32);
  const { secretSha256, secretPbkdf2 } = hashes(secret);
  await forgetOfflineKey(ctx, device);
  await updateSecret(ctx.tx, device.id, secretSha256, secretPbkdf2);
  ctx.afterCommit.hints.add('devices.disconnects');
  await audit(ctx, { action: 'devices.renew_secret', object: { kind: 'device', id: device.id } });
  return { secret };
}

/** Takes a device out of service: its connection ends and it cannot come back. */
export async function stopDevice(ctx: Context, input: { deviceId: string; reason: string }): Promise<void> {
  requireStaff(ctx.actor, 'devices:edit');
  const device = await lockOwn(ctx, input.deviceId);
  if (device.state === 'stopped') throw new AppError('illegal_move', { state: 'stopped' });
  await markStopped(ctx.tx, device.id, input.reason, ctx.now);
  await forgetOfflineKey(ctx, device);
  ctx.afterCommit.hints.add('devices.disconnects');
  await audit(ctx, {
    action: 'devices.stop',
    object: { kind: 'device', id: device.id },
    before: { state: device.state },
    after: { state: 'stopped', reason: input.reason },
  });
  tellStores(ctx, device.id, [device.store_id]);
}

/** VIS-11: who holds a door that left service, or its secret, must not make codes for the store. */
async function forgetOfflineKey(ctx: Context, device: DeviceRow): Promise<void> {
  if (device.kind === 'door_controller' && device.store_id !== null) await renewOfflineKey(ctx, device.store_id);
}

/** Whether the store that a device is meant for is locked down; throws not_found for a store outside the scope. */
async function lockdownOf(ctx: Context, storeId: string | null): Promise<boolean> {
  if (storeId === null) return false;
  requireStore(ctx.actor, storeId);
  return (await admission(ctx, storeId)).lockdown !== null;
}

async function lockOwn(ctx: Context, deviceId: string): Promise<DeviceRow> {
  const device = await lockDevice(ctx.tx, deviceId);
  if (!device) throw new AppError('not_found');
  requireDeviceScope(ctx, device);
  return device;
}

/** A device without a store belongs to the platform: only people who see all stores see it. */
export function requireDeviceScope(ctx: Pick<Context, 'actor'>, device: DeviceRow): void {
  if (device.store_id !== null) requireStore(ctx.actor, device.store_id);
  else if (ctx.actor.kind === 'staff' && ctx.actor.storeIds !== null) throw new AppError('not_found');
}

function tellStores(ctx: Context, id: string, storeIds: readonly (string | null)[]): void {
  for (const storeId of new Set(storeIds))
    if (storeId) news(ctx, `store:${storeId}`, 'device.changed', { id, storeId });
}

function hashes(secret: string): { secretSha256: Buffer; secretPbkdf2: string } {
  return { secretSha256: Buffer.from(sha256(secret), 'hex'), secretPbkdf2: mosquittoHash(secret) };
}

function newCode(kind: DeviceKind): string {
  let code = `${PREFIXES[kind]}-`;
  for (let at = 0; at < 8; at += 1) code += ALPHABET[randomInt(ALPHABET.length)];
  return code;
}
