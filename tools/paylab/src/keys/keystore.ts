import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type SubscriptionTemplate, subscriptionTemplates } from '../mini-program/subscription-templates.ts';
import {
  type Identity,
  identitySchema,
  newIdentity,
  newPlatformCertificate,
  newPublicKey,
  type SigningMode,
} from './identity.ts';

/** What a merchant's server is configured with; the emulator's stand-in for the merchant console's downloads. */
export interface Credentials {
  emulator: 'paylab';
  baseUrl: string;
  mchid: string;
  appid: string;
  appSecret: string;
  apiV3Key: string;
  merchantSerial: string;
  merchantPrivateKey: string;
  /** Certificate serial or `PUB_KEY_ID_…` to PEM. */
  platformKeys: Record<string, string>;
  downloadsCertificates: boolean;
  labKey: string;
  /** By what they are used for. */
  subscriptionTemplates: Readonly<Record<string, SubscriptionTemplate>>;
}

export interface Keystore {
  readonly identity: Identity;
  rotate(what: 'certificate' | 'public-key', nowMs: number): Promise<void>;
  setMode(mode: SigningMode): Promise<void>;
  credentials(baseUrl: string): Credentials;
}

/** Writes a file so that a crash leaves either the old or the new content. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

export async function openKeystore(directory: string, nowMs: number, firstMode: SigningMode): Promise<Keystore> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  const path = join(directory, 'identity.json');
  let identity = await readIdentity(path);
  const save = (next: Identity) => writeDurably(path, `${JSON.stringify(next, null, 2)}\n`);
  if (!identity) {
    identity = await newIdentity(nowMs, firstMode);
    await save(identity);
  }
  let current: Identity = identity;

  return {
    get identity() {
      return current;
    },
    async rotate(what, at) {
      const next: Identity =
        what === 'certificate'
          ? { ...current, certificates: [...current.certificates, await newPlatformCertificate(at)].slice(-3) }
          : { ...current, publicKey: await newPublicKey() };
      await save(next);
      current = next;
    },
    async setMode(mode) {
      const next = { ...current, mode };
      await save(next);
      current = next;
    },
    credentials: (baseUrl) => describe(current, baseUrl),
  };
}

async function readIdentity(path: string): Promise<Identity | null> {
  try {
    return identitySchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function describe(identity: Identity, baseUrl: string): Credentials {
  const certificates = identity.certificates.map((entry) => [entry.serial, entry.certificate] as const);
  const publicKey = [identity.publicKey.id, identity.publicKey.publicKey] as const;
  const platformKeys =
    identity.mode === 'certificate'
      ? certificates
      : identity.mode === 'public-key'
        ? [publicKey]
        : [...certificates, publicKey];
  return {
    emulator: 'paylab',
    baseUrl,
    mchid: identity.mchid,
    appid: identity.appid,
    appSecret: identity.appSecret,
    apiV3Key: identity.apiV3Key,
    merchantSerial: identity.merchant.serial,
    merchantPrivateKey: identity.merchant.privateKey,
    platformKeys: Object.fromEntries(platformKeys),
    downloadsCertificates: identity.mode !== 'public-key',
    labKey: identity.labKey,
    subscriptionTemplates,
  };
}
