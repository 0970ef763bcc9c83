import { DAY_MINUTES, DAY_TYPES, type DayFacts, dayNumber } from './days.ts';
import type { RoomMode, RoomRule, RoomRuleSet, RoomScope, RoomTerms } from './rules.ts';

/** BIL-2, most specific first: room over kind over store, then dates over kinds of days over any, then a level. */
export interface Rank {
  place: number;
  days: number;
  level: number;
}

/** A scope made ready for looking up. */
export interface CompiledScope {
  rank: Rank;
  weekdayMask: number;
  typeMask: number;
  firstDay: number;
  lastDay: number;
  /** Minutes from the midnight of the day that the window belongs to; `end` may pass 1440. */
  start: number;
  end: number;
}

export interface CompiledRule {
  rule: RoomRule;
  /** Place in the rule set: the last tie-break, so that an unfinished draft is priced the same way each time. */
  index: number;
  scope: CompiledScope;
}

/** Minutes of a day under one rule, or under none. `owner` is the day that the window belongs to: 0 today, -1 yesterday. */
export interface TimetableSlot {
  start: number;
  end: number;
  winner: CompiledRule | null;
  owner: 0 | -1;
}

/** Who books which room: everything that chooses rules beside the time. */
export interface RoomProfile {
  rules: readonly CompiledRule[];
  timetables: Map<number, readonly TimetableSlot[]>;
}

interface CompiledSet {
  rules: readonly CompiledRule[];
  profiles: Map<string, RoomProfile>;
}

const KEPT_PROFILES = 2_000;
const KEPT_TIMETABLES = 4_000;
const sets = new WeakMap<RoomRuleSet, CompiledSet>();

const maskOf = (places: readonly number[]): number => places.reduce((mask, place) => mask | (1 << place), 0);

export function compileScope(scope: RoomScope): CompiledScope {
  const dated = scope.dateFrom !== null || scope.dateTo !== null;
  const weekly = scope.weekdays.length > 0 || scope.dayTypes.length > 0;
  return {
    rank: {
      place: scope.roomIds.length > 0 ? 2 : scope.roomKindIds.length > 0 ? 1 : 0,
      days: dated ? 2 : weekly ? 1 : 0,
      level: scope.memberLevels.length > 0 ? 1 : 0,
    },
    weekdayMask: scope.weekdays.length > 0 ? maskOf(scope.weekdays) : 127,
    typeMask: scope.dayTypes.length > 0 ? maskOf(scope.dayTypes.map((type) => DAY_TYPES.indexOf(type))) : 15,
    firstDay: scope.dateFrom === null ? Number.NEGATIVE_INFINITY : dayNumber(scope.dateFrom),
    lastDay: scope.dateTo === null ? Number.POSITIVE_INFINITY : dayNumber(scope.dateTo),
    start: scope.fromMinute,
    end: scope.toMinute > scope.fromMinute ? scope.toMinute : scope.toMinute + DAY_MINUTES,
  };
}

/** Rooms, kinds and levels that a scope asks for. */
export function suits(
  scope: Pick<RoomScope, 'roomIds' | 'roomKindIds' | 'memberLevels'>,
  who: { roomId: string; roomKindId: string | null; memberLevel: string | null },
): boolean {
  const { roomIds, roomKindIds, memberLevels } = scope;
  const placed = roomIds.length + roomKindIds.length === 0;
  const here = roomIds.includes(who.roomId) || (who.roomKindId !== null && roomKindIds.includes(who.roomKindId));
  return (
    (placed || here) &&
    (memberLevels.length === 0 || (who.memberLevel !== null && memberLevels.includes(who.memberLevel)))
  );
}

function compiledSet(set: RoomRuleSet): CompiledSet {
  let compiled = sets.get(set);
  if (!compiled) {
    const rules = set.rules.map((rule, index) => ({ rule, index, scope: compileScope(rule.scope) }));
    compiled = { rules, profiles: new Map() };
    sets.set(set, compiled);
  }
  return compiled;
}

/** The rules of one mode for a room and level, with the timetables made so far. */
export function profileOf(
  set: RoomRuleSet,
  mode: RoomMode,
  who: { roomId: string; roomKindId: string | null; memberLevel: string | null },
): RoomProfile {
  const compiled = compiledSet(set);
  const key = `${mode}|${who.roomId}|${who.roomKindId ?? ''}|${who.memberLevel ?? ''}`;
  let profile = compiled.profiles.get(key);
  if (!profile) {
    if (compiled.profiles.size >= KEPT_PROFILES) compiled.profiles.clear();
    const rules = compiled.rules.filter(({ rule }) => rule.price.mode === mode && suits(rule.scope, who));
    profile = { rules, timetables: new Map() };
    compiled.profiles.set(key, profile);
  }
  return profile;
}

export const fallsOn = (scope: CompiledScope, day: DayFacts): boolean =>
  (scope.weekdayMask & (1 << day.weekday)) !== 0 &&
  (scope.typeMask & (1 << day.type)) !== 0 &&
  scope.firstDay <= day.number &&
  day.number <= scope.lastDay;

/** Negative when `a` wins over `b`. */
export function compareRules(a: CompiledRule, b: CompiledRule): number {
  return (
    b.scope.rank.place - a.scope.rank.place ||
    b.scope.rank.days - a.scope.rank.days ||
    b.scope.rank.level - a.scope.rank.level ||
    b.rule.priority - a.rule.priority ||
    a.index - b.index
  );
}

export interface Candidate {
  rule: CompiledRule;
  start: number;
  end: number;
  owner: 0 | -1;
}

/** The windows that reach into a day, clipped to it: today's own, and those that yesterday began. */
export function candidatesOn(rules: readonly CompiledRule[], today: DayFacts, yesterday: DayFacts): Candidate[] {
  const found: Candidate[] = [];
  for (const rule of rules) {
    const { start, end } = rule.scope;
    if (fallsOn(rule.scope, today)) found.push({ rule, start, end: Math.min(end, DAY_MINUTES), owner: 0 });
    if (end > DAY_MINUTES && fallsOn(rule.scope, yesterday))
      found.push({ rule, start: 0, end: end - DAY_MINUTES, owner: -1 });
  }
  return found;
}

/** Where something begins or ends within the day, with both ends of the day. */
export function cutsOf(candidates: readonly Candidate[]): number[] {
  const cuts = new Set([0, DAY_MINUTES]);
  for (const { start, end } of candidates) cuts.add(start).add(end);
  return [...cuts].sort((a, b) => a - b);
}

/** Who wins when, over the whole local day; kept by what the day is. */
export function timetableOf(profile: RoomProfile, today: DayFacts, yesterday: DayFacts): readonly TimetableSlot[] {
  const key = today.number * 16 + today.type * 4 + yesterday.type;
  const known = profile.timetables.get(key);
  if (known) return known;
  const candidates = candidatesOn(profile.rules, today, yesterday).sort((a, b) => compareRules(a.rule, b.rule));
  const cuts = cutsOf(candidates);
  const slots: TimetableSlot[] = [];
  for (let index = 0; index + 1 < cuts.length; index++) {
    const [start, end] = [cuts[index] as number, cuts[index + 1] as number];
    const won = candidates.find((candidate) => candidate.start <= start && end <= candidate.end);
    const [winner, owner] = [won?.rule ?? null, won?.owner ?? 0];
    const last = slots.at(-1);
    if (last && last.winner === winner && last.owner === owner) last.end = end;
    else slots.push({ start, end, winner, owner });
  }
  if (profile.timetables.size >= KEPT_TIMETABLES) profile.timetables.clear();
  profile.timetables.set(key, slots);
  return slots;
}

const places = (terms: RoomTerms): number => (terms.roomIds.length > 0 ? 2 : terms.roomKindIds.length > 0 ? 1 : 0);

/** The terms of a room: its own, else its kind's, else the store's. */
export function termsOf(set: RoomRuleSet, room: { roomId: string; roomKindId: string | null }): RoomTerms | null {
  let best: RoomTerms | null = null;
  for (const terms of set.terms) {
    if (!suits({ ...terms, memberLevels: [] }, { ...room, memberLevel: null })) continue;
    if (best === null || places(terms) > places(best)) best = terms;
  }
  return best;
}
