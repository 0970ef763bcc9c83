import { describe, expect, it } from 'vitest';
import { ageOf, foreignOffset, timeText } from './time.ts';

describe('times on screen', () => {
  it('[UX-2] follow the store’s zone, not the viewer’s', () => {
    const instant = '2026-11-22T16:30:00Z';
    expect(timeText(instant, 'minute', 'zh-CN', 'Asia/Shanghai')).toBe('11/23 00:30');
    expect(timeText(instant, 'minute', 'zh-CN', 'Asia/Urumqi')).toBe('11/22 22:30');
  });

  it('[UX-2] name the store’s offset only to a reader whose clock differs', () => {
    const instant = '2026-11-22T16:30:00Z';
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect(foreignOffset(instant, here)).toBeNull();
    expect(foreignOffset(instant, undefined)).toBeNull();
    const [far, offset] = here === 'Pacific/Kiritimati' ? ['Asia/Shanghai', 'GMT+8'] : ['Pacific/Kiritimati', 'GMT+14'];
    expect(foreignOffset(instant, far)).toBe(offset);
  });

  it('[UX-2] are written as the language writes them', () => {
    expect(timeText('2026-11-22T16:30:05Z', 'day', 'en', 'Asia/Shanghai')).toBe('23/11/2026');
    const taipei = timeText('2026-11-22T16:30:05Z', 'second', 'zh-TW', 'Asia/Taipei');
    expect(taipei.replace(/\s/u, ' ')).toBe('2026/11/23 00:30:05');
  });

  it('[UX-8] say their age in the largest honest unit, and a skewed clock counts as now', () => {
    const ages = [4_999, 5_000, 59_999, 60_000, 3_599_999, 3_600_000, 86_400_000, -60_000];
    expect(ages.map((ms) => ageOf(0, ms))).toEqual([
      { unit: 'now' },
      { unit: 'seconds', n: 5 },
      { unit: 'seconds', n: 59 },
      { unit: 'minutes', n: 1 },
      { unit: 'minutes', n: 59 },
      { unit: 'hours', n: 1 },
      { unit: 'days', n: 1 },
      { unit: 'now' },
    ]);
  });
});
