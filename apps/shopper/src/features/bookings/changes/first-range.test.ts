import { expect, it } from 'vitest';
import type { Availability } from '../../../parts/daybar/day-range';
import { firstRange } from './first-range';

const day = (date: string, from: number) => ({ date, utcOffset: 480, from, to: from + 1440, open: [] });
const availability: Availability = {
  ...{ storeId: 's', zone: 'Asia/Shanghai', startsAt: '2026-11-22T16:00:00.000Z', at: '2026-11-22T16:00:00.000Z' },
  ...{ granularity: 15, minimum: 60, maximum: 720 },
  days: [day('2026-11-23', 0), day('2026-11-24', 1440)],
  rooms: [
    {
      roomId: 'a',
      bufferMinutes: 15,
      free: [
        [600, 1320],
        [2040, 2760],
      ],
    },
    { roomId: 'b', bufferMinutes: 15, free: [[600, 700]] },
  ],
};
const booking = {
  ...{ from: '2026-11-23T06:00:00.000Z', to: '2026-11-23T08:00:00.000Z' },
  room: { id: 'a', name: 'A', kind: 'tea' as const },
};

it('[BKG-7] moving begins with the booking’s own length and hour, on another day too', () => {
  expect(firstRange(booking, availability)).toEqual({ date: '2026-11-23', range: { from: 840, to: 960 } });
  const next = { roomId: 'a', date: '2026-11-24' };
  expect(firstRange(booking, availability, next)).toEqual({ date: '2026-11-24', range: { from: 2280, to: 2400 } });
});

it('[BKG-7] a room with less time offers what it has, and one without any offers nothing', () => {
  expect(firstRange(booking, availability, { roomId: 'b', date: '2026-11-23' }).range).toEqual({ from: 600, to: 700 });
  expect(firstRange(booking, availability, { roomId: 'b', date: '2026-11-24' }).range).toBeNull();
});
