// SQL of entities and regions; stores have their own file.
import { z } from 'zod';
import { type Db, mapConstraints, sql, type Tx } from '../../kernel/db.ts';
import { invalidInput } from '../../kernel/errors.ts';

export const entityRow = z.object({
  id: z.string(),
  name: z.string(),
  contactName: z.string().nullable(),
  contactPhoneMasked: z.string().nullable(),
  licenceNumber: z.string().nullable(),
  payoutAccountMasked: z.string().nullable(),
  serviceFee: z.number(),
  channelFeeBearer: z.enum(['platform', 'entity']),
  storeCount: z.number(),
  createdAt: z.date(),
});
export type EntityRow = z.output<typeof entityRow>;

type Scope = readonly string[] | null;
const inScope = (scope: Scope) => (scope === null ? sql.empty : sql`and stores.id = any(${scope}::uuid[])`);

const entityColumns = (scope: Scope) => sql`
  entities.id, entities.name, entities.contact_name as "contactName",
  entities.contact_phone_masked as "contactPhoneMasked", entities.licence_number as "licenceNumber",
  entities.payout_account_masked as "payoutAccountMasked", entities.service_fee as "serviceFee",
  entities.channel_fee_bearer as "channelFeeBearer", entities.created_at as "createdAt",
  (select count(*) from organisation.stores where stores.entity_id = entities.id ${inScope(scope)}) as "storeCount"`;

/** An entity is seen by whoever sees one of its stores. */
const seen = (scope: Scope) =>
  scope === null
    ? sql`true`
    : sql`exists (select from organisation.stores where stores.entity_id = entities.id ${inScope(scope)})`;

export function listEntities(db: Db, scope: Scope, search: string | undefined, after: string | null, limit: number) {
  const pattern = `%${(search ?? '').replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
  return db.rows(
    entityRow,
    sql`
      select ${entityColumns(scope)} from organisation.entities
      where ${seen(scope)}
        ${search ? sql`and (entities.name ilike ${pattern} or entities.licence_number ilike ${pattern})` : sql.empty}
        ${after === null ? sql.empty : sql`and entities.id > ${after}`}
      order by entities.id
      limit ${limit}`,
  );
}

export const getEntityRow = (db: Db, id: string, scope: Scope) =>
  db.row(
    entityRow,
    sql`select ${entityColumns(scope)} from organisation.entities where entities.id = ${id} and ${seen(scope)}`,
  );

export const entityNamesOf = (db: Db, ids: readonly string[]) =>
  db.rows(
    z.object({ id: z.string(), name: z.string() }),
    sql`select id, name from organisation.entities where id = any(${ids}::uuid[])`,
  );

export const lockEntity = (tx: Tx, id: string) =>
  tx.run(sql`select from organisation.entities where id = ${id} for update`);

export interface EntityFields {
  name: string;
  contactName: string | null;
  licenceNumber: string | null;
  serviceFee: number;
  channelFeeBearer: string;
}
/** A value that is kept encrypted, with what screens may show of it. */
export interface Sealed {
  sealed: string | null;
  masked: string | null;
}

const taken = { entities_licence_key: () => invalidInput('licenceNumber', 'taken') };

export const insertEntity = (tx: Tx, id: string, input: EntityFields, phone: Sealed, account: Sealed, now: Date) =>
  mapConstraints(
    tx.run(sql`
      insert into organisation.entities
        (id, name, contact_name, contact_phone_sealed, contact_phone_masked, licence_number, payout_account_sealed,
         payout_account_masked, service_fee, channel_fee_bearer, created_at, updated_at)
      values (${id}, ${input.name}, ${input.contactName}, ${phone.sealed}, ${phone.masked}, ${input.licenceNumber},
        ${account.sealed}, ${account.masked}, ${input.serviceFee}, ${input.channelFeeBearer}, ${now}, ${now})`),
    taken,
  );

/** `undefined` leaves a sealed value as it is. */
export const updateEntityRow = (
  tx: Tx,
  id: string,
  input: EntityFields,
  phone: Sealed | undefined,
  account: Sealed | undefined,
  now: Date,
) =>
  mapConstraints(
    tx.run(sql`
      update organisation.entities
      set name = ${input.name}, contact_name = ${input.contactName}, licence_number = ${input.licenceNumber},
        service_fee = ${input.serviceFee}, channel_fee_bearer = ${input.channelFeeBearer}, updated_at = ${now}
        ${phone ? sql`, contact_phone_sealed = ${phone.sealed}, contact_phone_masked = ${phone.masked}` : sql.empty}
        ${account ? sql`, payout_account_sealed = ${account.sealed}, payout_account_masked = ${account.masked}` : sql.empty}
      where id = ${id}`),
    taken,
  );

const regionRow = z.object({
  id: z.string(),
  parentId: z.string().nullable(),
  name: z.string(),
  storeCount: z.number(),
});

/** Regions with the stores directly in them; in a limited scope those with a store of it, and all above these. */
export const listRegions = (db: Db, scope: Scope) =>
  db.rows(
    regionRow,
    sql`
      with recursive shown as (
        select id, parent_id from organisation.regions
        where ${scope === null ? sql`true` : sql`exists (select from organisation.stores where stores.region_id = regions.id ${inScope(scope)})`}
        union
        select regions.id, regions.parent_id
        from organisation.regions join shown on regions.id = shown.parent_id
      )
      select regions.id, regions.parent_id as "parentId", regions.name,
        (select count(*) from organisation.stores where stores.region_id = regions.id ${inScope(scope)}) as "storeCount"
      from organisation.regions
      where regions.id in (select id from shown)
      order by regions.id
      limit 2000`,
  );

/** Keeps other writers of the tree out until the end of the transaction, so that two moves cannot close a circle. */
export const lockRegions = (tx: Tx) => tx.run(sql`lock table organisation.regions in share row exclusive mode`);

const parentUnknown = { regions_parent_fkey: () => invalidInput('parentId', 'unknown') };

export const insertRegion = (tx: Tx, id: string, name: string, parentId: string | null, now: Date) =>
  mapConstraints(
    tx.run(sql`
      insert into organisation.regions (id, parent_id, name, created_at) values (${id}, ${parentId}, ${name}, ${now})`),
    parentUnknown,
  );

export const updateRegionRow = (tx: Tx, id: string, name: string, parentId: string | null) =>
  mapConstraints(
    tx.run(sql`update organisation.regions set name = ${name}, parent_id = ${parentId} where id = ${id}`),
    parentUnknown,
  );
