import { describe, expect, test } from 'vitest';
import { clockTime, countdown, dateTime, localDay } from './time';

describe('time without Intl', () => {
  const instant = '2026-11-22T16:05:09.000Z';
  test("[UX-2] an instant is shown by the store's clock, across midnight too", () => {
    expect(clockTime(instant, 480)).toBe('00:05');
    expect(clockTime(instant, 480, true)).toBe('00:05:09');
    expect(dateTime(instant, 480)).toBe('2026-11-23 00:05');
    expect(localDay(instant, -60)).toBe('2026-11-22');
  });
  test('[UX-2] what is no instant shows nothing', () => {
    expect(dateTime('soon', 0)).toBe('');
  });
  test.each([
    [-5, '0:00'],
    [999, '0:01'],
    [61_000, '1:01'],
    [3_729_000, '1:02:09'],
  ])('[UX-2] %i ms are left as %s', (ms, text) => {
    expect(countdown(ms)).toBe(text);
  });
});
