import { readConfig } from './kernel/config.ts';
import { loadIndexKeys } from './kernel/index-keys.ts';
import { reseal } from './kernel/reseal.ts';
import { assemble } from './server.ts';
import { sealedColumns } from './wiring.ts';

/**
 * Seals everything with the first master key of `LATCHKEY_MASTER_KEYS` and prints what is left under others as JSON;
 * ends with 1 while anything is. Run it once all servers have the new key in front. Environment as the server's.
 */
const { runtime } = assemble(readConfig(process.env));
try {
  await loadIndexKeys(runtime);
  const outcome = await reseal(runtime, sealedColumns);
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
  process.exitCode = Object.keys(outcome.left).length === 0 ? 0 : 1;
} finally {
  await runtime.database.close();
}
