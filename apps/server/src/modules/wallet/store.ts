import { balanceEntryKind } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';
import type { Holding } from './rules.ts';

const afterRow = z.object({ after: z.number() });

const holding = z.object({ entityId: z.string(), principal: z.number(), gift: z.number() });

/** Locks a member's wallet and answers what it holds. */
export function holdWallet(tx: Tx, memberId: string): Promise<Holding[]> {
  return tx.rows(holding, sql`select entity_id as "entityId", principal, gift from wallet.hold(${memberId}::uuid)`);
}

export function holdingsOf(db: Db, memberId: string): Promise<Holding[]> {
  return db.rows(
    holding,
    sql`select entity_id as "entityId", principal, gift from wallet.holdings where member_id = ${memberId} order by entity_id`,
  );
}

export interface Movement {
  id: string;
  memberId: string;
  kind: z.infer<typeof balanceEntryKind>;
  /** Signed, fen. */
  parts: readonly Holding[];
  reference: { kind: string; id: string; number: string | null };
  orderId: string | null;
  storeId: string | null;
}

/** Moves a wallet that is held; answers the balance after it. */
export async function moveWallet(tx: Tx, movement: Movement, at: Date): Promise<number> {
  const { reference } = movement;
  const { after } = await tx.row(
    afterRow,
    sql`
    select wallet.move(${movement.id}::uuid, ${movement.memberId}::uuid, ${movement.kind}, ${sql.json(movement.parts)}::jsonb,
      ${reference.kind}, ${reference.id}::uuid, ${reference.number}, ${movement.orderId}::uuid, ${movement.storeId}::uuid,
      ${at}::timestamptz) as after`,
  );
  return after;
}

const totals = z.object({ memberId: z.string(), principal: z.number(), gift: z.number() });

export function walletsOf(db: Db, memberIds: readonly string[]) {
  return db.rows(
    totals,
    sql`select member_id as "memberId", principal, gift from wallet.wallets where member_id = any(${memberIds}::uuid[])`,
  );
}

const entryRow = z.object({
  id: z.string(),
  position: z.number(),
  kind: balanceEntryKind,
  principal: z.number(),
  gift: z.number(),
  balanceAfter: z.number(),
  parts: z.array(holding),
  referenceKind: z.string(),
  referenceId: z.string(),
  referenceNumber: z.string().nullable(),
  storeId: z.string().nullable(),
  at: z.date(),
});
export type EntryRow = z.infer<typeof entryRow>;

const entryColumns = sql`
  id, position, kind, principal, gift, balance_after as "balanceAfter", parts, reference_kind as "referenceKind",
  reference_id as "referenceId", reference_number as "referenceNumber", store_id as "storeId", at`;

/** A page of a statement, newest first. */
export function listEntries(db: Db, memberId: string, before: number | null, limit: number): Promise<EntryRow[]> {
  return db.rows(
    entryRow,
    sql`
    select ${entryColumns} from wallet.entries
    where member_id = ${memberId} ${before === null ? sql.empty : sql`and position < ${before}`}
    order by position desc
    limit ${limit}`,
  );
}

/** What an order took from a wallet and got back, oldest first. */
export function entriesOfOrder(db: Db, orderId: string): Promise<EntryRow[]> {
  return db.rows(
    entryRow,
    sql`select ${entryColumns} from wallet.entries where order_id = ${orderId} order by position`,
  );
}

/** The line that a reference wrote, if it has. */
export function findEntry(db: Db, reference: { kind: string; id: string }): Promise<EntryRow | null> {
  return db.maybeRow(
    entryRow,
    sql`
    select ${entryColumns} from wallet.entries
    where reference_kind = ${reference.kind} and reference_id = ${reference.id}
    order by position desc limit 1`,
  );
}

const liability = z.object({
  entityId: z.string(),
  principal: z.number(),
  gift: z.number(),
  members: z.number(),
  booked: z.boolean(),
});

/** What each entity owes by its members' wallets, and whether the journal's accounts say the same. One statement, one moment. */
export function liabilityRows(db: Db) {
  return db.rows(
    liability,
    sql`
    select coalesce(w.entity_id, l.entity_id) as "entityId", coalesce(w.principal, 0)::bigint as principal,
      coalesce(w.gift, 0)::bigint as gift, coalesce(w.members, 0)::bigint as members,
      coalesce(w.principal, 0) = coalesce(l.principal, 0) and coalesce(w.gift, 0) = coalesce(l.gift, 0) as booked
    from (
      select entity_id, sum(principal) as principal, sum(gift) as gift, count(*) filter (where principal + gift > 0) as members
      from wallet.holdings group by entity_id
    ) w
    full join ledger.member_liabilities() l on l.entity_id = w.entity_id
    order by 1`,
  );
}

/** The first member whose balance is not what the holdings, or the statement, add up to. */
export function firstDifference(db: Db) {
  return db.maybeRow(
    z.object({ memberId: z.string() }),
    sql`
    select w.member_id as "memberId"
    from wallet.wallets w
    left join (select member_id, sum(principal) as principal, sum(gift) as gift from wallet.holdings group by member_id) h
      on h.member_id = w.member_id
    left join (select member_id, sum(principal) as principal, sum(gift) as gift from wallet.entries group by member_id) e
      on e.member_id = w.member_id
    where w.principal <> coalesce(h.principal, 0) or w.gift <> coalesce(h.gift, 0)
      or w.principal <> coalesce(e.principal, 0) or w.gift <> coalesce(e.gift, 0)
    order by w.member_id
    limit 1`,
  );
}
