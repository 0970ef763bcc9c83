import { type BookingStage, type BookingState, bookingStageOf } from '@latchkey/contract';
import { z } from 'zod';
import { requireCustomer } from '../../kernel/actor.ts';
import { utcOffset } from '../../kernel/calendar.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { mediaAddress } from '../../kernel/media.ts';
import { decodeCursor, encodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { bookableStore, type FoundRoom, findStoreByDoorToken, getRoom, searchRooms } from '../organisation/index.ts';
import { paymentsOfOrder } from '../payments/index.ts';
import { type AvailabilityView, readAvailability } from './availability.ts';
import { getCharge } from './charge-store.ts';
import { getOpening, guestsOf } from './door-store.ts';
import { levelOfCaller, policyOf, roomToBook, untilOf } from './find-time.ts';
import { stayOf } from './hold-room.ts';
import { daysShown, onlyForOthers } from './horizon-rules.ts';
import { type BookingView, presentForCustomer, presentOpening } from './present.ts';
import { offersOf, type PriceBook, presentOffer } from './prices.ts';
import type { Policy } from './rules.ts';
import { extrasOf, type SaleWish } from './sale.ts';
import { type BookingRow, bookingsOfMember, currentBookingOf, getBooking, takenRanges } from './store.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** Throws not_found for bookings that are neither hosted by nor shared with the caller. */
async function visible(ctx: ReadContext, booking: BookingRow): Promise<string> {
  const { id: memberId } = requireCustomer(ctx.actor);
  if (booking.memberId === memberId) return memberId;
  const guests = await guestsOf(ctx.db, [booking.id]);
  if (!guests.some((guest) => guest.memberId === memberId)) throw new AppError('not_found');
  return memberId;
}

export async function myBooking(ctx: ReadContext, bookingId: string): Promise<BookingView> {
  const booking = await getBooking(ctx.db, bookingId);
  const [view] = await presentForCustomer(ctx, [booking], await visible(ctx, booking));
  if (!view) throw new AppError('not_found');
  return view;
}

const statesOf = (stage: BookingStage): string[] =>
  (Object.keys(bookingStageOf) as BookingState[]).filter((state) => bookingStageOf[state].stage === stage);

export async function myBookings(
  ctx: ReadContext,
  { query }: Input<'GET /bookings'>,
): Promise<AnswerOf<'GET /bookings'>> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const after = decodeCursor(query.cursor, timeCursor);
  const states = query.stage === undefined ? null : statesOf(query.stage);
  const rows = await bookingsOfMember(ctx.db, memberId, states, after, query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [row.createdAt.toISOString(), row.id]);
  return { items: await presentForCustomer(ctx, page.items, memberId), nextCursor: page.nextCursor };
}

/** BKG-28: the booking that matters to the customer now, or within a day. */
export async function currentBooking(
  ctx: ReadContext,
  { query }: Input<'GET /bookings/current'>,
): Promise<AnswerOf<'GET /bookings/current'>> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const door = query.doorToken === undefined ? null : await findStoreByDoorToken(ctx, query.doorToken);
  if (query.doorToken !== undefined && !door) throw new AppError('door_code_invalid');
  const storeId = door?.storeId ?? query.storeId ?? null;
  const found = await currentBookingOf(ctx.db, memberId, storeId, new Date(ctx.now.getTime() + DAY));
  const [booking] = found ? await presentForCustomer(ctx, [found], memberId) : [];
  return { booking: booking ?? null };
}

/** The newest attempt to pay a charge of the customer's own booking. Throws not_found. */
export async function chargePayment(ctx: ReadContext, bookingId: string, chargeId: string) {
  const booking = await getBooking(ctx.db, bookingId);
  if (booking.memberId !== requireCustomer(ctx.actor).id) throw new AppError('not_found');
  const charge = await getCharge(ctx.db, bookingId, chargeId);
  return { payment: (await paymentsOfOrder(ctx, charge.id)).at(-1) ?? null };
}

export async function bookingOpening(ctx: ReadContext, bookingId: string, openingId: string) {
  const booking = await getBooking(ctx.db, bookingId);
  await visible(ctx, booking);
  return presentOpening(await getOpening(ctx.db, bookingId, openingId));
}

/** BIL-7: every price of a range, and whether it is free now. Throws not_found, room_not_offered. */
export async function quoteRange(
  ctx: ReadContext,
  book: PriceBook,
  roomId: string,
  wish: { from: Date; to: Date; people: number } & SaleWish,
): Promise<AnswerOf<'POST /rooms/:id/quotes'>> {
  const it = await roomToBook(ctx, roomId);
  if (wish.to <= wish.from || wish.to.getTime() - wish.from.getTime() > 31 * DAY)
    throw invalidInput('to', 'out of range');
  const memberId = ctx.actor.kind === 'customer' ? ctx.actor.id : null;
  const { priced } = await extrasOf(ctx, it.store.id, memberId, wish);
  const offers = await offersOf(ctx, book, { ...stayOf(it, wish), ...priced });
  const busy = await takenRanges(ctx.db, [roomId], wish.from, untilOf(it.room, wish.to));
  return { offers: offers.map(presentOffer), free: busy.length === 0 };
}

type RoomView = AnswerOf<'GET /rooms'>['items'][number];

const present = (
  room: FoundRoom,
  now: Date,
  free: readonly (readonly [number, number])[],
  startsAt: Date,
): RoomView => {
  const minute = Math.floor((now.getTime() - startsAt.getTime()) / MINUTE);
  const next = free.find(([, to]) => to > minute);
  // The next grid line is as good as now.
  const freeNow = next !== undefined && next[0] - minute <= 60 && next[0] <= minute + 15;
  return {
    ...{ id: room.id, storeId: room.storeId, storeName: room.storeName, address: room.address, city: room.city },
    position: { longitude: room.longitude, latitude: room.latitude },
    zone: room.zone,
    utcOffset: utcOffset(now, room.zone),
    distance: room.distance === null ? null : Math.round(room.distance),
    ...{ name: room.name, kind: room.kind, style: room.style, capacity: room.capacity, facilities: room.facilities },
    gallery: room.gallery.map(mediaAddress),
    rating: room.rating,
    freeNow,
    nextFreeAt: next ? new Date(startsAt.getTime() + next[0] * MINUTE).toISOString() : null,
  };
};

/** Free time of the rooms' stores, a store once. */
async function timesOf(ctx: ReadContext, rooms: readonly FoundRoom[]): Promise<Map<string, AvailabilityView>> {
  const byStore = Map.groupBy(rooms, (room) => room.storeId);
  const views = await Promise.all(
    [...byStore].map(async ([storeId, own]) => [
      storeId,
      await readAvailability(ctx, storeId, { days: 14, rooms: own }),
    ]),
  );
  return new Map(views as [string, AvailabilityView][]);
}

/** Whether one free span of a room holds the whole of a wished range. */
function holds(view: AvailabilityView | undefined, roomId: string, from: Date, to: Date): boolean {
  if (!view) return false;
  const start = Date.parse(view.startsAt);
  const wished = [(from.getTime() - start) / MINUTE, (to.getTime() - start) / MINUTE] as const;
  const free = view.rooms.find((room) => room.roomId === roomId)?.free ?? [];
  return free.some(([a, b]) => a <= wished[0] && wished[1] <= b);
}

/** Pages of rooms that one search reads at most for a wished time. */
const MOST_PAGES = 5;

/** The wished time of a search, null for none. Throws invalid_input for what cannot be free: past, too far or too long. */
function wishedRange(
  freeFrom: string | undefined,
  freeTo: string | undefined,
  now: Date,
): { from: Date; to: Date } | null {
  if ((freeFrom === undefined) !== (freeTo === undefined)) throw invalidInput('freeTo', 'give both or none');
  if (freeFrom === undefined || freeTo === undefined) return null;
  const [from, to] = [new Date(freeFrom), new Date(freeTo)];
  if (from.getTime() < now.getTime() - MINUTE) throw invalidInput('freeFrom', 'past');
  if (to <= from) throw invalidInput('freeTo', 'before its beginning');
  if (to.getTime() - from.getTime() > DAY) throw invalidInput('freeTo', 'longer than a day');
  if (to.getTime() > now.getTime() + 14 * DAY) throw invalidInput('freeTo', 'beyond 14 days');
  return { from, to };
}

const roomCursor = z.tuple([z.number(), z.uuid(), z.int(), z.uuid()]);

/** BKG-1, ORG-12: rooms by filters; pages are read until enough of them are free at the wished time. */
export async function findRooms(ctx: ReadContext, { query }: Input<'GET /rooms'>): Promise<AnswerOf<'GET /rooms'>> {
  const { longitude, latitude, limit, freeFrom, freeTo } = query;
  const range = wishedRange(freeFrom, freeTo, ctx.now);
  const position = longitude !== undefined && latitude !== undefined ? { longitude, latitude } : null;
  const cursor = decodeCursor(query.cursor, roomCursor);
  let after = cursor && { key: cursor[0], storeId: cursor[1], sort: cursor[2], id: cursor[3] };
  const found: { room: FoundRoom; view: AvailabilityView | undefined }[] = [];
  let more = true;
  for (let pages = 0; more && pages < MOST_PAGES && found.length <= limit; pages += 1) {
    const size = range ? 100 : limit + 1;
    const rows = await searchRooms(ctx, { ...query, position }, after, size);
    const times = await timesOf(ctx, rows);
    for (const room of rows) {
      const view = times.get(room.storeId);
      if (!range || holds(view, room.id, range.from, range.to)) found.push({ room, view });
    }
    const last = rows.at(-1);
    more = rows.length === size && last !== undefined;
    if (last) after = { key: last.key, storeId: last.storeId, sort: last.sort, id: last.id };
  }
  const page = toPage(
    found,
    limit,
    ({ room }) => [room.key, room.storeId, room.sort, room.id],
    ({ room, view }) => present(room, ctx.now, freeOf(view, room.id), startOf(view, ctx.now)),
  );
  // Stopped among rooms that are taken: whoever asks on goes on behind them.
  if (page.nextCursor === null && more && after)
    page.nextCursor = encodeCursor([after.key, after.storeId, after.sort, after.id]);
  return page;
}

const freeOf = (view: AvailabilityView | undefined, roomId: string) =>
  view?.rooms.find((one) => one.roomId === roomId)?.free ?? [];
const startOf = (view: AvailabilityView | undefined, now: Date): Date => (view ? new Date(view.startsAt) : now);

/** BKG-10: days of an availability that the caller may not book yet. */
async function notYetOpen(ctx: ReadContext, policy: Policy, { startsAt, days }: AvailabilityView) {
  const level = policy.earlyHorizons.length === 0 ? null : await levelOfCaller(ctx);
  const start = Date.parse(startsAt);
  const starts = days.map(({ date, from }) => ({ date, startsAt: start + from * MINUTE }));
  return onlyForOthers(policy, level, starts, ctx.now.getTime());
}

/** One room with the free time of the next 14 days. Throws not_found for what customers may not see. */
export async function publicRoom(ctx: ReadContext, roomId: string): Promise<AnswerOf<'GET /rooms/:id'>> {
  const room = await getRoom(ctx, roomId);
  const [store, policy] = await Promise.all([bookableStore(ctx, room.storeId), policyOf(ctx, room.storeId)]);
  const rows = await searchRooms(ctx, { position: null, storeId: room.storeId }, null, 500);
  const found = rows.find((one) => one.id === roomId);
  if (!found) throw new AppError('not_found');
  const availability = await readAvailability(ctx, room.storeId, { days: daysShown(policy), rooms: [room] });
  const { id, name, address, phone, zone } = store;
  return {
    room: {
      ...present(found, ctx.now, freeOf(availability, roomId), new Date(availability.startsAt)),
      description: room.description,
    },
    store: { id, name, address, phone, zone },
    availability,
    onlyFor: await notYetOpen(ctx, policy, availability),
    policy,
  };
}
