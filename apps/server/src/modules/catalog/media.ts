import type { Readable } from 'node:stream';
import type { Storage } from '../../kernel/storage.ts';

/** Pictures live under this address, followed by their storage key. */
export const MEDIA_BASE = '/media/';

const types: Record<string, string> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
};
const keyPattern = /^(products|stores)\/[a-z0-9][a-z0-9_-]{0,80}\.(svg|png|jpg|webp)$/;

/** The storage key of a picture's address or key; null when it is neither. */
export function mediaKey(address: string): string | null {
  const key = address.startsWith(MEDIA_BASE) ? address.slice(MEDIA_BASE.length) : address;
  return keyPattern.test(key) ? key : null;
}

/** Where a browser finds a picture. */
export const mediaAddress = (key: string): string => `${MEDIA_BASE}${key}`;

export interface MediaAnswer {
  stream: Readable;
  /** Headers to answer with. A picture may be SVG, which could carry script: nothing in it may run or load. */
  headers: Record<string, string>;
}

/** A stored picture with its headers, or null. Only keys of public pictures are served, never other uploads. */
export async function openMedia(storage: Storage, address: string): Promise<MediaAnswer | null> {
  const key = mediaKey(address);
  const found = key === null ? null : await storage.get(key);
  if (key === null || found === null) return null;
  return {
    stream: found.stream,
    headers: {
      'content-type': types[key.slice(key.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
      'content-length': String(found.size),
      'cache-control': 'public, max-age=86400',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  };
}
