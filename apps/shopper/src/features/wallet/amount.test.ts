import { expect, test } from 'vitest';
import { fenOf, giftFor } from './amount';

const plan = {
  tiers: [
    { amount: 10_000, gift: 500 },
    { amount: 50_000, gift: 6_000 },
    { amount: 20_000, gift: 1_500 },
  ],
};

test.each([
  [9_999, 0],
  [10_000, 500],
  [49_999, 1_500],
  [50_000, 6_000],
  [90_000, 6_000],
])('[PAY-11] topping up %i fen gives %i on top', (amount, gift) => {
  expect(giftFor(plan, amount)).toBe(gift);
});

test.each([
  ['100', 10_000],
  ['0.1', 10],
  ['88.80', 8_880],
  ['19.99', 1_999],
  ['1.234', null],
  ['', null],
  ['-5', null],
  ['1e3', null],
])('[PAY-11] "%s" typed in yuan is %s fen', (typed, fen) => {
  expect(fenOf(typed)).toBe(fen);
});
