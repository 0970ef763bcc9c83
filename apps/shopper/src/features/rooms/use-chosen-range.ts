import { useEffect, useState } from 'react';
import { type Availability, firstOf, fits, type gridOf, type Range } from './day-range';

type Grid = ReturnType<typeof gridOf>;

/** The chosen day and range. The range stays as it was chosen; `taken` once others have booked into it. */
export function useChosenRange(availability: Availability, grid: Grid) {
  const [date, setDate] = useState(() => {
    const free = availability.days.find((day) => firstOf(grid, day) !== null);
    return (free ?? availability.days[0])?.date ?? '';
  });
  const fallback = { date: '', utcOffset: 0, from: 0, to: 1440, open: [] };
  const day = availability.days.find((one) => one.date === date) ?? availability.days[0] ?? fallback;
  const [range, setRange] = useState<Range | null>(() => firstOf(grid, day));
  const setDay = (next: string) => {
    const found = availability.days.find((one) => one.date === next);
    if (!found) return;
    setDate(next);
    setRange(firstOf(grid, found));
  };
  const take = (next: Range) => {
    const found = availability.days.find((one) => one.from <= next.from && next.from < one.to);
    if (found) setDate(found.date);
    setRange(next);
  };
  const startsAt = availability.startsAt;
  // biome-ignore lint/correctness/useExhaustiveDependencies: minutes count from another midnight once the day has turned
  useEffect(() => setRange(firstOf(grid, day)), [startsAt]);
  return { day, setDay, range, taken: range !== null && !fits(grid, range), setRange: take };
}
