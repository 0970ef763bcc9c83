import { expect, test } from 'vitest';
import { extendedWebpFile, jpegFile, losslessWebpFile, pngFile, webpFile } from '../testing/picture-files.ts';
import { pictureFormat } from './picture-format.ts';

const real = [
  ['a PNG', pngFile(40, 30), { extension: 'png', width: 40, height: 30 }],
  ['a JPEG', jpegFile, { extension: 'jpg', width: 3, height: 2 }],
  ['a lossy WebP', webpFile, { extension: 'webp', width: 3, height: 2 }],
  ['a lossless WebP', losslessWebpFile, { extension: 'webp', width: 1, height: 1 }],
  ['an extended WebP', extendedWebpFile, { extension: 'webp', width: 30, height: 20 }],
] as const;

test.each(real)('[CAT-1] %s is known by its bytes, with its size', (_what, file, facts) => {
  expect(pictureFormat(file)).toEqual(facts);
});

test.each(real)('[CAT-1] %s that was cut anywhere is never taken, and never breaks the reader', (_what, file) => {
  for (let length = 0; length < file.length - 1; length++)
    expect(pictureFormat(file.subarray(0, length))).toBeTypeOf('string');
  expect(pictureFormat(file.subarray(0, Math.floor(file.length * 0.8)))).toBe('truncated');
});

test('[CAT-1] what is no PNG, JPEG or WebP is foreign: SVG, GIF, PDF, a web page, nothing', () => {
  const texts = ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'GIF89a\u0001\u0000', '%PDF-1.7', '<!doctype html>', ''];
  for (const text of texts) expect(pictureFormat(Buffer.from(text))).toBe('foreign');
  expect(pictureFormat(Buffer.concat([Buffer.from('RIFF\u0004\u0000\u0000\u0000WAVE'), Buffer.alloc(30)]))).toBe(
    'foreign',
  );
});
