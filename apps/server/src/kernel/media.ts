/** Pictures live under this address, followed by their storage key. */
const MEDIA_BASE = '/media/';

/** The folders of the storage that anyone may look into. */
export type MediaFolder = 'products' | 'stores' | 'faces' | 'reviews';

const namePattern = /^[a-z0-9][a-z0-9_-]{0,80}\.(svg|png|jpg|webp)$/;

/** The storage key of a picture's address or key in this folder; null when it is neither. */
export function mediaKey(address: string, folder: MediaFolder): string | null {
  const key = address.startsWith(MEDIA_BASE) ? address.slice(MEDIA_BASE.length) : address;
  return key.startsWith(`${folder}/`) && namePattern.test(key.slice(folder.length + 1)) ? key : null;
}

/** Where a browser finds a picture. */
export const mediaAddress = (key: string): string => `${MEDIA_BASE}${key}`;
