import { routes } from '@latchkey/contract';
import { localInstant, localParts, utcOffset } from '../../kernel/calendar.ts';
import type { ReadContext, Runtime } from '../../kernel/context.ts';
import { WrittenAnswer } from '../../kernel/file-answer.ts';
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
/** From this age on the next one who asks has it read anew, and does not wait for that. */
const RENEWED_MS = 400;
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
    (await takenMinutesOf(ctx.db, ids, calendar.start, calendar.end, wanted.except)).map(({ roomId, starts, ends }) => [
      roomId,
      starts.map((from, at): Span => ({ from, to: ends[at] ?? from })),
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
function freeOf(open: readonly Span[], stays: readonly Span[], buffer: number, least: number): [number, number][] {
  const taken = stays.map(({ from, to }) => ({ from: from - buffer, to }));
  return freeSpans(open, taken, least).map(({ from, to }): [number, number] => [from, to]);
}

interface Kept {
  at: number;
  answer: Promise<WrittenAnswer>;
  /** Is being read anew. */
  renewing: boolean;
}

const { response } = routes['GET /stores/:id/availability'];

/** Remembers what many people look at in the same second, as it is sent: to write it costs more than to read it. Each booking of a store ends what is remembered of it. */
export function createAvailability() {
  const kept = new Map<string, Map<string, Kept>>();
  const listening = new Map<string, () => void>();

  function forget(storeId: string): void {
    kept.delete(storeId);
    listening.get(storeId)?.();
    listening.delete(storeId);
  }

  /** Puts an answer that is on its way into the place of a known one, unless a booking has ended that meanwhile. */
  function renew(storeId: string, key: string, known: Kept, at: number, answer: Promise<WrittenAnswer>): void {
    known.renewing = true;
    answer.then(
      () => {
        const answers = kept.get(storeId);
        if (answers?.get(key) === known) answers.set(key, { at, answer, renewing: false });
      },
      () => {
        known.renewing = false;
      },
    );
  }

  return {
    async of(runtime: Runtime, ctx: ReadContext, storeId: string, window: { date?: string | undefined; days: number }) {
      const key = `${window.date ?? ''}|${window.days}`;
      const now = ctx.now.getTime();
      const ask = () => readAvailability(ctx, storeId, window).then((view) => new WrittenAnswer(response, view));
      const known = kept.get(storeId)?.get(key);
      if (known && Math.abs(now - known.at) < KEPT_MS) {
        if (!known.renewing && Math.abs(now - known.at) > RENEWED_MS) renew(storeId, key, known, now, ask());
        return known.answer;
      }
      if (!listening.has(storeId)) {
        if (kept.size >= MOST_KEPT) for (const id of [...kept.keys()]) forget(id);
        listening.set(
          storeId,
          runtime.onHint(availabilityHint(storeId), () => kept.delete(storeId)),
        );
      }
      const answers = kept.get(storeId) ?? new Map<string, Kept>();
      if (answers.size >= 50) answers.clear();
      const answer = ask();
      answers.set(key, { at: now, answer, renewing: false });
      kept.set(storeId, answers);
      answer.catch(() => answers.delete(key));
      return answer;
    },
  };
}
