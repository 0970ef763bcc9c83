import readQr from 'jsqr';
import { describe, expect, test } from 'vitest';
import { barcodePrint, ean8, ean13, photograph, qrPrint, type Shot } from '../../../test/symbols';
import { readRaster } from './raster';

const shot: Shot = { width: 640, height: 480, unit: 3.4, degrees: 0 };

function coloured(grey: Uint8Array): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(grey.length * 4);
  for (const [i, value] of grey.entries()) rgba.set([value, value, value, 255], i * 4);
  return rgba;
}

describe('a code before the camera', () => {
  test.each([0, 8, -8, 22, -22, 45, -45, 68, 90, 135, 180, 270])(
    '[ORD-1] an EAN-13 turned by %i° is read',
    (degrees) => {
      const picture = photograph(barcodePrint(ean13('6901234567892')), { ...shot, degrees });
      expect(readRaster(coloured(picture), 640, 480)).toBe('6901234567892');
    },
  );
  test.each([2.6, 3, 4.5])('[ORD-1] one of %f pixels a bar is read', (unit) => {
    const picture = photograph(barcodePrint(ean13('6954767423579')), { ...shot, unit, degrees: 4 });
    expect(readRaster(coloured(picture), 640, 480)).toBe('6954767423579');
  });
  test('[ORD-1] an EAN-8 is read, and an empty table is not', () => {
    const picture = photograph(barcodePrint(ean8('96385074')), { ...shot, degrees: 90 });
    expect(readRaster(coloured(picture), 640, 480)).toBe('96385074');
    const nothing = photograph({ wide: 60, high: 45, ink: () => false }, shot);
    expect(readRaster(coloured(nothing), 640, 480)).toBeNull();
  });
  test('[VIS-1] the code on a door is read at a slant', () => {
    const text = 'https://latchkey.example/d/q8Zk3mW1xN7vB2cD';
    const picture = photograph(qrPrint(text), { ...shot, unit: 6, degrees: 17 });
    expect(readQr(coloured(picture), 640, 480)?.data).toBe(text);
  });
});
