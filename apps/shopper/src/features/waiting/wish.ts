interface Span {
  from: number;
  to: number;
}

export interface DayToWaitFor {
  /** Minutes since the availability's start. */
  day: Span & { open: readonly (readonly [number, number])[] };
  free: readonly Span[];
  granularity: number;
  minimum: number;
  /** What begins before it has begun. */
  now: number;
}

const up = (minute: number, step: number): number => Math.ceil(minute / step) * step;

/** BKG-8: the first range of a day that is open and not free: what somebody would wait for. Null where all is free or over. */
export function firstFull({ day, free, granularity, minimum, now }: DayToWaitFor): Span | null {
  for (const [opens, closes] of day.open)
    for (let from = up(Math.max(opens, now, day.from), granularity); from + minimum <= closes; from += granularity) {
      const to = from + minimum;
      if (!free.some((span) => span.from <= from && to <= span.to)) return { from, to };
    }
  return null;
}

export interface Bounds {
  opens: number;
  closes: number;
  minimum: number;
  maximum: number;
}

/** A range with one end moved: inside the opening hours, never shorter or longer than may be booked. */
export function stretched(range: Span, end: 'from' | 'to', by: number, bounds: Bounds): Span {
  if (end === 'to') {
    const to = Math.min(
      Math.max(range.to + by, range.from + bounds.minimum),
      bounds.closes,
      range.from + bounds.maximum,
    );
    return { from: range.from, to };
  }
  // The beginning takes the whole range along: what is wished is mostly another hour, not another length.
  const length = range.to - range.from;
  const from = Math.min(Math.max(range.from + by, bounds.opens), bounds.closes - length);
  return { from, to: from + length };
}
