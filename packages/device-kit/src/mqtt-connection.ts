import { connect, type IClientOptions, type MqttClient, type Packet, type PacketCallback, Store } from 'mqtt';

export interface MqttConnectionOptions {
  /** `mqtt://host:port` or `mqtts://host:port`. */
  url: string;
  clientId: string;
  username: string;
  password: string;
  keepaliveS?: number;
  /** Milliseconds between attempts to reconnect. */
  reconnectMs?: number;
  will?: { topic: string; payload: string };
  /**
   * Nothing that a former connection left unacknowledged is sent on the next one, ahead of everything and all at once: for
   * an end with a journal of its own, whose pace it would break.
   */
  forgetful?: boolean;
}

class ForgetfulStore extends Store {
  override put(_packet: Packet, done?: (error?: Error) => void): this {
    done?.();
    return this;
  }

  override del(packet: Pick<Packet, 'messageId'>, done: PacketCallback): this {
    done(undefined, packet as Packet);
    return this;
  }
}

/**
 * Opens an MQTT 3.1.1 connection with a clean session and TCP_NODELAY (without it small packets wait
 * about 40 ms). Nothing published while offline is kept: both ends re-send from their own journals.
 */
export function connectMqtt(options: MqttConnectionOptions): MqttClient {
  const settings: IClientOptions = {
    clientId: options.clientId,
    username: options.username,
    password: options.password,
    protocolVersion: 4,
    clean: true,
    resubscribe: false,
    queueQoSZero: false,
    keepalive: options.keepaliveS ?? 30,
    reconnectPeriod: options.reconnectMs ?? 1_000,
    reconnectOnConnackError: true,
    connectTimeout: 10_000,
    ...(options.forgetful ? { outgoingStore: new ForgetfulStore() } : {}),
  };
  if (options.will) {
    settings.will = { topic: options.will.topic, payload: Buffer.from(options.will.payload), qos: 1, retain: true };
  }
  const client = connect(options.url, settings);
  client.on('connect', () => {
    const stream = client.stream as { setNoDelay?: (on: boolean) => void };
    stream.setNoDelay?.(true);
  });
  return client;
}
