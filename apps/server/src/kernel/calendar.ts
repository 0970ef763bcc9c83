import { Temporal } from 'temporal-polyfill';

export interface LocalParts {
  /** `2026-11-22` in the zone. */
  date: string;
  /** Minutes since the zone's midnight by the wall clock. */
  minutes: number;
  /** 0 Monday … 6 Sunday. */
  weekday: number;
}

const zoned = (instant: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);

/** What the wall clock and calendar of a zone show at an instant. Throws RangeError for an unknown zone. */
export function localParts(instant: Date, zone: string): LocalParts {
  const local = zoned(instant, zone);
  return {
    date: local.toPlainDate().toString(),
    minutes: local.hour * 60 + local.minute,
    weekday: local.dayOfWeek - 1,
  };
}

/** The instant at which the local day of `instant` began, moved by whole local days. */
export function startOfLocalDay(instant: Date, zone: string, days = 0): Date {
  return new Date(zoned(instant, zone).toPlainDate().add({ days }).toZonedDateTime(zone).epochMilliseconds);
}

/** The instant of a local date and minute of the day; a gap in the clock moves forward. */
export function localInstant(date: string, minutes: number, zone: string): Date {
  const day = Temporal.PlainDate.from(date).add({ days: Math.floor(minutes / 1440) });
  const rest = ((minutes % 1440) + 1440) % 1440;
  return new Date(
    day.toZonedDateTime({ timeZone: zone, plainTime: new Temporal.PlainTime(Math.floor(rest / 60), rest % 60) })
      .epochMilliseconds,
  );
}

/** Minutes that the zone's wall clock is ahead of UTC at an instant. */
export function utcOffset(instant: Date, zone: string): number {
  return Math.round(zoned(instant, zone).offsetNanoseconds / 60_000_000_000);
}

/** True when the runtime knows the IANA zone. */
export function isZone(zone: string): boolean {
  try {
    zoned(new Date(0), zone);
    return true;
  } catch {
    return false;
  }
}
