import type { organisationSchemas } from '@latchkey/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { availability, isOpen, isWithin, minuteOf, planIssue, shiftDate } from './rules.ts';

type WeekPlan = organisationSchemas.WeekPlan;
const quarter = fc.integer({ min: 0, max: 95 });
const time = (quarters: number) =>
  `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`;
const spans = fc.array(fc.record({ from: quarter.map(time), to: fc.integer({ min: 0, max: 96 }).map(time) }), {
  maxLength: 3,
});
const day = fc.integer({ min: 0, max: 20 }).map((offset) => shiftDate('2026-11-16', offset).date);
const plan: fc.Arbitrary<WeekPlan> = fc.record({
  weekdays: fc.array(spans, { minLength: 7, maxLength: 7 }),
  exceptions: fc.uniqueArray(fc.record({ date: day, spans }), { maxLength: 4, selector: (entry) => entry.date }),
});
const moment = fc
  .record({ date: day, minute: fc.integer({ min: 0, max: 1439 }) })
  .map(({ date, minute }) => ({ ...shiftDate(date, 0), minutes: minute }));

/** The same plan walked the slow way: paint every minute of a month, then look. */
function paint(whole: WeekPlan): Set<number> {
  const painted = new Set<number>();
  for (let offset = -1; offset <= 21; offset++) {
    const { date, weekday } = shiftDate('2026-11-16', offset);
    const own = whole.exceptions.find((exception) => exception.date === date)?.spans ?? whole.weekdays[weekday] ?? [];
    for (const span of own) {
      let minute = minuteOf(span.from);
      do {
        painted.add(offset * 1440 + minute);
        minute++;
      } while ((minute - 1) % 1440 !== (minuteOf(span.to) + 1439) % 1440);
    }
  }
  return painted;
}

test('[ORG-6] at every minute a plan says what painting it minute by minute says, and never both', () => {
  fc.assert(
    fc.property(plan, fc.array(moment, { minLength: 20, maxLength: 40 }), (whole, moments) => {
      const painted = paint(whole);
      for (const local of moments) {
        const offset = Math.round((Date.parse(local.date) - Date.parse('2026-11-16')) / 86_400_000);
        expect(isWithin(whole, local)).toBe(painted.has(offset * 1440 + local.minutes));
      }
    }),
    { numRuns: 200 },
  );
});

test('[VIS-2] a door that says open stands in an open, attended, unlocked store, and closed means not open', () => {
  fc.assert(
    fc.property(
      plan,
      plan,
      moment,
      fc.constantFrom('open' as const, 'closed' as const, 'abnormal' as const, 'suspended' as const),
      fc.boolean(),
      fc.boolean(),
      (hours, attended, local, state, locked, doorOnline) => {
        const store = { state, locked, hours, attended, capacity: 5 };
        const word = availability(store, local, { doorOnline, inside: 1 });
        const mayEnter =
          state !== 'closed' &&
          state !== 'suspended' &&
          !locked &&
          doorOnline &&
          isWithin(hours, local) &&
          isWithin(attended, local);
        expect(word === 'open').toBe(mayEnter);
        if (word === 'closed') expect(isOpen(store, local)).toBe(false);
      },
    ),
  );
});

test('[ORG-6] a plan that is accepted has no minute in two spans', () => {
  fc.assert(
    fc.property(plan, (whole) => {
      const weekly = { weekdays: whole.weekdays, exceptions: [] };
      fc.pre(planIssue(weekly) === null);
      let total = 0;
      for (const list of weekly.weekdays)
        for (const span of list) total += ((minuteOf(span.to) - minuteOf(span.from) + 1439) % 1440) + 1;
      let inside = 0;
      for (let offset = 7; offset < 14; offset++) {
        const { date, weekday } = shiftDate('2026-11-16', offset);
        for (let minute = 0; minute < 1440; minute += 15)
          if (isWithin(weekly, { date, weekday, minutes: minute })) inside += 15;
      }
      expect(inside).toBe(total);
    }),
  );
});
