import type { DayType, tariffsSchemas } from '@latchkey/contract';
import type { MinuteSpan, OpenHours } from '@latchkey/pricing';
import { OFFICIAL_YEARS } from './official-days-rules.ts';

/** Zones whose stores keep the official calendar of mainland China. */
const CHINA: ReadonlySet<string> = new Set([
  ...['Asia/Shanghai', 'Asia/Chongqing', 'Asia/Chungking', 'Asia/Harbin', 'Asia/Urumqi', 'Asia/Kashgar', 'PRC'],
]);
export const keepsOfficialDays = (zone: string): boolean => CHINA.has(zone);

export interface DayFact {
  type: DayType;
  label: string | null;
}
export interface SpecialDay {
  date: string;
  type: DayType;
  label: string;
  source: 'official' | 'platform' | 'store';
}

const DAY = 86_400_000;
/** 0 Monday … 6 Sunday. */
export const weekdayOf = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
export const shiftDate = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

function* datesOf(from: string, to: string): Generator<string> {
  for (let date = from; date <= to; date = shiftDate(date, 1)) yield date;
}

/** The official holidays and make-up workdays of a year, by date. */
function officialDays(year: number): SpecialDay[] {
  const known = OFFICIAL_YEARS[year];
  if (!known) return [];
  const off = known.holidays.flatMap(({ label, from, to }) =>
    [...datesOf(from, to)].map((date) => ({ date, type: 'holiday' as const, label, source: 'official' as const })),
  );
  const worked = known.workdays.map(({ label, date }) => ({
    ...{ date, type: 'makeup_workday' as const, label: `${label}调休`, source: 'official' as const },
  }));
  return [...off, ...worked];
}

const OFFICIAL: ReadonlyMap<string, SpecialDay> = new Map(
  Object.keys(OFFICIAL_YEARS).flatMap((year) => officialDays(Number(year)).map((day) => [day.date, day])),
);

/** What is known of a year's official days. */
export function officialYear(year: number): {
  year: number;
  status: 'announced' | 'law_only' | 'unknown';
  source: string;
} {
  const known = OFFICIAL_YEARS[year];
  return { year, status: known?.status ?? 'unknown', source: known?.source ?? '' };
}

export interface SetDay {
  storeId: string | null;
  date: string;
  type: DayType;
  label: string;
}

/** Every day between two dates that is not simply its weekday: the store's word over the platform's over the official. */
export function specialDays(zone: string, from: string, to: string, set: readonly SetDay[]): Map<string, SpecialDay> {
  const days = new Map<string, SpecialDay>();
  const chinese = keepsOfficialDays(zone);
  if (chinese) for (const [date, day] of OFFICIAL) if (from <= date && date <= to) days.set(date, day);
  const bySource = [...set].sort((a, b) => Number(a.storeId !== null) - Number(b.storeId !== null));
  for (const { storeId, date, type, label } of bySource)
    if (storeId !== null || chinese)
      days.set(date, { date, type, label, source: storeId === null ? 'platform' : 'store' });
  return days;
}

/** What a date is. */
export function dayFact(date: string, special: ReadonlyMap<string, SpecialDay>): DayFact {
  const day = special.get(date);
  if (day) return { type: day.type, label: day.label };
  return { type: weekdayOf(date) < 5 ? 'workday' : 'weekend', label: null };
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const spanOf = ({ from, to }: { from: string; to: string }): MinuteSpan => {
  const [start, end] = [minuteOf(from), minuteOf(to)];
  return { from: start, to: end > start ? end : end + 1440 };
};
interface WeekPlan {
  weekdays: readonly (readonly { from: string; to: string }[])[];
  exceptions: readonly { date: string; spans: readonly { from: string; to: string }[] }[];
}

/** Opening hours as the check of rules takes them; exceptions that are over no longer matter. */
export function openHours(plan: WeekPlan, today: string): OpenHours {
  return {
    weekdays: plan.weekdays.map((spans) => spans.map(spanOf)),
    exceptions: plan.exceptions
      .filter(({ date }) => date >= shiftDate(today, -1))
      .map(({ date, spans }) => ({ date, spans: spans.map(spanOf) })),
  };
}

/** The first thing in a content that its schema cannot tell: a path and a word, or null. */
export function contentIssue({
  rules,
  promotions,
}: tariffsSchemas.TariffContent): { path: string; issue: string } | null {
  const scoped = [
    ...rules.map(({ scope }, index) => ({ path: `content.rules.${index}.scope`, scope })),
    ...promotions.map(({ scope }, index) => ({ path: `content.promotions.${index}.scope`, scope })),
  ];
  for (const { path, scope } of scoped) {
    if (scope.dateFrom !== null && scope.dateTo !== null && scope.dateTo < scope.dateFrom)
      return { path: `${path}.dateTo`, issue: 'before_start' };
    if (scope.roomIds.length > 0 && scope.roomKindIds.length > 0)
      return { path: `${path}.roomKindIds`, issue: 'rooms_or_kinds' };
  }
  return null;
}
