import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { faultsChanged } from './events.ts';
import { type DeviceRow, setFaults } from './store.ts';

/** Adds faults to a locked device and removes some, which the caller writes; tells only a real change. */
export async function changeFaults(
  ctx: Context,
  device: DeviceRow,
  add: readonly string[],
  remove: readonly string[],
): Promise<void> {
  const appeared = add.filter((fault) => !device.faults.includes(fault));
  const gone = remove.filter((fault) => device.faults.includes(fault));
  if (appeared.length === 0 && gone.length === 0) return;
  device.faults = [...device.faults.filter((fault) => !gone.includes(fault)), ...appeared];
  const { id: deviceId, store_id: storeId, kind, name } = device;
  await emit(ctx, faultsChanged, { deviceId, storeId, kind, name, appeared, gone, at: ctx.now.toISOString() });
}

/** Writes and tells one fault that a device did not say itself: it was not seen. */
export async function noteFault(ctx: Context, device: DeviceRow, fault: string, present: boolean): Promise<void> {
  if (device.faults.includes(fault) === present) return;
  const faults = present ? [...device.faults, fault] : device.faults.filter((one) => one !== fault);
  await setFaults(ctx.tx, device.id, faults);
  const { id: deviceId, store_id: storeId, kind, name } = device;
  const change = present ? { appeared: [fault], gone: [] } : { appeared: [], gone: [fault] };
  await emit(ctx, faultsChanged, { deviceId, storeId, kind, name, ...change, at: ctx.now.toISOString() });
}
