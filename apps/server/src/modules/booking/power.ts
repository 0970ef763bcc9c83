import type { PowerStep } from '@latchkey/contract';
import type { Context } from '../../kernel/context.ts';
import { type DeviceFacts, deviceFacts, sendCommand, setDesired } from '../devices/index.ts';
import { asProduct, record } from './announce.ts';
import { devicesOfRoom, type RoomDeviceRow } from './door-store.ts';
import { type DesiredState, desiredAt, type Phrase, phrases } from './power-rules.ts';
import { othersAreIn } from './room-use-store.ts';
import { type BookingRow, changeBooking } from './store.ts';

export interface RoomDevice extends RoomDeviceRow {
  facts: DeviceFacts;
}

/** Devices in service that serve a room of a store; one that was moved to another store serves it no more. */
export async function roomDevices(
  ctx: Context,
  { roomId, storeId }: { roomId: string; storeId: string },
): Promise<RoomDevice[]> {
  const rows = await devicesOfRoom(ctx.db, roomId);
  const facts = await deviceFacts(
    ctx,
    rows.map((row) => row.deviceId),
  );
  return rows.flatMap((row) => {
    const found = facts.get(row.deviceId);
    return found?.storeId === storeId ? [{ ...row, facts: found }] : [];
  });
}

/**
 * Brings a room of a locked booking to a step of its power: the twins of its devices are told, protected circuits never cut.
 * While others are in the room nothing goes down there: the light is theirs.
 */
export async function powerRoom(caller: Context, booking: BookingRow, step: PowerStep): Promise<BookingRow> {
  const ctx = asProduct(caller);
  const theirs = step !== 'on' && (await othersAreIn(ctx.db, booking));
  const devices = theirs ? [] : await roomDevices(ctx, booking);
  let told = 0;
  for (const device of devices.sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1))) {
    const patch = desiredAt(step, {
      kind: device.facts.kind,
      protected: device.protected,
      desired: device.facts.desired,
    });
    if (patch === null) continue;
    await setDesired(ctx, { deviceId: device.deviceId, patch: patch as DesiredState });
    told += 1;
  }
  const changed = await changeBooking(ctx.tx, booking.id, { power: step }, ctx.now);
  await record(ctx, changed, { name: `power.${step}`, detail: { devices: told } });
  return changed;
}

/** BKG-12: the room's speaker says something; a room without one stays silent. */
export async function sayInRoom(caller: Context, booking: BookingRow, phrase: Phrase, minutes = 0): Promise<void> {
  const ctx = asProduct(caller);
  for (const { deviceId, facts } of await roomDevices(ctx, booking)) {
    if (facts.kind !== 'speaker') continue;
    const args = { text: phrases[phrase].replace('{minutes}', String(minutes)), locale: 'zh-CN' };
    await sendCommand(ctx, { deviceId, name: 'say', args, reference: { kind: 'booking', id: booking.id } });
  }
}
