import type { MqttBus, MqttHandler } from '../kernel/mqtt.ts';

/** An MQTT connection that reaches nobody but itself: for tests in which no device and no other server takes part. */
export function loopbackMqtt(): MqttBus {
  const handlers: { prefix: string; handler: MqttHandler }[] = [];
  const deliver = (topic: string, payload: Buffer) => {
    for (const { prefix, handler } of handlers) if (topic.startsWith(prefix)) handler(topic, payload);
  };
  const subscribe = (filter: string, handler: MqttHandler) =>
    void handlers.push({ prefix: filter.split(/[#+]/)[0] ?? '', handler });
  return {
    ready: async () => {},
    connected: () => true,
    publish: async (topic, message) => deliver(topic, Buffer.from(JSON.stringify(message))),
    transport: { publish: (topic, payload) => deliver(topic, Buffer.from(payload)), subscribe, onConnect: () => {} },
    subscribe,
    onConnect: () => {},
    close: async () => {},
  };
}
