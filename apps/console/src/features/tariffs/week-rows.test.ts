import { expect, it } from 'vitest';
import { colourOf, modesIn, mondayOf, todayIn } from './week-rows.ts';

it('[BIL-2] a week begins on Monday, over the ends of months and years', () => {
  expect(mondayOf('2026-11-22')).toBe('2026-11-16');
  expect(mondayOf('2026-11-23')).toBe('2026-11-23');
  expect(mondayOf('2027-01-01', 1)).toBe('2027-01-04');
  expect(mondayOf('2028-03-01', -1)).toBe('2028-02-21');
});

it('[BIL-2] today is the store’s, not the browser’s', () => {
  const late = new Date('2026-11-22T17:00:00Z');
  expect([todayIn('Asia/Shanghai', late), todayIn('Europe/Berlin', late)]).toEqual(['2026-11-23', '2026-11-22']);
});

it('[BIL-2] rules keep their colours, and only modes with rules are offered', () => {
  const scope = {
    ...{ roomIds: [], roomKindIds: [], weekdays: [], dayTypes: [], dateFrom: null, dateTo: null, memberLevels: [] },
    ...{ fromMinute: 0, toMinute: 1440 },
  };
  const rule = (id: string) => ({
    ...{ id, label: id, priority: 0, scope },
    price: { mode: 'hourly' as const, unitMinutes: 60, unitPrice: 1 },
  });
  const content = { rules: Array.from({ length: 10 }, (_, index) => rule(`r${index}`)), terms: [], promotions: [] };
  expect([colourOf(content, 'r1'), colourOf(content, 'r9'), colourOf(content, null)]).toEqual([1, 1, null]);
  expect(modesIn(content)).toEqual(['hourly']);
});
