import { createCipheriv, createSign, randomBytes } from 'node:crypto';
import type { Identity } from '../keys/identity.ts';

export interface PlatformKey {
  serial: string;
  /** PEM. */
  privateKey: string;
}

/** The key for an answer: during a migration the one the request names, else the mode's own. */
export function keyForAnswer(identity: Identity, requestedSerial: string | undefined): PlatformKey {
  if (identity.mode === 'mixed' && requestedSerial) {
    const named = [...certificateKeys(identity), publicKey(identity)].find((key) => key.serial === requestedSerial);
    if (named) return named;
  }
  return identity.mode === 'public-key' ? publicKey(identity) : newestCertificate(identity);
}

/** The key for the n-th callback: during a migration both kinds take turns. */
export function keyForCallback(identity: Identity, sequence: number): PlatformKey {
  if (identity.mode === 'public-key') return publicKey(identity);
  if (identity.mode === 'mixed' && sequence % 2 === 1) return publicKey(identity);
  return newestCertificate(identity);
}

function certificateKeys(identity: Identity): PlatformKey[] {
  return identity.certificates.map(({ serial, privateKey }) => ({ serial, privateKey }));
}

function newestCertificate(identity: Identity): PlatformKey {
  const newest = identity.certificates.at(-1);
  if (!newest) throw new Error('The lab has no platform certificate');
  return { serial: newest.serial, privateKey: newest.privateKey };
}

function publicKey(identity: Identity): PlatformKey {
  return { serial: identity.publicKey.id, privateKey: identity.publicKey.privateKey };
}

/** Signature headers for exactly these bytes. `secondsAgo` makes them stale on purpose. */
export function signatureHeaders(key: PlatformKey, body: string, secondsAgo = 0): Record<string, string> {
  const timestamp = Math.floor(Date.now() / 1000) - secondsAgo;
  const nonce = randomBytes(16).toString('hex');
  const signature = createSign('RSA-SHA256').update(`${timestamp}\n${nonce}\n${body}\n`).sign(key.privateKey, 'base64');
  return {
    'Wechatpay-Timestamp': String(timestamp),
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': key.serial,
    'Wechatpay-Signature': signature,
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
  };
}

/** AES-256-GCM under the APIv3 key: base64(ciphertext ‖ tag). */
export function encrypt(apiV3Key: string, plaintext: string, associatedData: string) {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(nonce));
  cipher.setAAD(Buffer.from(associatedData));
  const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return {
    algorithm: 'AEAD_AES_256_GCM',
    nonce,
    associated_data: associatedData,
    ciphertext: sealed.toString('base64'),
  };
}
