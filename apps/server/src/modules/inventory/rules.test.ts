import { expect, test } from 'vitest';
import { availableOf, enteredChange, mergeLines, shownQuantity, thresholdCrossing } from './rules.ts';

test('[INV-1] available is on hand less reserved', () => {
  expect(availableOf({ onHand: 10, reserved: 3 })).toBe(7);
  expect(availableOf({ onHand: -1, reserved: 0 })).toBe(-1);
});

test('[INV-2] lines of one listing become one, the stricter policy wins, and rows are locked in sorted order', () => {
  expect(
    mergeLines([
      { listingId: 'b', quantity: 2, policy: 'allow_negative' },
      { listingId: 'a', quantity: 1, policy: 'allow_negative' },
      { listingId: 'b', quantity: 3, policy: 'strict' },
    ]),
  ).toEqual([
    { listingId: 'a', quantity: 1, policy: 'allow_negative' },
    { listingId: 'b', quantity: 5, policy: 'strict' },
  ]);
});

test('[INV-1] damage and expiry take away, receipts and returns add, a count is signed', () => {
  expect(enteredChange('receive', 5)).toBe(5);
  expect(enteredChange('return', 5)).toBe(5);
  expect(enteredChange('damage', 5)).toBe(-5);
  expect(enteredChange('expire', 5)).toBe(-5);
  expect(enteredChange('count', -5)).toBe(-5);
});

test('[INV-1] a history shows promised pieces for reservations and pieces on hand for the rest', () => {
  expect(shownQuantity({ kind: 'reserve', onHandChange: 0, reservedChange: 2 })).toBe(2);
  expect(shownQuantity({ kind: 'release', onHandChange: 0, reservedChange: -2 })).toBe(-2);
  expect(shownQuantity({ kind: 'sell', onHandChange: -2, reservedChange: -2 })).toBe(-2);
});

test('[INV-3] a threshold is crossed once on the way down and once on the way up', () => {
  expect(thresholdCrossing(6, 5, false)).toBeNull();
  expect(thresholdCrossing(5, 5, false)).toBe('fell');
  expect(thresholdCrossing(4, 5, true)).toBeNull();
  expect(thresholdCrossing(6, 5, true)).toBe('recovered');
  expect(thresholdCrossing(0, null, false)).toBeNull();
  expect(thresholdCrossing(0, null, true)).toBe('recovered');
});
