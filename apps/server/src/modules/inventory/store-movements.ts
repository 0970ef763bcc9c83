import { movementKind } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, type Sql, sql } from '../../kernel/db.ts';

export const movementRow = z.object({
  id: z.string(),
  storeId: z.string(),
  listingId: z.string(),
  kind: movementKind,
  onHandChange: z.number(),
  reservedChange: z.number(),
  onHandAfter: z.number(),
  unitCost: z.number().nullable(),
  referenceKind: z.string().nullable(),
  referenceId: z.string().nullable(),
  actor: z.object({
    kind: z.string(),
    id: z.string().nullable().default(null),
    name: z.string().nullable().default(null),
  }),
  reason: z.string().nullable(),
  at: z.date(),
});
export type MovementRow = z.output<typeof movementRow>;

const movementColumns = sql`
  id, store_id as "storeId", listing_id as "listingId", kind, on_hand_change as "onHandChange",
  reserved_change as "reservedChange", on_hand_after as "onHandAfter", unit_cost as "unitCost",
  reference_kind as "referenceKind", reference_id as "referenceId", actor, reason, at`;

export const movementsByIds = (db: Db, ids: readonly string[]) =>
  db.rows(
    movementRow,
    sql`select ${movementColumns} from inventory.movements where id = any(${ids}::uuid[]) order by listing_id`,
  );

export interface MovementFilter {
  storeIds: readonly string[] | null;
  storeId?: string | undefined;
  listingId?: string | undefined;
  /** Null means any listing. */
  listingIds: readonly string[] | null;
  kind?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

function filtered(filter: MovementFilter): Sql {
  return sql`true
    ${filter.storeIds === null ? sql.empty : sql`and store_id = any(${filter.storeIds}::uuid[])`}
    ${filter.storeId ? sql`and store_id = ${filter.storeId}` : sql.empty}
    ${filter.listingId ? sql`and listing_id = ${filter.listingId}` : sql.empty}
    ${filter.listingIds === null ? sql.empty : sql`and listing_id = any(${filter.listingIds}::uuid[])`}
    ${filter.kind ? sql`and kind = ${filter.kind}` : sql.empty}
    ${filter.from ? sql`and at >= ${filter.from}::timestamptz` : sql.empty}
    ${filter.to ? sql`and at < ${filter.to}::timestamptz` : sql.empty}`;
}

/** Newest first. */
export const listMovements = (db: Db, filter: MovementFilter, after: readonly [string, string] | null, limit: number) =>
  db.rows(
    movementRow,
    sql`
      select ${movementColumns} from inventory.movements
      where ${filtered(filter)}
        ${after === null ? sql.empty : sql`and (at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
      order by at desc, id desc
      limit ${limit}`,
  );

/** How often and how many pieces, by kind; promises count the promised pieces. */
export const movementTotals = (db: Db, filter: MovementFilter) =>
  db.rows(
    z.object({ kind: movementKind, times: z.number(), quantity: z.number(), cost: z.number().nullable() }),
    sql`
      select kind, count(*) as times,
        sum(case when kind in ('reserve', 'release') then reserved_change else on_hand_change end)::int as quantity,
        sum(on_hand_change * unit_cost)::bigint as cost
      from inventory.movements
      where ${filtered(filter)}
      group by kind order by kind`,
  );
