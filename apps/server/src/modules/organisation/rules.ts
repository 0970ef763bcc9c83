import type { DoorAvailability, organisationSchemas, StoreState } from '@latchkey/contract';

type WeekPlan = organisationSchemas.WeekPlan;
type Span = WeekPlan['weekdays'][number][number];

/** A moment on a store's own clock: the calendar date, Monday as 0, and the minutes since midnight. */
export interface LocalMoment {
  date: string;
  weekday: number;
  minutes: number;
}

export const MINUTES_OF_DAY = 1440;

/** ORG-8: the platform's attended window for stores that set none of their own. */
export const DEFAULT_ATTENDED: WeekPlan = {
  weekdays: Array.from({ length: 7 }, () => [{ from: '08:00', to: '22:00' }]),
  exceptions: [],
};

/** Minutes since midnight of `HH:MM`; `24:00` is 1440. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** A span in minutes from its day's midnight. One that ends at or before its start runs into the next day. */
function inMinutes(span: Span): { from: number; to: number } {
  const from = minuteOf(span.from);
  const to = minuteOf(span.to);
  return { from, to: to > from ? to : to + MINUTES_OF_DAY };
}

/** The calendar date some days later (or earlier), with its weekday. */
export function shiftDate(date: string, days: number): { date: string; weekday: number } {
  const shifted = new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000);
  return { date: shifted.toISOString().slice(0, 10), weekday: (shifted.getUTCDay() + 6) % 7 };
}

/** The spans that begin on a date: its exception where there is one, else its weekday's. */
export function spansOn(plan: WeekPlan, day: { date: string; weekday: number }): Span[] {
  const exception = plan.exceptions.find((candidate) => candidate.date === day.date);
  return exception?.spans ?? plan.weekdays[day.weekday] ?? [];
}

/** True inside a span of today, or of yesterday when that one runs past midnight. Spans hold their start, not their end. */
export function isWithin(plan: WeekPlan, local: LocalMoment): boolean {
  const today = spansOn(plan, local).map(inMinutes);
  if (today.some((span) => span.from <= local.minutes && local.minutes < span.to)) return true;
  const minute = local.minutes + MINUTES_OF_DAY;
  return spansOn(plan, shiftDate(local.date, -1))
    .map(inMinutes)
    .some((span) => span.from <= minute && minute < span.to);
}

/** Today's spans for a screen, `08:00–12:00, 14:00–22:00`; a dash on a day without any. */
export function hoursText(plan: WeekPlan, day: { date: string; weekday: number }): string {
  const spans = [...spansOn(plan, day)].sort((a, b) => minuteOf(a.from) - minuteOf(b.from));
  return spans.map((span) => `${span.from}–${span.to}`).join(', ') || '—';
}

/** What is wrong with a plan: a path into it and a word, or null. Spans of one day may not overlap, nor run into the next day's. */
export function planIssue(plan: WeekPlan): { path: string; issue: string } | null {
  const days: { path: string; spans: Span[] }[] = [
    ...plan.weekdays.map((spans, index) => ({ path: `weekdays.${index}`, spans })),
    ...plan.exceptions.map((exception, index) => ({ path: `exceptions.${index}.spans`, spans: exception.spans })),
  ];
  for (const { path, spans } of days) {
    if (spans.some((span) => span.from === '24:00')) return { path, issue: 'starts_at_24' };
    if (overlaps(spans.map(inMinutes))) return { path, issue: 'spans_overlap' };
  }
  for (let weekday = 0; weekday < 7; weekday++) {
    const spilled = (plan.weekdays[weekday] ?? []).map(inMinutes);
    const next = (plan.weekdays[(weekday + 1) % 7] ?? []).map(inMinutes);
    const joined = [
      ...spilled,
      ...next.map((span) => ({ from: span.from + MINUTES_OF_DAY, to: span.to + MINUTES_OF_DAY })),
    ];
    if (overlaps(joined)) return { path: `weekdays.${(weekday + 1) % 7}`, issue: 'runs_into_next_day' };
  }
  const dates = plan.exceptions.map((exception) => exception.date);
  const twice = dates.findIndex((date, index) => dates.indexOf(date) !== index);
  return twice < 0 ? null : { path: `exceptions.${twice}.date`, issue: 'date_twice' };
}

function overlaps(spans: { from: number; to: number }[]): boolean {
  const sorted = [...spans].sort((a, b) => a.from - b.from);
  return sorted.some((span, index) => index > 0 && span.from < (sorted[index - 1]?.to ?? 0));
}

/** Open for business: within hours, and not set closed or suspended by hand. An `abnormal` store carries a flag and stays open. */
export function isOpen(store: { state: StoreState; hours: WeekPlan }, local: LocalMoment): boolean {
  return store.state !== 'closed' && store.state !== 'suspended' && isWithin(store.hours, local);
}

export function isAttended(store: { attended: WeekPlan | null }, local: LocalMoment): boolean {
  return isWithin(store.attended ?? DEFAULT_ATTENDED, local);
}

/** What a customer may expect at the door now: the first reason of VIS-2 that applies, in one word. */
export function availability(
  store: { state: StoreState; locked: boolean; hours: WeekPlan; attended: WeekPlan | null; capacity: number | null },
  local: LocalMoment,
  now: { doorOnline: boolean; inside: number },
): DoorAvailability {
  if (store.state === 'suspended') return 'suspended';
  if (store.locked) return 'lockdown';
  if (!isOpen(store, local)) return 'closed';
  if (!isAttended(store, local)) return 'unattended_off';
  if (!now.doorOnline) return 'offline';
  if (store.capacity !== null && now.inside >= store.capacity) return 'full';
  return 'open';
}

/** `6222 0212 3456 7890` → `**** 7890`. */
export function maskAccount(number: string): string {
  return `**** ${number.slice(-4)}`;
}

/** The moves that a person may make between a store's states; a move to the state that it has is none. */
export const STORE_MOVES: Record<StoreState, readonly StoreState[]> = {
  open: ['closed', 'abnormal', 'suspended'],
  closed: ['open', 'abnormal', 'suspended'],
  abnormal: ['open', 'closed', 'suspended'],
  suspended: ['open', 'closed'],
};

/** True when a region would come to stand below itself. */
export function makesCircle(
  regions: readonly { id: string; parentId: string | null }[],
  id: string,
  parentId: string | null,
): boolean {
  const parents = new Map(regions.map((region) => [region.id, region.parentId]));
  for (let at: string | null = parentId, steps = 0; at !== null; at = parents.get(at) ?? null, steps++)
    if (at === id || steps > regions.length) return true;
  return false;
}

/** Stores of each region and of all below it, from the stores that stand directly in it. */
export function countsWithBelow(
  regions: readonly { id: string; parentId: string | null; storeCount: number }[],
): Map<string, number> {
  const totals = new Map(regions.map((region) => [region.id, 0]));
  const parents = new Map(regions.map((region) => [region.id, region.parentId]));
  for (const region of regions)
    for (let at: string | null = region.id, steps = 0; at !== null && steps <= regions.length; steps++) {
      totals.set(at, (totals.get(at) ?? 0) + region.storeCount);
      at = parents.get(at) ?? null;
    }
  return totals;
}
