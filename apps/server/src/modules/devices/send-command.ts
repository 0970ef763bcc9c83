import { findKind } from '@latchkey/device-kit';
import { actorId, requireStaff } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { insertCommand } from './command-store.ts';
import { LEASE_MS, readySender } from './outgoing.ts';
import { requireDeviceScope } from './register-device.ts';
import { NOT_BY_HAND } from './rules.ts';
import { type DeviceRow, findDevice } from './store.ts';

export interface CommandRequest {
  deviceId: string;
  name: string;
  args: Record<string, unknown>;
  /** Milliseconds until the command must not run any more; the kind's own life otherwise. */
  expiresInMs?: number;
  reference?: { kind: string; id: string };
  /** Made by the caller where its own row must name the command. */
  commandId?: string;
}

/** What a command needs to know of its device. */
export interface CommandTarget {
  deviceId: string;
  code: string;
  kind: string;
  storeId: string | null;
}

/**
 * Queues a command in the caller's transaction; it leaves right after the commit. The calling verb has authorised it.
 * Throws not_found for a device that is not in service and invalid_input for what its kind does not declare.
 */
export async function sendCommand(
  ctx: Context,
  request: CommandRequest,
): Promise<{ commandId: string; expiresAt: Date }> {
  const device = await findDevice(ctx.tx, request.deviceId);
  if (device?.state !== 'active') throw new AppError('not_found');
  return queueCommand(ctx, targetOf(device), request);
}

/** The same for a device that the caller has just found in service. */
export function sendCommandTo(
  ctx: Context,
  target: CommandTarget,
  request: Omit<CommandRequest, 'deviceId'>,
): Promise<{ commandId: string; expiresAt: Date }> {
  return queueCommand(ctx, target, request);
}

const targetOf = ({ id: deviceId, code, kind, store_id: storeId }: DeviceRow): CommandTarget => ({
  ...{ deviceId, code, kind, storeId },
});

/** DEV-1: staff send what a device's kind declares, but what opens, gives or cuts goes through its own act, where it is recorded. */
export async function commandDevice(
  ctx: Context,
  input: { deviceId: string; name: string; args: Record<string, unknown> },
): Promise<string> {
  requireStaff(ctx.actor, 'devices:command');
  const device = await findDevice(ctx.tx, input.deviceId);
  if (device?.state !== 'active') throw new AppError('not_found');
  requireDeviceScope(ctx, device);
  if (NOT_BY_HAND.has(input.name)) throw new AppError('forbidden');
  const { commandId } = await queueCommand(ctx, targetOf(device), input);
  await audit(ctx, {
    action: 'devices.command',
    object: { kind: 'device', id: device.id },
    after: { commandId, name: input.name },
  });
  return commandId;
}

async function queueCommand(
  ctx: Context,
  target: CommandTarget,
  request: Omit<CommandRequest, 'deviceId'>,
): Promise<{ commandId: string; expiresAt: Date }> {
  const declared = findKind(target.kind)?.commands[request.name];
  if (!declared) throw invalidInput('name', 'not a command of this kind');
  const args = declared.args.safeParse(request.args);
  if (!args.success) throw invalidInput('args', args.error.issues[0]?.message ?? 'wrong');
  const id = request.commandId ?? newId();
  const { name } = request;
  const sender = readySender(ctx.kernel);
  const expiresAt = new Date(ctx.now.getTime() + (request.expiresInMs ?? declared.lifeMs));
  const fields = args.data as Record<string, unknown>;
  await insertCommand(ctx.tx, {
    id,
    deviceId: target.deviceId,
    storeId: target.storeId,
    name,
    args: fields,
    reference: request.reference ?? null,
    requestedBy: { kind: ctx.actor.kind, id: actorId(ctx.actor) },
    requestedAt: ctx.now,
    expiresAt,
    leasedUntil: sender && new Date(ctx.now.getTime() + LEASE_MS),
  });
  const times = { requested_at: ctx.now, expires_at: expiresAt };
  if (sender)
    ctx.afterCommit.acts.push(() => sender.sendLeased({ id, device_code: target.code, name, args: fields, ...times }));
  else ctx.afterCommit.hints.add('devices.commands');
  return { commandId: id, expiresAt };
}
