const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    const digits = '2-digit' as const;
    const parts = { month: digits, day: digits, hour: digits, minute: digits, second: digits };
    format = new Intl.DateTimeFormat('en', { timeZone: zone, hourCycle: 'h23', year: 'numeric', ...parts });
    formats.set(zone, format);
  }
  return format;
}

/** Milliseconds of a wall clock's reading, as if the clock stood in UTC. */
function wallMs(at: number, zone: string): number {
  const parts = formatOf(zone).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** What the store's clock shows at an instant: `2026-11-23T20:15`, as inputs of date and time take it. */
export function wallText(instant: string | number, zone: string): string {
  return new Date(wallMs(typeof instant === 'number' ? instant : Date.parse(instant), zone)).toISOString().slice(0, 16);
}

/** The instant at which the store's clock shows a text of date and time; a time that the clock jumps over moves on with it. */
export function instantOf(wall: string, zone: string): string {
  const wanted = Date.parse(`${wall.slice(0, 16)}:00Z`);
  const offset = (at: number) => wallMs(at, zone) - at;
  const first = wanted - offset(wanted);
  const second = wanted - offset(first);
  return new Date(wallMs(second, zone) === wanted ? second : Math.max(first, second)).toISOString();
}

/** The local day of an instant, `2026-11-23`. */
export const dayText = (instant: string | number, zone: string): string => wallText(instant, zone).slice(0, 10);

/** A local day some days later. */
export const shiftDay = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The instants between which a local day lies; it has 23 or 25 hours where the clock is moved. */
export function spanOfDay(day: string, zone: string): { from: number; to: number } {
  return {
    from: Date.parse(instantOf(`${day}T00:00`, zone)),
    to: Date.parse(instantOf(`${shiftDay(day, 1)}T00:00`, zone)),
  };
}

/** The Monday of a local day's week. */
export function mondayOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return shiftDay(day, -weekday);
}
