import { localInstant, localParts, utcOffset } from '../../kernel/calendar.ts';
import type { ReadContext, Runtime } from '../../kernel/context.ts';
import type { AnswerOf } from '../../kernel/http.ts';
import { type BookableStore, bookableStore, type RoomFacts, roomsOfStore } from '../organisation/index.ts';
import { availabilityHint } from './announce.ts';
import { policyOf } from './find-time.ts';
import { freeSpans, type Policy, type Span } from './rules.ts';
import { takenMinutesOf } from './store.ts';

export type AvailabilityView = AnswerOf<'GET /stores/:id/availability'>;

const MINUTE = 60_000;
/** How long an answer may be old when the hint that should have ended it was lost. */
const KEPT_MS = 1_000;
/** Stores and windows that are remembered at once. */
const MOST_KEPT = 500;

interface Window {
  date: string;
  days: number;
}

/** The local date some days later. */
const shifted = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** What a window's minutes count from, its days, and when the store is open in it. */
function calendarOf(store: BookableStore, { date, days }: Window) {
  const start = localInstant(date, 0, store.zone);
  const minutesTo = (instant: Date) => Math.round((instant.getTime() - start.getTime()) / MINUTE);
  const end = minutesTo(localInstant(shifted(date, days), 0, store.zone));
  const open: Span[] = store
    .spans(date, days)
    .map((span) => ({ from: Math.max(0, minutesTo(span.from)), to: Math.min(end, minutesTo(span.to)) }))
    .filter((span) => span.to > span.from);
  const views = Array.from({ length: days }, (_, index) => {
    const day = shifted(date, index);
    const from = minutesTo(localInstant(day, 0, store.zone));
    const to = minutesTo(localInstant(shifted(day, 1), 0, store.zone));
    const within = open
      .map((span): [number, number] => [Math.max(from, span.from), Math.min(to, span.to)])
      .filter(([a, b]) => b > a);
    return {
      date: day,
      utcOffset: utcOffset(new Date(start.getTime() + from * MINUTE), store.zone),
      from,
      to,
      open: within,
    };
  });
  return { start, end: new Date(start.getTime() + end * MINUTE), open, days: views };
}

/** BKG-1: reads when rooms of a store are free in a window; all rooms, or those given. */
export async function readAvailability(
  ctx: ReadContext,
  storeId: string,
  wanted: { date?: string | undefined; days: number; rooms?: readonly RoomFacts[]; except?: string },
): Promise<AvailabilityView> {
  const [store, policy] = await Promise.all([bookableStore(ctx, storeId), policyOf(ctx, storeId)]);
  const rooms = (wanted.rooms ?? (await roomsOfStore(ctx, storeId))).filter((room) => room.state === 'open');
  const date = wanted.date ?? localParts(ctx.now, store.zone).date;
  const calendar = calendarOf(store, { date, days: wanted.days });
  const ids = rooms.map((room) => room.id);
  const taken = new Map(
    (await takenMinutesOf(ctx.db, ids, calendar.start, calendar.end, wanted.except)).map(({ roomId, edges }) => [
      roomId,
      edges,
    ]),
  );
  const open = fromNow(calendar, policy, ctx.now);
  return {
    storeId,
    zone: store.zone,
    startsAt: calendar.start.toISOString(),
    at: ctx.now.toISOString(),
    granularity: policy.granularity,
    minimum: policy.minimum,
    maximum: policy.maximum,
    days: calendar.days,
    rooms: rooms.map((room) => ({
      roomId: room.id,
      bufferMinutes: room.bufferMinutes,
      free: freeOf(open, taken.get(room.id) ?? [], room.bufferMinutes, policy.minimum),
    })),
  };
}

/** What is open and still to come, from the next grid line after the lead time. */
function fromNow(calendar: ReturnType<typeof calendarOf>, policy: Policy, now: Date): Span[] {
  const since = (now.getTime() - calendar.start.getTime()) / MINUTE + policy.lead;
  const first = Math.ceil(since / policy.granularity) * policy.granularity;
  return calendar.open
    .map((span) => ({ from: Math.max(span.from, first), to: span.to }))
    .filter((span) => span.to > span.from);
}

/** A stay must end early enough for its own cleaning: what is taken begins that much earlier for whoever comes before it. */
function freeOf(open: readonly Span[], edges: readonly number[], buffer: number, least: number): [number, number][] {
  const taken: Span[] = [];
  for (let at = 0; at + 1 < edges.length; at += 2)
    taken.push({ from: (edges[at] ?? 0) - buffer, to: edges[at + 1] ?? 0 });
  return freeSpans(open, taken, least).map(({ from, to }): [number, number] => [from, to]);
}

interface Kept {
  at: number;
  view: Promise<AvailabilityView>;
}

/** Remembers what many people look at in the same second; each booking of a store ends what is remembered of it. */
export function createAvailability() {
  const kept = new Map<string, Map<string, Kept>>();
  const listening = new Map<string, () => void>();

  function forget(storeId: string): void {
    kept.delete(storeId);
    listening.get(storeId)?.();
    listening.delete(storeId);
  }

  return {
    async of(runtime: Runtime, ctx: ReadContext, storeId: string, window: { date?: string | undefined; days: number }) {
      const key = `${window.date ?? ''}|${window.days}`;
      const now = ctx.now.getTime();
      const known = kept.get(storeId)?.get(key);
      if (known && Math.abs(now - known.at) < KEPT_MS) return known.view;
      if (!listening.has(storeId)) {
        if (kept.size >= MOST_KEPT) for (const id of [...kept.keys()]) forget(id);
        listening.set(
          storeId,
          runtime.onHint(availabilityHint(storeId), () => kept.delete(storeId)),
        );
      }
      const views = kept.get(storeId) ?? new Map<string, Kept>();
      if (views.size >= 50) views.clear();
      const view = readAvailability(ctx, storeId, window);
      views.set(key, { at: now, view });
      kept.set(storeId, views);
      view.catch(() => views.delete(key));
      return view;
    },
  };
}
