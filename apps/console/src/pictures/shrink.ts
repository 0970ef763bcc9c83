/** What the server takes: 1,400,000 characters of base64. */
export const MOST_BYTES = 1_050_000;
const LONGEST_SIDE = 1600;
const TAKEN = ['image/png', 'image/jpeg', 'image/webp'];

/** The size inside a square of this side, in the same proportion; smaller pictures stay as they are. */
export function fitted(width: number, height: number, side = LONGEST_SIDE): { width: number; height: number } {
  const ratio = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * ratio)), height: Math.max(1, Math.round(height * ratio)) };
}

/** A picture as the server takes it: small files as they are, a phone's photographs made smaller. Null when it is none. */
export async function prepared(file: File): Promise<Blob | null> {
  if (!TAKEN.includes(file.type)) return null;
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  try {
    if (file.size <= MOST_BYTES && Math.max(picture.width, picture.height) <= 2 * LONGEST_SIDE) return file;
    const { width, height } = fitted(picture.width, picture.height);
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height);
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/webp', 0.85));
  } finally {
    picture.close();
  }
}

/** Base64 in pieces: one call with a million arguments would overflow the stack. */
export async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/** The list with one entry moved by some places; at the ends it stays as it is. */
export function shifted<T>(list: readonly T[], index: number, by: number): T[] {
  const target = index + by;
  const moved = [...list];
  if (index < 0 || index >= list.length || target < 0 || target >= list.length) return moved;
  moved.splice(target, 0, ...moved.splice(index, 1));
  return moved;
}
