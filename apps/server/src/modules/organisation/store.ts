import { organisationSchemas, type ScopeKind, storeKind, storeState } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, mapConstraints, type Sql, sql, type Tx } from '../../kernel/db.ts';
import { invalidInput } from '../../kernel/errors.ts';
import { ratedAtLeast, ratingRank } from './store-ratings.ts';

export const storeRow = z.object({
  id: z.string(),
  number: z.string(),
  name: z.string(),
  kind: storeKind,
  entityId: z.string(),
  entityName: z.string(),
  regionId: z.string().nullable(),
  regionName: z.string().nullable(),
  city: z.string(),
  address: z.string(),
  longitude: z.number(),
  latitude: z.number(),
  zone: z.string(),
  phone: z.string().nullable(),
  serviceFee: z.number().nullable(),
  facilities: z.array(z.string()),
  gallery: z.array(z.string()),
  hours: organisationSchemas.weekPlan,
  attended: organisationSchemas.weekPlan.nullable(),
  state: storeState,
  stateReason: z.string().nullable(),
  lockdownReason: z.string().nullable(),
  lockdownSince: z.date().nullable(),
  lockdownBy: z.string().nullable(),
  capacity: z.number().nullable(),
  exitPolicy: z.enum(['agent', 'auto']),
  ageRestricted: z.boolean(),
  proximityMetres: z.number().nullable(),
  version: z.number(),
  createdAt: z.date(),
});
export type StoreRow = z.output<typeof storeRow>;

const storeColumns = sql`
  stores.id, stores.number, stores.name, stores.kind, stores.entity_id as "entityId", entities.name as "entityName",
  stores.region_id as "regionId", regions.name as "regionName", stores.city, stores.address, stores.longitude,
  stores.latitude, stores.zone, stores.phone, stores.service_fee as "serviceFee", stores.facilities, stores.gallery,
  stores.hours, stores.attended, stores.state, stores.state_reason as "stateReason",
  stores.lockdown_reason as "lockdownReason", stores.lockdown_since as "lockdownSince",
  stores.lockdown_by as "lockdownBy", stores.capacity, stores.exit_policy as "exitPolicy",
  stores.age_restricted as "ageRestricted", stores.proximity_metres as "proximityMetres", stores.version,
  stores.created_at as "createdAt"`;
const storeTables = sql`
  organisation.stores
  join organisation.entities on entities.id = stores.entity_id
  left join organisation.regions on regions.id = stores.region_id`;

export const findStore = (db: Db, id: string) =>
  db.maybeRow(storeRow, sql`select ${storeColumns} from ${storeTables} where stores.id = ${id}`);

export const getStore = (db: Db, id: string) =>
  db.row(storeRow, sql`select ${storeColumns} from ${storeTables} where stores.id = ${id}`);

export const lockStore = (tx: Tx, id: string) =>
  tx.row(storeRow, sql`select ${storeColumns} from ${storeTables} where stores.id = ${id} for update of stores`);

export const storesByIds = (db: Db, ids: readonly string[] | Sql) =>
  db.rows(storeRow, sql`select ${storeColumns} from ${storeTables} where stores.id = any(${ids}::uuid[])`);

export interface StoreFilter {
  storeIds: readonly string[] | null;
  search?: string | undefined;
  entityId?: string | undefined;
  regionId?: string | undefined;
  state?: string | undefined;
  kind?: string | undefined;
}

/** Oldest first; ids are in order of time. */
export function listStores(db: Db, filter: StoreFilter, after: string | null, limit: number) {
  return db.rows(
    storeRow,
    sql`
      select ${storeColumns} from ${storeTables}
      where true
        ${filter.storeIds === null ? sql.empty : sql`and stores.id = any(${filter.storeIds}::uuid[])`}
        ${filter.entityId ? sql`and stores.entity_id = ${filter.entityId}` : sql.empty}
        ${filter.regionId ? sql`and stores.region_id in (${regionsBelow([filter.regionId])})` : sql.empty}
        ${filter.state ? sql`and stores.state = ${filter.state}` : sql.empty}
        ${ofKind(filter.kind)}
        ${searched(filter.search)}
        ${after === null ? sql.empty : sql`and stores.id > ${after}`}
      order by stores.id
      limit ${limit}`,
  );
}

const ofKind = (kind: string | undefined): Sql => (kind ? sql`and stores.kind in (${kind}, 'both')` : sql.empty);

function searched(text: string | undefined): Sql {
  if (!text) return sql.empty;
  const pattern = `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
  return sql`and (stores.name ilike ${pattern} or stores.address ilike ${pattern} or stores.city ilike ${pattern}
    or stores.number ilike ${pattern})`;
}

const regionsBelow = (ids: readonly string[]): Sql => sql`
  with recursive below as (
    select id from organisation.regions where id = any(${ids}::uuid[])
    union
    select regions.id from organisation.regions join below on regions.parent_id = below.id
  )
  select id from below`;

const nearbyRow = storeRow.extend({ distance: z.number().nullable(), key: z.number().nullable() });
export type NearbyRow = z.output<typeof nearbyRow>;

/** ORG-12: stores that customers may see, the best rated or nearest first where there is a position, else oldest first. */
export function listNearby(
  db: Db,
  filter: {
    position: { longitude: number; latitude: number } | null;
    kind?: string | undefined;
    search?: string | undefined;
    byRating?: boolean;
    minimumRating?: number | undefined;
  },
  after: { key: number | null; id: string } | null,
  limit: number,
): Promise<NearbyRow[]> {
  const { position } = filter;
  const store = sql`stores.id`;
  const metres = position
    ? sql`organisation.metres_between(${position.longitude}::float8, ${position.latitude}::float8, stores.longitude, stores.latitude)`
    : sql`null::float8`;
  const beyond =
    after === null
      ? sql.empty
      : after.key === null
        ? sql`and found.id > ${after.id}`
        : sql`and (found.key, found.id) > (${after.key}::float8, ${after.id}::uuid)`;
  const key = filter.byRating ? ratingRank(store) : metres;
  return db.rows(
    nearbyRow,
    sql`
      select * from (
        select ${storeColumns}, ${metres} as distance, ${key} as key from ${storeTables}
        where stores.state <> 'suspended' ${ofKind(filter.kind)} ${searched(filter.search)}
          ${ratedAtLeast(store, filter.minimumRating)}
      ) as found
      where true ${beyond}
      order by ${position || filter.byRating ? sql`found.key, found.id` : sql`found.id`}
      limit ${limit}`,
  );
}

export type StoreFields = z.output<typeof organisationSchemas.storeInput>;

export async function nextStoreNumber(tx: Tx): Promise<string> {
  const { next } = await tx.row(
    z.object({ next: z.number() }),
    sql`select nextval('organisation.store_numbers') as next`,
  );
  return `S${String(next).padStart(5, '0')}`;
}

const storeConstraints = {
  stores_entity_fkey: () => invalidInput('entityId', 'unknown'),
  stores_region_fkey: () => invalidInput('regionId', 'unknown'),
};

export function insertStore(tx: Tx, id: string, number: string, input: StoreFields, now: Date) {
  return mapConstraints(
    tx.run(sql`
      insert into organisation.stores
        (id, number, name, kind, entity_id, region_id, city, address, longitude, latitude, zone, phone, service_fee,
         facilities, gallery, hours, attended, state, capacity, exit_policy, age_restricted, proximity_metres, version,
         created_at, updated_at)
      values (${id}, ${number}, ${input.name}, ${input.kind}, ${input.entityId}, ${input.regionId}, ${input.city},
        ${input.address}, ${input.position.longitude}, ${input.position.latitude}, ${input.zone}, ${input.phone},
        ${input.serviceFee}, ${input.facilities}, ${input.gallery ?? []}, ${sql.json(input.hours)},
        ${input.attended && sql.json(input.attended)}, 'open', ${input.capacity}, ${input.exitPolicy},
        ${input.ageRestricted}, ${input.proximityMetres}, 1, ${now}, ${now})`),
    storeConstraints,
  );
}

export function updateStoreRow(tx: Tx, id: string, input: StoreFields, now: Date) {
  return mapConstraints(
    tx.run(sql`
      update organisation.stores
      set name = ${input.name}, kind = ${input.kind}, entity_id = ${input.entityId}, region_id = ${input.regionId},
        city = ${input.city}, address = ${input.address}, longitude = ${input.position.longitude},
        latitude = ${input.position.latitude}, zone = ${input.zone}, phone = ${input.phone},
        service_fee = ${input.serviceFee}, facilities = ${input.facilities},
        gallery = coalesce(${input.gallery ?? null}::text[], gallery), hours = ${sql.json(input.hours)},
        attended = ${input.attended && sql.json(input.attended)}, capacity = ${input.capacity},
        exit_policy = ${input.exitPolicy}, age_restricted = ${input.ageRestricted},
        proximity_metres = ${input.proximityMetres}, version = version + 1, updated_at = ${now}
      where id = ${id}`),
    storeConstraints,
  );
}

export const setState = (tx: Tx, id: string, state: string, reason: string, now: Date) =>
  tx.run(sql`
    update organisation.stores
    set state = ${state}, state_reason = ${reason}, version = version + 1, updated_at = ${now}
    where id = ${id}`);

export const setLockdown = (tx: Tx, id: string, lockdown: { reason: string; by: string } | null, now: Date) =>
  tx.run(sql`
    update organisation.stores
    set lockdown_reason = ${lockdown?.reason ?? null}, lockdown_by = ${lockdown?.by ?? null},
      lockdown_since = ${lockdown ? now : null}, version = version + 1, updated_at = ${now}
    where id = ${id}`);

const doorCode = z.object({ token: z.string(), issuedAt: z.date() });

export const getDoorCode = (db: Db, storeId: string) =>
  db.row(
    doorCode,
    sql`
      select token, issued_at as "issuedAt" from organisation.door_codes
      where store_id = ${storeId} and ended_at is null`,
  );

export async function replaceDoorCode(tx: Tx, storeId: string, token: string, now: Date): Promise<void> {
  await tx.run(sql`
    update organisation.door_codes set ended_at = ${now} where store_id = ${storeId} and ended_at is null`);
  await tx.run(sql`
    insert into organisation.door_codes (token, store_id, issued_at) values (${token}, ${storeId}, ${now})`);
}

export const findStoreIdByToken = (db: Db, token: string) =>
  db.maybeRow(
    z.object({ storeId: z.string() }),
    sql`select store_id as "storeId" from organisation.door_codes where token = ${token} and ended_at is null`,
  );

const bound = z.object({ storeId: z.string(), agentId: z.string() });

export const agentsOf = (db: Db, storeIds: readonly string[]) =>
  db.rows(
    bound,
    sql`
      select store_id as "storeId", agent_id as "agentId" from organisation.store_agents
      where store_id = any(${storeIds}::uuid[])
      order by bound_at, agent_id`,
  );

export async function replaceAgents(tx: Tx, storeId: string, agentIds: readonly string[], now: Date): Promise<void> {
  await tx.run(sql`
    delete from organisation.store_agents where store_id = ${storeId} and not agent_id = any(${agentIds}::uuid[])`);
  await tx.run(sql`
    insert into organisation.store_agents (store_id, agent_id, bound_at)
    select ${storeId}::uuid, agent_id, ${now}::timestamptz from unnest(${agentIds}::uuid[]) as agent_id
    on conflict do nothing`);
}

export const feeTermsOf = (db: Db, storeId: string) =>
  db.row(
    z.object({ entityId: z.string(), serviceFee: z.number(), channelFeeBearer: z.enum(['platform', 'entity']) }),
    sql`
      select stores.entity_id as "entityId", coalesce(stores.service_fee, entities.service_fee) as "serviceFee",
        entities.channel_fee_bearer as "channelFeeBearer"
      from organisation.stores join organisation.entities on entities.id = stores.entity_id
      where stores.id = ${storeId}`,
  );

/** IDN-8: the stores of a scope by its kind; `all` is for the caller to know. */
export async function storeIdsIn(
  db: Db,
  staffId: string,
  scope: { kind: Exclude<ScopeKind, 'all'>; ids: readonly string[] },
): Promise<string[]> {
  const where: Record<typeof scope.kind, Sql> = {
    region: sql`select id from organisation.stores where region_id in (${regionsBelow(scope.ids)})`,
    entity: sql`select id from organisation.stores where entity_id = any(${scope.ids}::uuid[])`,
    stores: sql`select id from organisation.stores where id = any(${scope.ids}::uuid[])`,
    own: sql`select store_id as id from organisation.store_agents where agent_id = ${staffId}`,
  };
  const rows = await db.rows(z.object({ id: z.string() }), sql`${where[scope.kind]} order by id`);
  return rows.map((row) => row.id);
}
