/** Instants in milliseconds, from inclusive to exclusive. */
export interface Span {
  from: number;
  to: number;
}

/** Where a stretch of time lies in a window, in percent of its width; null where none of it does. */
export function placeIn(window: Span, range: Span): { start: number; width: number } | null {
  const from = Math.max(window.from, range.from);
  const to = Math.min(window.to, range.to);
  if (to <= from) return null;
  const length = window.to - window.from;
  return { start: ((from - window.from) / length) * 100, width: ((to - from) / length) * 100 };
}

/** What of a window lies outside the spans in which the store is open. */
export function closedSpans(window: Span, open: readonly Span[]): Span[] {
  const closed: Span[] = [];
  let at = window.from;
  for (const span of [...open].sort((a, b) => a.from - b.from)) {
    if (span.from > at) closed.push({ from: at, to: Math.min(span.from, window.to) });
    at = Math.max(at, span.to);
  }
  if (at < window.to) closed.push({ from: at, to: window.to });
  return closed.filter((span) => span.to > span.from);
}

/** The start that a bar gets when it is dragged by a part of the window's width: on the grid, counted from the window's start. */
export function draggedStart(window: Span, from: number, share: number, gridMinutes: number): number {
  const grid = gridMinutes * 60_000;
  const moved = from + share * (window.to - window.from);
  return window.from + Math.round((moved - window.from) / grid) * grid;
}

/** The start of the grid cell at a part of the window's width. */
export function startAt(window: Span, share: number, gridMinutes: number): number {
  const grid = gridMinutes * 60_000;
  return window.from + Math.floor((share * (window.to - window.from)) / grid) * grid;
}

/** How much of the open time is taken, in percent; null while the store is closed all along. */
export function occupancy(window: Span, open: readonly Span[], taken: readonly Span[], rooms: number): number | null {
  const within = (spans: readonly Span[]) =>
    spans.reduce((sum, span) => sum + Math.max(0, Math.min(span.to, window.to) - Math.max(span.from, window.from)), 0);
  const offered = within(open) * rooms;
  return offered === 0 ? null : Math.min(100, Math.round((within(taken) / offered) * 100));
}
