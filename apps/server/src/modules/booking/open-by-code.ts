import type { z } from 'zod';
import { requireSystem } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import type { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { doorOfStore, type eventReceived, sendCommand } from '../devices/index.ts';
import { admission } from '../organisation/index.ts';
import { record } from './announce.ts';
import { owedBy } from './charge-store.ts';
import { codesGuessed } from './events.ts';
import { countMiss, ignoreScanner, scannerIsIgnored } from './guess-store.ts';
import { refusalOf, requireRoomLeft, requireUnfrozen } from './may-enter.ts';
import { insertCodeOpening, lockPermit, markCodeOpened, openedSince, ownersOfCode } from './permit-store.ts';
import { permitStateAt } from './permits.ts';
import { roomDevices } from './power.ts';
import { entryRefusal } from './rules.ts';
import { startSession } from './session.ts';
import { type BookingRow, lockBooking } from './store.ts';

type DeviceEvent = z.output<(typeof eventReceived)['payload']>;

const OPENING_LIFE_MS = 10_000;
const HOLD_MS = 8_000;
/** A scanner that read so many codes of nobody within a minute is not listened to for a minute. */
const MOST_MISSES = 10;
const MISSES_MS = 60_000;
const IGNORED_MS = 60_000;
const CODE = /^\d{8}$/;

/** What scanners at doors read that may be a code of ours. */
export const concernsCode = (event: { kind: string; name: string }): boolean =>
  event.kind === 'scanner' && event.name === 'scan';

/**
 * BKG-25: a code that a door's scanner read opens the store's door, and those of its rooms: for a booking inside its entry
 * right, or for a permit. Anything else is nobody's and does nothing: many of them are guesses. A scan that is told late
 * opens nothing, for whoever scanned is gone. Lock order: the booking or permit, devices.
 */
export async function openByCode(ctx: Context, event: DeviceEvent): Promise<void> {
  requireSystem(ctx.actor);
  const { code } = event.data;
  if (event.storeId === null || typeof code !== 'string' || !CODE.test(code)) return;
  const heard = Date.parse(event.receivedAt);
  if (ctx.now.getTime() - heard > OPENING_LIFE_MS || Math.abs(heard - Date.parse(event.at)) > OPENING_LIFE_MS) return;
  if (await scannerIsIgnored(ctx.db, event.deviceId, ctx.now)) return;
  const owners = await ownersOfCode(ctx.db, event.storeId, code, ctx.now);
  if (owners.length === 0) return missed(ctx, { scannerId: event.deviceId, storeId: event.storeId });
  for (const { bookingId, permitId } of owners) {
    const scan = { storeId: event.storeId, scannerId: event.deviceId };
    if (bookingId !== null && (await openForHolder(ctx, bookingId, scan))) return;
    if (permitId !== null && (await openForPermit(ctx, permitId, scan))) return;
  }
}

interface Scan {
  storeId: string;
  scannerId: string;
}

/** Nobody's code: guessing is slowed down, and an agent looks who stands there. */
async function missed(ctx: Context, { scannerId, storeId }: Scan): Promise<void> {
  const count = await countMiss(ctx.tx, scannerId, new Date(ctx.now.getTime() - MISSES_MS), ctx.now);
  if (count < MOST_MISSES) return;
  await ignoreScanner(ctx.tx, scannerId, new Date(ctx.now.getTime() + IGNORED_MS));
  await emit(ctx, codesGuessed, { scannerId, storeId, at: ctx.now.toISOString() });
}

/** A code that is held before the scanner is read again and again: that is one opening. */
const justOpened = (ctx: Context, whose: { bookingId: string | null; permitId: string | null }): Promise<boolean> =>
  openedSince(ctx.db, whose, new Date(ctx.now.getTime() - OPENING_LIFE_MS));

/** The first reason why a host's code opens nothing, or null. */
async function holderRefusal(ctx: Context, booking: BookingRow, doorOnline: boolean): Promise<AppError | null> {
  const store = await admission(ctx, booking.storeId);
  const host = booking.memberId;
  if (host !== null) {
    const frozen = await refusalOf(requireUnfrozen(ctx, host));
    if (frozen) return frozen;
  }
  const owes = host !== null && (await owedBy(ctx.db, host)) !== null;
  const locked = store.lockdown !== null;
  return (
    entryRefusal({ ...booking, store: { ...store, locked }, owes, doorOnline }, ctx.now) ??
    (await refusalOf(requireRoomLeft(ctx, booking)))
  );
}

async function openForHolder(ctx: Context, bookingId: string, scan: Scan): Promise<boolean> {
  const booking = await lockBooking(ctx.tx, bookingId);
  const doors = await doorsFor(ctx, scan.storeId, [booking.roomId]);
  const doorOnline = doors.some((door) => door.online);
  const refusal = await holderRefusal(ctx, booking, doorOnline);
  if (refusal) {
    await record(ctx, booking, { name: 'door.code_refused', detail: { refusal: refusal.code } });
    return false;
  }
  if (await justOpened(ctx, { bookingId, permitId: null })) return true;
  await command(ctx, doors, { ...scan, bookingId, permitId: null });
  await record(ctx, booking, { name: 'door.code_accepted' });
  await audit(ctx, {
    action: 'bookings.open_door',
    object: { kind: 'booking', id: booking.id },
    after: { by: 'code' },
  });
  return true;
}

async function openForPermit(ctx: Context, permitId: string, scan: Scan): Promise<boolean> {
  const permit = await lockPermit(ctx.tx, permitId);
  const store = await admission(ctx, permit.storeId);
  const shut = store.state === 'suspended' || store.lockdown !== null;
  if (shut || permitStateAt(permit, ctx.now) !== 'current') return false;
  if (await justOpened(ctx, { bookingId: null, permitId })) return true;
  await command(ctx, await doorsFor(ctx, permit.storeId, permit.roomIds), { ...scan, bookingId: null, permitId });
  await audit(ctx, { action: 'bookings.open_by_permit', object: { kind: 'permit', id: permit.id } });
  return true;
}

/** The store's door, and those of its rooms, each once and in one order. */
async function doorsFor(ctx: Context, storeId: string, roomIds: readonly string[]) {
  const storeDoor = await doorOfStore(ctx, storeId);
  const doors = new Map<string, boolean>(storeDoor ? [[storeDoor.deviceId, storeDoor.online]] : []);
  for (const roomId of roomIds)
    for (const { deviceId, facts } of await roomDevices(ctx, { roomId, storeId }))
      if (facts.kind === 'door_controller') doors.set(deviceId, facts.online);
  return [...doors]
    .map(([deviceId, online]) => ({ deviceId, online }))
    .sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
}

async function command(
  ctx: Context,
  doors: readonly { deviceId: string; online: boolean }[],
  whose: Scan & { bookingId: string | null; permitId: string | null },
): Promise<void> {
  for (const { deviceId, online } of doors) {
    if (!online) continue;
    const id = newId();
    const commandId = newId();
    await insertCodeOpening(ctx.tx, { id, deviceId, commandId, ...whose }, ctx.now);
    await sendCommand(ctx, {
      ...{ commandId, deviceId, name: 'unlock', args: { reason: 'entry', holdMs: HOLD_MS } },
      expiresInMs: OPENING_LIFE_MS,
      reference: { kind: 'code_opening', id },
    });
  }
}

/** The door has really opened for a code: a booking's session begins. */
export async function followCodeOpened(ctx: Context, event: DeviceEvent): Promise<void> {
  requireSystem(ctx.actor);
  const { commandId } = event.data;
  if (typeof commandId !== 'string' || !/^[0-9a-f-]{36}$/.test(commandId)) return;
  const opened = await markCodeOpened(ctx.tx, commandId, new Date(event.receivedAt));
  if (!opened || opened.bookingId === null) return;
  const booking = await lockBooking(ctx.tx, opened.bookingId);
  await record(ctx, booking, { name: 'door.opened' });
  await startSession(ctx, booking);
}
