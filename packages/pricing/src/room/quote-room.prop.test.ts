import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CalendarFacts,
  checkRoomRules,
  type DayType,
  explainWeek,
  modesOf,
  type OpenHours,
  quoteRoom,
  type RoomMode,
  type RoomPrice,
  type RoomQuote,
  type RoomRuleSet,
  type RoomScope,
} from '../index.ts';
import { anywhere, days, hours, instant } from './testing.ts';

const MINUTE = 60_000;
const sum = (list: readonly { amount: number }[]) => list.reduce((whole, { amount }) => whole + amount, 0);
const types: DayType[] = ['workday', 'weekend', 'holiday', 'makeup_workday'];
const always: OpenHours = { weekdays: Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]), exceptions: [] };

/** Clock changes, a leap day, odd offsets: what has gone wrong in other calendars. */
const calendars: readonly CalendarFacts[] = [
  days('2026-10-22', 8, 'Europe/Berlin', { '2026-10-26': 'holiday' }),
  days('2027-03-25', 8, 'Europe/Berlin', { '2027-03-28': 'makeup_workday' }),
  days('2026-10-29', 8, 'America/New_York'),
  days('2027-03-11', 8, 'America/New_York', { '2027-03-14': 'holiday' }),
  days('2028-02-26', 8, 'Asia/Shanghai', { '2028-02-29': 'holiday' }),
  days('2026-11-20', 8, 'Asia/Kathmandu'),
  days('2027-04-01', 8, 'Australia/Lord_Howe'),
  days('2026-12-29', 8, 'Pacific/Chatham'),
];
const minute = fc.integer({ min: 0, max: 47 }).map((half) => half * 30);
const someOf = <T>(values: readonly T[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant<T[]>([]) }, fc.subarray([...values], { minLength: 1 }));
const scope = fc.record<RoomScope>({
  roomIds: fc.oneof({ weight: 4, arbitrary: fc.constant<string[]>([]) }, fc.constant(['r1'])),
  roomKindIds: fc.constant([]),
  weekdays: someOf([0, 1, 2, 3, 4, 5, 6]),
  dayTypes: someOf(types),
  dateFrom: fc.constantFrom(null, null, '2026-10-25', '2028-02-29'),
  dateTo: fc.constantFrom(null, null, null, '2028-02-29'),
  memberLevels: fc.oneof({ weight: 4, arbitrary: fc.constant<string[]>([]) }, fc.constant(['gold'])),
  fromMinute: minute,
  toMinute: minute,
});
const fen = fc.integer({ min: 0, max: 50_000 });
const unit = fc.constantFrom(1, 7, 15, 30, 45, 60, 90);
const price = fc.oneof(
  fc.record({ mode: fc.constant('segmented' as const), unitMinutes: unit, unitPrice: fen }),
  fc.record({ mode: fc.constant('hourly' as const), unitMinutes: unit, unitPrice: fen }),
  fc.record({ mode: fc.constant('day_part' as const), price: fen }),
  fc.record({
    ...{ mode: fc.constant('session' as const), minutes: fc.constantFrom(60, 180), price: fen },
    ...{ extraUnitMinutes: unit, extraUnitPrice: fen },
  }),
) as fc.Arbitrary<RoomPrice>;
const promotion = fc.record({
  kind: fc.constantFrom('time_discount', 'early_bird', 'last_minute', 'threshold'),
  scope,
  modes: someOf<RoomMode>(['segmented', 'hourly']),
  leadMinutes: fc.nat(3000),
  threshold: fc.nat(20_000),
  off: fc.oneof(
    fc.record({ kind: fc.constant('amount' as const), amount: fc.nat(60_000) }),
    fc.record({ kind: fc.constant('percentage' as const), basisPoints: fc.nat(10_000) }),
  ),
});
const terms = fc.record({
  minimumCharge: fc.option(fc.nat(30_000)),
  dayCap: fc.option(fc.integer({ min: 30_000, max: 90_000 })),
  extraPeople: fc.option(
    fc.record({ included: fc.nat(4), price: fc.nat(2000), unitMinutes: fc.option(fc.constantFrom(30, 60)) }),
  ),
});
/** Any rules, over a whole-day one of a random base mode, so that many of the sets may be published. */
const ruleSet: fc.Arbitrary<RoomRuleSet> = fc
  .record({
    base: fc.oneof(price, fc.constant<RoomPrice>({ mode: 'segmented', unitMinutes: 60, unitPrice: 6000 })),
    more: fc.array(fc.record({ scope, price }), { maxLength: 10 }),
    terms: fc.option(terms),
    promotions: fc.array(promotion, { maxLength: 3 }),
  })
  .map(({ base, more, terms: asked, promotions }) => ({
    ...{ id: 'set', version: 1 },
    rules: [{ scope: anywhere, price: base }, ...more].map((rule, index) => ({
      ...{ id: `rule-${index}`, label: `${index}`, priority: index, ...rule },
    })),
    terms: asked ? [{ id: 't', roomIds: [], roomKindIds: [], overtime: null, payAsYouGo: null, ...asked }] : [],
    promotions: promotions.map((item, index) => ({ ...item, id: `p-${index}`, label: 'p' })) as never,
  }));
const stay = fc.record({
  calendar: fc.constantFrom(...calendars),
  offset: fc.oneof(
    fc.integer({ min: 0, max: 4 * 1440 }),
    fc.integer({ min: 0, max: 4 * 48 }).map((half) => half * 30),
  ),
  minutes: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 2 * 1440 })),
  people: fc.integer({ min: 1, max: 9 }),
  memberLevel: fc.constantFrom(null, 'gold'),
  lead: fc.nat(4000),
});
type Wish = typeof stay extends fc.Arbitrary<infer T> ? T : never;
const requestOf = ({ calendar, offset, minutes, people, memberLevel, lead }: Wish) => {
  const from = (calendar.days[1]?.start ?? 0) + offset * MINUTE;
  const until = from + minutes * MINUTE;
  return { from, until, at: from - lead * MINUTE, roomId: 'r1', roomKindId: null, people, memberLevel };
};

function expectWhole(quote: RoomQuote): void {
  let at = quote.from;
  for (const segment of quote.segments) {
    expect(segment.from).toBe(at);
    expect(segment.until).toBeGreaterThan(segment.from);
    expect(Number.isSafeInteger(segment.amount) && segment.amount >= 0).toBe(true);
    at = segment.until;
  }
  expect(at).toBe(quote.until);
  expect(quote.room).toBe(sum(quote.segments) + sum(quote.adjustments) + (quote.people?.amount ?? 0));
  expect(quote.discount).toBe(sum(quote.discounts));
  expect(quote.total).toBe(quote.room + sum(quote.addOns) - quote.discount);
  expect(quote.room).toBeGreaterThanOrEqual(0);
  expect(quote.total).toBeGreaterThanOrEqual(0);
  for (const { amount } of quote.discounts) expect(amount).toBeGreaterThan(0);
}

describe('quoteRoom', () => {
  it('[BIL-3] in every mode, segments cover the range exactly once, everything sums exactly, nothing is below zero', () => {
    fc.assert(
      fc.property(ruleSet, stay, (rules, wish) => {
        for (const { quote } of modesOf(rules, wish.calendar, requestOf(wish))) {
          if (quote.kind === 'quote') expectWhole(quote);
          else expect(quote.reason).toBe('no_price');
        }
      }),
      { numRuns: 400 },
    );
  });

  it('[BIL-2, BIL-3] a rule set that may be published has a price for every range', () => {
    let published = 0;
    fc.assert(
      fc.property(ruleSet, stay, (rules, wish) => {
        if (checkRoomRules(rules, [{ roomId: 'r1', roomKindId: null }], always).length > 0) return;
        published += 1;
        const offers = modesOf(rules, wish.calendar, requestOf(wish));
        expect(offers.some(({ quote }) => quote.kind === 'quote')).toBe(true);
      }),
      { numRuns: 400 },
    );
    expect(published).toBeGreaterThan(40);
  });

  it('[BIL-2] a price is what the painted week says: each minute’s rule is the winner shown there', () => {
    fc.assert(
      fc.property(ruleSet, stay, (rules, wish) => {
        const { calendar } = wish;
        const request = { ...requestOf({ ...wish, minutes: 1 }), mode: 'segmented' as const };
        const quote = quoteRoom(rules, calendar, request);
        const place = calendar.days.findLastIndex((day) => day.start <= request.from);
        const day = calendar.days[place];
        const offset = day?.offsets.findLast(({ from }) => from <= request.from)?.offset ?? 0;
        const wall = (request.from - Date.parse(`${day?.date}T00:00:00Z`)) / MINUTE + offset;
        const cells = explainWeek(rules, calendar, request)[place - 1]?.cells;
        const cell = cells?.find(({ from, to }) => from <= wall && wall < to);
        expect(cell?.winner ?? null).toBe(quote.kind === 'quote' ? (quote.segments[0]?.ruleId ?? null) : null);
      }),
      { numRuns: 300 },
    );
  });

  it('[BIL-1] staying longer never costs less by the segment, before terms and promotions', () => {
    fc.assert(
      fc.property(ruleSet, stay, fc.integer({ min: 1, max: 90 }), (rules, wish, more) => {
        const bare = { ...rules, terms: [], promotions: [] };
        const [short, long] = [wish, { ...wish, minutes: wish.minutes + more }].map((asked) =>
          quoteRoom(bare, wish.calendar, { ...requestOf(asked), mode: 'segmented' }),
        );
        // A fen may be lost where the pieces of a longer stay are rounded each.
        if (short?.kind === 'quote' && long?.kind === 'quote')
          expect(long.total).toBeGreaterThanOrEqual(short.total - long.segments.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('clocks', () => {
  const rules = (toMinute: number): RoomRuleSet => ({
    ...{ id: 'set', version: 1, terms: [], promotions: [] },
    rules: [
      {
        id: 'night',
        label: '',
        priority: 1,
        scope: { ...anywhere, toMinute },
        price: { mode: 'segmented', unitMinutes: 60, unitPrice: 1000 },
      },
      {
        id: 'day',
        label: '',
        priority: 0,
        scope: anywhere,
        price: { mode: 'segmented', unitMinutes: 60, unitPrice: 6000 },
      },
    ],
  });
  const total = (calendar: CalendarFacts, from: number, length: number, toMinute = 180) => {
    const who = { roomId: 'r1', roomKindId: null, people: 1, memberLevel: null, mode: 'segmented' as const };
    const quote = quoteRoom(rules(toMinute), calendar, { ...who, from, until: from + length, at: from });
    return quote.kind === 'quote' ? quote.total : quote.reason;
  };

  it('[BIL-3] the hour that comes twice is paid twice, the hour that is skipped is not paid', () => {
    const [autumn, spring] = [calendars[0] as CalendarFacts, calendars[1] as CalendarFacts];
    // Midnight to 04:00 on the wall: five hours in autumn, three in spring; the night rate ends at 03:00.
    expect(total(autumn, instant('2026-10-25T00:00', 'Europe/Berlin'), hours(5))).toBe(4 * 1000 + 6000);
    expect(total(spring, instant('2027-03-28T00:00', 'Europe/Berlin'), hours(3))).toBe(2 * 1000 + 6000);
  });

  it('[BIL-3] a zone of 45 minutes cuts at its own midnight', () => {
    const from = instant('2026-11-23T23:00', 'Asia/Kathmandu');
    expect(new Date(from).toISOString()).toBe('2026-11-23T17:15:00.000Z');
    expect(total(calendars[5] as CalendarFacts, from, hours(2))).toBe(6000 + 1000);
  });

  it('[BIL-3] a leap day is a day', () => {
    const from = instant('2028-02-28T23:00');
    expect(total(calendars[4] as CalendarFacts, from, hours(26))).toBe(6000 + 3000 + 21 * 6000 + 1000);
  });
});
