import { mosquittoHash, SERVER_USER } from '../kernel/broker-terms.ts';

export interface MosquittoAccount {
  code: string;
  /** As `mosquittoHash` made it when the device was provisioned. */
  passwordHash: string;
}

/** The files a Mosquitto needs so that devices and servers have the same rights as at the embedded broker. */
export function mosquittoFiles(accounts: readonly MosquittoAccount[], serverPassword: string) {
  const lines = [`${SERVER_USER}:${mosquittoHash(serverPassword)}`];
  for (const account of accounts) lines.push(`${account.code}:${account.passwordHash}`);
  const uplinks = ['ack', 'evt', 'state', 'online'].map((name) => `pattern write d/%u/up/${name}`);
  return {
    passwords: `${lines.join('\n')}\n`,
    acl: `user ${SERVER_USER}\ntopic readwrite d/#\ntopic readwrite bus/#\n\n${uplinks.join('\n')}\npattern read d/%u/down/#\n`,
  };
}

/**
 * A configuration with the protocol's limits. Devices get a listener of their own, where the client id is forced to
 * be the user name: else a device could throw another one out by taking its client id.
 */
export function mosquittoConfig(options: { host: string; devicePort: number; serverPort: number; folder: string }) {
  return `${[
    'per_listener_settings false',
    'allow_anonymous false',
    `password_file ${options.folder}/passwords`,
    `acl_file ${options.folder}/acl`,
    'message_size_limit 16384',
    'max_inflight_messages 50',
    'max_queued_messages 500',
    'max_keepalive 300',
    'set_tcp_nodelay true',
    'persistence false',
    `listener ${options.devicePort} ${options.host}`,
    'use_username_as_clientid true',
    `listener ${options.serverPort} ${options.host}`,
  ].join('\n')}\n`;
}
