import { localInstant } from '../../kernel/calendar.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { MINUTES_OF_DAY, minuteOf, shiftDate, spansOn } from './rules.ts';
import { getStore, type StoreRow } from './store.ts';

export interface OpenSpan {
  from: Date;
  to: Date;
}

const weekdayOf = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

/**
 * When a store is open for business over whole local days, as instants: spans that touch, at midnight too, are one. A span
 * of the day before that runs past midnight counts.
 */
export function openSpans(store: Pick<StoreRow, 'hours' | 'zone'>, firstDate: string, days: number): OpenSpan[] {
  const spans: OpenSpan[] = [];
  for (let offset = -1; offset < days; offset += 1) {
    const { date } = shiftDate(firstDate, offset);
    for (const span of spansOn(store.hours, { date, weekday: weekdayOf(date) })) {
      const from = minuteOf(span.from);
      const to = minuteOf(span.to) > from ? minuteOf(span.to) : minuteOf(span.to) + MINUTES_OF_DAY;
      spans.push({ from: localInstant(date, from, store.zone), to: localInstant(date, to, store.zone) });
    }
  }
  return joined(spans);
}

function joined(spans: OpenSpan[]): OpenSpan[] {
  const sorted = [...spans].sort((a, b) => a.from.getTime() - b.from.getTime());
  const all: OpenSpan[] = [];
  for (const span of sorted) {
    const last = all.at(-1);
    if (!last || span.from > last.to) all.push({ ...span });
    else if (span.to > last.to) last.to = span.to;
  }
  return all;
}

export interface BookableStore {
  id: string;
  name: string;
  address: string;
  phone: string | null;
  zone: string;
  entityId: string;
  kind: StoreRow['kind'];
  state: StoreRow['state'];
  locked: boolean;
  spans(firstDate: string, days: number): OpenSpan[];
}

/** A store as bookings need it: who and where it is, and when it is open. Throws not_found. */
export async function bookableStore(ctx: ReadContext, storeId: string): Promise<BookableStore> {
  const row = await getStore(ctx.db, storeId);
  const { id, name, address, phone, zone, entityId, kind, state } = row;
  const spans = (firstDate: string, days: number) => openSpans(row, firstDate, days);
  return { id, name, address, phone, zone, entityId, kind, state, locked: row.lockdownSince !== null, spans };
}
