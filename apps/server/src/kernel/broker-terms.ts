import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** What servers and the embedded broker agree on. */

/** The user name of every server; its client ids start with it too. */
export const SERVER_USER = 'latchkey-server';

/** A server names devices here whose connection must end now; who may no longer connect stays out. */
export const REVOKED_TOPIC = 'bus/devices/revoked';
export const revokedMessage = z.object({ codes: z.array(z.string().max(64)).max(1_000) });

/** The broker tells the servers here what devices did wrong since the last time. */
export const OFFENCES_TOPIC = 'bus/devices/offences';
export const offencesMessage = z.object({
  offences: z
    .array(z.object({ code: z.string().max(64), offence: z.string().max(40), count: z.int().min(1) }))
    .max(1_000),
});

/** Iterations are few on purpose: a provisioned secret has 256 random bits, so there is nothing to guess. */
const ITERATIONS = 101;

/** A password in the format of Mosquitto 2's password file (PBKDF2 with SHA-512). */
export function mosquittoHash(secret: string, salt: Buffer = randomBytes(12)): string {
  const hash = pbkdf2Sync(secret, salt, ITERATIONS, 64, 'sha512');
  return `$7$${ITERATIONS}$${salt.toString('base64')}$${hash.toString('base64')}`;
}
