import { crc32 } from 'node:zlib';
import { describe, expect, it, test } from 'vitest';
import { extendedWebpFile, jpegFile, losslessWebpFile, pngFile, webpFile } from '../testing/picture-files.ts';
import { pictureFormat } from './picture-format.ts';
import { withoutMetadata } from './picture-metadata.ts';

const SECRET = 'GPS 31.2304 N 121.4737 E';

const segment = (marker: number, body: string): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, Buffer.from(body, 'latin1')]);
};
const pngChunk = (kind: string, body: string): Buffer => {
  const named = Buffer.from(kind + body, 'latin1');
  const frame = Buffer.alloc(named.length + 8);
  frame.writeUInt32BE(body.length, 0);
  named.copy(frame, 4);
  frame.writeUInt32BE(crc32(named), named.length + 4);
  return frame;
};
const riffChunk = (kind: string, body: string): Buffer => {
  const head = Buffer.alloc(8);
  head.write(kind, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, Buffer.from(body + (body.length % 2 ? '\0' : ''), 'latin1')]);
};

describe('what is written beside a picture’s pixels', () => {
  test.each([
    ['a PNG', pngFile(40, 30), 'png'],
    ['a JPEG', jpegFile, 'jpg'],
    ['a WebP', webpFile, 'webp'],
    ['a lossless WebP', losslessWebpFile, 'webp'],
    ['an extended WebP with its colour profile', extendedWebpFile, 'webp'],
  ] as const)('[PLT-8] %s that tells nothing stays as it is', (_what, file, extension) => {
    expect(withoutMetadata(file, extension).equals(file)).toBe(true);
  });

  it('[PLT-8] leaves a JPEG: Exif, XMP, comments, second pictures and what follows the end; its colours stay', () => {
    const profile = segment(0xe2, 'ICC_PROFILE\0\x01\x01colours');
    const told = [segment(0xe1, `Exif\0\0${SECRET}`), segment(0xe2, `MPF\0${SECRET}`), segment(0xed, SECRET)];
    const file = Buffer.concat([
      ...[jpegFile.subarray(0, 2), ...told, profile, segment(0xfe, SECRET), jpegFile.subarray(2)],
      Buffer.from(SECRET),
    ]);
    const clean = withoutMetadata(file, 'jpg');
    expect(clean.equals(Buffer.concat([jpegFile.subarray(0, 2), profile, jpegFile.subarray(2)]))).toBe(true);
  });

  it('[PLT-8] leaves a PNG: texts, Exif, and what follows the end', () => {
    const plain = pngFile(40, 30);
    const told = ['tEXt', 'iTXt', 'zTXt', 'eXIf'].map((kind) => pngChunk(kind, SECRET));
    const file = Buffer.concat([plain.subarray(0, 33), ...told, plain.subarray(33), Buffer.from(SECRET)]);
    expect(withoutMetadata(file, 'png').equals(plain)).toBe(true);
  });

  it('[PLT-8] leaves a WebP: Exif and XMP, and its head announces neither', () => {
    const file = Buffer.concat([extendedWebpFile, riffChunk('EXIF', SECRET), riffChunk('XMP ', `${SECRET}!`)]);
    file.writeUInt32LE(file.length - 8, 4);
    file.writeUInt8(file.readUInt8(20) | 0x0c, 20);
    const clean = withoutMetadata(file, 'webp');
    expect(clean.equals(extendedWebpFile)).toBe(true);
    expect(pictureFormat(clean)).toMatchObject({ width: 30, height: 20 });
  });
});
