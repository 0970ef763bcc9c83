import { join } from 'node:path';
import { startVirtualStores } from './index.ts';
import { startPlayers } from './players.ts';

/**
 * The virtual stores as a program. Environment: MQTT_URL (mqtt://127.0.0.1:1883), LATCHKEY_DATA (.latchkey) with
 * virtual-stores.json inside, VIRTUAL_STORE_PORT (8092), VIRTUAL_CAMERA_PORT (8554), VIRTUAL_STORE_AUTO_WALK (1), and
 * LATCHKEY_URL, where virtual customers of the billiard hall find the product; without it nobody comes.
 */
const stores = await startVirtualStores({
  mqttUrl: process.env.MQTT_URL ?? 'mqtt://127.0.0.1:1883',
  source: { file: join(process.env.LATCHKEY_DATA ?? '.latchkey', 'virtual-stores.json') },
  controlPort: Number(process.env.VIRTUAL_STORE_PORT ?? 8092),
  cameraPort: Number(process.env.VIRTUAL_CAMERA_PORT ?? 8554),
  autoWalk: process.env.VIRTUAL_STORE_AUTO_WALK !== '0',
  onProblem: (error) => process.stderr.write(`virtual-stores.json: ${String(error)}\n`),
});
const productUrl = process.env.LATCHKEY_URL;
const onProblem = (error: unknown) => process.stderr.write(`a player: ${String(error)}\n`);
const players = productUrl ? startPlayers({ productUrl, onProblem }) : null;
process.stdout.write(`${JSON.stringify({ ready: true, url: stores.url, stores: stores.states().length })}\n`);
process.send?.({ ready: true, url: stores.url });

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await players?.close();
  await stores.close();
  process.exit(0);
}
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
process.once('disconnect', () => void stop());
