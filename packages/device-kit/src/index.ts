/**
 * The device protocol for device makers, the server and the virtual store: topics, payload schemas with limits,
 * kinds of devices, the device's end of the connection, and a door. See docs/device-protocol.md.
 */

export { type CommandOutcome, type DeviceClock, systemClock } from './command-gate.ts';
export { type DeviceBehaviour, DeviceClient, type DeviceClientOptions, type Fields } from './device-client.ts';
export { DoorBehaviour, type DoorBehaviourOptions, type DoorHardware } from './door-behaviour.ts';
export { Journal } from './journal.ts';
export type { KeypadAnswer } from './keypad.ts';
export { UNLOCK_REASONS, type UnlockReason } from './kinds/door-controller.ts';
export type { CommandDeclaration, KindDeclaration } from './kinds/kind.ts';
export { deviceKinds, findKind } from './kinds.ts';
export { connectMqtt, type MqttConnectionOptions } from './mqtt-connection.ts';
export {
  OFFLINE_KEY_BYTES,
  OFFLINE_SLOTS,
  OFFLINE_STEP_MS,
  OFFLINE_WINDOW,
  type OfflineTicket,
  offlineCode,
  offlineStep,
  readOfflineCode,
} from './offline-code.ts';
export {
  type AckPayload,
  ackPayload,
  CLOCK_SKEW_LIMIT_MS,
  COMMAND_TTL_MS,
  type CommandPayload,
  commandPayload,
  type DesiredPayload,
  desiredPayload,
  type EventPayload,
  eventPayload,
  MAX_PAYLOAD_BYTES,
  type OnlinePayload,
  onlinePayload,
  type Parsed,
  type ParseFailure,
  parsePayload,
  type ReceiptPayload,
  receiptPayload,
  type StatePayload,
  statePayload,
} from './payloads.ts';
export {
  ALL_UPLINKS,
  DEVICE_CODE,
  downlinkFilter,
  downlinkTopic,
  mayDevicePublish,
  mayDeviceSubscribe,
  parseUplinkTopic,
  type UplinkName,
  uplinkTopic,
} from './topics.ts';
