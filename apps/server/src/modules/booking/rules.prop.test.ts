import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { desiredAt } from './power-rules.ts';
import {
  BOOKING_MOVES,
  bookingMayMove,
  cancelTerms,
  DEFAULT_POLICY,
  endTimers,
  freeSpans,
  ladderMay,
  nearestRanges,
  POWER_LADDER,
  type Span,
} from './rules.ts';

const span = fc
  .tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 300 }))
  .map(([from, length]): Span => ({ from, to: from + length }));
/** What is wished has been held against the grid before. */
const onGrid = span.map(({ from, to }): Span => ({ from: 15 * from, to: 15 * to }));
const overlap = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to;

describe('free time', () => {
  it('[BKG-1] is inside what is open, touches nothing taken, and leaves out nothing long enough', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), fc.integer({ min: 1, max: 60 }), (taken, least) => {
        const open = [
          { from: 0, to: 900 },
          { from: 1000, to: 2200 },
        ];
        const free = freeSpans(open, taken, least);
        for (const one of free) {
          expect(one.to - one.from).toBeGreaterThanOrEqual(least);
          expect(open.some((span) => span.from <= one.from && one.to <= span.to)).toBe(true);
          expect(taken.some((span) => overlap(span, one))).toBe(false);
        }
        const minutes = Array.from({ length: 2200 }, (_, at) => at).filter(
          (at) =>
            open.some((span) => span.from <= at && at < span.to) &&
            !taken.some((span) => span.from <= at && at < span.to),
        );
        const shown = free.reduce((sum, one) => sum + one.to - one.from, 0);
        // Only stretches that are too short are missing.
        expect(shown).toBeLessThanOrEqual(minutes.length);
        expect(minutes.length - shown).toBeLessThanOrEqual((taken.length + 2) * (least - 1));
      }),
    );
  });

  it('[BKG-3] what a refusal offers is free, of the wished length, on the grid, and the nearest first', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), onGrid, (taken, wished) => {
        const free = freeSpans([{ from: 0, to: 40_000 }], taken, 15);
        const offered = nearestRanges(wished, free, 15, 3);
        for (const one of offered) {
          expect([one.to - one.from, one.from % 15]).toEqual([wished.to - wished.from, 0]);
          expect(taken.some((span) => overlap(span, one))).toBe(false);
        }
        const distances = offered.map((one) => Math.abs(one.from - wished.from));
        expect(distances).toEqual([...distances].sort((a, b) => a - b));
      }),
    );
  });
});

describe('the state machine', () => {
  it('[BKG-24] nothing leaves an end, and only an unpaid hold lapses', () => {
    for (const state of ['completed', 'cancelled', 'no_show'] as const) expect(BOOKING_MOVES[state]).toEqual([]);
    expect(bookingMayMove('held', 'lapsed')).toBe(true);
    expect(bookingMayMove('confirmed', 'lapsed')).toBe(false);
    expect(bookingMayMove('lapsed', 'confirmed')).toBe(true);
  });
});

describe('the power ladder', () => {
  it('[BKG-20] its steps come in order, each only after the one before, and no protected circuit goes off', () => {
    const end = new Date('2026-06-01T10:00:00Z');
    const timers = endTimers(end, DEFAULT_POLICY, new Date('2026-06-01T09:00:00Z'));
    expect(timers.map((timer) => timer.kind)).toEqual(['reminder', 'reminder', 'end', 'dim', 'grace', 'cut']);
    const times = timers.map((timer) => timer.dueAt.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    for (const at of POWER_LADDER)
      for (const next of POWER_LADDER)
        expect([at, next, ladderMay(at, next)]).toEqual([
          at,
          next,
          POWER_LADDER.indexOf(next) - POWER_LADDER.indexOf(at) === 1,
        ]);
    for (const step of [...POWER_LADDER, 'off'] as const)
      for (const kind of ['power_relay', 'light', 'air_conditioner'])
        expect(desiredAt(step, { kind, protected: true, desired: {} })?.on).not.toBe(false);
  });
});

describe('cancelling', () => {
  it('[BKG-7] never gives back more than was paid, and less the later it comes', () => {
    const from = new Date('2026-06-01T10:00:00Z');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 600 }), (paid, minutesBefore) => {
        const booking = { state: 'confirmed' as const, from, policy: DEFAULT_POLICY, paid };
        const terms = (before: number) => cancelTerms(booking, new Date(from.getTime() - before * 60_000));
        const now = terms(minutesBefore);
        expect(now.refund + now.fee).toBe(paid);
        expect(now.refund).toBeLessThanOrEqual(terms(minutesBefore + 60).refund);
      }),
    );
  });
});
