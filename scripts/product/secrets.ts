// Secrets of one data folder: made at random at the first start, readable by their owner alone, never defaults.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const secretsFile = z.object({
  /** Key under which the server seals personal data: 32 bytes. */
  masterKey: z.string(),
  /** With it the server signs in to the embedded broker. */
  mqttServerPassword: z.string(),
  /** Of all staff of the demonstration. */
  demoPassword: z.string(),
});
export type Secrets = z.infer<typeof secretsFile>;

// Without letters and digits that look alike: people type this one.
const EASY = 'abcdefghjkmnpqrstuvwxyz23456789';

function easyPassword(length: number): string {
  return Array.from(randomBytes(length), (byte) => EASY[byte % EASY.length]).join('');
}

/** The secrets of the folder, made when there are none yet. */
export function readSecrets(dataDirectory: string): Secrets {
  const file = join(dataDirectory, 'secrets.json');
  if (!existsSync(file)) {
    const fresh: Secrets = {
      masterKey: randomBytes(32).toString('base64url'),
      mqttServerPassword: randomBytes(24).toString('base64url'),
      demoPassword: easyPassword(14),
    };
    writeFileSync(`${file}.new`, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  chmodSync(file, 0o600);
  return secretsFile.parse(JSON.parse(readFileSync(file, 'utf8')));
}
