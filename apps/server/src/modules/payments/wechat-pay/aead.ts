import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { distrust } from './errors.ts';

const KEY_BYTES = 32;
const TAG_BYTES = 16;

export interface EncryptedResource {
  nonce: string;
  /** May be empty or absent. */
  associated_data?: string | undefined;
  /** base64(ciphertext ‖ 16-byte tag). */
  ciphertext: string;
}

/** The APIv3 key as bytes; throws when it is not 32 bytes long. */
export function parseApiV3Key(apiV3Key: string): Buffer {
  const key = Buffer.from(apiV3Key, 'utf8');
  if (key.length !== KEY_BYTES) throw new RangeError(`The APIv3 key must have ${KEY_BYTES} bytes, not ${key.length}`);
  return key;
}

/** AES-256-GCM with a checked tag. Throws an `untrusted` error when anything was altered. */
export function decryptResource(apiV3Key: string, resource: EncryptedResource): string {
  const key = parseApiV3Key(apiV3Key);
  const sealed = Buffer.from(resource.ciphertext, 'base64');
  if (sealed.length < TAG_BYTES) throw distrust('DECRYPTION_FAILED', 'The ciphertext is shorter than its tag');
  try {
    const nonce = Buffer.from(resource.nonce, 'utf8');
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(resource.associated_data ?? '', 'utf8'));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    const open = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
    return Buffer.concat([open, decipher.final()]).toString('utf8');
  } catch (cause) {
    throw distrust('DECRYPTION_FAILED', 'The resource does not decrypt under the APIv3 key', cause);
  }
}

/** The inverse of {@link decryptResource}; the nonce has 12 ASCII characters. */
export function encryptResource(
  apiV3Key: string,
  plaintext: string,
  associatedData: string,
): Required<EncryptedResource> {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', parseApiV3Key(apiV3Key), Buffer.from(nonce, 'utf8'));
  cipher.setAAD(Buffer.from(associatedData, 'utf8'));
  const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  const ciphertext = Buffer.concat([body, cipher.getAuthTag()]).toString('base64');
  return { nonce, associated_data: associatedData, ciphertext };
}
