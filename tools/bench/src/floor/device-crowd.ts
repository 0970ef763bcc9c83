// Thousands of devices that are there and say so every 30 s. Reads their secrets from the file named in BENCH_DEVICES.
import { readFileSync } from 'node:fs';
import { connectMqtt, downlinkFilter, uplinkTopic } from '@latchkey/device-kit';

const HEARTBEAT_MS = 30_000;
/** Connected at once while the crowd comes up. */
const ARRIVING = 100;

const devices = JSON.parse(readFileSync(process.env.BENCH_DEVICES ?? '', 'utf8')) as { code: string; secret: string }[];
const url = process.env.MQTT_URL ?? '';
const presence = (online: boolean, beat?: number) =>
  JSON.stringify({ v: 1, online, at: new Date().toISOString(), ...(beat === undefined ? {} : { beat }) });

async function arrive({ code, secret }: { code: string; secret: string }): Promise<void> {
  const will = { topic: uplinkTopic(code, 'online'), payload: presence(false) };
  const client = connectMqtt({ url, clientId: code, username: code, password: secret, keepaliveS: 60, will });
  await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  await client.subscribeAsync(downlinkFilter(code), { qos: 1 });
  let beat = 0;
  const say = () => client.publish(uplinkTopic(code, 'online'), presence(true, ++beat), { qos: 1, retain: true });
  say();
  setTimeout(() => setInterval(say, HEARTBEAT_MS), Math.random() * HEARTBEAT_MS);
}

process.once('SIGTERM', () => process.exit(0));
// Ready to come: who waits for them counts those that the product sees.
process.send?.({ ready: true });
let next = 0;
await Promise.all(
  Array.from({ length: ARRIVING }, async () => {
    for (let index = next++; index < devices.length; index = next++)
      await arrive(devices[index] as (typeof devices)[0]);
  }),
);
