import { type RoomKind, roomKind, roomState } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, mapConstraints, type Sql, sql, type Tx } from '../../kernel/db.ts';
import { AppError } from '../../kernel/errors.ts';
import { ratedAtLeast, ratingRank } from './store-ratings.ts';

const roomRow = z.object({
  id: z.uuid(),
  storeId: z.uuid(),
  name: z.string(),
  kind: roomKind,
  style: z.string().nullable(),
  capacity: z.int(),
  description: z.string().nullable(),
  facilities: z.array(z.string()),
  gallery: z.array(z.string()),
  sort: z.int(),
  bufferMinutes: z.int(),
  state: roomState,
  version: z.int(),
  createdAt: z.date(),
});
export type RoomRow = z.output<typeof roomRow>;

const columns = sql`
  rooms.id, rooms.store_id as "storeId", rooms.name, rooms.kind, rooms.style, rooms.capacity, rooms.description, rooms.facilities,
  rooms.gallery, rooms.sort, rooms.buffer_minutes as "bufferMinutes", rooms.state, rooms.version, rooms.created_at as "createdAt"`;

export const getRoomRow = (db: Db, id: string) =>
  db.row(roomRow, sql`select ${columns} from organisation.rooms where id = ${id}`);

export const lockRoomRow = (tx: Tx, id: string) =>
  tx.row(roomRow, sql`select ${columns} from organisation.rooms where id = ${id} for update`);

export const roomsByIds = (db: Db, ids: readonly string[]) =>
  db.rows(roomRow, sql`select ${columns} from organisation.rooms where id = any(${ids}::uuid[])`);

export const roomsOfStores = (db: Db, storeIds: readonly string[]) =>
  db.rows(
    roomRow,
    sql`
      select ${columns} from organisation.rooms
      where store_id = any(${storeIds}::uuid[]) and state <> 'retired'
      order by store_id, sort, id`,
  );

const like = (text: string): string => `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;

/** Stores that have, or had, rooms. */
export const roomStores = (db: Db, storeIds: readonly string[] | null) =>
  db.rows(
    z.object({ id: z.uuid(), name: z.string(), zone: z.string() }),
    sql`
      select id, name, zone from organisation.stores
      where exists (select from organisation.rooms where store_id = stores.id)
        ${storeIds === null ? sql.empty : sql`and id = any(${[...storeIds]}::uuid[])`}
      order by id`,
  );

/** By store and the order there. */
export function listRooms(
  db: Db,
  filter: {
    storeIds: readonly string[] | null;
    storeId?: string | undefined;
    state?: string | undefined;
    kind?: string | undefined;
    search?: string | undefined;
  },
  after: { storeId: string; sort: number; id: string } | null,
  limit: number,
) {
  return db.rows(
    roomRow,
    sql`
      select ${columns} from organisation.rooms
      where true
        ${filter.storeIds === null ? sql.empty : sql`and store_id = any(${filter.storeIds}::uuid[])`}
        ${filter.storeId ? sql`and store_id = ${filter.storeId}` : sql.empty}
        ${filter.state ? sql`and state = ${filter.state}` : sql`and state <> 'retired'`}
        ${filter.kind ? sql`and kind = ${filter.kind}` : sql.empty}
        ${filter.search ? sql`and (name ilike ${like(filter.search)} or style ilike ${like(filter.search)})` : sql.empty}
        ${after === null ? sql.empty : sql`and (store_id, sort, id) > (${after.storeId}::uuid, ${after.sort}::int, ${after.id}::uuid)`}
      order by store_id, sort, id
      limit ${limit}`,
  );
}

export interface RoomFields {
  name: string;
  kind: RoomKind;
  style: string | null;
  capacity: number;
  description: string | null;
  facilities: readonly string[];
  gallery?: readonly string[] | undefined;
  sort: number;
  bufferMinutes: number;
  state: 'open' | 'closed';
}

const nameTaken = { rooms_name_key: () => new AppError('room_name_taken') };

export const insertRoom = (tx: Tx, id: string, storeId: string, input: RoomFields, now: Date) =>
  mapConstraints(
    tx.run(sql`
      insert into organisation.rooms (id, store_id, name, kind, style, capacity, description, facilities, gallery, sort,
        buffer_minutes, state, version, created_at, updated_at)
      values (${id}, ${storeId}, ${input.name}, ${input.kind}, ${input.style}, ${input.capacity}, ${input.description},
        ${[...input.facilities]}, ${[...(input.gallery ?? [])]}, ${input.sort}, ${input.bufferMinutes}, ${input.state}, 1,
        ${now}, ${now})`),
    nameTaken,
  );

export const updateRoomRow = (tx: Tx, id: string, input: RoomFields, now: Date) =>
  mapConstraints(
    tx.run(sql`
      update organisation.rooms
      set name = ${input.name}, kind = ${input.kind}, style = ${input.style}, capacity = ${input.capacity},
        description = ${input.description}, facilities = ${[...input.facilities]},
        gallery = coalesce(${input.gallery ? [...input.gallery] : null}::text[], gallery), sort = ${input.sort},
        buffer_minutes = ${input.bufferMinutes}, state = ${input.state}, version = version + 1, updated_at = ${now}
      where id = ${id}`),
    nameTaken,
  );

export const setRoomState = (tx: Tx, id: string, state: RoomRow['state'], now: Date) =>
  tx.run(sql`
    update organisation.rooms set state = ${state}, version = version + 1, updated_at = ${now} where id = ${id}`);

/** What a list of rooms for customers asks; distances in metres. */
export interface RoomSearch {
  position: { longitude: number; latitude: number } | null;
  storeId?: string | undefined;
  kind?: string | undefined;
  style?: string | undefined;
  people?: number | undefined;
  search?: string | undefined;
  sort?: 'distance' | 'rating' | undefined;
  minimumRating?: number | undefined;
}

const foundRoom = roomRow.extend({
  storeName: z.string(),
  address: z.string(),
  city: z.string(),
  zone: z.string(),
  longitude: z.number(),
  latitude: z.number(),
  distance: z.number().nullable(),
  /** What the list is ordered by: metres, or how it is rated. */
  key: z.number(),
});
export type FoundRoom = z.output<typeof foundRoom>;
export interface RoomPlace {
  key: number;
  storeId: string;
  sort: number;
  id: string;
}

function searched({ search }: RoomSearch): Sql {
  if (!search) return sql.empty;
  const pattern = like(search);
  return sql`and (rooms.name ilike ${pattern} or stores.name ilike ${pattern} or stores.address ilike ${pattern} or stores.city ilike ${pattern})`;
}

/** ORG-12: open rooms of stores that customers may see, the best rated or nearest first where there is a position. */
export function searchRooms(db: Db, filter: RoomSearch, after: RoomPlace | null, limit: number): Promise<FoundRoom[]> {
  const { position } = filter;
  const metres = position
    ? sql`organisation.metres_between(${position.longitude}::float8, ${position.latitude}::float8, stores.longitude, stores.latitude)`
    : sql`null::float8`;
  const room = sql`rooms.id`;
  const key = filter.sort === 'rating' ? ratingRank(room) : position ? metres : sql`0::float8`;
  return db.rows(
    foundRoom,
    sql`
      select found.* from (
        select ${columns}, stores.name as "storeName", stores.address, stores.city, stores.zone, stores.longitude, stores.latitude,
          ${metres} as distance, ${key} as key
        from organisation.rooms join organisation.stores on stores.id = rooms.store_id
        where rooms.state = 'open' and stores.state in ('open', 'abnormal')
          ${filter.storeId ? sql`and rooms.store_id = ${filter.storeId}` : sql.empty}
          ${filter.kind ? sql`and rooms.kind = ${filter.kind}` : sql.empty}
          ${filter.style ? sql`and rooms.style = ${filter.style}` : sql.empty}
          ${filter.people ? sql`and rooms.capacity >= ${filter.people}` : sql.empty}
          ${ratedAtLeast(room, filter.minimumRating)}
          ${searched(filter)}
      ) as found
      where true
        ${
          after === null
            ? sql.empty
            : sql`and (found.key, found."storeId", found.sort, found.id)
                > (${after.key}::float8, ${after.storeId}::uuid, ${after.sort}::int, ${after.id}::uuid)`
        }
      order by found.key, found."storeId", found.sort, found.id
      limit ${limit}`,
  );
}
