import { describe, expect, it } from 'vitest';
import { checkRoomRules, explainWeek, type OpenHours, type RoomPrice } from '../index.ts';
import { days, rule, ruleSet } from './testing.ts';

const always: OpenHours = { weekdays: Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]), exceptions: [] };
const evening: OpenHours = { weekdays: Array.from({ length: 7 }, () => [{ from: 600, to: 1560 }]), exceptions: [] };
const rooms = [{ roomId: 'r1', roomKindId: 'tea' }];
const per = (unitPrice: number): RoomPrice => ({ mode: 'segmented', unitPrice, unitMinutes: 60 });

describe('what may be published', () => {
  it('[BIL-2] a hole is refused and shown: which room, what day, from when to when', () => {
    const rules = ruleSet([rule('day', per(1), { fromMinute: 600, toMinute: 1080, dayTypes: ['workday', 'weekend'] })]);
    const [hole] = checkRoomRules(rules, rooms, always);
    if (hole?.kind !== 'hole') throw new Error('no hole');
    expect(hole).toMatchObject({ roomId: 'r1', mode: 'segmented' });
    expect(hole.times).toContainEqual({ weekday: 0, dayType: 'workday', date: null, from: 0, to: 600 });
    expect(hole.times).toContainEqual({ weekday: 0, dayType: 'holiday', date: null, from: 0, to: 1440 });
  });

  it('[BIL-2] what is missing while the store is closed is no hole; the night of a window past midnight counts', () => {
    const night = rule('day', per(1), { fromMinute: 600, toMinute: 120 });
    expect(checkRoomRules(ruleSet([night]), rooms, evening)).toEqual([]);
    const short = rule('day', per(1), { fromMinute: 600, toMinute: 60 });
    const [hole] = checkRoomRules(ruleSet([short]), rooms, evening);
    expect(hole).toMatchObject({ kind: 'hole' });
    if (hole?.kind === 'hole') expect(hole.times[0]).toMatchObject({ from: 60, to: 120 });
  });

  it('[BIL-2] one way to pay that covers everything is enough; a way for members only is none', () => {
    const whole = rule('all', { mode: 'hourly', unitPrice: 1, unitMinutes: 60 });
    const part = rule('part', per(1), { fromMinute: 600, toMinute: 700 });
    expect(checkRoomRules(ruleSet([whole, part]), rooms, always)).toEqual([]);
    const members = rule('gold', per(1), { memberLevels: ['gold'] });
    expect(checkRoomRules(ruleSet([members]), rooms, always)).toMatchObject([{ kind: 'hole' }]);
    const other = rule('other', per(1), { roomKindIds: ['mahjong'] });
    expect(checkRoomRules(ruleSet([other]), rooms, always)).toMatchObject([{ kind: 'hole', roomId: 'r1' }]);
  });

  it('[BIL-2] a hole of a season is shown with its date, also where an exception opens the store longer', () => {
    const winter = rule('winter', per(1), { dateTo: '2026-12-31' });
    const [hole] = checkRoomRules(ruleSet([winter]), rooms, always);
    if (hole?.kind !== 'hole') throw new Error('no hole');
    expect(hole.times[0]).toMatchObject({ date: '2027-01-01', from: 0, to: 1440 });
    const longer: OpenHours = { ...evening, exceptions: [{ date: '2026-12-31', spans: [{ from: 480, to: 1560 }] }] };
    const usual = rule('usual', per(1), { fromMinute: 600, toMinute: 120 });
    const [early] = checkRoomRules(ruleSet([usual]), rooms, longer);
    if (early?.kind !== 'hole') throw new Error('no hole');
    expect(early.times.map(({ date, from, to }) => [date, from, to])).toContainEqual(['2026-12-31', 480, 600]);
  });

  it('[BIL-2] equally specific rules need priorities that tell them apart', () => {
    const [base, late] = [rule('base', per(1)), rule('late', per(2), { fromMinute: 1080 })];
    expect(checkRoomRules(ruleSet([base, late]), rooms, always)).toMatchObject([
      { kind: 'tie', ruleIds: ['base', 'late'], time: { from: 1080, to: 1440 } },
    ]);
    expect(checkRoomRules(ruleSet([base, { ...late, priority: 1 }]), rooms, always)).toEqual([]);
    const weekend = rule('weekend', per(2), { weekdays: [5, 6] });
    expect(checkRoomRules(ruleSet([base, weekend]), rooms, always)).toEqual([]);
  });

  it('[BIL-1] terms of one place twice, a cap below the least charge and an id twice are refused', () => {
    const set = ruleSet([rule('a', per(1)), rule('a', per(1), { weekdays: [1] })], {
      terms: { minimumCharge: 500, dayCap: 400 },
    });
    const terms = [...set.terms, { ...set.terms[0], id: 't2', dayCap: null } as (typeof set.terms)[number]];
    const kinds = checkRoomRules({ ...set, terms }, rooms, always).map(({ kind }) => kind);
    expect(kinds).toEqual(['same_id', 'cap_below_minimum', 'terms_tie']);
  });
});

it('[BIL-2] the week tells which rule wins, over which others, and why', () => {
  const rules = ruleSet([
    rule('base', per(1)),
    rule('late', per(2), { fromMinute: 1080 }, 1),
    rule('weekend', per(3), { weekdays: [5, 6] }),
    rule('kind', per(4), { roomKindIds: ['tea'], weekdays: [6] }),
    rule('night', per(5), { weekdays: [6], fromMinute: 1320, toMinute: 120 }, 9),
  ]);
  const week = explainWeek(rules, days('2026-11-22', 8), {
    ...{ roomId: 'r1', roomKindId: 'tea', memberLevel: null, mode: 'segmented' },
  });
  expect(week.map(({ date }) => date)).toEqual([
    ...['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29'],
  ]);
  expect(week[0]?.cells).toEqual([
    { from: 0, to: 120, winner: 'night', losers: [{ ruleId: 'base', reason: 'days' }] },
    { from: 120, to: 1080, winner: 'base', losers: [] },
    { from: 1080, to: 1440, winner: 'late', losers: [{ ruleId: 'base', reason: 'priority' }] },
  ]);
  expect(week[6]?.cells.at(-1)).toEqual({
    ...{ from: 1320, to: 1440, winner: 'kind' },
    losers: [
      { ruleId: 'night', reason: 'place' },
      { ruleId: 'weekend', reason: 'place' },
      { ruleId: 'late', reason: 'place' },
      { ruleId: 'base', reason: 'place' },
    ],
  });
});
