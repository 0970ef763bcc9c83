import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type RefundableLine, refundShares } from './refund.ts';

const sold = fc
  .array(fc.record({ quantity: fc.integer({ min: 1, max: 99 }), payable: fc.integer({ min: 0, max: 5_000_000 }) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((lines) => lines.map((line, index) => ({ id: `l${index}`, returned: 0, returnedQuantity: 0, ...line })));

const total = (shares: readonly { amount: number }[]) => shares.reduce((sum, share) => sum + share.amount, 0);

function take(lines: RefundableLine[], shares: ReturnType<typeof refundShares>): RefundableLine[] {
  return lines.map((line) => {
    const share = shares.find((one) => one.lineId === line.id);
    if (!share) return line;
    return {
      ...line,
      returned: line.returned + share.amount,
      returnedQuantity: line.returnedQuantity + share.quantity,
    };
  });
}

const inBounds = (lines: readonly RefundableLine[]) =>
  lines.every((line) => line.returned <= line.payable && line.returnedQuantity <= line.quantity);

it('[ORD-9] piece by piece a line gives back exactly what was paid for it, each piece within a fen of its share', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 5_000_000 }), (quantity, payable) => {
      let lines: RefundableLine[] = [{ id: 'a', quantity, payable, returned: 0, returnedQuantity: 0 }];
      const amounts: number[] = [];
      for (let piece = 0; piece < quantity; piece++) {
        const shares = refundShares(lines, { kind: 'lines', lines: [{ lineId: 'a', quantity: 1 }] });
        amounts.push(total(shares));
        lines = take(lines, shares);
      }
      expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(payable);
      for (const amount of amounts) expect(Math.abs(amount - payable / quantity)).toBeLessThan(1.5);
    }),
  );
});

it('[ORD-9] any mixture of amounts, pieces and the rest never passes what was paid and ends at it', () => {
  const wish = fc.record({
    kind: fc.constantFrom('amount' as const, 'lines' as const),
    size: fc.double({ min: 0, max: 1, noNaN: true }),
    at: fc.nat(),
  });
  fc.assert(
    fc.property(sold, fc.array(wish, { maxLength: 12 }), (given, wishes) => {
      let lines: RefundableLine[] = given;
      const left = () => lines.reduce((sum, line) => sum + line.payable - line.returned, 0);
      for (const { kind, size, at } of wishes) {
        const line = lines[at % lines.length] as RefundableLine;
        const amount = Math.floor(left() * size);
        const quantity = Math.ceil((line.quantity - line.returnedQuantity) * size);
        if (kind === 'amount' && amount > 0) {
          const shares = refundShares(lines, { kind, amount });
          expect(total(shares)).toBe(amount);
          lines = take(lines, shares);
        } else if (kind === 'lines' && quantity > 0) {
          lines = take(lines, refundShares(lines, { kind, lines: [{ lineId: line.id, quantity }] }));
        }
        expect(inBounds(lines)).toBe(true);
      }
      const rest = left();
      const whole = refundShares(lines, { kind: 'whole' });
      expect(total(whole)).toBe(rest);
      lines = take(lines, whole);
      expect(lines.every((line) => line.returned === line.payable && line.returnedQuantity === line.quantity)).toBe(
        true,
      );
    }),
  );
});

it('[ORD-9] more than is left, unknown lines and nonsense are refused', () => {
  const lines = [{ id: 'a', quantity: 2, payable: 1_000, returned: 400, returnedQuantity: 1 }];
  const ask = (lineId: string, quantity: number) => () =>
    refundShares(lines, { kind: 'lines', lines: [{ lineId, quantity }] });
  for (const wrong of [ask('a', 2), ask('a', 0), ask('a', 0.5), ask('a', -1), ask('b', 1)]) expect(wrong).toThrow();
  for (const amount of [0, -1, 0.5, 601, Number.NaN]) {
    expect(() => refundShares(lines, { kind: 'amount', amount })).toThrow(RangeError);
  }
  const twice = { lineId: 'a', quantity: 1 };
  expect(() => refundShares(lines, { kind: 'lines', lines: [twice, twice] })).toThrow(RangeError);
  expect(refundShares(lines, { kind: 'lines', lines: [twice] })).toEqual([{ lineId: 'a', quantity: 1, amount: 600 }]);
});
