import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { distrust } from './errors.ts';

const FAILED_REFRESH_MS = 3_000;
const CERTIFICATE_SERIAL = /^[0-9A-F]{8,40}$/;
const PUBLIC_KEY_ID = /^PUB_KEY_ID_\d+$/;

export interface PlatformCertificate {
  serial: string;
  pem: string;
}

export interface KeyRingOptions {
  /** Serial (certificate) or `PUB_KEY_ID_…` (public key) to PEM. */
  keys: Readonly<Record<string, string>>;
  /** Our own certificate's serial: never accepted as a platform key. */
  merchantSerial: string;
  /** Fetches the platform's certificates; absent in pure public-key mode. */
  download?: (() => Promise<readonly PlatformCertificate[]>) | undefined;
  /** Milliseconds. */
  now: () => number;
  /** At most one download in this time, however many unknown serials arrive. */
  minRefreshMs?: number | undefined;
}

export interface KeyRing {
  find(serial: string): KeyObject | null;
  /** Like `find`, but may download certificates once for a serial that could exist; throws SERIAL_UNKNOWN. */
  get(serial: string): Promise<KeyObject>;
  add(certificates: readonly PlatformCertificate[]): void;
  /** Serials for new requests' `Wechatpay-Serial`: the first public key, else the newest certificate. */
  preferredSerial(): string | null;
}

interface RingEntry {
  key: KeyObject;
  /** Milliseconds; null for public keys, which do not expire. */
  validFrom: number | null;
  validTo: number | null;
}

export function createKeyRing(options: KeyRingOptions): KeyRing {
  const entries = new Map<string, RingEntry>();
  const minRefreshMs = options.minRefreshMs ?? 60_000;
  let refreshing: Promise<void> | null = null;
  let refreshedAt = Number.NEGATIVE_INFINITY;

  function put(serial: string, pem: string): void {
    if (serial === options.merchantSerial) throw new RangeError('The merchant certificate is not a platform key');
    entries.set(serial, readKey(serial, pem));
  }
  for (const [serial, pem] of Object.entries(options.keys)) put(serial, pem);

  function find(serial: string): KeyObject | null {
    const entry = entries.get(serial);
    if (!entry) return null;
    const now = options.now();
    if (entry.validTo !== null && now > entry.validTo) return null;
    return entry.key;
  }

  async function refresh(): Promise<void> {
    const { download } = options;
    if (!download || options.now() - refreshedAt < minRefreshMs) return;
    refreshedAt = options.now();
    try {
      add(await download());
    } catch (error) {
      // Nothing can be believed until it succeeds: a fetch that failed is tried again soon.
      refreshedAt += Math.min(0, FAILED_REFRESH_MS - minRefreshMs);
      throw error;
    }
  }

  function add(certificates: readonly PlatformCertificate[]): void {
    for (const { serial, pem } of certificates) put(serial, pem);
  }

  return {
    find,
    add,
    async get(serial) {
      const known = find(serial);
      if (known) return known;
      if (CERTIFICATE_SERIAL.test(serial)) {
        refreshing ??= refresh().finally(() => {
          refreshing = null;
        });
        await refreshing;
        const fetched = find(serial);
        if (fetched) return fetched;
      }
      throw distrust('SERIAL_UNKNOWN', 'The serial names no platform key that we trust');
    },
    preferredSerial() {
      const serials = [...entries.keys()].filter((serial) => find(serial));
      const publicKeyId = serials.find((serial) => PUBLIC_KEY_ID.test(serial));
      if (publicKeyId) return publicKeyId;
      const byStart = (serial: string) => entries.get(serial)?.validFrom ?? 0;
      return serials.sort((a, b) => byStart(b) - byStart(a))[0] ?? null;
    },
  };
}

function readKey(serial: string, pem: string): RingEntry {
  if (PUBLIC_KEY_ID.test(serial)) return { key: createPublicKey(pem), validFrom: null, validTo: null };
  if (!pem.includes('BEGIN CERTIFICATE')) return { key: createPublicKey(pem), validFrom: null, validTo: null };
  const certificate = new X509Certificate(pem);
  if (certificate.serialNumber.toUpperCase() !== serial) {
    throw new RangeError('The certificate carries another serial number');
  }
  const validFrom = Date.parse(certificate.validFrom);
  return { key: certificate.publicKey, validFrom, validTo: Date.parse(certificate.validTo) };
}
