import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

export const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
/** A secret for people or devices to keep, base64url. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');
/** Compares two secrets in constant time. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest()];
  return timingSafeEqual(left, right);
}

export interface Crypto {
  /** Encrypts text (AES-256-GCM) for a purpose; the answer names the key, so that keys can rotate. */
  seal(text: string, purpose: string): string;
  /** Decrypts what seal made for the same purpose; throws when it was altered. */
  open(sealed: string, purpose: string): string;
  /** A keyed hash for finding equal values without keeping them readable. */
  blindIndex(text: string, purpose: string): string;
  /** The id of the key that seals; texts whose part before the first dot is another one wait for `reseal`. */
  readonly sealingKeyId: string;
  /** Takes the keys of look-up hashes from where they are kept. Before that they are derived from the oldest key. */
  useIndexKeys(keys: IndexKeys): void;
  /** The keys of look-up hashes as they were derived before they were kept: what a first start keeps. */
  derivedIndexKeys(): IndexKeys;
}

/** Keys of look-up hashes by purpose; purposes without one of their own take theirs from `root`. */
export interface IndexKeys {
  root: Buffer;
  purposes: ReadonlyMap<string, Buffer>;
}
/** Hashes that rows are found by for years. All others live for hours and may change with a key. */
const LASTING_PURPOSES = ['phone', 'phone_tail'];

/**
 * @param keyring `id:base64url-of-32-bytes[,id:…]`, newest first. Sealing uses the first; opening finds the key by id.
 */
export function createCrypto(keyring: string): Crypto {
  const keys = keyring.split(',').map((entry) => {
    const [id = '', encoded = ''] = entry.split(':');
    const key = Buffer.from(encoded, 'base64url');
    if (!/^[a-z0-9]{1,12}$/.test(id) || key.length !== 32)
      throw new Error('Each master key is `id:` and 32 bytes in base64url');
    return { id, key };
  });
  const derived = new Map<string, Buffer>();
  const keyFor = (id: string, purpose: string): Buffer => {
    const name = `${id}/${purpose}`;
    let key = derived.get(name);
    if (!key) {
      const master = keys.find((candidate) => candidate.id === id);
      if (!master) throw new Error(`No master key “${id}” is configured`);
      key = Buffer.from(hkdfSync('sha256', master.key, 'latchkey', purpose, 32));
      derived.set(name, key);
    }
    return key;
  };
  const [newest, oldest] = [keys[0], keys.at(-1)];
  if (!newest || !oldest) throw new Error('No master key is configured');
  let indexKeys: IndexKeys | null = null;
  const indexKey = (purpose: string): Buffer => {
    if (indexKeys === null) return keyFor(oldest.id, `index/${purpose}`);
    const own = indexKeys.purposes.get(purpose);
    if (own) return own;
    const name = `/${purpose}`;
    const key = derived.get(name) ?? Buffer.from(hkdfSync('sha256', indexKeys.root, 'latchkey', purpose, 32));
    derived.set(name, key);
    return key;
  };
  return {
    sealingKeyId: newest.id,
    useIndexKeys(given) {
      indexKeys = given;
    },
    derivedIndexKeys: () => ({
      root: randomBytes(32),
      purposes: new Map(LASTING_PURPOSES.map((purpose) => [purpose, keyFor(oldest.id, `index/${purpose}`)])),
    }),
    seal(text, purpose) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyFor(newest.id, purpose), nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${newest.id}.${nonce.toString('base64url')}.${body.toString('base64url')}`;
    },
    open(sealed, purpose) {
      const [id = '', nonce = '', body = ''] = sealed.split('.');
      const bytes = Buffer.from(body, 'base64url');
      if (bytes.length < 16) throw new Error('The sealed text is too short');
      const decipher = createDecipheriv('aes-256-gcm', keyFor(id, purpose), Buffer.from(nonce, 'base64url'), {
        authTagLength: 16,
      });
      decipher.setAuthTag(bytes.subarray(bytes.length - 16));
      return Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - 16)), decipher.final()]).toString('utf8');
    },
    blindIndex: (text, purpose) => createHmac('sha256', indexKey(purpose)).update(text).digest('base64url'),
  };
}
