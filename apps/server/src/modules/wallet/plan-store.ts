import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';
import type { TopUpTier } from './rules.ts';

const planRow = z.object({
  id: z.string(),
  version: z.number(),
  entityId: z.string(),
  tiers: z.array(z.object({ amount: z.number(), gift: z.number() })),
  least: z.number().nullable(),
  most: z.number().nullable(),
  validFrom: z.date(),
  validTo: z.date().nullable(),
  createdAt: z.date(),
  createdBy: z.string(),
});
export type PlanRow = z.infer<typeof planRow>;

const columns = sql`
  id, version, entity_id as "entityId", tiers, least, most, valid_from as "validFrom", valid_to as "validTo",
  created_at as "createdAt", created_by as "createdBy"`;

/** The newest version whose time it is. */
export function planInForce(db: Db, now: Date): Promise<PlanRow | null> {
  return db.maybeRow(
    planRow,
    sql`
    select ${columns} from wallet.plans
    where valid_from <= ${now} and (valid_to is null or valid_to > ${now})
    order by version desc limit 1`,
  );
}

export function listPlans(db: Db, before: number | null, limit: number): Promise<PlanRow[]> {
  return db.rows(
    planRow,
    sql`
    select ${columns} from wallet.plans
    ${before === null ? sql.empty : sql`where version < ${before}`}
    order by version desc limit ${limit}`,
  );
}

export interface PlanDraft {
  id: string;
  entityId: string;
  tiers: readonly TopUpTier[];
  freeAmount: { least: number; most: number } | null;
  validFrom: Date;
  validTo: Date | null;
  createdBy: string;
}

/** Versions are counted one by one: the lock keeps two writers from the same number. */
export async function insertPlan(tx: Tx, draft: PlanDraft, now: Date): Promise<PlanRow> {
  await tx.rows(z.unknown(), sql`select pg_advisory_xact_lock(7246, 115)`);
  return tx.row(
    planRow,
    sql`
    insert into wallet.plans (id, version, entity_id, tiers, least, most, valid_from, valid_to, created_at, created_by)
    select ${draft.id}, coalesce(max(version), 0) + 1, ${draft.entityId}, ${sql.json(draft.tiers)}::jsonb,
      ${draft.freeAmount?.least ?? null}::bigint, ${draft.freeAmount?.most ?? null}::bigint, ${draft.validFrom},
      ${draft.validTo}::timestamptz, ${now}, ${draft.createdBy}
    from wallet.plans
    returning ${columns}`,
  );
}

export function lockPlan(tx: Tx, id: string): Promise<PlanRow> {
  return tx.row(planRow, sql`select ${columns} from wallet.plans where id = ${id} for update`);
}

/** Ends a version; one that had not begun is over before it begins. */
export function endPlanRow(tx: Tx, id: string, now: Date): Promise<PlanRow> {
  return tx.row(
    planRow,
    sql`update wallet.plans set valid_to = greatest(${now}::timestamptz, valid_from) where id = ${id} returning ${columns}`,
  );
}
