import { createDatabaseDirectory } from './broker/directory.ts';
import { startBroker } from './broker/embedded.ts';

/**
 * The embedded broker as a process of its own. Environment: DATABASE_URL, MQTT_PASSWORD, and optionally
 * BROKER_HOST (127.0.0.1) and BROKER_PORT (1883; 0 takes a free one). Tells its parent `{ ready: true, url }`.
 */
async function main(): Promise<void> {
  const directory = createDatabaseDirectory(required('DATABASE_URL'));
  const broker = await startBroker({
    host: process.env.BROKER_HOST ?? '127.0.0.1',
    port: Number(process.env.BROKER_PORT ?? 1883),
    serverPassword: required('MQTT_PASSWORD'),
    directory,
  });
  process.stdout.write(`${JSON.stringify({ ready: true, url: broker.url, pid: process.pid })}\n`);
  process.send?.({ ready: true, url: broker.url });
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await broker.close();
    await directory.close();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  process.once('disconnect', () => void stop());
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

await main();
