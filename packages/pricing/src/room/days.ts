import type { CalendarFacts, DayType } from './rules.ts';

export const MINUTE = 60_000;
export const DAY_MINUTES = 1440;
export const DAY_TYPES: readonly DayType[] = ['workday', 'weekend', 'holiday', 'makeup_workday'];

/** What a rule asks of a day. */
export interface DayFacts {
  /** Days since 1970-01-01. */
  number: number;
  weekday: number;
  /** Place in DAY_TYPES. */
  type: number;
}

/** A stretch in which the wall clock runs evenly within one local day. */
export interface Piece {
  from: number;
  until: number;
  day: number;
  /** The wall clock's minute of the day at `from`. */
  minute: number;
}

export interface DayLine {
  days: readonly (DayFacts & { date: string })[];
  pieces: readonly Piece[];
}

/** Days since 1970-01-01 of `2026-05-01`; NaN for what is no date. */
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

const lines = new WeakMap<CalendarFacts, DayLine>();

/** The calendar as a line of even pieces, kept by identity. The first day only tells what the night before belongs to. */
export function dayLine(calendar: CalendarFacts): DayLine {
  const known = lines.get(calendar);
  if (known) return known;
  const pieces: Piece[] = [];
  calendar.days.forEach((day, index) => {
    const midnight = dayNumber(day.date) * 86_400_000;
    day.offsets.forEach(({ from, offset }, position) => {
      const minute = Math.round((from - midnight) / MINUTE) + offset;
      const next = day.offsets[position + 1]?.from ?? calendar.days[index + 1]?.start;
      pieces.push({ from, until: next ?? from + (DAY_MINUTES - minute) * MINUTE, day: index, minute });
    });
  });
  const days = calendar.days.map((day) => ({
    date: day.date,
    number: dayNumber(day.date),
    weekday: day.weekday,
    type: DAY_TYPES.indexOf(day.type),
  }));
  const line = { days, pieces };
  lines.set(calendar, line);
  return line;
}

/** The index of the piece that holds an instant; -1 outside of the line, or on its first day. */
export function pieceAt(line: DayLine, at: number): number {
  const { pieces } = line;
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle] as Piece).from <= at) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low];
  return piece !== undefined && piece.from <= at && at < piece.until && piece.day > 0 ? low : -1;
}
