import type { roomsSchemas } from '@latchkey/contract';
import { z } from 'zod';
import { requireStaff, requireStore, requireSystem, storeFilter } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { defineHandlers, type Input, read, write } from '../../kernel/http.ts';
import { newId } from '../../kernel/ids.ts';
import { mediaAddress } from '../../kernel/media.ts';
import { decodeCursor, toPage } from '../../kernel/paging.ts';
import { type Rating, ratingsOf } from './ratings.ts';
import {
  getRoomRow,
  insertRoom,
  listRooms,
  lockRoomRow,
  type RoomFields,
  type FoundRoom as RoomFound,
  type RoomPlace,
  type RoomRow,
  type RoomSearch,
  roomStores,
  roomsByIds,
  roomsOfStores,
  searchRooms as search,
  setRoomState,
  updateRoomRow,
} from './room-store.ts';
import { getStore, storesByIds } from './store.ts';

export type { RoomPlace, RoomRow as RoomFacts, RoomSearch } from './room-store.ts';

type StaffRoom = z.input<typeof roomsSchemas.staffRoom>;

/** A room by its id. Throws not_found. */
export const getRoom = (ctx: ReadContext, id: string): Promise<RoomRow> => getRoomRow(ctx.db, id);

/** Rooms by id; unknown ids are missing. */
export async function getRooms(ctx: ReadContext, ids: readonly string[]): Promise<Map<string, RoomRow>> {
  if (ids.length === 0) return new Map();
  return new Map((await roomsByIds(ctx.db, [...new Set(ids)])).map((room) => [room.id, room]));
}

/** Rooms of a store that are not retired, in their order. */
export const roomsOfStore = (ctx: ReadContext, storeId: string): Promise<RoomRow[]> => roomsOfStores(ctx.db, [storeId]);

export type FoundRoom = RoomFound & { rating: Rating | null };

/** Stores that have rooms, of a scope or all. */
export const storesWithRooms = (ctx: ReadContext, storeIds: readonly string[] | null) => roomStores(ctx.db, storeIds);

/** ORG-12: rooms that customers may book, a page at a time, with how they are rated. */
export async function searchRooms(
  ctx: ReadContext,
  filter: RoomSearch,
  after: RoomPlace | null,
  limit: number,
): Promise<FoundRoom[]> {
  const rooms = await search(ctx.db, filter, after, limit);
  const ratings = await ratingsOf(
    ctx,
    rooms.map((room) => room.id),
  );
  return rooms.map((room) => ({ ...room, rating: ratings.get(room.id) ?? null }));
}

/** ORG-10: adds a room to a store that has some. Throws not_found (outside the scope), room_name_taken. */
export async function createRoom(ctx: Context, storeId: string, input: RoomFields): Promise<{ roomId: string }> {
  requireStaff(ctx.actor, 'rooms:edit');
  requireStore(ctx.actor, storeId);
  const store = await getStore(ctx.db, storeId);
  if (store.kind === 'retail') throw invalidInput('storeId', 'the store has no rooms');
  const roomId = newId();
  await insertRoom(ctx.tx, roomId, storeId, input, ctx.now);
  await audit(ctx, { action: 'rooms.create', object: { kind: 'room', id: roomId }, after: { storeId, ...input } });
  return { roomId };
}

/** ORG-10: changes a room. Throws not_found, conflict, illegal_move (retired), room_name_taken. */
export async function updateRoom(ctx: Context, id: string, input: RoomFields & { version: number }): Promise<void> {
  requireStaff(ctx.actor, 'rooms:edit');
  const room = await lockRoomRow(ctx.tx, id);
  requireStore(ctx.actor, room.storeId);
  if (room.state === 'retired') throw new AppError('illegal_move', { state: room.state });
  if (room.version !== input.version) throw new AppError('conflict');
  await updateRoomRow(ctx.tx, id, input, ctx.now);
  const { createdAt: _, ...before } = room;
  await audit(ctx, { action: 'rooms.update', object: { kind: 'room', id }, before, after: input });
}

/** ORG-10: takes a room out of use for good; whoever books has checked that nothing is to come. */
export async function retireRoom(ctx: Context, id: string): Promise<void> {
  requireSystem(ctx.actor);
  const room = await lockRoomRow(ctx.tx, id);
  if (room.state === 'retired') throw new AppError('illegal_move', { state: room.state });
  await setRoomState(ctx.tx, id, 'retired', ctx.now);
}

/** One room for staff, in scope. Throws not_found. */
export async function staffRoom(ctx: ReadContext, id: string): Promise<StaffRoom> {
  requireStaff(ctx.actor, null);
  const room = await getRoomRow(ctx.db, id);
  requireStore(ctx.actor, room.storeId);
  const [view] = await present(ctx, [room]);
  if (!view) throw new AppError('not_found');
  return view;
}

const roomCursor = z.tuple([z.uuid(), z.int(), z.uuid()]);

async function staffRooms(ctx: ReadContext, query: Input<'GET /staff/rooms'>['query']) {
  requireStaff(ctx.actor, 'rooms');
  const after = decodeCursor(query.cursor, roomCursor);
  const { storeId, state, kind, search } = query;
  const filter = { storeIds: storeFilter(ctx.actor), storeId, state, kind, search };
  const place = after && { storeId: after[0], sort: after[1], id: after[2] };
  const rows = await listRooms(ctx.db, filter, place, query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [row.storeId, row.sort, row.id]);
  return { items: await present(ctx, page.items), nextCursor: page.nextCursor };
}

async function present(ctx: ReadContext, rooms: readonly RoomRow[]): Promise<StaffRoom[]> {
  const stores = new Map(
    (
      await storesByIds(
        ctx.db,
        rooms.map((room) => room.storeId),
      )
    ).map((store) => [store.id, store]),
  );
  return rooms.map(({ storeId, createdAt, gallery, ...room }) => ({
    ...room,
    store: { id: storeId, name: stores.get(storeId)?.name ?? '', zone: stores.get(storeId)?.zone ?? '' },
    gallery: gallery.map(mediaAddress),
    createdAt: createdAt.toISOString(),
  }));
}

export const roomHandlers = defineHandlers({
  'GET /staff/rooms': read((ctx, { query }) => staffRooms(ctx, query)),
  'POST /staff/rooms': write(async (ctx, { body: { storeId, ...room } }) => {
    const { roomId } = await createRoom(ctx, storeId, room);
    return staffRoom(ctx, roomId);
  }),
  'GET /staff/rooms/:id': read((ctx, { params }) => {
    requireStaff(ctx.actor, 'rooms');
    return staffRoom(ctx, params.id);
  }),
  'PUT /staff/rooms/:id': write(async (ctx, { params, body }) => {
    await updateRoom(ctx, params.id, body);
    return staffRoom(ctx, params.id);
  }),
});
