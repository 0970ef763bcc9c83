import { describe, expect, it } from 'vitest';
import { affordableUntil, meter, type OvertimeRule, quoteOvertime, type RoomTerms, replayStays } from '../index.ts';
import { days, hours, instant, rule, ruleSet, stay } from './testing.ts';

const who = { roomId: 'r1', roomKindId: null, people: 2, memberLevel: null };
const facts = days('2026-11-20', 10);
const minute = 60_000;
const rate: OvertimeRule = {
  ...{ graceMinutes: 10, unitMinutes: 30, unitPrice: 4000, rateBasisPoints: 0, cap: 10_000, serviceFee: null },
  renewsByItself: false,
};
const withTerms = (terms: Partial<RoomTerms>) =>
  ruleSet([rule('s', { mode: 'segmented', unitPrice: 6000, unitMinutes: 60 })], { terms });

describe('overtime', () => {
  const end = instant('2026-11-23T12:00');
  const over = (rule: Partial<OvertimeRule>, ms: number) =>
    quoteOvertime(withTerms({ overtime: { ...rate, ...rule } }), facts, { ...who, end, now: end + ms });

  it('[BKG-14, BIL-9] is free within the grace, then counts from the end by started units, up to the cap', () => {
    const totals = [0, 10 * minute, 10 * minute + 1, 30 * minute, 30 * minute + 1, hours(1) + 1, hours(9)].map(
      (ms) => over({}, ms)?.total,
    );
    expect(totals).toEqual([0, 0, 4000, 4000, 8000, 10_000, 10_000]);
    expect(over({}, hours(9))).toMatchObject({ capped: true, nextAt: null, minutes: 540, units: 18 });
  });

  it('[BKG-14] names the first instant at which it costs more, which is always still to come', () => {
    for (let now = 0; now < hours(1); ) {
      const reading = over({ cap: null }, now);
      const next = (reading?.nextAt ?? 0) - end;
      expect(next).toBeGreaterThan(now);
      expect(over({ cap: null }, next - 1)?.total).toBe(reading?.total);
      expect(over({ cap: null }, next)?.total).toBeGreaterThan(reading?.total ?? 0);
      now = next;
    }
  });

  it('[BIL-9] may add a fixed or a percentage service fee, on top of the cap', () => {
    expect(over({ serviceFee: { kind: 'fixed', amount: 500 } }, hours(2))).toMatchObject({
      serviceFee: 500,
      total: 10_500,
    });
    expect(over({ serviceFee: { kind: 'percentage', basisPoints: 1000 } }, 11 * minute)).toMatchObject({ total: 4400 });
    expect(over({ serviceFee: { kind: 'fixed', amount: 500 } }, 5 * minute)?.total).toBe(0);
  });

  it('[BIL-9] may go by what the room costs at its end, times a rate', () => {
    expect(over({ unitPrice: null, rateBasisPoints: 15_000, cap: null }, 11 * minute)).toMatchObject({
      unitPrice: 4500,
    });
    expect(quoteOvertime(withTerms({}), facts, { ...who, end, now: end + 1 })).toBeNull();
  });
});

describe('the meter', () => {
  const startedAt = instant('2026-11-23T17:10') + 12_345;
  const rules = ruleSet(
    [
      rule('s', { mode: 'segmented', unitPrice: 6000, unitMinutes: 60 }),
      rule('late', { mode: 'segmented', unitPrice: 9000, unitMinutes: 30 }, { fromMinute: 1080 }, 1),
    ],
    {
      terms: { payAsYouGo: { mode: 'segmented', deposit: 10_000 } },
      promotions: [{ id: 'p', kind: 'time_discount', off: { kind: 'amount', amount: 900 } }],
    },
  );

  it('[BKG-15] runs by the rule of the time, without promotions, and never falls', () => {
    let before = 0;
    for (let passed = 0; passed < hours(3); passed += 37_000) {
      const reading = meter(rules, facts, { ...who, startedAt, now: startedAt + passed });
      if (!('quote' in reading)) throw new Error(reading.reason);
      expect(reading.quote.total).toBeGreaterThanOrEqual(before);
      expect(reading.nextAt).toBeGreaterThan(startedAt + passed);
      const just = meter(rules, facts, { ...who, startedAt, now: reading.nextAt - 1 });
      expect('quote' in just && just.quote.total).toBe(reading.quote.total);
      before = reading.quote.total;
    }
    expect(before).toBe(5000 + 9000 * 5);
  });

  it('[BKG-15] a deposit lasts up to the last minute that it pays for, and no longer', () => {
    const limit = startedAt + hours(6);
    const session = { ...who, startedAt };
    for (const budget of [0, 100, 1000, 3000, 5000, 9500, 14_000, 23_000]) {
      const until = affordableUntil(rules, facts, session, { budget, limit }) ?? 0;
      const at = meter(rules, facts, { ...session, now: until });
      const after = meter(rules, facts, { ...session, now: until + 1 });
      if (!('quote' in at) || !('quote' in after)) throw new Error('no price');
      if (until > startedAt) expect(at.quote.total).toBeLessThanOrEqual(budget);
      expect(after.quote.total).toBeGreaterThan(budget);
    }
    expect(affordableUntil(rules, facts, session, { budget: 1_000_000, limit })).toBe(limit);
    expect(affordableUntil(withTerms({}), facts, session, { budget: 1, limit })).toBeNull();
  });

  it('[BKG-15] is refused for a room whose terms have no pay-as-you-go', () => {
    expect(meter(withTerms({}), facts, { ...who, startedAt, now: startedAt })).toMatchObject({ reason: 'no_price' });
  });
});

it('[BIL-5] a replay tells what past stays would cost under other rules, and which would be lost', () => {
  const per = (unitPrice: number) => ({ mode: 'segmented' as const, unitPrice, unitMinutes: 60 });
  const draft = ruleSet([rule('day', per(3000), { fromMinute: 600, toMinute: 1200 })]);
  const past = (id: string, from: string, mode: 'segmented' | 'session', paid: number) => ({
    ...stay({ from, minutes: 120, mode }),
    ...{ id, paid },
  });
  const stays = [
    past('a', '2026-11-23T10:00', 'segmented', 4000),
    past('b', '2026-11-23T12:00', 'session', 8000),
    past('c', '2026-11-23T21:00', 'segmented', 5000),
  ];
  const replay = replayStays(draft, facts, stays, 0);
  expect(replay.stays.map(({ after }) => after)).toEqual([6000, 6000, null]);
  expect(replay.before).toEqual({ stays: 3, minutes: 360, revenue: 17_000 });
  expect(replay.after).toEqual({ stays: 2, minutes: 240, revenue: 12_000 });
  const shy = replayStays(draft, facts, stays.slice(0, 1), 10_000);
  expect(shy.after).toEqual({ stays: 1, minutes: 60, revenue: 3000 });
});
