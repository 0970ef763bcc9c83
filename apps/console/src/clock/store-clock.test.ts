import { describe, expect, it } from 'vitest';
import { dayText, instantOf, mondayOf, spanOfDay, wallText } from './store-clock.ts';

const HOUR = 3_600_000;

describe('the store’s clock', () => {
  it('[BKG-9] reads and sets instants by the store’s own zone', () => {
    expect(wallText('2026-11-23T16:30:00Z', 'Asia/Shanghai')).toBe('2026-11-24T00:30');
    expect(instantOf('2026-11-24T00:30', 'Asia/Shanghai')).toBe('2026-11-23T16:30:00.000Z');
    expect(dayText('2026-11-23T16:30:00Z', 'Asia/Shanghai')).toBe('2026-11-24');
  });

  it('[BKG-9] keeps its hours where the clock is moved: a day has 23 or 25, and a time that is jumped over moves on', () => {
    const spring = spanOfDay('2026-03-29', 'Europe/Berlin');
    const autumn = spanOfDay('2026-10-25', 'Europe/Berlin');
    expect([(spring.to - spring.from) / HOUR, (autumn.to - autumn.from) / HOUR]).toEqual([23, 25]);
    expect(wallText(instantOf('2026-03-29T02:30', 'Europe/Berlin'), 'Europe/Berlin')).toBe('2026-03-29T03:30');
  });

  it('[BKG-9] a week begins on Monday', () => {
    expect([mondayOf('2026-11-23'), mondayOf('2026-11-29'), mondayOf('2026-12-01')]).toEqual([
      '2026-11-23',
      '2026-11-23',
      '2026-11-30',
    ]);
  });
});
