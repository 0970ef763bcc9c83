/**
 * A picture without what cameras and programs write beside its pixels: where and when it was taken, by which device, and what
 * comes after its end. Colours stay as they are. For files that `pictureFormat` knows; what cannot be followed ends there.
 */
export function withoutMetadata(bytes: Buffer, extension: 'png' | 'jpg' | 'webp'): Buffer {
  if (extension === 'jpg') return jpeg(bytes);
  return extension === 'png' ? png(bytes) : webp(bytes);
}

const APP0 = 0xe0;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COMMENT = 0xfe;
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const COLOUR_PROFILE = 'ICC_PROFILE\0';

/** JFIF (APP0), colour transform (APP14) and colour profile are needed to show the picture. */
function isTold(marker: number, body: Buffer): boolean {
  if (marker === COMMENT) return true;
  if (marker < APP0 || marker > APP15 || marker === APP0 || marker === APP14) return false;
  return !(marker === APP2 && body.toString('latin1', 0, COLOUR_PROFILE.length) === COLOUR_PROFILE);
}

/** JPEG (ITU T.81, B.1): segments with lengths, and after each scan's head data up to the next marker. */
function jpeg(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, 2)];
  for (let at = 2; at + 2 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === END_OF_IMAGE) {
      kept.push(bytes.subarray(at, at + 2));
      break;
    }
    if (at + 4 > bytes.length) break;
    const head = at + 2 + Math.max(2, bytes.readUInt16BE(at + 2));
    const end = marker === START_OF_SCAN ? endOfScan(bytes, head) : head;
    if (!isTold(marker, bytes.subarray(at + 4, head))) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}

/** In a scan, FF is followed by 0 (the byte itself) or D0–D7 (a restart); anything else is the next marker. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes.readUInt8(at + 1);
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

const PNG_TOLD = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME']);

/** PNG: chunks of length, kind, content and checksum, up to IEND. */
function png(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const kind = bytes.toString('latin1', at + 4, at + 8);
    const end = at + 12 + bytes.readUInt32BE(at);
    if (!PNG_TOLD.has(kind)) kept.push(bytes.subarray(at, end));
    if (kind === 'IEND') break;
    at = end;
  }
  return Buffer.concat(kept);
}

const WEBP_TOLD = new Set(['EXIF', 'XMP ']);
/** The flags of a VP8X chunk that announce them. */
const WEBP_FLAGS = 0x08 | 0x04;

/** WebP: a RIFF of chunks with even lengths; the extended head says what follows. */
function webp(bytes: Buffer): Buffer {
  const whole = Math.min(bytes.length, 8 + bytes.readUInt32LE(4));
  const kept = [Buffer.from(bytes.subarray(0, 12))];
  for (let at = 12; at + 8 <= whole; ) {
    const kind = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const end = Math.min(whole, at + 8 + length + (length % 2));
    const chunk = Buffer.from(bytes.subarray(at, end));
    if (kind === 'VP8X' && chunk.length > 8) chunk.writeUInt8(chunk.readUInt8(8) & ~WEBP_FLAGS & 0xff, 8);
    if (!WEBP_TOLD.has(kind)) kept.push(chunk);
    at = end;
  }
  const out = Buffer.concat(kept);
  out.writeUInt32LE(out.length - 8, 4);
  return out;
}
