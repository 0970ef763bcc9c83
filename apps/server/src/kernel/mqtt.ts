import { randomUUID } from 'node:crypto';
import { connectMqtt } from '@latchkey/device-kit';
import { SERVER_USER } from './broker-terms.ts';
import type { BusTransport } from './bus.ts';

export type MqttHandler = (topic: string, payload: Buffer) => void;

export interface MqttBus {
  /** Resolves once connected and subscribed; rejects when that takes longer. */
  ready(timeoutMs: number): Promise<void>;
  connected(): boolean;
  /**
   * Publishes once, never again by itself: when the connection breaks before the broker's acknowledgement the promise
   * rejects and the message is forgotten, so that no reconnect sends a stale one. Who must deliver has an outbox.
   */
  publish(topic: string, message: unknown, options?: { qos?: 0 | 1; retain?: boolean }): Promise<void>;
  /** What the news between servers travel on; everything on it may be lost. */
  readonly transport: BusTransport;
  /** Registers a handler before or after `start`; `filter` may end in `#` and hold `+`. */
  subscribe(filter: string, handler: MqttHandler): void;
  /** Called after each (re)connection. */
  onConnect(listener: () => void): void;
  close(): Promise<void>;
}

export interface MqttBusOptions {
  url: string;
  username?: string;
  password: string;
  onError?(error: Error): void;
}

export function connectMqttBus(options: MqttBusOptions): MqttBus {
  const client = connectMqtt({
    url: options.url,
    clientId: `${SERVER_USER}-${randomUUID().slice(0, 13)}`,
    username: options.username ?? SERVER_USER,
    password: options.password,
    keepaliveS: 15,
    reconnectMs: 500,
  });
  const handlers = new Map<string, MqttHandler[]>();
  const listeners: (() => void)[] = [];
  const inFlight = new Set<number>();
  let subscribed = false;

  client.on('error', (error) => options.onError?.(error));
  client.on('close', () => {
    subscribed = false;
    for (const id of inFlight) client.removeOutgoingMessage(id);
    inFlight.clear();
  });
  client.on('connect', () => {
    const filters = [...handlers.keys()];
    const done = () => {
      subscribed = true;
      for (const listener of listeners) listener();
    };
    if (filters.length === 0) done();
    else client.subscribe(filters, { qos: 1 }, (error) => (error ? options.onError?.(error) : done()));
  });
  client.on('message', (topic, payload) => {
    for (const [filter, list] of handlers) {
      if (!matches(filter, topic)) continue;
      for (const handler of list) handler(topic, payload);
    }
  });

  function subscribe(filter: string, handler: MqttHandler): void {
    const known = handlers.get(filter);
    if (known) known.push(handler);
    else handlers.set(filter, [handler]);
    if (!known && client.connected) client.subscribe(filter, { qos: 1 });
  }

  const onConnect = (listener: () => void) => {
    listeners.push(listener);
  };

  return {
    ready: (timeoutMs) =>
      new Promise((resolve, reject) => {
        if (subscribed) return resolve();
        const timer = setTimeout(() => reject(new Error('no MQTT connection')), timeoutMs);
        listeners.push(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
    connected: () => client.connected && subscribed,
    publish: (topic, message, { qos = 1, retain = false } = {}) =>
      new Promise((resolve, reject) => {
        if (!client.connected) return reject(new Error('MQTT is not connected'));
        let id: number | undefined;
        client.publish(topic, JSON.stringify(message), { qos, retain }, (error) => {
          if (id !== undefined) inFlight.delete(id);
          if (error) reject(error);
          else resolve();
        });
        if (qos === 1) {
          id = client.getLastMessageId();
          inFlight.add(id);
        }
      }),
    transport: {
      publish(topic, payload) {
        if (client.connected) client.publish(topic, payload, { qos: 0 });
      },
      subscribe,
      onConnect,
    },
    subscribe,
    onConnect,
    async close() {
      await client.endAsync(true);
    },
  };
}

function matches(filter: string, topic: string): boolean {
  const wanted = filter.split('/');
  const given = topic.split('/');
  for (const [at, part] of wanted.entries()) {
    if (part === '#') return true;
    if (given[at] === undefined || (part !== '+' && part !== given[at])) return false;
  }
  return wanted.length === given.length;
}
