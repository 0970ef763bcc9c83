import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ean8, ean13 } from '../../../test/symbols';
import { hasCheckDigit, readLine } from './ean';

function withCheck(digits: string): string {
  for (let d = 0; d < 10; d++) if (hasCheckDigit(digits + d)) return digits + d;
  throw new Error('no check digit fits');
}
/** A line of a picture: modules of some width, light and dark of some strength, noise, paper around it. */
function picture(bits: string, unit: number, dark: number, light: number, noise: (i: number) => number): number[] {
  const row = [...`${'0'.repeat(12)}${bits}${'0'.repeat(12)}`].flatMap((bit) =>
    Array<number>(unit).fill(bit === '1' ? dark : light),
  );
  return row.map((value, i) => Math.max(0, Math.min(255, value + noise(i))));
}
const digits = (n: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: n, maxLength: n }).map((all) => all.join(''));
const print = fc.record({
  unit: fc.integer({ min: 2, max: 6 }),
  dark: fc.integer({ min: 10, max: 70 }),
  light: fc.integer({ min: 150, max: 250 }),
  seed: fc.nat(),
});
const noiseOf = (seed: number) => (i: number) => ((i * 7919 + seed) % 13) - 6;

describe("the web's own barcode reader", () => {
  test('[ORD-1] reads every EAN-13, in either direction, through noise', () => {
    fc.assert(
      fc.property(digits(12), print, fc.boolean(), (first, { unit, dark, light, seed }, upsideDown) => {
        const code = withCheck(first);
        const row = picture(ean13(code), unit, dark, light, noiseOf(seed));
        expect(readLine(upsideDown ? row.reverse() : row)).toBe(code);
      }),
    );
  });
  test('[ORD-1] reads every EAN-8', () => {
    fc.assert(
      fc.property(digits(7), print, (first, { unit, dark, light, seed }) => {
        const code = withCheck(first);
        expect(readLine(picture(ean8(code), unit, dark, light, noiseOf(seed)))).toBe(code);
      }),
    );
  });
  test('[ORD-1] never answers a code with a wrong check digit, whatever the picture', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 100, maxLength: 640 }), (row) => {
        const code = readLine(row);
        if (code !== null) expect(hasCheckDigit(code)).toBe(true);
      }),
    );
  });
});
