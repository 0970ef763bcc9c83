import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemActor } from './kernel/actor.ts';
import { readConfig } from './kernel/config.ts';
import { AppError } from './kernel/errors.ts';
import { loadIndexKeys } from './kernel/index-keys.ts';
import { migrate } from './kernel/migrate.ts';
import { createFirstAdministrator } from './modules/identity/index.ts';
import { assemble } from './server.ts';

/**
 * Gives a new installation its first administrator; does nothing when there is one. The one-time password, which must be
 * changed at the first sign-in, is left in `first-administrator.txt` in LATCHKEY_DATA, readable by its owner alone.
 * Environment as the server's.
 */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  await migrate(config.databaseUrl);
  const { runtime } = assemble(config);
  try {
    await loadIndexKeys(runtime);
    const made = await runtime.transaction(systemActor('installation'), (ctx) =>
      createFirstAdministrator(ctx, { loginName: 'admin', name: 'Administrator' }),
    );
    const file = join(config.dataDirectory, 'first-administrator.txt');
    await writeFile(file, `admin  ${made.password}\n`, { mode: 0o600 });
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'conflict')) throw error;
  } finally {
    await runtime.database.close();
  }
}

await main();
