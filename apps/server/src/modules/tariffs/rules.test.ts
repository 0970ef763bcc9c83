import { describe, expect, it } from 'vitest';
import { contentIssue, dayFact, officialYear, openHours, specialDays, weekdayOf } from './rules.ts';

const year = (zone: string, number: number, set: Parameters<typeof specialDays>[3] = []) =>
  specialDays(zone, `${number}-01-01`, `${number}-12-31`, set);

describe('the official calendar', () => {
  it('[BIL-2] 2026 has the announced 33 days off and six make-up workdays, all of these on weekends', () => {
    const days = [...year('Asia/Shanghai', 2026).values()];
    const worked = days.filter(({ type }) => type === 'makeup_workday');
    expect(days.filter(({ type }) => type === 'holiday')).toHaveLength(33);
    expect(worked.map(({ date }) => date)).toEqual([
      ...['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
    ]);
    for (const { date } of worked) expect(weekdayOf(date)).toBeGreaterThanOrEqual(5);
    expect(officialYear(2026)).toMatchObject({ status: 'announced', source: '国办发明电〔2025〕7号' });
  });

  it('[BIL-2] 2027 has the 13 days of the law, and says that make-up workdays are not known', () => {
    const days = [...year('Asia/Shanghai', 2027).values()];
    expect(days).toHaveLength(13);
    expect(days.every(({ type }) => type === 'holiday')).toBe(true);
    expect(officialYear(2027).status).toBe('law_only');
    expect(officialYear(2031)).toEqual({ year: 2031, status: 'unknown', source: '' });
  });

  it('[BIL-2] holidays follow the almanac: mid-autumn and dragon boat by the lunar date, in both years', () => {
    const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
    const first = (number: number, label: string) =>
      [...year('Asia/Shanghai', number).values()].find((day) => day.label === label)?.date ?? '';
    for (const number of [2026, 2027]) {
      expect(lunar.format(Date.parse(first(number, '端午节')))).toBe('5/5');
      expect(lunar.format(Date.parse(first(number, '中秋节')))).toBe('8/15');
    }
  });

  it('[BIL-2] stores abroad do not keep it; the word of a store is above that of the platform', () => {
    expect(year('Europe/Berlin', 2026).size).toBe(0);
    const set = [
      { storeId: 's', date: '2026-12-25', type: 'holiday', label: '圣诞节' },
      { storeId: null, date: '2026-12-25', type: 'workday', label: '平日' },
      { storeId: null, date: '2027-02-14', type: 'makeup_workday', label: '春节调休' },
    ] as const;
    expect(dayFact('2026-12-25', year('Asia/Shanghai', 2026, set))).toEqual({ type: 'holiday', label: '圣诞节' });
    expect(dayFact('2026-12-25', year('Europe/Berlin', 2026, set))).toEqual({ type: 'holiday', label: '圣诞节' });
    expect(dayFact('2027-02-14', year('Asia/Shanghai', 2027, set)).type).toBe('makeup_workday');
    expect(dayFact('2027-02-14', year('Europe/Berlin', 2027, set))).toEqual({ type: 'weekend', label: null });
  });
});

it('[BIL-2] opening hours are read with their nights, and without exceptions that are over', () => {
  const plan = {
    weekdays: [[{ from: '10:00', to: '02:00' }], [{ from: '00:00', to: '24:00' }], [], [], [], [], []],
    exceptions: [
      { date: '2026-11-01', spans: [] },
      { date: '2026-11-22', spans: [{ from: '08:00', to: '12:00' }] },
    ],
  };
  const hours = openHours(plan, '2026-11-23');
  expect(hours.weekdays.slice(0, 3)).toEqual([[{ from: 600, to: 1560 }], [{ from: 0, to: 1440 }], []]);
  expect(hours.exceptions).toEqual([{ date: '2026-11-22', spans: [{ from: 480, to: 720 }] }]);
});

it('[BIL-2] a season that ends before it begins, and a rule of rooms and kinds at once, are bad input', () => {
  const scope = {
    ...{ roomIds: [], roomKindIds: [], weekdays: [], dayTypes: [], dateFrom: null, dateTo: null, memberLevels: [] },
    ...{ fromMinute: 0, toMinute: 1440 },
  };
  const rule = (change: object) => ({
    ...{ id: 'a', label: 'a', priority: 0, scope: { ...scope, ...change } },
    price: { mode: 'hourly' as const, unitMinutes: 60, unitPrice: 100 },
  });
  const issue = (change: object) => contentIssue({ rules: [rule(change)], terms: [], promotions: [] })?.issue;
  expect(issue({})).toBeUndefined();
  expect(issue({ dateFrom: '2026-05-02', dateTo: '2026-05-01' })).toBe('before_start');
  expect(issue({ roomIds: ['r'], roomKindIds: ['tea'] })).toBe('rooms_or_kinds');
});
