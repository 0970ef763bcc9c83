import type { organisationSchemas } from '@latchkey/contract';
import { describe, expect, test } from 'vitest';
import {
  availability,
  DEFAULT_ATTENDED,
  hoursText,
  isAttended,
  isOpen,
  isWithin,
  maskAccount,
  planIssue,
  shiftDate,
} from './rules.ts';

type WeekPlan = organisationSchemas.WeekPlan;
const at = (date: string, time: string) => ({
  ...shiftDate(date, 0),
  minutes: Number(time.slice(0, 2)) * 60 + Number(time.slice(3)),
});
const daily = (from: string, to: string): WeekPlan => ({
  weekdays: Array.from({ length: 7 }, () => [{ from, to }]),
  exceptions: [],
});
const FRIDAY = '2026-11-20';
const SATURDAY = '2026-11-21';

describe('week plans', () => {
  test('[ORG-6] a span holds its first minute and not its last', () => {
    const plan = daily('08:00', '22:00');
    expect(isWithin(plan, at(FRIDAY, '07:59'))).toBe(false);
    expect(isWithin(plan, at(FRIDAY, '08:00'))).toBe(true);
    expect(isWithin(plan, at(FRIDAY, '21:59'))).toBe(true);
    expect(isWithin(plan, at(FRIDAY, '22:00'))).toBe(false);
  });

  test('[ORG-6] a span that ends before it starts runs past midnight into the next day only', () => {
    const plan = daily('18:00', '02:00');
    plan.weekdays[5] = [];
    expect(isWithin(plan, at(FRIDAY, '23:59'))).toBe(true);
    expect(isWithin(plan, at(SATURDAY, '01:59'))).toBe(true);
    expect(isWithin(plan, at(SATURDAY, '02:00'))).toBe(false);
    expect(isWithin(plan, at(SATURDAY, '19:00'))).toBe(false);
    expect(isWithin(plan, at('2026-11-22', '01:00'))).toBe(false);
  });

  test('[ORG-6] a date exception replaces the weekday, and the night before still ends as planned', () => {
    const plan = daily('18:00', '02:00');
    plan.exceptions.push({ date: SATURDAY, spans: [{ from: '10:00', to: '12:00' }], reason: '盘点' });
    expect(isWithin(plan, at(SATURDAY, '01:00'))).toBe(true);
    expect(isWithin(plan, at(SATURDAY, '11:00'))).toBe(true);
    expect(isWithin(plan, at(SATURDAY, '19:00'))).toBe(false);
    expect(isWithin(plan, at('2026-11-22', '01:00'))).toBe(false);
  });

  test('[ORG-6] around the clock is 00:00–24:00 or a span of equal ends', () => {
    for (const plan of [daily('00:00', '24:00'), daily('08:00', '08:00')])
      for (const time of ['00:00', '07:59', '08:00', '23:59']) expect(isWithin(plan, at(FRIDAY, time))).toBe(true);
  });

  test('[ORG-6] the hours of a day are written in order, and a closed day is a dash', () => {
    const plan = daily('14:00', '22:00');
    plan.weekdays[4] = [
      { from: '14:00', to: '22:00' },
      { from: '08:00', to: '12:00' },
    ];
    plan.exceptions.push({ date: SATURDAY, spans: [] });
    expect(hoursText(plan, shiftDate(FRIDAY, 0))).toBe('08:00–12:00, 14:00–22:00');
    expect(hoursText(plan, shiftDate(SATURDAY, 0))).toBe('—');
  });

  test('[ORG-6] a plan whose spans overlap, run into each other, start at 24:00 or name a date twice is refused', () => {
    expect(planIssue(daily('08:00', '22:00'))).toBeNull();
    expect(planIssue(daily('08:00', '08:00'))).toBeNull();
    const overlapping = daily('08:00', '22:00');
    overlapping.weekdays[2]?.push({ from: '21:00', to: '23:00' });
    expect(planIssue(overlapping)).toEqual({ path: 'weekdays.2', issue: 'spans_overlap' });
    const spilling = daily('08:00', '22:00');
    spilling.weekdays[6] = [{ from: '20:00', to: '09:00' }];
    expect(planIssue(spilling)).toEqual({ path: 'weekdays.0', issue: 'runs_into_next_day' });
    expect(planIssue(daily('24:00', '08:00'))).toEqual({ path: 'weekdays.0', issue: 'starts_at_24' });
    const twice = daily('08:00', '22:00');
    twice.exceptions.push({ date: FRIDAY, spans: [] }, { date: FRIDAY, spans: [] });
    expect(planIssue(twice)).toEqual({ path: 'exceptions.1.date', issue: 'date_twice' });
  });
});

describe('stores', () => {
  const store = {
    state: 'open' as const,
    locked: false,
    hours: daily('00:00', '24:00'),
    attended: null,
    capacity: 3,
  };
  const noon = at(FRIDAY, '12:00');
  const fine = { doorOnline: true, inside: 0 };

  test('[ORG-8] without a window of its own a store is attended from 08:00 to 22:00', () => {
    expect(hoursText(DEFAULT_ATTENDED, noon)).toBe('08:00–22:00');
    expect(isAttended(store, at(FRIDAY, '07:59'))).toBe(false);
    expect(isAttended(store, noon)).toBe(true);
    expect(isAttended({ attended: daily('06:00', '23:00') }, at(FRIDAY, '06:30'))).toBe(true);
  });

  test('[ORG-6] a store set closed or suspended is not open within its hours; an abnormal one is', () => {
    expect(isOpen({ ...store, state: 'closed' }, noon)).toBe(false);
    expect(isOpen({ ...store, state: 'suspended' }, noon)).toBe(false);
    expect(isOpen({ ...store, state: 'abnormal' }, noon)).toBe(true);
  });

  test('[VIS-2] the door says the first reason that keeps customers out', () => {
    expect(availability(store, noon, fine)).toBe('open');
    expect(availability({ ...store, state: 'suspended', locked: true }, noon, fine)).toBe('suspended');
    expect(availability({ ...store, locked: true }, noon, fine)).toBe('lockdown');
    expect(availability({ ...store, state: 'closed' }, noon, fine)).toBe('closed');
    expect(availability(store, at(FRIDAY, '23:00'), fine)).toBe('unattended_off');
    expect(availability(store, noon, { doorOnline: false, inside: 3 })).toBe('offline');
    expect(availability(store, noon, { doorOnline: true, inside: 3 })).toBe('full');
    expect(availability({ ...store, capacity: null }, noon, { doorOnline: true, inside: 300 })).toBe('open');
  });

  test('[ORG-1] an account number shows its last four digits', () => {
    expect(maskAccount('6222021234567890')).toBe('**** 7890');
  });
});
