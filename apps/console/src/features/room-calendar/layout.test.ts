import { describe, expect, it } from 'vitest';
import { closedSpans, draggedStart, occupancy, placeIn, startAt } from './layout.ts';

const HOUR = 3_600_000;
const day = { from: 0, to: 24 * HOUR };

describe('the picture of a day', () => {
  it('[BKG-9] puts a stay where it lies, and cuts what began the day before or ends the day after', () => {
    expect(placeIn(day, { from: 6 * HOUR, to: 12 * HOUR })).toEqual({ start: 25, width: 25 });
    expect(placeIn(day, { from: -2 * HOUR, to: 6 * HOUR })).toEqual({ start: 0, width: 25 });
    expect(placeIn(day, { from: 18 * HOUR, to: 30 * HOUR })).toEqual({ start: 75, width: 25 });
    expect(placeIn(day, { from: 24 * HOUR, to: 25 * HOUR })).toBeNull();
  });

  it('[BKG-9] shades what is closed, across midnight too', () => {
    const open = [
      { from: -6 * HOUR, to: 2 * HOUR },
      { from: 18 * HOUR, to: 26 * HOUR },
    ];
    expect(closedSpans(day, open)).toEqual([{ from: 2 * HOUR, to: 18 * HOUR }]);
    expect(closedSpans(day, [])).toEqual([day]);
    expect(closedSpans(day, [{ from: 0, to: 24 * HOUR }])).toEqual([]);
  });

  it('[BKG-9] drops what is dragged on the grid of the store', () => {
    expect(draggedStart(day, 6 * HOUR, 0.1, 30)).toBe(8.5 * HOUR);
    expect(draggedStart(day, 6 * HOUR, 0.004, 15)).toBe(6 * HOUR);
    expect(startAt(day, 0.51, 60)).toBe(12 * HOUR);
  });

  it('[BKG-9] says how full the open hours are', () => {
    const open = [{ from: 10 * HOUR, to: 20 * HOUR }];
    expect(occupancy(day, open, [{ from: 10 * HOUR, to: 15 * HOUR }], 2)).toBe(25);
    expect(occupancy(day, [], [], 2)).toBeNull();
  });
});
