import {
  candidatesOn,
  compareRules,
  compileScope,
  cutsOf,
  profileOf,
  type RoomProfile,
  suits,
  timetableOf,
} from './compile.ts';
import { DAY_MINUTES, DAY_TYPES, type DayFacts, dayNumber } from './days.ts';
import type { DayType, RoomMode, RoomRuleSet, RoomTerms } from './rules.ts';

/** When a store is open, in minutes from the day's midnight; a span that passes 1440 runs into the next day. */
export interface OpenHours {
  /** Monday first. */
  weekdays: readonly (readonly MinuteSpan[])[];
  exceptions: readonly { date: string; spans: readonly MinuteSpan[] }[];
}
export interface MinuteSpan {
  from: number;
  to: number;
}
export interface RoomPlace {
  roomId: string;
  roomKindId: string | null;
}

/** A time of some day, for people: what day it is, and its minutes. */
export interface FindingTime {
  weekday: number;
  dayType: DayType;
  /** The first date on which it is so, when a rule's dates or the store's exceptions make it special; else null. */
  date: string | null;
  from: number;
  to: number;
}

/** What keeps a rule set from being published. */
export type RuleFinding =
  /** No way to pay covers the whole opening time of the room; shown are the holes of the way that comes nearest. */
  | { kind: 'hole'; roomId: string; roomKindId: string | null; mode: RoomMode; times: FindingTime[] }
  /** Two rules are equally specific and have the same priority where both apply. */
  | { kind: 'tie'; ruleIds: [string, string]; time: FindingTime }
  | { kind: 'terms_tie'; termsIds: [string, string] }
  | { kind: 'cap_below_minimum'; termsId: string }
  | { kind: 'same_id'; id: string };

/** Ways of which at least one has to cover the opening time; day-parts and packages are extras that need not. */
const BASE_MODES: readonly RoomMode[] = ['segmented', 'hourly', 'session'];
/** Checked when a store has no rooms yet. */
const NO_ROOM: RoomPlace = { roomId: '', roomKindId: null };
const SHOWN_HOLES = 20;
const SHOWN_TIES = 20;

interface Hole {
  mode: RoomMode;
  times: FindingTime[];
}
interface Sample {
  today: DayFacts;
  yesterday: DayFacts;
  date: string | null;
  open: readonly MinuteSpan[];
}

/**
 * What is wrong with a rule set for rooms and opening hours: every room × mode × kind of day × date range × level. An
 * accepted set prices every range inside the opening hours in at least one mode.
 */
export function checkRoomRules(set: RoomRuleSet, rooms: readonly RoomPlace[], hours: OpenHours): RuleFinding[] {
  const samples = samplesOf(set, hours);
  const findings: RuleFinding[] = [...sameIds(set), ...termsFindings(set.terms)];
  const seen = new Set<string>();
  const ties: RuleFinding[] = [];
  const holes = new Map<string, Hole | null>();
  for (const room of rooms.length > 0 ? rooms : [NO_ROOM]) {
    const alike = rulesFor(set, room);
    if (!holes.has(alike)) {
      holes.set(alike, holeOf(set, room, samples));
      if (ties.length < SHOWN_TIES) ties.push(...tiesOf(set, room, samples, seen));
    }
    const hole = holes.get(alike);
    if (hole) findings.push({ kind: 'hole', ...room, ...hole });
  }
  return [...findings, ...ties];
}

/** Rooms that the same rules apply to are looked at once. */
const rulesFor = (set: RoomRuleSet, room: RoomPlace): string =>
  set.rules
    .flatMap(({ scope }, index) => (suits({ ...scope, memberLevels: [] }, { ...room, memberLevel: null }) ? index : []))
    .join();

function sameIds(set: RoomRuleSet): RuleFinding[] {
  const ids = [...set.rules, ...set.terms, ...set.promotions].map(({ id }) => id);
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return [...twice].map((id) => ({ kind: 'same_id' as const, id }));
}

function termsFindings(terms: readonly RoomTerms[]): RuleFinding[] {
  const findings: RuleFinding[] = [];
  const places = (item: RoomTerms) => (item.roomIds.length > 0 ? item.roomIds : item.roomKindIds);
  const level = (item: RoomTerms) => (item.roomIds.length > 0 ? 2 : item.roomKindIds.length > 0 ? 1 : 0);
  terms.forEach((item, index) => {
    const { id, minimumCharge, dayCap } = item;
    if (minimumCharge !== null && dayCap !== null && dayCap < minimumCharge)
      findings.push({ kind: 'cap_below_minimum', termsId: id });
    for (const other of terms.slice(index + 1)) {
      const shared = level(item) === 0 || places(item).some((place) => places(other).includes(place));
      if (level(item) === level(other) && shared) findings.push({ kind: 'terms_tie', termsIds: [id, other.id] });
    }
  });
  return findings;
}

/** What is missing in the way to pay that comes nearest to covering all; null when one does. */
function holeOf(set: RoomRuleSet, room: RoomPlace, samples: readonly Sample[]): Hole | null {
  let nearest: (Hole & { missing: number }) | null = null;
  for (const mode of BASE_MODES) {
    const profile = profileOf(set, mode, { ...room, memberLevel: null });
    if (profile.rules.length === 0 && !(mode === 'session' && nearest === null)) continue;
    const { times, missing } = holesIn(profile, samples);
    if (missing === 0) return null;
    if (nearest === null || missing < nearest.missing)
      nearest = { mode: profile.rules.length > 0 ? mode : 'hourly', times, missing };
  }
  return nearest && { mode: nearest.mode, times: nearest.times.slice(0, SHOWN_HOLES) };
}

function holesIn(profile: RoomProfile, samples: readonly Sample[]): { times: FindingTime[]; missing: number } {
  const holes = new Map<string, FindingTime>();
  let missing = 0;
  for (const { today, yesterday, date, open } of samples) {
    for (const { start, end, winner } of timetableOf(profile, today, yesterday)) {
      if (winner !== null) continue;
      for (const span of open) {
        const [from, to] = [Math.max(start, span.from), Math.min(end, span.to)];
        if (from >= to) continue;
        missing += to - from;
        const time = timeOf(today, date, from, to);
        const key = `${time.weekday}|${time.dayType}|${from}|${to}`;
        if (!holes.has(key)) holes.set(key, time);
      }
    }
  }
  return { times: [...holes.values()], missing };
}

const timeOf = (today: DayFacts, date: string | null, from: number, to: number): FindingTime => ({
  ...{ weekday: today.weekday, dayType: DAY_TYPES[today.type] as DayType, date },
  ...{ from, to },
});

/** Pairs of rules that nothing tells apart where both apply, each pair once. */
function tiesOf(set: RoomRuleSet, place: RoomPlace, samples: readonly Sample[], seen: Set<string>): RuleFinding[] {
  const levels = new Set<string | null>([null, ...set.rules.flatMap(({ scope }) => scope.memberLevels)]);
  const findings: RuleFinding[] = [];
  for (const mode of [...BASE_MODES, 'day_part' as const]) {
    for (const memberLevel of levels) {
      const profile = profileOf(set, mode, { ...place, memberLevel });
      for (const sample of samples) tiesOn(profile, sample, seen, findings);
    }
  }
  return findings;
}

function tiesOn(profile: RoomProfile, sample: Sample, seen: Set<string>, findings: RuleFinding[]): void {
  const { today, yesterday, date } = sample;
  const candidates = candidatesOn(profile.rules, today, yesterday).sort((a, b) => compareRules(a.rule, b.rule));
  const cuts = cutsOf(candidates);
  for (let index = 0; index + 1 < cuts.length; index++) {
    const [from, to] = [cuts[index] as number, cuts[index + 1] as number];
    const [first, second] = candidates.filter(({ start, end }) => start <= from && to <= end);
    if (!first || !second || first.rule === second.rule) continue;
    if (compareRules({ ...first.rule, index: 0 }, { ...second.rule, index: 0 }) !== 0) continue;
    const key = `${first.rule.rule.id}|${second.rule.rule.id}`;
    if (seen.has(key)) continue;
    seen.add(key);
    findings.push({
      kind: 'tie',
      ruleIds: [first.rule.rule.id, second.rule.rule.id],
      time: timeOf(today, date, from, to),
    });
  }
}

/** Days that stand for all days: each stretch between the rules' dates, every weekday, every type that rules tell apart. */
function samplesOf(set: RoomRuleSet, hours: OpenHours): Sample[] {
  const types = typesToldApart(set);
  const samples: Sample[] = [];
  const edges = edgesOf(set);
  for (const number of daysToLookAt(edges, hours)) {
    const weekday = (((number + 3) % 7) + 7) % 7;
    const date = edges.length + hours.exceptions.length === 0 ? null : dateText(number);
    for (const type of types) {
      const today = { number, weekday, type };
      for (const before of types) {
        const yesterday = { number: number - 1, weekday: (weekday + 6) % 7, type: before };
        samples.push({ today, yesterday, date, open: openOn(hours, today, yesterday) });
      }
    }
  }
  return samples;
}

const dateText = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10);

/** One of each group of day types that no rule tells apart. */
function typesToldApart(set: RoomRuleSet): number[] {
  const scopes = set.rules.map(({ scope }) => compileScope(scope));
  const groups = new Map<string, number>();
  for (let type = 0; type < DAY_TYPES.length; type++) {
    const group = scopes.map(({ typeMask }) => (typeMask >> type) & 1).join('');
    if (!groups.has(group)) groups.set(group, type);
  }
  return [...groups.values()];
}

/** Days on which a rule's dates begin, or are over. */
function edgesOf(set: RoomRuleSet): number[] {
  return set.rules.flatMap(({ scope: { dateFrom, dateTo } }) => [
    ...(dateFrom === null ? [] : [dayNumber(dateFrom)]),
    ...(dateTo === null ? [] : [dayNumber(dateTo) + 1]),
  ]);
}

/** Around each edge more than a week, so that every weekday of every stretch is looked at; of exceptions the day and its night. */
function daysToLookAt(edges: readonly number[], hours: OpenHours): number[] {
  const days = new Set<number>();
  for (const edge of edges.length > 0 ? edges : [20_000]) for (let step = -9; step <= 9; step++) days.add(edge + step);
  for (const { date } of hours.exceptions) days.add(dayNumber(date)).add(dayNumber(date) + 1);
  return [...days].sort((a, b) => a - b);
}

function openOn(hours: OpenHours, today: DayFacts, yesterday: DayFacts): MinuteSpan[] {
  const spans = (day: DayFacts) => {
    const exception = hours.exceptions.find(({ date }) => dayNumber(date) === day.number);
    return exception?.spans ?? hours.weekdays[day.weekday] ?? [];
  };
  const open: MinuteSpan[] = spans(today).map(({ from, to }) => ({ from, to: Math.min(to, DAY_MINUTES) }));
  for (const { to } of spans(yesterday)) if (to > DAY_MINUTES) open.push({ from: 0, to: to - DAY_MINUTES });
  return open;
}
