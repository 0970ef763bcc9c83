import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, basisPointsOf, maxWeightSum } from './allocate.ts';

const weight = fc.integer({ min: 0, max: 1_000_000_000 });
const weights = fc.array(weight, { minLength: 1, maxLength: 40 }).filter((list) => list.some((item) => item > 0));
const total = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
const sum = (list: readonly number[]) => list.reduce((whole, part) => whole + part, 0);
const sorted = (list: readonly number[]) => [...list].sort((a, b) => a - b);

describe('allocate', () => {
  it('[ORD-3] the parts sum to the whole exactly, for sales and for refunds', () => {
    fc.assert(
      fc.property(total, weights, (amount, list) => {
        expect(sum(allocate(amount, list))).toBe(amount);
      }),
    );
  });

  it('[ORD-3] each part is the exact proportion rounded down or up, compared in exact integers', () => {
    fc.assert(
      fc.property(total, weights, (amount, list) => {
        const whole = BigInt(sum(list));
        allocate(amount, list).forEach((part, index) => {
          const exact = BigInt(Math.abs(amount)) * BigInt(list[index] ?? 0);
          const distance = BigInt(Math.abs(part)) * whole - exact;
          expect(distance > -whole && distance < whole).toBe(true);
        });
      }),
    );
  });

  it('[ORD-3] a part never exceeds its weight while the total does not exceed the sum, and zero weight gets nothing', () => {
    fc.assert(
      fc.property(weights, fc.nat(10_000), (list, share) => {
        const amount = basisPointsOf(sum(list), share);
        allocate(amount, list).forEach((part, index) => {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(list[index] ?? 0);
        });
      }),
    );
  });

  it('[ORD-9] a refund of the whole mirrors the sale', () => {
    fc.assert(
      fc.property(total, weights, (amount, list) => {
        expect(allocate(-amount, list).map((part) => 0 - part)).toEqual(allocate(amount, list));
      }),
    );
  });

  it('[ORD-3] the order of the lines does not change which amounts are given out, nor who gets them by weight', () => {
    fc.assert(
      fc.property(total, weights, fc.infiniteStream(fc.nat()), (amount, list, stream) => {
        const keys = list.map(() => stream.next().value as number);
        const shuffled = list.map((item, index) => ({ item, key: keys[index] ?? 0 })).sort((a, b) => a.key - b.key);
        const before = allocate(amount, list).map((part, index) => `${list[index]}:${part}`);
        const moved = shuffled.map(({ item }) => item);
        const after = allocate(amount, moved).map((part, index) => `${moved[index]}:${part}`);
        expect([...after].sort()).toEqual([...before].sort());
      }),
    );
  });

  it('[ORD-3] a larger weight never gets less', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), weights, (amount, list) => {
        const parts = allocate(amount, list);
        const byWeight = list.map((item, index) => ({ item, part: parts[index] ?? 0 }));
        byWeight.sort((a, b) => a.item - b.item || a.part - b.part);
        expect(byWeight.map(({ part }) => part)).toEqual(sorted(parts));
      }),
    );
  });
});

describe('basisPointsOf', () => {
  it('[LED-2] a rate rounds half away from zero, compared in exact integers', () => {
    fc.assert(
      fc.property(total, fc.nat(20_000), (amount, rate) => {
        const exact = BigInt(Math.abs(amount)) * BigInt(rate);
        const expected = Number((exact + 5_000n) / 10_000n);
        expect(basisPointsOf(amount, rate)).toBe(amount < 0 ? 0 - expected : expected);
      }),
    );
  });
});

describe('bad input', () => {
  it.each([
    [1.5, [1]],
    [Number.NaN, [1]],
    [2 ** 53, [1]],
    [1, [-1]],
    [1, [0.5]],
    [1, []],
    [1, [0, 0]],
    [1, [maxWeightSum, 1]],
  ])('[ORD-3] refuses to split %d over %j', (amount, list) => {
    expect(() => allocate(amount, list)).toThrow(RangeError);
  });

  it('[ORD-3] splits nothing over nothing', () => {
    expect(allocate(0, [])).toEqual([]);
    expect(allocate(0, [0, 0])).toEqual([0, 0]);
  });

  it('[LED-2] refuses a rate below zero', () => {
    expect(() => basisPointsOf(100, -1)).toThrow(RangeError);
    expect(() => basisPointsOf(0.1, 1)).toThrow(RangeError);
    expect(() => basisPointsOf(1, 2 ** 43)).toThrow(RangeError);
  });
});
