/** What belongs to no one store is counted by headquarters' calendar. */
export const HEADQUARTERS_ZONE = 'Asia/Shanghai';

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(at: number, zone: string): Record<string, string> {
  let format = formats.get(zone);
  if (!format) {
    const digits = '2-digit' as const;
    const parts = { month: digits, day: digits, hour: digits, minute: digits, second: digits };
    format = new Intl.DateTimeFormat('en', { timeZone: zone, hourCycle: 'h23', year: 'numeric', ...parts });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** Milliseconds that the zone's wall clock is ahead of UTC at an instant. */
function offsetAt(at: number, zone: string): number {
  const { year, month, day, hour, minute, second } = wallClock(at, zone);
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) - at;
}

/** The calendar day (`2026-11-22`) of an instant in the zone. */
export function dayOf(instant: string, zone: string): string {
  const { year, month, day } = wallClock(Math.floor(Date.parse(instant) / 1000) * 1000, zone);
  return `${year}-${month}-${day}`;
}

/** The instant at which a calendar day begins in the zone, also where the clock was moved that day. */
export function startOfDay(day: string, zone: string): string {
  const asUtc = Date.parse(`${day}T00:00:00Z`);
  const first = asUtc - offsetAt(asUtc, zone);
  const begun = asUtc - offsetAt(first, zone);
  // Midnight does not exist on the day that the clock jumps over it: the day begins with the jump.
  const start = dayOf(new Date(begun).toISOString(), zone) === day ? begun : Math.max(first, begun);
  return new Date(start).toISOString();
}

/** The last millisecond of a calendar day in the zone. */
export function endOfDay(day: string, zone: string): string {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return new Date(Date.parse(startOfDay(next, zone)) - 1).toISOString();
}

/**
 * The instant at which the zone's wall clock shows `2026-11-22T09:30`. A minute that comes twice is its first; one that the
 * clock jumps over is as long after the jump as it was meant after the last minute before it.
 */
export function instantAt(wall: string, zone: string): string {
  const asUtc = Date.parse(`${wall.slice(0, 16)}:00Z`);
  const offsets = [offsetAt(asUtc - 86_400_000, zone), offsetAt(asUtc + 86_400_000, zone)];
  const shown = offsets.map((offset) => asUtc - offset).filter((at) => at + offsetAt(at, zone) === asUtc);
  return new Date(shown.length > 0 ? Math.min(...shown) : asUtc - (offsets[0] ?? 0)).toISOString();
}
