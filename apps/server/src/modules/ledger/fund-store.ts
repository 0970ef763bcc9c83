import { z } from 'zod';
import { type Db, sql } from '../../kernel/db.ts';

/** Stores that have ever had a balance, in scope, by id. */
export async function storeAccountOwners(db: Db, storeIds: readonly string[] | null): Promise<string[]> {
  const rows = await db.rows(
    z.object({ id: z.string() }),
    sql`
    select owner_id as id from ledger.accounts
    where kind = 'store_balance' and owner_kind = 'store'
      ${storeIds === null ? sql.empty : sql`and owner_id = any(${[...storeIds]}::text[])`}
    order by owner_id`,
  );
  return rows.map((row) => row.id);
}

const fundRow = z.object({
  storeId: z.string(),
  accountId: z.string(),
  balance: z.coerce.number(),
  notSettled: z.coerce.number(),
  inPayout: z.coerce.number(),
  inflow: z.coerce.number(),
  outflow: z.coerce.number(),
});
export type FundRow = z.output<typeof fundRow>;
const poolRow = z.object({
  stores: z.array(fundRow),
  kinds: z.array(z.object({ kind: z.string(), balance: z.coerce.number() })),
});
export type PoolRow = z.output<typeof poolRow>;

export interface FundQuery {
  /** Whose figures; null for all. */
  scope: readonly string[] | null;
  /** When the running day of stores began, and of those that were not known before this statement. */
  days: readonly { id: string; dayFrom: Date }[];
  otherwise: Date;
  from: Date | null;
  to: Date | null;
}

/**
 * Balances of stores and of every kind of account, with flows in a period, in one statement: every figure is of one moment,
 * whatever is being posted. Amounts in fen, what is owed to stores positive.
 */
export function readPool(db: Db, { scope, days, otherwise, from, to }: FundQuery): Promise<PoolRow> {
  const ids = days.map((store) => store.id);
  const starts = days.map((store) => store.dayFrom.toISOString());
  return db.row(
    poolRow,
    sql`
    with live as (select * from ledger.live_balances),
    wanted as (
      select l.owner_id as store_id, coalesce(d.day_from, ${otherwise}::timestamptz) as day_from
      from live l
      left join unnest(${ids}::text[], ${starts}::timestamptz[]) as d (store_id, day_from) on d.store_id = l.owner_id
      where l.kind = 'store_balance' and l.owner_kind = 'store'
        ${scope === null ? sql.empty : sql`and l.owner_id = any(${[...scope]}::text[])`}
    ),
    flows as (
      select l.owner_id,
        sum(-p.amount) filter (where p.amount < 0) as inflow, sum(p.amount) filter (where p.amount > 0) as outflow
      from wanted w
      join live l on l.kind = 'store_balance' and l.owner_kind = 'store' and l.owner_id = w.store_id
      join ledger.postings p on p.account_id = l.id
      join ledger.journals j on j.id = p.journal_id
      where true
        ${from === null ? sql.empty : sql`and j.at >= ${from}`}
        ${to === null ? sql.empty : sql`and j.at < ${to}`}
      group by l.owner_id
    ), today as (
      select w.store_id, sale.id
      from wanted w
      join ledger.journals sale on sale.store_id = w.store_id::uuid and sale.kind = 'sale' and sale.at >= w.day_from
    ), fresh as (
      select t.store_id, sum(-p.amount) as amount
      from (
        select store_id, id from today
        union all
        select today.store_id, back.id from today join ledger.journals back on back.refers_to = today.id
      ) t
      join ledger.postings p on p.journal_id = t.id
      join ledger.accounts a on a.id = p.account_id and a.kind = 'store_balance'
      group by t.store_id
    )
    select
      (
        select coalesce(jsonb_agg(jsonb_build_object('storeId', l.owner_id, 'accountId', l.id, 'balance', -l.balance,
          'notSettled', coalesce(n.amount, 0), 'inPayout', -coalesce(o.balance, 0), 'inflow', coalesce(f.inflow, 0),
          'outflow', coalesce(f.outflow, 0)) order by l.owner_id), '[]')
        from wanted w
        join live l on l.kind = 'store_balance' and l.owner_kind = 'store' and l.owner_id = w.store_id
        left join live o on o.kind = 'payouts_in_transit' and o.owner_kind = 'store' and o.owner_id = w.store_id
        left join flows f on f.owner_id = w.store_id
        left join fresh n on n.store_id = w.store_id
      ) as stores,
      (
        select coalesce(jsonb_agg(jsonb_build_object('kind', k.kind, 'balance', k.balance) order by k.kind), '[]')
        from (select kind, sum(balance) as balance from live group by kind) k
      ) as kinds`,
  );
}
