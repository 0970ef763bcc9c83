import type { Language } from '../i18n/language.ts';

export type TimeStyle = 'time' | 'minute' | 'moment' | 'second' | 'day';

const STYLES: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  minute: { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  moment: {
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
  second: {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
  day: { year: 'numeric', month: '2-digit', day: '2-digit' },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** An instant (ISO 8601) on the wall clock of `zone`; without a zone, of this browser. */
export function timeText(instant: string, style: TimeStyle, language: Language, zone?: string): string {
  const key = `${style} ${language} ${zone ?? ''}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { ...STYLES[style], timeZone: zone });
    formats.set(key, format);
  }
  return format.format(new Date(instant));
}

/** The zone's offset at an instant, `GMT+8`, where its wall clock differs from this browser's; null where it does not. */
export function foreignOffset(instant: string, zone: string | undefined): string | null {
  if (!zone || timeText(instant, 'minute', 'en', zone) === timeText(instant, 'minute', 'en')) return null;
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(
    new Date(instant),
  );
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

export type Age = { unit: 'now' } | { unit: 'seconds' | 'minutes' | 'hours' | 'days'; n: number };

/** How long ago, in the largest unit that says it honestly. A future instant (clock skew) counts as now. */
export function ageOf(instantMs: number, nowMs: number): Age {
  const seconds = Math.floor((nowMs - instantMs) / 1000);
  if (seconds < 5) return { unit: 'now' };
  if (seconds < 60) return { unit: 'seconds', n: seconds };
  if (seconds < 3600) return { unit: 'minutes', n: Math.floor(seconds / 60) };
  if (seconds < 86_400) return { unit: 'hours', n: Math.floor(seconds / 3600) };
  return { unit: 'days', n: Math.floor(seconds / 86_400) };
}
