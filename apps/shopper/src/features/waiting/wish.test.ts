import { expect, it } from 'vitest';
import { firstFull, stretched } from './wish';

const day = { from: 0, to: 1440, open: [[600, 1320] as const] };
const common = { day, granularity: 15, minimum: 60, now: 0 };
const bounds = { opens: 600, closes: 1320, minimum: 60, maximum: 240 };

it('[BKG-8] what is offered to be waited for is the first open time of the day that is not free', () => {
  expect(firstFull({ ...common, free: [] })).toEqual({ from: 600, to: 660 });
  expect(firstFull({ ...common, free: [{ from: 600, to: 800 }] })).toEqual({ from: 750, to: 810 });
  expect(firstFull({ ...common, free: [{ from: 600, to: 1320 }] })).toBeNull();
  expect(firstFull({ ...common, free: [], now: 1281 })).toBeNull();
});

it('[BKG-8] the wished range stays inside the opening hours and the lengths that may be booked', () => {
  expect(stretched({ from: 600, to: 660 }, 'from', -15, bounds)).toEqual({ from: 600, to: 660 });
  expect(stretched({ from: 600, to: 660 }, 'to', -15, bounds)).toEqual({ from: 600, to: 660 });
  expect(stretched({ from: 600, to: 840 }, 'to', 15, bounds)).toEqual({ from: 600, to: 840 });
  expect(stretched({ from: 1200, to: 1320 }, 'from', 15, bounds)).toEqual({ from: 1200, to: 1320 });
  expect(stretched({ from: 700, to: 760 }, 'from', 15, bounds)).toEqual({ from: 715, to: 775 });
});
