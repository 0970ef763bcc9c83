// What the tests of this folder write rules with: calendars of a zone, rules with plain scopes, stays.
import type {
  CalendarDay,
  CalendarFacts,
  DayType,
  RoomPrice,
  RoomPromotion,
  RoomQuoteRequest,
  RoomRule,
  RoomRuleSet,
  RoomScope,
  RoomTerms,
} from '../index.ts';

export const hours = (count: number): number => count * 3_600_000;
export const anywhere: RoomScope = {
  ...{ roomIds: [], roomKindIds: [], weekdays: [], dayTypes: [], dateFrom: null, dateTo: null, memberLevels: [] },
  ...{ fromMinute: 0, toMinute: 1440 },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes ahead of UTC in a zone, by the runtime's own zone data: the package itself has none. */
export function offsetAt(zone: string, at: number): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const found = /GMT([+-])(\d\d):(\d\d)/.exec(name);
  if (!found) return 0;
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]));
}

/** The instant of a local minute `2026-11-23T10:00`; a minute that a clock change skips comes an hour later. */
export function instant(local: string, zone = 'Asia/Shanghai'): number {
  const wall = Date.parse(`${local}:00Z`);
  const guess = wall - offsetAt(zone, wall) * 60_000;
  return wall - offsetAt(zone, guess) * 60_000;
}

/** Local days of a zone with the changes of its clock, looked for quarter by quarter. */
export function days(
  first: string,
  count: number,
  zone = 'Asia/Shanghai',
  types: Readonly<Record<string, DayType>> = {},
): CalendarFacts {
  const noon = Date.parse(`${first}T12:00:00Z`);
  const list = Array.from({ length: count }, (_, index): CalendarDay => {
    const date = new Date(noon + index * 86_400_000).toISOString().slice(0, 10);
    const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
    const start = instant(`${date}T00:00`, zone);
    const offsets = [{ from: start, offset: offsetAt(zone, start) }];
    for (let at = start; at < start + hours(23); at += 900_000) {
      const offset = offsetAt(zone, at);
      if (offset !== offsets.at(-1)?.offset) offsets.push({ from: at, offset });
    }
    return { date, weekday, type: types[date] ?? (weekday < 5 ? 'workday' : 'weekend'), label: null, start, offsets };
  });
  return { zone, days: list };
}

export const rule = (id: string, price: RoomPrice, scope: Partial<RoomScope> = {}, priority = 0): RoomRule => ({
  ...{ id, label: id, priority, price },
  scope: { ...anywhere, ...scope },
});

type LooseTerms = Partial<RoomTerms>;
type LoosePromotion = Partial<RoomPromotion> & Pick<RoomPromotion, 'id' | 'kind' | 'off'>;

export function ruleSet(
  rules: readonly RoomRule[],
  more: { terms?: LooseTerms; promotions?: readonly LoosePromotion[] } = {},
): RoomRuleSet {
  const none = { minimumCharge: null, dayCap: null, extraPeople: null, overtime: null, payAsYouGo: null };
  const promotion = { modes: [], leadMinutes: 0, threshold: 0, scope: anywhere };
  return {
    id: 'set',
    version: 1,
    rules,
    terms: more.terms ? [{ id: 't', roomIds: [], roomKindIds: [], ...none, ...more.terms }] : [],
    promotions: (more.promotions ?? []).map((item) => ({ ...promotion, label: item.id, ...item })),
  };
}

type LooseStay = Partial<Omit<RoomQuoteRequest, 'from' | 'until' | 'at'>> & {
  from: string;
  minutes?: number;
  at?: string;
};

/** A stay in Shanghai of an hour, booked two days ahead. */
export function stay({ from, minutes = 60, at, ...rest }: LooseStay): RoomQuoteRequest {
  const start = instant(from);
  return {
    ...{ roomId: 'r1', roomKindId: null, people: 1, memberLevel: null, mode: 'hourly' as const, ...rest },
    ...{ from: start, until: start + minutes * 60_000, at: at ? instant(at) : start - hours(48) },
  };
}
