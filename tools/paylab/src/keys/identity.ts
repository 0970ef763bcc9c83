import { generateKeyPair, randomBytes, randomInt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { createCertificate } from './x509.ts';

const DAY_MS = 86_400_000;
const CERTIFICATE_LIFE_MS = 5 * 365 * DAY_MS;

/** Which keys the lab signs with; `mixed` follows the request in answers and alternates in callbacks. */
export const signingModeSchema = z.enum(['certificate', 'public-key', 'mixed']);
export type SigningMode = z.infer<typeof signingModeSchema>;

const certificateSchema = z.object({
  serial: z.string(),
  certificate: z.string(),
  privateKey: z.string(),
  /** Milliseconds. */
  validFrom: z.number(),
  validTo: z.number(),
});
export type PlatformCertificate = z.infer<typeof certificateSchema>;

/** All secrets of one emulated merchant and of the emulated platform; kept in the data directory. */
export const identitySchema = z.object({
  mchid: z.string(),
  appid: z.string(),
  appSecret: z.string(),
  apiV3Key: z.string(),
  labKey: z.string(),
  merchant: z.object({ serial: z.string(), certificate: z.string(), privateKey: z.string() }),
  /** Newest last; the newest signs. */
  certificates: z.array(certificateSchema).min(1),
  publicKey: z.object({ id: z.string(), publicKey: z.string(), privateKey: z.string() }),
  mode: signingModeSchema,
});
export type Identity = z.infer<typeof identitySchema>;

const generate = promisify(generateKeyPair);

async function newKeyPair() {
  const pair = await generate('rsa', { modulusLength: 2048 });
  return {
    keyObject: pair.privateKey,
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

function newSerial(): string {
  const bytes = randomBytes(20);
  bytes[0] = randomInt(0x10, 0x7f);
  return bytes.toString('hex').toUpperCase();
}

const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');

export async function newPlatformCertificate(nowMs: number): Promise<PlatformCertificate> {
  const pair = await newKeyPair();
  const serial = newSerial();
  const validFrom = nowMs - DAY_MS;
  const validTo = nowMs + CERTIFICATE_LIFE_MS;
  const certificate = createCertificate({
    privateKey: pair.keyObject,
    serial,
    commonName: 'Paylab platform (emulator)',
    organisation: 'Paylab',
    validFrom: new Date(validFrom),
    validTo: new Date(validTo),
  });
  return { serial, certificate, privateKey: pair.privateKey, validFrom, validTo };
}

export async function newPublicKey(): Promise<Identity['publicKey']> {
  const pair = await newKeyPair();
  return { id: `PUB_KEY_ID_0${digits(25)}`, publicKey: pair.publicKey, privateKey: pair.privateKey };
}

/** Every value is marked as the emulator's own (`paylab`, `wxlab`), so a real deployment can refuse it. */
export async function newIdentity(nowMs: number, mode: SigningMode): Promise<Identity> {
  const pair = await newKeyPair();
  const serial = newSerial();
  const certificate = createCertificate({
    privateKey: pair.keyObject,
    serial,
    commonName: 'Paylab merchant (emulator)',
    organisation: 'Paylab',
    validFrom: new Date(nowMs - DAY_MS),
    validTo: new Date(nowMs + CERTIFICATE_LIFE_MS),
  });
  return {
    mchid: `1900${digits(6)}`,
    appid: `wxlab${randomBytes(7).toString('hex').slice(0, 13)}`,
    appSecret: randomBytes(16).toString('hex'),
    apiV3Key: `paylab${randomBytes(13).toString('hex')}`,
    labKey: randomBytes(24).toString('base64url'),
    merchant: { serial, certificate, privateKey: pair.privateKey },
    certificates: [await newPlatformCertificate(nowMs)],
    publicKey: await newPublicKey(),
    mode,
  };
}
