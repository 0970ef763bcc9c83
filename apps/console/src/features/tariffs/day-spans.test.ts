import { expect, it } from 'vitest';
import { daySpans, type NamedDay } from './day-spans.ts';

it('[BIL-2] a holiday of several days is one line, over the end of a month; another source begins another', () => {
  const day = (date: string, source: NamedDay['source'] = 'official'): NamedDay => ({
    ...{ date, weekday: 0, type: 'holiday', label: '劳动节', source },
  });
  const days = [day('2026-04-30'), day('2026-05-01'), day('2026-05-02', 'store'), day('2026-05-04', 'store')];
  expect(daySpans(days).map(({ date, last }) => [date, last.date])).toEqual([
    ['2026-04-30', '2026-05-01'],
    ['2026-05-02', '2026-05-02'],
    ['2026-05-04', '2026-05-04'],
  ]);
});
