import { localInstant, localParts, utcOffset } from '../../kernel/calendar.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf } from '../../kernel/http.ts';
import { getStores } from '../organisation/index.ts';
import { dayFact, shiftDate, specialDays, weekdayOf } from './rules.ts';
import { specialDaysBetween } from './store.ts';

/** Pricing's CalendarFacts, as they travel. */
type CalendarFacts = AnswerOf<'GET /staff/stores/:id/local-days'>;
type CalendarDay = CalendarFacts['days'][number];

const HOUR = 3_600_000;
const MINUTE = 60_000;

export async function zoneOf(ctx: ReadContext, storeId: string): Promise<string> {
  const store = (await getStores(ctx, [storeId])).get(storeId);
  if (!store) throw new AppError('not_found');
  return store.zone;
}

/**
 * The local days of a store from the day before `from` to the day after `until`, with what each day is and how its clock
 * runs: what quotes of that time need. Throws not_found.
 */
export async function calendarFacts(
  ctx: ReadContext,
  storeId: string,
  from: Date,
  until: Date,
): Promise<CalendarFacts> {
  const zone = await zoneOf(ctx, storeId);
  const first = shiftDate(localParts(from, zone).date, -1);
  const last = shiftDate(localParts(until, zone).date, 1);
  return factsBetween(ctx, storeId, zone, first, last);
}

export async function factsBetween(
  ctx: ReadContext,
  storeId: string,
  zone: string,
  first: string,
  last: string,
): Promise<CalendarFacts> {
  const special = specialDays(zone, first, last, await specialDaysBetween(ctx.db, storeId, first, last));
  const days: CalendarDay[] = [];
  for (let date = first; date <= last; date = shiftDate(date, 1))
    days.push({ date, weekday: weekdayOf(date), ...dayFact(date, special), ...clockOf(zone, date) });
  return { zone, days };
}

type Clock = Pick<CalendarDay, 'start' | 'offsets'>;
const KEPT = 5_000;
const clocks = new Map<string, Clock>();

/** How the clock of a zone runs on a date. Kept: it is asked for again and again, and only changes with the zone's rules. */
function clockOf(zone: string, date: string): Clock {
  const key = `${zone} ${date}`;
  let clock = clocks.get(key);
  if (!clock) {
    if (clocks.size >= KEPT) clocks.clear();
    clock = readClock(zone, date);
    clocks.set(key, clock);
  }
  return clock;
}

function readClock(zone: string, date: string): Clock {
  const start = localInstant(date, 0, zone).getTime();
  const end = localInstant(date, 1440, zone).getTime();
  const offsetAt = (at: number) => utcOffset(new Date(at), zone);
  const offsets = [{ from: start, offset: offsetAt(start) }];
  for (let at = start; at < end; at += HOUR) {
    const next = Math.min(at + HOUR, end - MINUTE);
    if (offsetAt(next) === offsetAt(at)) continue;
    const change = changeBetween(at, next, offsetAt);
    offsets.push({ from: change, offset: offsetAt(change) });
  }
  return { start, offsets };
}

/** The first minute of the new offset; the clocks of the world change once an hour at most. */
function changeBetween(before: number, after: number, offsetAt: (at: number) => number): number {
  let [low, high] = [before, after];
  const old = offsetAt(low);
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
    if (offsetAt(middle) === old) low = middle;
    else high = middle;
  }
  return high;
}
