import { expect, it } from 'vitest';
import { daysShown, horizonOf, onlyForOthers } from './horizon-rules.ts';

const policy = {
  horizonDays: 7,
  earlyHorizons: [
    { level: 'gold', days: 14 },
    { level: 'silver', days: 10 },
  ],
};
const DAY = 86_400_000;

it('[BKG-10] a higher level books from further ahead, and never from less than everybody', () => {
  expect([null, 'silver', 'gold'].map((level) => horizonOf(policy, level))).toEqual([7, 10, 14]);
  expect(horizonOf({ ...policy, earlyHorizons: [{ level: 'gold', days: 3 }] }, 'gold')).toBe(7);
  expect([daysShown(policy), daysShown({ horizonDays: 90, earlyHorizons: [] })]).toEqual([15, 14]);
});

it('[BKG-10] days beyond the own horizon name the levels that may book them, and days beyond all of them nobody', () => {
  const days = [7, 8, 11, 15].map((n) => ({ date: `day ${n}`, startsAt: n * DAY }));
  expect(onlyForOthers(policy, null, days, 0)).toEqual([
    { date: 'day 8', levels: ['gold', 'silver'] },
    { date: 'day 11', levels: ['gold'] },
    { date: 'day 15', levels: [] },
  ]);
  expect(onlyForOthers(policy, 'gold', days, 0)).toEqual([{ date: 'day 15', levels: [] }]);
});
