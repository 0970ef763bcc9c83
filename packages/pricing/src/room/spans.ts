import { type CompiledRule, type RoomProfile, timetableOf } from './compile.ts';
import { type DayFacts, type DayLine, MINUTE, type Piece, pieceAt } from './days.ts';

/** A stretch of the stay under one rule's window, or under none, within one local day. */
export interface Span {
  from: number;
  until: number;
  rule: CompiledRule | null;
  /** Place of the local day in the line. */
  day: number;
  /** The day that the rule's window began on, in days since 1970. */
  windowDay: number;
}

const dayOf = (line: DayLine, place: number): DayFacts => line.days[place] as DayFacts;

/** Cuts a range at local midnights, clock changes and changes of rule; null when the calendar does not hold it all. */
export function spansOf(profile: RoomProfile, line: DayLine, from: number, until: number): Span[] | null {
  const spans: Span[] = [];
  let at = from;
  let place = pieceAt(line, from);
  if (place < 0) return null;
  while (at < until) {
    const piece = line.pieces[place];
    if (!piece) return null;
    at = spansWithin(profile, line, piece, { at, end: Math.min(until, piece.until) }, spans);
    place++;
  }
  return spans;
}

function spansWithin(
  profile: RoomProfile,
  line: DayLine,
  piece: Piece,
  range: { at: number; end: number },
  spans: Span[],
): number {
  const today = dayOf(line, piece.day);
  let { at } = range;
  for (const slot of timetableOf(profile, today, dayOf(line, piece.day - 1))) {
    const ends = piece.from + (slot.end - piece.minute) * MINUTE;
    if (ends <= at) continue;
    const until = Math.min(ends, range.end);
    const windowDay = today.number + slot.owner;
    const last = spans.at(-1);
    const same = last && last.until === at && last.day === piece.day && last.rule === slot.winner;
    if (same && last.windowDay === windowDay) last.until = until;
    else spans.push({ from: at, until, rule: slot.winner, day: piece.day, windowDay });
    at = until;
    if (at >= range.end) break;
  }
  return at;
}

/** The rule at an instant; null when none covers it or the calendar does not hold it. */
export function ruleAt(profile: RoomProfile, line: DayLine, at: number): CompiledRule | null {
  return spansOf(profile, line, at, at + MINUTE)?.[0]?.rule ?? null;
}

/** The stretches of a range by local day, in ms. */
export function daysWithin(line: DayLine, from: number, until: number): { day: number; length: number }[] {
  const parts: { day: number; length: number }[] = [];
  let at = from;
  for (let place = Math.max(0, pieceAt(line, from)); at < until; place++) {
    const piece = line.pieces[place];
    if (!piece) break;
    const end = Math.min(until, piece.until);
    const last = parts.at(-1);
    if (last && last.day === piece.day) last.length += end - at;
    else parts.push({ day: piece.day, length: end - at });
    at = end;
  }
  return parts;
}
