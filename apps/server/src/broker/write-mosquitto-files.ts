import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { mosquittoConfig, mosquittoFiles } from './mosquitto-files.ts';

/**
 * Writes `passwords`, `acl` and `mosquitto.conf` for the devices in the database into a folder; send Mosquitto a HUP
 * afterwards. Environment: DATABASE_URL, MQTT_PASSWORD (the servers'). Argument: the folder.
 */
const folder = resolve(process.argv[2] ?? 'mosquitto');
const { DATABASE_URL: databaseUrl, MQTT_PASSWORD: serverPassword } = process.env;
if (!databaseUrl || !serverPassword) throw new Error('DATABASE_URL and MQTT_PASSWORD must be set');

const client = new pg.Client({ connectionString: databaseUrl });
await client.connect();
const found = await client.query<{ code: string; secret_pbkdf2: string }>(`
  select code, secret_pbkdf2
  from devices.devices
  where state = 'active'
  order by code`);
await client.end();

const accounts = found.rows.map((row) => ({ code: row.code, passwordHash: row.secret_pbkdf2 }));
const files = mosquittoFiles(accounts, serverPassword);
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'passwords'), files.passwords, { mode: 0o640 });
await writeFile(join(folder, 'acl'), files.acl, { mode: 0o640 });
await writeFile(
  join(folder, 'mosquitto.conf'),
  mosquittoConfig({ host: '127.0.0.1', devicePort: 1883, serverPort: 1884, folder }),
);
process.stdout.write(`${accounts.length} devices written to ${folder}\n`);
