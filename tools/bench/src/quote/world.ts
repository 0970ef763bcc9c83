// A store with 40 rules and 12 rooms, a year of its calendar, and the stays that are asked for.
import type { CalendarDay, CalendarFacts, RoomRule, RoomRuleSet, RoomScope } from '@latchkey/pricing';
import { createRandom } from '../run/statistics.ts';

const DAY = 86_400_000;
const FIRST = Date.parse('2026-01-01T00:00:00Z');
const SHANGHAI = 480;
const KINDS = ['tea', 'mahjong', 'billiards'] as const;
const ROOMS = 12;
const LEVELS = [null, null, null, 'silver', 'gold'] as const;

const anywhere: RoomScope = {
  ...{ roomIds: [], roomKindIds: [], weekdays: [], dayTypes: [], dateFrom: null, dateTo: null, memberLevels: [] },
  ...{ fromMinute: 0, toMinute: 1440 },
};

/** A year of Shanghai, every ninth weekday a holiday. */
export function makeCalendar(): CalendarFacts {
  const days = Array.from({ length: 366 }, (_, index): CalendarDay => {
    const midnight = FIRST + index * DAY;
    const start = midnight - SHANGHAI * 60_000;
    const weekday = (new Date(midnight).getUTCDay() + 6) % 7;
    const type = index % 9 === 4 ? 'holiday' : weekday < 5 ? 'workday' : 'weekend';
    const date = new Date(midnight).toISOString().slice(0, 10);
    return { date, weekday, type, label: null, start, offsets: [{ from: start, offset: SHANGHAI }] };
  });
  return { zone: 'Asia/Shanghai', days };
}

const windows = [
  [0, 480],
  [480, 840],
  [840, 1080],
  [1080, 120],
] as const;

/** 40 rules: base prices by window, kind, weekend and holiday, two seasons, rooms of their own, member prices. */
export function makeRules(): RoomRuleSet {
  const rules: RoomRule[] = [];
  const add = (unitPrice: number, scope: Partial<RoomScope>) =>
    rules.push({
      ...{ id: `rule-${rules.length}`, label: `规则 ${rules.length}`, priority: rules.length },
      ...{ scope: { ...anywhere, ...scope }, price: { mode: 'segmented', unitMinutes: 30, unitPrice } },
    });
  for (const [index, [fromMinute, toMinute]] of windows.entries()) {
    const window = { fromMinute, toMinute };
    const price = 1900 + index * 700;
    add(price, window);
    for (const kind of KINDS) {
      add(price + 300, { ...window, roomKindIds: [kind] });
      add(price + 900, { ...window, roomKindIds: [kind], dayTypes: ['weekend', 'holiday'] });
    }
  }
  add(4900, { dateFrom: '2026-02-10', dateTo: '2026-02-28' });
  add(5900, { dateFrom: '2026-10-01', dateTo: '2026-10-07' });
  for (let room = 0; room < 8; room++) add(3000 + room * 100, { roomIds: [`room-${room}`], weekdays: [4, 5] });
  add(1500, { memberLevels: ['gold'] });
  add(1700, { memberLevels: ['silver'], weekdays: [0, 1, 2, 3] });
  const off = { kind: 'percentage', basisPoints: 500 } as const;
  const early = { kind: 'early_bird', scope: anywhere, modes: [], leadMinutes: 1440, threshold: 0, off } as const;
  const terms = { minimumCharge: 3000, dayCap: 60_000, extraPeople: { included: 4, price: 500, unitMinutes: 60 } };
  return {
    ...{ id: 'bench', version: 1, rules },
    terms: [{ id: 'terms', roomIds: [], roomKindIds: [], overtime: null, payAsYouGo: null, ...terms }],
    promotions: [{ id: 'early', label: '早鸟', ...early }],
  };
}

/** Stays of one to six hours by day and night all over the year, for every room and level. */
export function makeStays(count: number) {
  const random = createRandom(20261122);
  return Array.from({ length: count }, () => {
    const room = Math.floor(random() * ROOMS);
    const from = FIRST + DAY + Math.floor(random() * 360 * 96) * 900_000;
    const until = from + (4 + Math.floor(random() * 21)) * 900_000;
    const who = { roomId: `room-${room}`, roomKindId: KINDS[room % KINDS.length] ?? null };
    const memberLevel = LEVELS[Math.floor(random() * LEVELS.length)] ?? null;
    const people = 1 + Math.floor(random() * 8);
    return { ...who, memberLevel, people, from, until, at: from - Math.floor(random() * 4) * 43_200_000 };
  });
}
