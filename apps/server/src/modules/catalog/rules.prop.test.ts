import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barcodeKind, canonicalBarcode, checkDigit, priceOf } from './rules.ts';

const body = fc
  .constantFrom(7, 11, 12, 13)
  .chain((length) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }))
  .map((digits) => digits.join(''));

test('[CAT-1] of the ten codes on one body exactly one is valid', () => {
  fc.assert(
    fc.property(body, (digits) => {
      const valid = Array.from({ length: 10 }, (_, digit) => barcodeKind(`${digits}${digit}`)).filter(Boolean);
      expect(valid).toHaveLength(1);
    }),
  );
});

test('[CAT-1] one wrong digit is always caught', () => {
  fc.assert(
    fc.property(body, fc.nat(), fc.integer({ min: 1, max: 9 }), (digits, where, by) => {
      const code = `${digits}${checkDigit(digits)}`;
      const index = where % code.length;
      const wrong = `${code.slice(0, index)}${(Number(code[index]) + by) % 10}${code.slice(index + 1)}`;
      expect(barcodeKind(wrong)).toBeNull();
    }),
  );
});

test('[CAT-6] a canonical code is its own canonical form and stays valid', () => {
  fc.assert(
    fc.property(body, (digits) => {
      const canonical = canonicalBarcode(`${digits}${checkDigit(digits)}`);
      expect(canonicalBarcode(canonical)).toBe(canonical);
      expect(barcodeKind(canonical)).not.toBeNull();
    }),
  );
});

test('[CAT-4] an original price is shown only when it is higher than the price', () => {
  const fen = fc.integer({ min: 1, max: 100_000 });
  const maybe = fc.option(fen, { nil: null });
  fc.assert(
    fc.property(fen, maybe, maybe, (salePrice, storePrice, discountPrice) => {
      const { price, originalPrice } = priceOf({ storePrice, salePrice, discountPrice });
      expect(price).toBeGreaterThan(0);
      if (originalPrice !== null) expect(originalPrice).toBeGreaterThan(price);
    }),
  );
});
