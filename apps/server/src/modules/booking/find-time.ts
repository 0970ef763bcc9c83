import { localParts, startOfLocalDay } from '../../kernel/calendar.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { getMember } from '../members/index.ts';
import { type BookableStore, bookableStore, getRoom, type RoomFacts, roomsOfStore } from '../organisation/index.ts';
import { horizonOf } from './horizon-rules.ts';
import { DEFAULT_POLICY, freeSpans, nearestRanges, type Policy, rangeRefusal, type Span } from './rules.ts';
import { findPolicy, takenRanges } from './store.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** What a store asks of bookings now. */
export const policyOf = async (ctx: ReadContext, storeId: string): Promise<Policy> =>
  (await findPolicy(ctx.db, storeId))?.policy ?? DEFAULT_POLICY;

export interface RoomToBook {
  room: RoomFacts;
  store: BookableStore;
  policy: Policy;
}

/** A room that may be booked, with its store and terms. Throws not_found, room_not_offered. */
export async function roomToBook(ctx: ReadContext, roomId: string): Promise<RoomToBook> {
  const room = await getRoom(ctx, roomId);
  const [store, policy] = await Promise.all([bookableStore(ctx, room.storeId), policyOf(ctx, room.storeId)]);
  const closed = store.state === 'closed' || store.state === 'suspended';
  if (room.state !== 'open' || closed) throw new AppError('room_not_offered');
  return { room, store, policy };
}

/** BKG-10: the level of the member who asks; null for everybody else. */
export async function levelOfCaller(ctx: ReadContext): Promise<string | null> {
  if (ctx.actor.kind !== 'customer') return null;
  return (await getMember(ctx, ctx.actor.id)).level;
}

/** BKG-10: the same room with the horizon of the member who asks. */
export async function forCaller(ctx: ReadContext, it: RoomToBook): Promise<RoomToBook> {
  if (it.policy.earlyHorizons.length === 0) return it;
  const horizonDays = horizonOf(it.policy, await levelOfCaller(ctx));
  return { ...it, policy: { ...it.policy, horizonDays } };
}

export interface WishedRange {
  from: Date;
  to: Date;
  people: number;
}

/** BKG-2: throws what the wished range breaks first. */
export function checkRange(ctx: ReadContext, it: RoomToBook, wish: WishedRange, byStaff = false): void {
  const start = localParts(wish.from, it.store.zone);
  const spans = it.store.spans(start.date, 1 + Math.ceil(Math.max(0, wish.to.getTime() - wish.from.getTime()) / DAY));
  const refusal = rangeRefusal({
    ...wish,
    now: ctx.now,
    capacity: it.room.capacity,
    policy: it.policy,
    fromMinutes: start.minutes,
    toMinutes: localParts(wish.to, it.store.zone).minutes,
    withinHours: spans.some((span) => span.from <= wish.from && wish.to <= span.to),
    byStaff,
  });
  if (refusal) throw refusal;
}

/** When the room and its cleaning are over. */
export const untilOf = (room: { bufferMinutes: number }, to: Date): Date =>
  new Date(to.getTime() + room.bufferMinutes * MINUTE);

const asSpan = (range: { from: Date; to: Date }): Span => ({ from: range.from.getTime(), to: range.to.getTime() });

/** Free spans of rooms of one store around a wish, with the room's cleaning after each stay taken off. */
async function freeAround(
  ctx: ReadContext,
  it: RoomToBook,
  rooms: readonly RoomFacts[],
  wish: WishedRange,
  except: string | null,
) {
  const first = startOfLocalDay(wish.from, it.store.zone, -1);
  const days = 4;
  const date = localParts(first, it.store.zone).date;
  const from = new Date(Math.max(ctx.now.getTime() + it.policy.lead * MINUTE, first.getTime()));
  const window = { from, to: new Date(first.getTime() + days * DAY) };
  const open = it.store
    .spans(date, days)
    .map(asSpan)
    .map((span) => ({ from: Math.max(span.from, window.from.getTime()), to: span.to }))
    .filter((span) => span.to > span.from);
  const ids = rooms.map((room) => room.id);
  const taken = await takenRanges(ctx.db, ids, window.from, window.to, except);
  return rooms.map((room) => {
    const own = taken.filter((range) => range.roomId === room.id).map(asSpan);
    // A stay must end early enough for its own cleaning: each taken range begins that much earlier for others.
    const padded = own.map((span) => ({ from: span.from - room.bufferMinutes * MINUTE, to: span.to }));
    return { room, free: freeSpans(open, padded, it.policy.minimum * MINUTE) };
  });
}

export interface Alternative {
  roomId: string;
  roomName: string;
  from: string;
  to: string;
}

/** BKG-3: what a refusal offers instead: the nearest free ranges of the room, and rooms that are free at the wished time. */
export async function alternativesTo(
  ctx: ReadContext,
  it: RoomToBook,
  wish: WishedRange,
  except: string | null = null,
): Promise<Alternative[]> {
  const rooms = (await roomsOfStore(ctx, it.store.id)).filter(
    (room) => room.state === 'open' && room.capacity >= wish.people,
  );
  const wished = asSpan(wish);
  const found = await freeAround(ctx, it, rooms, wish, except);
  const named = (room: RoomFacts, span: Span): Alternative => ({
    roomId: room.id,
    roomName: room.name,
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
  });
  const step = it.policy.granularity * MINUTE;
  const here = found
    .filter(({ room }) => room.id === it.room.id)
    .flatMap(({ room, free }) => nearestRanges(wished, free, step, 3).map((span) => named(room, span)));
  const elsewhere = found
    .filter(({ room, free }) => room.id !== it.room.id && free.some((s) => s.from <= wished.from && wished.to <= s.to))
    .map(({ room }) => named(room, wished));
  return [...here, ...elsewhere.slice(0, 3)];
}

/** The refusal of a wish that somebody was faster with. */
export const taken = async (ctx: ReadContext, it: RoomToBook, wish: WishedRange): Promise<AppError> =>
  new AppError('room_taken', { alternatives: await alternativesTo(ctx, it, wish) });
