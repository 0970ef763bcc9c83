import type { RoomProfile } from './compile.ts';
import { type DayLine, MINUTE } from './days.ts';
import type { RoomSegment } from './quote.ts';
import type { RoomPrice, RoomRule } from './rules.ts';
import { ruleAt, type Span, spansOf } from './spans.ts';

export interface Range {
  from: number;
  until: number;
}
export type Billed = { segments: RoomSegment[] } | { holes: Range[] } | null;
type Timed = Extract<RoomPrice, { mode: 'hourly' | 'segmented' }>;

const units = (range: Range, unitMinutes: number): number =>
  Math.ceil((range.until - range.from) / (unitMinutes * MINUTE));
const segment = (rule: RoomRule, range: Range, price: { unitPrice: number; unitMinutes: number; amount: number }) => ({
  ...range,
  ruleId: rule.id,
  label: rule.label,
  ...price,
});

/** Hourly: what holds at the start holds for the whole stay, by started units. */
export function billHourly(profile: RoomProfile, line: DayLine, range: Range): Billed {
  const rule = ruleAt(profile, line, range.from)?.rule;
  if (rule?.price.mode !== 'hourly') return { holes: [range] };
  const { unitPrice, unitMinutes } = rule.price;
  return {
    segments: [segment(rule, range, { unitPrice, unitMinutes, amount: units(range, unitMinutes) * unitPrice })],
  };
}

/** Session, or package: a flat part, then started units. `extraUnitPrice` null has been refused by the caller. */
export function billFlat(
  rule: RoomRule,
  price: { minutes: number; price: number; extraUnitMinutes: number; extraUnitPrice: number | null },
  { from, until }: Range,
): RoomSegment[] {
  const flatEnd = Math.min(until, from + price.minutes * MINUTE);
  const flat = segment(
    rule,
    { from, until: flatEnd },
    { unitPrice: price.price, unitMinutes: price.minutes, amount: price.price },
  );
  if (flatEnd === until) return [flat];
  const rest = { from: flatEnd, until };
  const [unitPrice, unitMinutes] = [price.extraUnitPrice ?? 0, price.extraUnitMinutes];
  const amount = units(rest, unitMinutes) * unitPrice;
  return [flat, segment(rule, rest, { unitPrice, unitMinutes, amount })];
}

export function billSession(profile: RoomProfile, line: DayLine, range: Range): Billed {
  const rule = ruleAt(profile, line, range.from)?.rule;
  if (rule?.price.mode !== 'session') return { holes: [range] };
  return { segments: billFlat(rule, rule.price, range) };
}

const holesOf = (spans: readonly Span[]): Range[] => {
  const holes: Range[] = [];
  for (const { from, until, rule } of spans) {
    if (rule !== null) continue;
    const last = holes.at(-1);
    if (last?.until === from) last.until = until;
    else holes.push({ from, until });
  }
  return holes;
};

/**
 * Segmented: every part by the rule of its time, to the minute. Only the last started unit counts whole, and at most up
 * to where its rule ends: so staying longer never costs less.
 */
export function billSegmented(profile: RoomProfile, line: DayLine, range: Range): Billed {
  const spans = spansOf(profile, line, range.from, range.until);
  if (spans === null) return null;
  const holes = holesOf(spans);
  if (holes.length > 0) return { holes };
  const runs: Span[] = [];
  for (const span of spans) {
    const last = runs.at(-1);
    if (last && last.rule === span.rule) last.until = span.until;
    else runs.push({ ...span });
  }
  const segments = runs.map((run, index) => {
    const rule = (run.rule as NonNullable<Span['rule']>).rule;
    const { unitPrice, unitMinutes } = rule.price as Timed;
    const until = index + 1 < runs.length ? run.until : billedUntil(profile, line, run, unitMinutes);
    const amount = Math.round((unitPrice * ((until - run.from) / MINUTE)) / unitMinutes);
    return segment(rule, { from: run.from, until: run.until }, { unitPrice, unitMinutes, amount });
  });
  return { segments };
}

/** Where the last started unit of a run ends: whole, or where another rule begins. */
function billedUntil(profile: RoomProfile, line: DayLine, run: Span, unitMinutes: number): number {
  const whole = run.from + units(run, unitMinutes) * unitMinutes * MINUTE;
  if (whole === run.until) return whole;
  const beyond = spansOf(profile, line, run.until, whole);
  return beyond?.find((span) => span.rule !== run.rule)?.from ?? whole;
}

/** When a segmented stay that lasts until `range.until` may cost more. */
export function segmentedNext(profile: RoomProfile, line: DayLine, last: RoomSegment): number {
  const rule = ruleAt(profile, line, last.from);
  const run: Span = { from: last.from, until: last.until, rule, day: 0, windowDay: 0 };
  return billedUntil(profile, line, run, last.unitMinutes);
}

/** Day-parts: every window touched costs its price once, however often another window interrupts it. */
export function billDayParts(profile: RoomProfile, line: DayLine, range: Range): Billed {
  const spans = spansOf(profile, line, range.from, range.until);
  if (spans === null) return null;
  const holes = holesOf(spans);
  if (holes.length > 0) return { holes };
  const paid = new Set<string>();
  const segments: RoomSegment[] = [];
  let lastWindow = '';
  for (const span of spans) {
    const { rule, scope, index } = span.rule as NonNullable<Span['rule']>;
    const window = `${index}@${span.windowDay}`;
    const last = segments.at(-1);
    if (last && lastWindow === window) last.until = span.until;
    else {
      const unitPrice = rule.price.mode === 'day_part' ? rule.price.price : 0;
      const amount = paid.has(window) ? 0 : unitPrice;
      const price = { unitPrice, unitMinutes: scope.end - scope.start, amount };
      segments.push(segment(rule, { from: span.from, until: span.until }, price));
    }
    paid.add(window);
    lastWindow = window;
  }
  return { segments };
}
