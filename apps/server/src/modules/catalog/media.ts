/** Pictures live under this address, followed by their storage key. */
const MEDIA_BASE = '/media/';

const keyPattern = /^products\/[a-z0-9][a-z0-9_-]{0,80}\.(svg|png|jpg|webp)$/;

/** The storage key of a product picture's address or key; null when it is neither. */
export function mediaKey(address: string): string | null {
  const key = address.startsWith(MEDIA_BASE) ? address.slice(MEDIA_BASE.length) : address;
  return keyPattern.test(key) ? key : null;
}

/** Where a browser finds a picture. */
export const mediaAddress = (key: string): string => `${MEDIA_BASE}${key}`;
