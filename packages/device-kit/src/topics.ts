/** Topic names of the device protocol (docs/device-protocol.md). A device's code is also its MQTT client id and user name. */

export const DEVICE_CODE = /^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/;

export type UplinkName = 'ack' | 'evt' | 'state' | 'online';
export type DownlinkName = 'cmd' | 'desired' | 'rcpt' | 'time';

const UPLINKS: readonly string[] = ['ack', 'evt', 'state', 'online'];

export function uplinkTopic(code: string, name: UplinkName): string {
  return `d/${code}/up/${name}`;
}

export function downlinkTopic(code: string, name: DownlinkName): string {
  return `d/${code}/down/${name}`;
}

/** The filter a device subscribes to. */
export function downlinkFilter(code: string): string {
  return `d/${code}/down/#`;
}

/** The filter a server subscribes to. */
export const ALL_UPLINKS = 'd/+/up/#';

/** Null when the topic is not a known uplink of a well-formed device code. */
export function parseUplinkTopic(topic: string): { code: string; name: UplinkName } | null {
  const [root, code, direction, name, ...rest] = topic.split('/');
  if (root !== 'd' || direction !== 'up' || rest.length > 0) return null;
  if (code === undefined || name === undefined || !DEVICE_CODE.test(code)) return null;
  return UPLINKS.includes(name) ? { code, name: name as UplinkName } : null;
}

export function mayDevicePublish(code: string, topic: string): boolean {
  return topic.startsWith(`d/${code}/up/`);
}

export function mayDeviceSubscribe(code: string, filter: string): boolean {
  return filter.startsWith(`d/${code}/down/`);
}
