import { describe, expect, it } from 'vitest';
import { modesOf, quoteRoom, type RoomPrice, type RoomQuote, type RoomRule, type RoomRuleSet } from '../index.ts';
import { days, hours, instant, rule, ruleSet, stay } from './testing.ts';

const quoted = (rules: RoomRuleSet, request: Parameters<typeof stay>[0]): RoomQuote => {
  const quote = quoteRoom(
    rules,
    days('2026-11-20', 10),
    stay({ mode: rules.rules[0]?.price.mode ?? 'hourly', ...request }),
  );
  if (quote.kind !== 'quote') throw new Error(JSON.stringify(quote));
  return quote;
};
const amounts = (quote: RoomQuote) => quote.segments.map(({ ruleId, amount }) => [ruleId, amount]);
const hourly = (unitPrice: number, unitMinutes = 60): RoomPrice => ({ mode: 'hourly', unitPrice, unitMinutes });
const segmented = (unitPrice: number, unitMinutes = 60): RoomPrice => ({ mode: 'segmented', unitPrice, unitMinutes });

describe('modes', () => {
  it('[BIL-1] hourly: a started unit counts, at the price of the start', () => {
    const rules = ruleSet([rule('day', hourly(6000, 30)), rule('late', hourly(9000, 30), { fromMinute: 1080 }, 1)]);
    const quote = quoted(rules, { from: '2026-11-23T17:00', minutes: 100 });
    expect(amounts(quote)).toEqual([['day', 24_000]]);
    expect(quote.total).toBe(24_000);
  });

  it('[BIL-1] segmented: each part by the rule of its time, only the last started unit whole', () => {
    const rules = ruleSet([rule('day', segmented(6000)), rule('late', segmented(9000), { fromMinute: 1080 }, 1)]);
    const quote = quoted(rules, { from: '2026-11-23T17:40', minutes: 90 });
    expect(amounts(quote)).toEqual([
      ['day', 2000],
      ['late', 18_000],
    ]);
    expect(quote.segments.map(({ from }) => from)).toEqual([instant('2026-11-23T17:40'), instant('2026-11-23T18:00')]);
  });

  it('[BIL-1] segmented: the last unit ends where another rule begins, so staying on never costs less', () => {
    const rules = ruleSet([rule('day', segmented(10_000)), rule('late', segmented(1000), { fromMinute: 1080 }, 1)]);
    const totals = [69, 70, 71, 130].map((minutes) => quoted(rules, { from: '2026-11-23T16:50', minutes }).total);
    expect(totals).toEqual([11_667, 11_667, 12_667, 12_667]);
  });

  it('[BIL-1] day-part: every window that is touched costs its price once', () => {
    const part = (id: string, price: number, fromMinute: number, toMinute: number): RoomRule =>
      rule(id, { mode: 'day_part', price }, { fromMinute, toMinute });
    const rules = ruleSet([part('noon', 12_800, 840, 1080), part('night', 19_800, 1080, 120)]);
    expect(amounts(quoted(rules, { from: '2026-11-23T15:00', minutes: 120 }))).toEqual([['noon', 12_800]]);
    expect(amounts(quoted(rules, { from: '2026-11-23T17:00', minutes: 480 }))).toEqual([
      ['noon', 12_800],
      ['night', 19_800],
    ]);
    expect(
      quoteRoom(rules, days('2026-11-20', 10), stay({ from: '2026-11-23T13:00', minutes: 120, mode: 'day_part' })),
    ).toEqual({
      kind: 'refusal',
      reason: 'no_price',
      holes: [{ from: instant('2026-11-23T13:00'), until: instant('2026-11-23T14:00') }],
    });
  });

  it('[BIL-1] session: flat for the first hours, then by the unit', () => {
    const price = { mode: 'session', minutes: 180, price: 8800, extraUnitMinutes: 30, extraUnitPrice: 1500 } as const;
    const rules = ruleSet([rule('s', price)]);
    expect(quoted(rules, { from: '2026-11-23T10:00', minutes: 60 }).total).toBe(8800);
    expect(amounts(quoted(rules, { from: '2026-11-23T10:00', minutes: 200 }))).toEqual([
      ['s', 8800],
      ['s', 1500],
    ]);
  });

  it('[BIL-4] a package is one price with its things, inside its window, longer only by its own unit', () => {
    const items = [{ label: '茶', quantity: 2, productId: null }];
    const price = { mode: 'package', minutes: 180, price: 15_800, extraUnitMinutes: 60, items } as const;
    const rules = ruleSet([
      rule('tea', { ...price, extraUnitPrice: null }, { fromMinute: 780, toMinute: 1080 }),
      rule('long', { ...price, extraUnitPrice: 4000 }),
    ]);
    const ask = (from: string, minutes: number, packageId: string) =>
      quoteRoom(rules, days('2026-11-20', 10), stay({ from, minutes, mode: 'package', packageId }));
    expect(ask('2026-11-23T14:00', 180, 'tea')).toMatchObject({ total: 15_800, packageId: 'tea' });
    expect(ask('2026-11-23T14:00', 240, 'tea')).toMatchObject({ reason: 'too_long_for_package' });
    expect(ask('2026-11-23T14:00', 120, 'tea')).toMatchObject({ reason: 'too_short_for_package' });
    expect(ask('2026-11-23T16:00', 180, 'tea')).toMatchObject({ reason: 'no_price' });
    expect(ask('2026-11-23T22:00', 240, 'long')).toMatchObject({ total: 19_800 });
    expect(ask('2026-11-23T22:00', 240, 'gone')).toMatchObject({ reason: 'unknown_package' });
  });

  it('[BIL-7] every mode of the room is offered with its price, or with why it is not open', () => {
    const rules = ruleSet([
      rule('h', hourly(6000)),
      rule('p', { mode: 'day_part', price: 9900 }, { fromMinute: 600, toMinute: 840 }),
    ]);
    const { mode: _, ...request } = stay({ from: '2026-11-23T13:00', minutes: 120 });
    const offers = modesOf(rules, days('2026-11-20', 10), request);
    expect(offers.map(({ mode, quote }) => [mode, quote.kind])).toEqual([
      ['hourly', 'quote'],
      ['day_part', 'refusal'],
    ]);
  });
});

describe('which rule wins', () => {
  it('[BIL-2] room over kind over store, dates over kinds of days over any, a level, then priority', () => {
    const rules = ruleSet([
      rule('store', segmented(1000)),
      rule('level', segmented(900), { memberLevels: ['gold'] }),
      rule('monday', segmented(1100), { weekdays: [0] }),
      rule('season', segmented(1200), { dateFrom: '2026-11-24', dateTo: '2026-11-24' }),
      rule('kind', segmented(1300), { roomKindIds: ['tea'] }),
      rule('room', segmented(1400), { roomIds: ['r9'] }),
      rule('urgent', segmented(1500), { roomIds: ['r9'] }, 5),
    ]);
    const winner = (request: Parameters<typeof stay>[0]) =>
      quoted(rules, { mode: 'segmented', ...request }).segments[0]?.ruleId;
    expect(winner({ from: '2026-11-25T10:00' })).toBe('store');
    expect(winner({ from: '2026-11-25T10:00', memberLevel: 'gold' })).toBe('level');
    expect(winner({ from: '2026-11-23T10:00', memberLevel: 'gold' })).toBe('monday');
    expect(winner({ from: '2026-11-24T10:00' })).toBe('season');
    expect(winner({ from: '2026-11-24T10:00', roomKindId: 'tea' })).toBe('kind');
    expect(winner({ from: '2026-11-24T10:00', roomKindId: 'tea', roomId: 'r9' })).toBe('urgent');
  });

  it('[BIL-2] holidays and make-up workdays are days of their own kind', () => {
    const rules = ruleSet([
      rule('work', segmented(1000), { dayTypes: ['workday', 'makeup_workday'] }),
      rule('rest', segmented(2000), { dayTypes: ['weekend', 'holiday'] }),
    ]);
    const facts = days('2026-09-17', 20, 'Asia/Shanghai', {
      '2026-09-20': 'makeup_workday',
      '2026-09-25': 'holiday',
    });
    const at = (from: string) => {
      const quote = quoteRoom(rules, facts, stay({ from, mode: 'segmented' }));
      return quote.kind === 'quote' ? quote.segments[0]?.ruleId : quote.reason;
    };
    expect(['2026-09-19', '2026-09-20', '2026-09-24', '2026-09-25'].map((day) => at(`${day}T10:00`))).toEqual([
      'rest',
      'work',
      'work',
      'rest',
    ]);
  });

  it('[BIL-2] a window past midnight belongs to the day it began on', () => {
    const rules = ruleSet([
      rule('any', segmented(1000)),
      rule('friday night', segmented(3000), { weekdays: [4], fromMinute: 1200, toMinute: 240 }),
    ]);
    const quote = quoted(rules, { from: '2026-11-27T23:00', minutes: 360, mode: 'segmented' });
    expect(amounts(quote)).toEqual([
      ['friday night', 15_000],
      ['any', 1000],
    ]);
  });
});

describe('terms and discounts', () => {
  it('[BIL-1] the least charge, the cap of each local day and further people are lines of their own', () => {
    const terms = {
      minimumCharge: 10_000,
      dayCap: 20_000,
      extraPeople: { included: 4, price: 500, unitMinutes: null },
    };
    const rules = ruleSet([rule('s', segmented(6000))], { terms });
    const short = quoted(rules, { from: '2026-11-23T10:00', minutes: 60, people: 6, mode: 'segmented' });
    expect(short.people).toEqual({ extra: 2, unitPrice: 500, units: 1, amount: 1000 });
    expect(short.adjustments).toEqual([{ kind: 'minimum_charge', date: null, amount: 3000 }]);
    expect(short.total).toBe(10_000);
    const long = quoted(rules, { from: '2026-11-23T19:00', minutes: 540, mode: 'segmented' });
    expect(long.adjustments).toEqual([
      { kind: 'day_cap', date: '2026-11-23', amount: -10_000 },
      { kind: 'day_cap', date: '2026-11-24', amount: -4000 },
    ]);
    expect(long.total).toBe(40_000);
  });

  it('[BIL-8] price discounts, threshold and coupon stack in that order, the best of each group', () => {
    const off = (basisPoints: number) => ({ kind: 'percentage' as const, basisPoints });
    const rules = ruleSet([rule('s', segmented(10_000))], {
      promotions: [
        { id: 'early', kind: 'early_bird', leadMinutes: 1440, off: off(1000) },
        { id: 'week', kind: 'time_discount', off: off(2000) },
        { id: 'over', kind: 'threshold', threshold: 10_000, off: { kind: 'amount', amount: 1500 } },
        { id: 'far', kind: 'threshold', threshold: 99_000, off: { kind: 'amount', amount: 9000 } },
      ],
    });
    const coupon = { id: 'c', name: '券', kind: 'fixed', amount: 700, threshold: 0, storeIds: [] } as const;
    const valid = { ...coupon, bearer: 'platform', validFrom: 0, expiresAt: instant('2027-01-01T00:00') } as const;
    const discounts = { coupons: [valid], choice: 'best', storeId: 'here' } as const;
    const addOns = [{ id: 't', label: '茶', quantity: 2, unitPrice: 900 }];
    const quote = quoted(rules, { from: '2026-11-23T10:00', minutes: 120, mode: 'segmented', discounts, addOns });
    expect(quote.discounts.map(({ id, amount }) => [id, amount])).toEqual([
      ['week', 4000],
      ['over', 1500],
      ['c', 700],
    ]);
    expect([quote.room, quote.discount, quote.total]).toEqual([20_000, 6200, 15_600]);
  });

  it('[BIL-4] early-bird and last-minute discounts go by the time between booking and start', () => {
    const rules = ruleSet([rule('s', segmented(10_000))], {
      promotions: [
        { id: 'early', kind: 'early_bird', leadMinutes: 1440, off: { kind: 'amount', amount: 1000 } },
        { id: 'late', kind: 'last_minute', leadMinutes: 60, off: { kind: 'amount', amount: 3000 } },
      ],
    });
    const ids = (at: string) =>
      quoted(rules, { from: '2026-11-23T10:00', mode: 'segmented', at }).discounts.map(({ id }) => id);
    expect([ids('2026-11-22T09:00'), ids('2026-11-22T10:01'), ids('2026-11-23T09:00')]).toEqual([
      ['early'],
      [],
      ['late'],
    ]);
  });
});

it('[BIL-3] ranges that are none, endless or outside the calendar have no price, and say why', () => {
  const rules = ruleSet([rule('s', segmented(10_000))]);
  const ask = (over: object) =>
    quoteRoom(rules, days('2026-11-20', 10), { ...stay({ from: '2026-11-23T10:00', mode: 'segmented' }), ...over });
  const from = instant('2026-11-23T10:00');
  expect(ask({ until: from })).toMatchObject({ reason: 'bad_range' });
  expect(ask({ until: from + 90_500 })).toMatchObject({ reason: 'bad_range' });
  expect(ask({ until: Number.NaN })).toMatchObject({ reason: 'bad_range' });
  expect(ask({ people: 0 })).toMatchObject({ reason: 'bad_people' });
  expect(ask({ until: from + hours(24 * 32) })).toMatchObject({ reason: 'too_long' });
  expect(ask({ until: from + hours(24 * 9) })).toMatchObject({ reason: 'outside_calendar' });
});
