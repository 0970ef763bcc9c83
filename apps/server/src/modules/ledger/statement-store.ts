import { z } from 'zod';
import { type Db, type Sql, sql } from '../../kernel/db.ts';

const amounts = {
  orders: z.coerce.number(),
  gross: z.coerce.number(),
  storeDiscount: z.coerce.number(),
  platformDiscount: z.coerce.number(),
  paid: z.coerce.number(),
  serviceFee: z.coerce.number(),
  channelFee: z.coerce.number(),
  platformChannelFee: z.coerce.number(),
  refunded: z.coerce.number(),
  refundedShare: z.coerce.number(),
  net: z.coerce.number(),
};
const totalsRow = z.object(amounts);
export type StatementAmounts = z.output<typeof totalsRow>;

/** Stores with their zones: a day is the store's own. */
export interface StatementFilter {
  stores: readonly { id: string; zone: string }[];
  from: Date | null;
  to: Date | null;
}

const zones = ({ stores }: StatementFilter) => sql`
  unnest(${stores.map((store) => store.id)}::uuid[], ${stores.map((store) => store.zone)}::text[]) as zones (store_id, zone)`;

const inPeriod = ({ from, to }: StatementFilter) => sql`
  ${from === null ? sql.empty : sql`and j.at >= ${from}`}
  ${to === null ? sql.empty : sql`and j.at < ${to}`}`;

/** Sales and the refunds that reverse parts of them, with the amounts that their journals were split into. */
const flows = (filter: StatementFilter) => sql`
  select j.id, j.kind, j.store_id, j.at, j.reference_id, j.reference_number, j.refers_to,
    (j.at at time zone zones.zone)::date as day,
    (j.kind = 'sale')::int as sale,
    coalesce((j.terms ->> 'serviceFeeRate')::int, 0) as rate,
    coalesce((j.terms ->> 'storeBorneDiscount')::bigint, 0) as store_discount,
    (j.terms #>> '{shares,platformSubsidy}')::bigint as platform_discount,
    (j.terms #>> '{shares,paid}')::bigint as paid,
    (j.terms #>> '{shares,serviceFee}')::bigint as service_fee,
    (j.terms #>> '{shares,channelFeeOfStore}')::bigint as channel_fee,
    (j.terms #>> '{shares,channelFeeOfPlatform}')::bigint as platform_channel_fee,
    (j.terms #>> '{shares,store}')::bigint as store_share
  from ${zones(filter)}
  join ledger.journals j on j.store_id = zones.store_id
  where j.kind in ('sale', 'refund')`;

/** Sums over flows: sales as they were, refunds beside them. */
const sums = sql`
  coalesce(sum(f.sale), 0) as orders,
  coalesce(sum(f.sale * (f.paid + f.store_discount + f.platform_discount)), 0) as gross,
  coalesce(sum(f.sale * f.store_discount), 0) as "storeDiscount",
  coalesce(sum(f.sale * f.platform_discount), 0) as "platformDiscount",
  coalesce(sum(f.sale * f.paid), 0) as paid,
  coalesce(sum(f.sale * f.service_fee), 0) as "serviceFee",
  coalesce(sum(f.sale * f.channel_fee), 0) as "channelFee",
  coalesce(sum(f.sale * f.platform_channel_fee), 0) as "platformChannelFee",
  coalesce(sum((1 - f.sale) * f.paid), 0) as refunded,
  coalesce(sum((1 - f.sale) * f.store_share), 0) as "refundedShare",
  coalesce(sum((2 * f.sale - 1) * f.store_share), 0) as net`;

const dayRow = z.object({ day: z.string(), storeId: z.string(), ...amounts });
export type DayRow = z.output<typeof dayRow>;

/** Stores' local days, newest first; refunds count on their own day. */
export function listDays(
  db: Db,
  filter: StatementFilter,
  after: readonly [string, string] | null,
  limit: number,
): Promise<DayRow[]> {
  return db.rows(
    dayRow,
    sql`
    select f.day::text as day, f.store_id as "storeId", ${sums}
    from (${flows(filter)} ${inPeriod(filter)}) f
    ${after === null ? sql.empty : sql`where (f.day, f.store_id) < (${after[0]}::date, ${after[1]}::uuid)`}
    group by f.day, f.store_id
    order by f.day desc, f.store_id desc
    limit ${limit}`,
  );
}

const orderRow = z.object({
  day: z.string(),
  storeId: z.string(),
  orderId: z.string(),
  number: z.string().nullable(),
  at: z.date(),
  rate: z.number(),
  journalId: z.string(),
  ...amounts,
});
export type OrderRow = z.output<typeof orderRow>;

/** An order belongs to the period in which it was paid, with all its refunds. */
const ofOrders = (filter: StatementFilter, more: Sql) => sql`
  with sold as (${flows(filter)} and j.kind = 'sale' ${inPeriod(filter)} ${more}),
  f as (
    select s.id as sale_id, s.* from sold s
    union all
    select r.refers_to, r.* from (${flows(filter)} and j.refers_to in (select id from sold)) r
  )`;

/** Orders paid in the period with all their refunds so far, newest first. */
export function listOrders(
  db: Db,
  filter: StatementFilter,
  after: readonly [string, string] | null,
  limit: number,
): Promise<OrderRow[]> {
  const page = sql`
    ${after === null ? sql.empty : sql`and (j.at, j.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by j.at desc, j.id desc
    limit ${limit}`;
  return db.rows(
    orderRow,
    sql`
    ${ofOrders(filter, page)}
    select o.day::text as day, o.store_id as "storeId", o.reference_id as "orderId", o.reference_number as number, o.at,
      o.rate, o.id as "journalId", line.*
    from sold o
    cross join lateral (select ${sums} from f where f.sale_id = o.id) line
    order by o.at desc, o.id desc`,
  );
}

export function dayTotals(db: Db, filter: StatementFilter): Promise<StatementAmounts> {
  return db.row(totalsRow, sql`select ${sums} from (${flows(filter)} ${inPeriod(filter)}) f`);
}

export function orderTotals(db: Db, filter: StatementFilter): Promise<StatementAmounts> {
  return db.row(totalsRow, sql`${ofOrders(filter, sql.empty)} select ${sums} from f`);
}
