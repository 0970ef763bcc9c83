import type { Answer } from '../../api';

export type Availability = Answer<'GET /rooms/:id'>['availability'];
/** Minutes since the availability's `startsAt`, from inclusive to exclusive. */
export interface Range {
  from: number;
  to: number;
}

export interface Grid {
  free: readonly Range[];
  granularity: number;
  minimum: number;
  maximum: number;
}

/** A day's picture shows the small hours of the next one too: evenings run past midnight. */
export const OVERHANG = 6 * 60;

export const gridOf = (availability: Availability, roomId: string): Grid => ({
  free: (availability.rooms.find((room) => room.roomId === roomId)?.free ?? []).map(([from, to]) => ({ from, to })),
  granularity: availability.granularity,
  minimum: availability.minimum,
  maximum: availability.maximum,
});

const snap = (grid: Grid, minute: number): number => Math.round(minute / grid.granularity) * grid.granularity;
const spanAt = (grid: Grid, minute: number): Range | undefined =>
  grid.free.find((span) => span.from <= minute && minute <= span.to);
const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

/** What is offered first on a day: its first free time, for two hours where they are free. */
export function firstOf(grid: Grid, day: Range): Range | null {
  for (const span of grid.free) {
    const from = Math.max(span.from, day.from);
    if (from >= day.to || span.to - from < grid.minimum) continue;
    return { from, to: Math.min(span.to, from + within(120, grid.minimum, grid.maximum)) };
  }
  return null;
}

/** Whether the range can be booked as it stands. */
export function fits(grid: Grid, range: Range): boolean {
  const length = range.to - range.from;
  const span = spanAt(grid, range.from);
  return span !== undefined && range.to <= span.to && length >= grid.minimum && length <= grid.maximum;
}

/** The range with one of its ends moved to a minute: never over what is taken, never shorter or longer than allowed. */
export function withEnd(grid: Grid, range: Range, end: 'from' | 'to', minute: number): Range {
  const span = spanAt(grid, range.from);
  if (!span) return range;
  const wished = snap(grid, minute);
  if (end === 'from') {
    const from = within(wished, Math.max(span.from, range.to - grid.maximum), range.to - grid.minimum);
    return { from, to: range.to };
  }
  return {
    from: range.from,
    to: within(wished, range.from + grid.minimum, Math.min(span.to, range.from + grid.maximum)),
  };
}

/** The range moved as a whole so that it begins at a minute, inside the free time there; unmoved where nothing is free. */
export function movedTo(grid: Grid, range: Range, minute: number): Range {
  const wished = snap(grid, minute);
  const length = range.to - range.from;
  const span = spanAt(grid, wished) ?? spanAt(grid, range.from);
  if (!span || span.to - span.from < grid.minimum) return range;
  const fitting = Math.min(length, span.to - span.from);
  const from = within(wished, span.from, span.to - fitting);
  return { from, to: from + fitting };
}

/** A new range from where a finger went down to where it is now, at least as long as allowed. */
export function drawn(grid: Grid, anchor: number, minute: number): Range | null {
  const start = snap(grid, anchor);
  const span = spanAt(grid, start);
  if (!span || span.to - span.from < grid.minimum) return null;
  const end = snap(grid, minute);
  const length = within(Math.abs(end - start), grid.minimum, Math.min(grid.maximum, span.to - span.from));
  const from = end < start ? start - length : start;
  return movedTo(grid, { from, to: from + length }, within(from, span.from, span.to - length));
}
