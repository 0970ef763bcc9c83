import { describe, expect, it } from 'vitest';
import { parsePrice, priceParts, priceText } from './money.ts';

describe('a price on screen', () => {
  it('[UX-2] shows fen exactly, with groups, sign and two decimals', () => {
    expect([0, 5, 1990, -105, 123456789, 9_000_000_000_000].map(priceText)).toEqual([
      '¥0.00',
      '¥0.05',
      '¥19.90',
      '−¥1.05',
      '¥1,234,567.89',
      '¥90,000,000,000.00',
    ]);
  });

  it('[UX-2] reads what a person types into fen, and refuses what is no price', () => {
    expect(['12', '12.5', '1,234.05', ' 0.10 '].map(parsePrice)).toEqual([1200, 1250, 123405, 10]);
    expect(['', '-1', '1.234', '一百', '1e9', '1.'].map(parsePrice)).toEqual([null, null, null, null, null, null]);
  });

  it('[UX-2] reads back every price that it shows', () => {
    for (const fen of [0, 1, 99, 100, 101, 65_535, 10_000_001]) {
      const { yuan, decimals } = priceParts(fen);
      expect(parsePrice(`${yuan}.${decimals}`)).toBe(fen);
    }
  });
});
