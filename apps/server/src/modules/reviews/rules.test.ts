import { describe, expect, it } from 'vitest';
import { average, changeableUntil, scoreOf, within, writableUntil } from './rules.ts';

const at = new Date('2026-06-01T04:00:00Z');
const later = (days: number, ms = 0) => new Date(at.getTime() + days * 86_400_000 + ms);

describe('rules of reviews', () => {
  it('[ORG-13] four stars make a score, and averages keep one decimal', () => {
    const score = scoreOf({ environment: 5, facilities: 4, products: 4, service: 5 });
    expect(score).toBe(18);
    expect(average(score, 1)).toBe(4.5);
    expect(average(18 + 4 + 20, 3)).toBe(3.5);
  });

  it('[ORG-13] a review is written for thirty days and changed for seven, to the millisecond', () => {
    expect(within(writableUntil(at), later(30, -1))).toBe(true);
    expect(within(writableUntil(at), later(30))).toBe(false);
    expect(within(changeableUntil(at), later(7, -1))).toBe(true);
    expect(within(changeableUntil(at), later(7))).toBe(false);
  });
});
