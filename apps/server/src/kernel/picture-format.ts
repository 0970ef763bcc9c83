export interface PictureFacts {
  extension: 'png' | 'jpg' | 'webp';
  width: number;
  height: number;
}
/** `foreign`: not a PNG, JPEG or WebP. `truncated`: it begins as one and does not end as one. */
export type PictureVerdict = PictureFacts | 'foreign' | 'truncated';

/** What a file really is, by its own bytes: names and declared types prove nothing. Reads headers, decodes no pixel. */
export function pictureFormat(bytes: Buffer): PictureVerdict {
  if (bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return png(bytes);
  if (bytes.length >= 3 && bytes.readUIntBE(0, 3) === 0xffd8ff) return jpeg(bytes);
  if (textAt(bytes, 0) === 'RIFF' && textAt(bytes, 8) === 'WEBP') return webp(bytes);
  return 'foreign';
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const textAt = (bytes: Buffer, offset: number): string => bytes.toString('latin1', offset, offset + 4);

/** PNG (RFC 2083): IHDR comes first, and chunks follow each other up to IEND. */
function png(bytes: Buffer): PictureVerdict {
  if (bytes.length < 33) return 'truncated';
  if (textAt(bytes, 12) !== 'IHDR') return 'foreign';
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (textAt(bytes, at + 4) === 'IEND')
      return { extension: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  return 'truncated';
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);
/** C0–CF begin a frame, but for the tables DHT (C4), JPG (C8) and DAC (CC). */
const beginsFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** JPEG (ITU T.81): segments with lengths up to the scan, then data in which FFD9 can only be the end. */
function jpeg(bytes: Buffer): PictureVerdict {
  let size: { width: number; height: number } | null = null;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return 'truncated';
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (beginsFrame(marker) && at + 9 <= bytes.length)
      size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    if (marker === START_OF_SCAN)
      return size && bytes.indexOf(END_OF_IMAGE, at) > 0 ? { extension: 'jpg', ...size } : 'truncated';
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2) return 'truncated';
    at += 2 + length;
  }
  return 'truncated';
}

/** WebP (RFC 9649): one RIFF of a stated length; the size stands in the first chunk, at a place of its kind's own. */
function webp(bytes: Buffer): PictureVerdict {
  if (bytes.length < 30 || bytes.readUInt32LE(4) + 8 > bytes.length) return 'truncated';
  const kind = textAt(bytes, 12);
  if (kind === 'VP8 ')
    return { extension: 'webp', width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (kind === 'VP8X')
    return { extension: 'webp', width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (kind !== 'VP8L') return 'foreign';
  const bits = bytes.readUInt32LE(21);
  return { extension: 'webp', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
