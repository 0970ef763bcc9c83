import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMoney } from './money';

test('[UX-2] no fen is lost between an amount and its text', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (fen) => {
      expect(BigInt(formatMoney(fen).replace(/[¥,.]/g, ''))).toBe(BigInt(fen));
    }),
  );
});
