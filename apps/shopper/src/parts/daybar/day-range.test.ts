import { describe, expect, it } from 'vitest';
import { drawn, firstOf, fits, type Grid, movedTo, withEnd } from './day-range';

/** Free from 10:00 to 14:00 and from 16:00 to 02:00. */
const grid: Grid = {
  free: [
    { from: 600, to: 840 },
    { from: 960, to: 1560 },
  ],
  granularity: 30,
  minimum: 60,
  maximum: 480,
};
const day = { from: 0, to: 1440 };

describe('choosing a range of a day', () => {
  it('[BKG-1] begins with the first free time that is long enough', () => {
    expect(firstOf(grid, day)).toEqual({ from: 600, to: 720 });
    expect(firstOf({ ...grid, free: [{ from: 600, to: 630 }, ...grid.free.slice(1)] }, day)).toEqual({
      from: 960,
      to: 1080,
    });
    expect(firstOf({ ...grid, free: [] }, day)).toBeNull();
    expect(firstOf(grid, { from: 1440, to: 2880 })).toEqual({ from: 1440, to: 1560 });
  });

  it('[BKG-2] keeps the grid, the free time and the allowed lengths, whichever end is dragged', () => {
    const range = { from: 660, to: 780 };
    expect(withEnd(grid, range, 'to', 812)).toEqual({ from: 660, to: 810 });
    expect(withEnd(grid, range, 'to', 1000)).toEqual({ from: 660, to: 840 });
    expect(withEnd(grid, range, 'to', 0)).toEqual({ from: 660, to: 720 });
    expect(withEnd(grid, range, 'from', 0)).toEqual({ from: 600, to: 780 });
    expect(withEnd(grid, range, 'from', 779)).toEqual({ from: 720, to: 780 });
    expect(withEnd(grid, { from: 960, to: 1020 }, 'to', 1560)).toEqual({ from: 960, to: 1440 });
  });

  it('[BKG-2] moves as a whole into what is free, past midnight too', () => {
    expect(movedTo(grid, { from: 600, to: 720 }, 1470)).toEqual({ from: 1440, to: 1560 });
    expect(movedTo(grid, { from: 600, to: 720 }, 900)).toEqual({ from: 720, to: 840 });
    expect(movedTo(grid, { from: 960, to: 1440 }, 660)).toEqual({ from: 600, to: 840 });
  });

  it('[BKG-1] is drawn by a finger in either direction, and not over taken time', () => {
    expect(drawn(grid, 610, 700)).toEqual({ from: 600, to: 690 });
    expect(drawn(grid, 1300, 1100)).toEqual({ from: 1110, to: 1290 });
    expect(drawn(grid, 810, 840)).toEqual({ from: 780, to: 840 });
    expect(drawn(grid, 900, 930)).toBeNull();
    expect(drawn(grid, 620, 2000)).toEqual({ from: 600, to: 840 });
  });

  it('[BKG-2] knows what cannot be booked', () => {
    expect(fits(grid, { from: 600, to: 660 })).toBe(true);
    expect(fits(grid, { from: 600, to: 630 })).toBe(false);
    expect(fits(grid, { from: 780, to: 900 })).toBe(false);
  });
});
