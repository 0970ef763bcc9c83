/**
 * Devices: the registry, provisioning, twins, commands and what devices report.
 * Owns schema `devices` (devices, commands, events, offences, store_keys); the embedded broker reads devices.devices.
 * Invariants: a command is settled once and never sent after its expiry; a report is stored once by (device, id);
 * a secret is kept only as hashes.
 * Lock order: commands, then devices.
 */
import type { Runtime } from '../../kernel/context.ts';
import type { ModuleParts } from '../../kernel/module.ts';
import type { MqttBus } from '../../kernel/mqtt.ts';
import type { SealedColumn } from '../../kernel/reseal.ts';
import { startGateway } from './gateway.ts';
import { subscriptions } from './listen.ts';
import { handlers } from './routes.ts';

export { type DeviceFacts, deviceFacts, devicesOfKind } from './device-facts.ts';
export {
  commandAcknowledgedLate,
  commandSent,
  commandSettled,
  connectivityChanged,
  eventReceived,
  faultsChanged,
  offended as deviceOffended,
} from './events.ts';
export { codeEnd, currentStep, offlineCodeOf, offlineKeyOf } from './offline-key.ts';
export { sendQueuedCommands } from './outgoing.ts';
export { type DoorFacts, deviceCounts, doorOfStore, doorsOfStores, pendingCommands, peopleInside } from './queries.ts';
export { recordPresence } from './record-presence.ts';
export { recordAnswer, recordEvent, recordState } from './record-report.ts';
export { registerDevice, renewSecret, stopDevice, updateDevice } from './register-device.ts';
export { sendCommand, sendCommandTo } from './send-command.ts';
export { setDesired } from './set-desired.ts';
export { settleOverdue } from './settle-command.ts';

export interface DevicesPorts {
  /** The server's connection to the broker. */
  mqtt: MqttBus;
}

/** PLT-8: what is sealed here with the master keys. */
export const devicesSealedColumns: readonly SealedColumn[] = [
  { table: 'devices.store_keys', column: 'key_sealed', purpose: 'offline_entry' },
];

export const createDevicesModule = (ports: DevicesPorts): ModuleParts => ({
  handlers,
  subscriptions,
  services: [
    { name: 'devices.gateway', role: 'devices', start: (runtime: Runtime) => startGateway(runtime, ports.mqtt) },
  ],
});
