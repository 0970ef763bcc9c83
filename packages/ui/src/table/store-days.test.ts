import { describe, expect, it } from 'vitest';
import { dayOf, endOfDay, instantAt, startOfDay } from './store-days.ts';

describe('days of a store', () => {
  it('[IDN-8, UX-2] begin and end by the store’s calendar, wherever the browser is', () => {
    expect(startOfDay('2026-11-22', 'Asia/Shanghai')).toBe('2026-11-21T16:00:00.000Z');
    expect(endOfDay('2026-11-22', 'Asia/Shanghai')).toBe('2026-11-22T15:59:59.999Z');
    expect(startOfDay('2026-11-22', 'America/New_York')).toBe('2026-11-22T05:00:00.000Z');
    expect(dayOf('2026-11-21T16:00:00Z', 'Asia/Shanghai')).toBe('2026-11-22');
    expect(dayOf('2026-11-22T15:59:59.999Z', 'Asia/Shanghai')).toBe('2026-11-22');
  });

  it('[UX-2] are 23 or 25 hours long where the clock is moved', () => {
    const length = (day: string, zone: string) =>
      Date.parse(endOfDay(day, zone)) - Date.parse(startOfDay(day, zone)) + 1;
    expect(length('2026-03-29', 'Europe/Berlin')).toBe(23 * 3_600_000);
    expect(length('2026-10-25', 'Europe/Berlin')).toBe(25 * 3_600_000);
    expect(length('2026-11-22', 'Asia/Shanghai')).toBe(24 * 3_600_000);
  });

  it('[UX-2] come back as the day that was chosen', () => {
    for (const zone of ['Asia/Shanghai', 'Asia/Taipei', 'America/New_York', 'Pacific/Auckland', 'Europe/Berlin'])
      for (const day of ['2026-01-01', '2026-03-29', '2026-06-30', '2026-10-25', '2026-12-31'])
        expect([zone, dayOf(startOfDay(day, zone), zone), dayOf(endOfDay(day, zone), zone)]).toEqual([zone, day, day]);
  });
});

describe('a time that somebody types', () => {
  it('[BIL-6, UX-2] is of the store’s clock, wherever the browser is', () => {
    expect(instantAt('2026-11-22T09:30', 'Asia/Shanghai')).toBe('2026-11-22T01:30:00.000Z');
    expect(instantAt('2026-11-22T09:30', 'America/New_York')).toBe('2026-11-22T14:30:00.000Z');
    expect(instantAt('2026-07-01T00:00', 'Europe/Berlin')).toBe('2026-06-30T22:00:00.000Z');
  });

  it('[UX-2] that the clock jumps over, or shows twice, is still one instant', () => {
    expect(instantAt('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(instantAt('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(instantAt('2026-03-29T03:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
  });
});
