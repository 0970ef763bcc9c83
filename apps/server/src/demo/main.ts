import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { steppedClock } from '../kernel/clock.ts';
import { readConfig } from '../kernel/config.ts';
import { loadIndexKeys } from '../kernel/index-keys.ts';
import { migrate } from '../kernel/migrate.ts';
import { demoGuideFile } from '../modules/platform/index.ts';
import { assemble } from '../server.ts';
import { databaseMark, isEmpty, removeEverything } from './database.ts';
import { makeDemo } from './make-demo.ts';

/**
 * Makes the demo chain once: into an empty database, or anew when a first try was cut off. Environment as the server's, and
 * LATCHKEY_DEMO_PASSWORD, which all demo staff get. Leaves `demo-guide.json` and `virtual-stores.json` in LATCHKEY_DATA.
 */
async function main(): Promise<void> {
  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env, LATCHKEY_DEMO: 'true' });
  const password = process.env.LATCHKEY_DEMO_PASSWORD;
  if (!password || !config.paylabCredentials)
    throw new Error('LATCHKEY_DEMO_PASSWORD and LATCHKEY_PAYLAB_CREDENTIALS are needed');
  const unfinished = join(config.dataDirectory, 'demo-unfinished');
  // Only the database that the cut-off try was filling is emptied, whatever DATABASE_URL says today.
  const mark = await databaseMark(config.databaseUrl);
  const cutOff = existsSync(unfinished) && (await readFile(unfinished, 'utf8')) === mark;
  if (cutOff) await removeEverything(config.databaseUrl);
  await migrate(config.databaseUrl);
  if (existsSync(demoGuideFile(config.dataDirectory)) && !cutOff) return;
  if (!(await isEmpty(config.databaseUrl))) {
    process.stderr.write('The database holds somebody’s data already; no demo is made in it.\n');
    return;
  }
  await mkdir(config.dataDirectory, { recursive: true });
  await writeFile(unfinished, mark);
  const days = Number(process.env.LATCHKEY_DEMO_DAYS ?? 35);
  const clock = steppedClock(new Date(Date.now() - days * 86_400_000));
  const { runtime } = assemble(config, { clock });
  try {
    await loadIndexKeys(runtime);
    const cameraPort = Number(process.env.LATCHKEY_DEMO_CAMERA_PORT ?? 8554);
    const credentialsFile = config.paylabCredentials;
    const made = await makeDemo({ runtime, clock, password, days, credentialsFile, cameraPort });
    const secret = { mode: 0o600 };
    await writeFile(
      join(config.dataDirectory, 'virtual-stores.json'),
      JSON.stringify(made.virtualStores, null, 2),
      secret,
    );
    await writeFile(demoGuideFile(config.dataDirectory), JSON.stringify(made.guide, null, 2), secret);
    await rm(unfinished);
    process.stdout.write(`${made.summary}\n`);
  } finally {
    await runtime.database.close();
  }
}

await main();
