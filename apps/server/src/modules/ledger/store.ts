import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';
import { accountKind, ownerKind, type Posting } from './account-rules.ts';
import type { SaleShares } from './rules.ts';

export interface JournalDraft {
  id: string;
  kind: string;
  reference: { kind: string; id: string; number: string | null };
  storeId: string | null;
  entityId: string | null;
  memo: string | null;
  refersTo: string | null;
  terms: unknown;
  at: Date;
  postings: readonly Posting[];
}

const posted = z.object({ journalId: z.uuid(), fresh: z.boolean() });

/** Posts once for (reference, kind); a repetition answers the first journal with `fresh` false. */
export function insertJournal(tx: Tx, draft: JournalDraft, now: Date): Promise<z.output<typeof posted>> {
  const { reference } = draft;
  const postings = draft.postings.map(({ account, amount }) => ({
    kind: account.kind,
    ownerKind: account.owner.kind,
    ownerId: account.owner.id,
    amount,
  }));
  return tx.row(
    posted,
    sql`
    select journal_id as "journalId", fresh
    from ledger.post(${draft.id}::uuid, ${draft.kind}, ${reference.kind}, ${reference.id}::uuid, ${reference.number},
      ${draft.storeId}::uuid, ${draft.entityId}::uuid, ${draft.memo}, ${draft.refersTo}::uuid,
      ${draft.terms === null ? null : sql.json(draft.terms)}::jsonb, ${draft.at}::timestamptz, ${now}::timestamptz,
      ${sql.json(postings)}::jsonb)`,
  );
}

const shares: z.ZodType<SaleShares> = z.object({
  paid: z.int(),
  platformSubsidy: z.int(),
  serviceFee: z.int(),
  store: z.int(),
  channelFeeOfStore: z.int(),
  channelFeeOfPlatform: z.int(),
});
const saleJournal = z.object({
  id: z.uuid(),
  storeId: z.uuid(),
  entityId: z.uuid(),
  terms: z.object({ shares, serviceFeeRate: z.int(), channel: z.string(), fromDeposit: z.string().optional() }),
});
export type SaleJournal = z.output<typeof saleJournal>;

/** Orders, and charges of bookings; those from before these were told apart are orders too. */
const SOLD = sql`('order', 'booking')`;

const saleColumns = sql`id, store_id as "storeId", entity_id as "entityId", terms`;

export function findSale(db: Db, orderId: string): Promise<SaleJournal | null> {
  return db.maybeRow(
    saleJournal,
    sql`
    select ${saleColumns} from ledger.journals
    where reference_kind in ${SOLD} and reference_id = ${orderId} and kind = 'sale'`,
  );
}

/** Locks the sale so that the refunds of one order are split one after the other. */
export function lockSale(tx: Tx, orderId: string): Promise<SaleJournal | null> {
  return tx.maybeRow(
    saleJournal,
    sql`
    select ${saleColumns} from ledger.journals
    where reference_kind in ${SOLD} and reference_id = ${orderId} and kind = 'sale'
    for update`,
  );
}

const reversal = z.object({ id: z.uuid(), referenceId: z.uuid(), terms: z.object({ shares }) });

export function refundsOfSale(tx: Tx, saleId: string) {
  return tx.rows(
    reversal,
    sql`
    select id, reference_id as "referenceId", terms from ledger.journals
    where refers_to = ${saleId} and kind = 'refund'
    order by id`,
  );
}

const account = z.object({
  id: z.uuid(),
  kind: accountKind,
  ownerKind,
  ownerId: z.string(),
  balance: z.coerce.number(),
});
export type AccountRow = z.output<typeof account>;

export interface AccountFilter {
  kind: string | undefined;
  /** Stores whose accounts may be shown; null shows every account. */
  storeIds: readonly string[] | null;
  /** Part of a kind, or the whole id of an owner. */
  search: string | undefined;
  after: { kind: string; id: string } | null;
  limit: number;
}

export function listAccounts(db: Db, filter: AccountFilter): Promise<AccountRow[]> {
  const { kind, storeIds, search, after } = filter;
  return db.rows(
    account,
    sql`
    select id, kind, owner_kind as "ownerKind", owner_id as "ownerId", balance
    from ledger.live_balances
    where true
      ${kind === undefined ? sql.empty : sql`and kind = ${kind}`}
      ${storeIds === null ? sql.empty : sql`and owner_kind = 'store' and owner_id = any(${[...storeIds]}::text[])`}
      ${search === undefined ? sql.empty : sql`and (strpos(kind, lower(${search})) > 0 or owner_id = ${search})`}
      ${after === null ? sql.empty : sql`and (kind, id) > (${after.kind}, ${after.id}::uuid)`}
    order by kind, id
    limit ${filter.limit}`,
  );
}

const journalRow = z.object({
  id: z.uuid(),
  kind: z.string(),
  referenceKind: z.string(),
  referenceId: z.uuid(),
  referenceNumber: z.string().nullable(),
  storeId: z.uuid().nullable(),
  memo: z.string().nullable(),
  at: z.date(),
});
export type JournalRow = z.output<typeof journalRow>;

const journalColumns = sql`
  j.id, j.kind, j.reference_kind as "referenceKind", j.reference_id as "referenceId",
  j.reference_number as "referenceNumber", j.store_id as "storeId", j.memo, j.at`;

export interface JournalFilter {
  storeIds: readonly string[] | null;
  storeId: string | undefined;
  accountId: string | undefined;
  orderId: string | undefined;
  kind: string | undefined;
  from: Date | null;
  to: Date | null;
  after: { at: string; id: string } | null;
  limit: number;
}

export function listJournals(db: Db, filter: JournalFilter): Promise<JournalRow[]> {
  const { storeIds, storeId, accountId, orderId, kind, from, to, after } = filter;
  return db.rows(
    journalRow,
    sql`
    select ${journalColumns}
    from ledger.journals j
    where true
      ${storeIds === null ? sql.empty : sql`and j.store_id = any(${[...storeIds]}::uuid[])`}
      ${storeId === undefined ? sql.empty : sql`and j.store_id = ${storeId}`}
      ${accountId === undefined ? sql.empty : sql`and exists (select 1 from ledger.postings p where p.journal_id = j.id and p.account_id = ${accountId})`}
      ${orderId === undefined ? sql.empty : ofOrder(orderId)}
      ${kind === undefined ? sql.empty : sql`and j.kind = ${kind}`}
      ${from === null ? sql.empty : sql`and j.at >= ${from}`}
      ${to === null ? sql.empty : sql`and j.at < ${to}`}
      ${after === null ? sql.empty : sql`and (j.at, j.id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by j.at desc, j.id desc
    limit ${filter.limit}`,
  );
}

/** The order's sale and everything that refers back to it. */
const ofOrder = (orderId: string) => sql`
  and j.id in (
    select own.id from ledger.journals own where own.reference_kind in ${SOLD} and own.reference_id = ${orderId}
    union all
    select later.id from ledger.journals own join ledger.journals later on later.refers_to = own.id
    where own.reference_kind in ${SOLD} and own.reference_id = ${orderId}
  )`;

export function findJournal(db: Db, id: string, storeIds: readonly string[] | null): Promise<JournalRow> {
  return db.row(
    journalRow,
    sql`
    select ${journalColumns} from ledger.journals j
    where j.id = ${id} ${storeIds === null ? sql.empty : sql`and j.store_id = any(${[...storeIds]}::uuid[])`}`,
  );
}

const postingRow = z.object({
  journalId: z.uuid(),
  accountId: z.uuid(),
  kind: accountKind,
  ownerKind,
  ownerId: z.string(),
  amount: z.int(),
});
export type PostingRow = z.output<typeof postingRow>;

export function postingsOf(db: Db, journalIds: readonly string[]): Promise<PostingRow[]> {
  return db.rows(
    postingRow,
    sql`
    select p.journal_id as "journalId", p.account_id as "accountId", a.kind, a.owner_kind as "ownerKind",
      a.owner_id as "ownerId", p.amount
    from ledger.postings p
    join ledger.accounts a on a.id = p.account_id
    where p.journal_id = any(${[...journalIds]}::uuid[])
    order by p.journal_id, p.line`,
  );
}

/** Moves waiting journals into the balances; answers how many. */
export async function rollUp(tx: Tx, limit: number, now: Date): Promise<number> {
  const { rolled } = await tx.row(
    z.object({ rolled: z.int() }),
    sql`select ledger.roll_up(${limit}::int, ${now}::timestamptz) as rolled`,
  );
  return rolled;
}

const totals = z.object({
  journals: z.int(),
  postings: z.int(),
  accounts: z.int(),
  total: z.coerce.number(),
  unbalanced: z.uuid().nullable(),
});

/** Counts, the sum of everything, and the first journal whose postings do not sum to zero. */
export function readTotals(db: Db) {
  return db.row(
    totals,
    sql`
    select
      (select count(*) from ledger.journals)::bigint as journals,
      (select count(*) from ledger.postings)::bigint as postings,
      (select count(*) from ledger.accounts)::bigint as accounts,
      (select coalesce(sum(amount), 0) from ledger.postings)::bigint as total,
      (
        select j.id from ledger.journals j left join ledger.postings p on p.journal_id = j.id
        group by j.id having coalesce(sum(p.amount), 1) <> 0 order by j.id limit 1
      ) as unbalanced`,
  );
}

const difference = z.object({
  accountId: z.uuid(),
  kind: accountKind,
  ownerKind,
  ownerId: z.string(),
  rollUp: z.coerce.number(),
  postings: z.coerce.number(),
});

/** The first account whose shown balance is not the sum of its postings. One statement, so one moment. */
export function firstDifference(db: Db) {
  return db.maybeRow(
    difference,
    sql`
    select b.id as "accountId", b.kind, b.owner_kind as "ownerKind", b.owner_id as "ownerId", b.balance as "rollUp",
      coalesce(s.amount, 0) as postings
    from ledger.live_balances b
    left join (select account_id, sum(amount)::bigint as amount from ledger.postings group by account_id) s
      on s.account_id = b.id
    where b.balance <> coalesce(s.amount, 0)
    order by b.kind, b.id
    limit 1`,
  );
}
