import { z } from 'zod';
import { type Db, type Sql, sql, type Tx } from '../../kernel/db.ts';

export interface Reference {
  kind: string;
  id: string;
}
/** Who caused a movement, as the history keeps it. */
export interface MovementActor {
  kind: string;
  id: string | null;
  name: string | null;
}

/** What the shelf has of a listing, less what is promised, as an expression for others' statements. */
export const availableSql = (listingId: Sql): Sql => sql`inventory.available(${listingId})`;

/** Which of these are at or under their threshold now: the payload of `stockChanged`, null for none. */
export const lowAmong = (storeId: string, watched: readonly { listing: string; least: number }[]): Sql => sql`
  select case when count(*) > 0
    then jsonb_build_object('storeId', ${storeId}::uuid, 'listingIds', jsonb_agg(stock.listing_id)) end as payload
  from jsonb_to_recordset(${sql.json(watched)}::jsonb) as watched(listing uuid, least int)
  join inventory.stock on stock.listing_id = watched.listing
  where stock.on_hand - stock.reserved <= watched.least`;

const reserved = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    lines: z.array(z.object({ listing: z.string(), onHand: z.number(), reserved: z.number() })),
  }),
  z.object({
    ok: z.literal(false),
    shortages: z.array(z.object({ listing: z.string(), wanted: z.number(), available: z.number() })),
  }),
]);
const reservedRow = z.object({ result: reserved });

export async function reserve(
  tx: Tx,
  storeId: string,
  reference: Reference,
  lines: readonly { listing: string; quantity: number; policy: string }[],
  actor: MovementActor,
  now: Date,
) {
  const { result } = await tx.row(
    reservedRow,
    sql`
      select inventory.reserve(${storeId}, ${reference.kind}, ${reference.id}, ${sql.json(lines)}::jsonb,
        ${sql.json(actor)}::jsonb, ${now}) as result`,
  );
  return result;
}

const settled = z.array(
  z.object({
    listing: z.string(),
    store: z.string(),
    quantity: z.number(),
    onHand: z.number(),
    reserved: z.number(),
    countNeeded: z.boolean(),
  }),
);
const settledRow = z.object({ result: settled });

export async function sell(tx: Tx, reference: Reference, actor: MovementActor, now: Date) {
  const { result } = await tx.row(
    settledRow,
    sql`
      select inventory.sell(${reference.kind}, ${reference.id}, ${sql.json(actor)}::jsonb, ${now}) as result`,
  );
  return result;
}

export async function release(tx: Tx, reference: Reference, actor: MovementActor, now: Date) {
  const { result } = await tx.row(
    settledRow,
    sql`
      select inventory.release(${reference.kind}, ${reference.id}, ${sql.json(actor)}::jsonb, ${now}) as result`,
  );
  return result;
}

const recorded = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    movements: z.array(z.object({ id: z.string(), listing: z.string(), onHand: z.number() })),
  }),
  z.object({ ok: z.literal(false), shortages: z.array(z.object({ listing: z.string(), onHand: z.number() })) }),
]);
const recordedRow = z.object({ result: recorded });

export async function record(
  tx: Tx,
  movement: {
    storeId: string;
    kind: string;
    reason: string | null;
    reference: Reference | null;
    lines: readonly { listing: string; change: number; unitCost: number | null }[];
  },
  actor: MovementActor,
  now: Date,
) {
  const { result } = await tx.row(
    recordedRow,
    sql`
      select inventory.record(${movement.storeId}, ${movement.kind}, ${sql.json(movement.lines)}::jsonb,
        ${movement.reason}, ${movement.reference?.kind ?? null}, ${movement.reference?.id ?? null},
        ${sql.json(actor)}::jsonb, ${now}) as result`,
  );
  return result;
}

/** Locks the stock of listings in sorted order, making rows that are missing. */
export async function lockStock(tx: Tx, storeId: string, listingIds: readonly string[], now: Date): Promise<void> {
  await tx.rows(z.unknown(), sql`select inventory.lock_rows(${storeId}, ${[...listingIds]}::uuid[], ${now})`);
}

/** What was written for a reference. */
export const movementsOf = (db: Db, reference: Reference) =>
  db.rows(
    z.object({ id: z.string() }),
    sql`select id from inventory.movements
      where reference_kind = ${reference.kind} and reference_id = ${reference.id} order by id`,
  );

const stockRow = z.object({ listingId: z.string(), onHand: z.number(), reserved: z.number() });

export const stockByListing = (db: Db, listingIds: readonly string[]) =>
  db.rows(
    stockRow,
    sql`
      select listing_id as "listingId", on_hand as "onHand", reserved
      from inventory.stock
      where listing_id = any(${listingIds}::uuid[])`,
  );

export const lowListings = (db: Db, storeIds: readonly string[] | null, limit: number) =>
  db.rows(
    z.object({ listingId: z.string() }),
    sql`
      select listing_id as "listingId" from inventory.stock
      where low ${storeIds === null ? sql.empty : sql`and store_id = any(${storeIds}::uuid[])`}
      order by listing_id
      limit ${limit}`,
  );

const thresholdRow = stockRow.extend({ storeId: z.string(), low: z.boolean() });
const thresholdRows = (listingIds: readonly string[]) => sql`
  select listing_id as "listingId", store_id as "storeId", on_hand as "onHand", reserved, low
  from inventory.stock
  where listing_id = any(${listingIds}::uuid[])
  order by listing_id`;

export const readForThreshold = (db: Db, listingIds: readonly string[]) =>
  db.rows(thresholdRow, thresholdRows(listingIds));

export const lockForThreshold = (tx: Tx, listingIds: readonly string[]) =>
  tx.rows(thresholdRow, sql`${thresholdRows(listingIds)} for update`);

export const setLow = (tx: Tx, listingId: string, low: boolean) =>
  tx.run(sql`update inventory.stock set low = ${low} where listing_id = ${listingId}`);

const countTaskRow = z.object({ listingId: z.string(), storeId: z.string(), onHand: z.number(), since: z.date() });

/** Listings that wait for a count, latest first. */
export const countTasks = (
  db: Db,
  filter: { storeIds: readonly string[] | null; storeId: string | undefined },
  after: readonly [string, string] | null,
  limit: number,
) =>
  db.rows(
    countTaskRow,
    sql`
      select listing_id as "listingId", store_id as "storeId", on_hand as "onHand", count_needed_since as since
      from inventory.stock
      where count_needed_since is not null
        ${filter.storeIds === null ? sql.empty : sql`and store_id = any(${filter.storeIds}::uuid[])`}
        ${filter.storeId === undefined ? sql.empty : sql`and store_id = ${filter.storeId}`}
        ${after === null ? sql.empty : sql`and (count_needed_since, listing_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
      order by count_needed_since desc, listing_id desc
      limit ${limit}`,
  );

const difference = z.object({ listingId: z.string(), onHand: z.number(), movements: z.number() });

/** Compares every listing's stock with its movements and its open reservations. */
export const compareStock = (db: Db, storeIds: readonly string[] | null) => {
  const scope = storeIds === null ? sql`true` : sql`store_id = any(${storeIds}::uuid[])`;
  return db.row(
    z.object({ listings: z.number(), differences: z.number(), first: difference.nullable() }),
    sql`
      with moved as (
        select listing_id, sum(on_hand_change)::int as on_hand, sum(reserved_change)::int as reserved
        from inventory.movements where ${scope}
        group by listing_id
      ), held as (
        select listing_id, sum(quantity)::int as reserved
        from inventory.reservations where state = 'held' and ${scope}
        group by listing_id
      ), compared as (
        select coalesce(stock.listing_id, moved.listing_id, held.listing_id) as listing_id,
          coalesce(stock.on_hand, 0) as on_hand, coalesce(moved.on_hand, 0) as moved_on_hand,
          coalesce(stock.reserved, 0) as reserved, coalesce(moved.reserved, 0) as moved_reserved,
          coalesce(held.reserved, 0) as held_reserved
        from (select * from inventory.stock where ${scope}) as stock
        full join moved on moved.listing_id = stock.listing_id
        full join held on held.listing_id = coalesce(stock.listing_id, moved.listing_id)
      ), wrong as (
        select listing_id,
          case when on_hand <> moved_on_hand then on_hand else reserved end as on_hand,
          case when on_hand <> moved_on_hand then moved_on_hand
            when reserved <> moved_reserved then moved_reserved else held_reserved end as movements
        from compared
        where on_hand <> moved_on_hand or reserved <> moved_reserved or reserved <> held_reserved
      )
      select (select count(*) from compared) as listings, (select count(*) from wrong) as differences,
        (select jsonb_build_object('listingId', listing_id, 'onHand', on_hand, 'movements', movements)
          from wrong order by listing_id limit 1) as first`,
  );
};
