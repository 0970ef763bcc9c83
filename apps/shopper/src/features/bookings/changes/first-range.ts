import { type Availability, firstOf, fits, gridOf, movedTo, type Range } from '../../../parts/daybar/day-range';
import type { Booking } from '../booking';

interface Place {
  roomId: string;
  date: string;
}

/** What is shown first of a room's day: the booking's own length at its own hour, as near to it as is free. */
export function firstRange(
  booking: Pick<Booking, 'from' | 'to' | 'room'>,
  availability: Availability,
  place?: Place,
): { date: string; range: Range | null } {
  const start = Date.parse(availability.startsAt);
  const own: Range = {
    from: (Date.parse(booking.from) - start) / 60_000,
    to: (Date.parse(booking.to) - start) / 60_000,
  };
  const ownDay = availability.days.find((day) => day.from <= own.from && own.from < day.to) ?? availability.days[0];
  const day = place ? (availability.days.find(({ date }) => date === place.date) ?? ownDay) : ownDay;
  if (!day || !ownDay) return { date: place?.date ?? '', range: null };
  const grid = gridOf(availability, place?.roomId ?? booking.room.id);
  const shift = day.from - ownDay.from;
  const wished = { from: own.from + shift, to: own.to + shift };
  if (fits(grid, wished)) return { date: day.date, range: wished };
  const first = firstOf(grid, day);
  if (first === null) return { date: day.date, range: null };
  const near = movedTo(grid, { from: first.from, to: first.from + (own.to - own.from) }, wished.from);
  return { date: day.date, range: fits(grid, near) ? near : first };
}
