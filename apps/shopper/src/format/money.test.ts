import { describe, expect, test } from 'vitest';
import { formatMoney, moneyParts } from './money';

describe('money', () => {
  test.each([
    [0, '¥0.00'],
    [5, '¥0.05'],
    [100, '¥1.00'],
    [123_456, '¥1,234.56'],
    [-2640, '-¥26.40'],
    [900_000_000_000_099, '¥9,000,000,000,000.99'],
  ])('[UX-2] writes %i fen as %s', (fen, text) => {
    expect(formatMoney(fen)).toBe(text);
  });
  test('[UX-2] splits the parts that are drawn in three sizes', () => {
    expect(moneyParts(123_456)).toEqual({ sign: '', integer: '1,234', decimals: '56' });
  });
  test('[UX-2] refuses what is no whole number of fen', () => {
    expect(() => moneyParts(1.5)).toThrow(RangeError);
    expect(() => moneyParts(Number.NaN)).toThrow(RangeError);
  });
});
