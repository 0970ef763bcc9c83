import { z } from 'zod';
import { type Db, type Sql, sql } from '../../kernel/db.ts';

const within = (column: Sql, storeIds: readonly string[] | null): Sql =>
  storeIds === null ? sql`true` : sql`${column} = any(${[...storeIds]}::uuid[])`;

export interface DayFigures {
  day: string;
  sales: number;
  orders: number;
  visits: number;
}
const dayRow = z.object({ day: z.string(), sales: z.number(), orders: z.number(), visits: z.number() });

/** Sales net of refunds, orders and visits for each of the store's own last days, oldest first; `since` bounds the reading. */
export function dayFigures(db: Db, storeIds: readonly string[] | null, since: Date): Promise<DayFigures[]> {
  return db.rows(
    dayRow,
    sql`
    select to_char(day, 'YYYY-MM-DD') as day, sum(sales)::bigint as sales, sum(orders)::bigint as orders, sum(visits)::bigint as visits
    from (
      select day, net as sales, 1 as orders, 0 as visits from insight.sales where paid_at >= ${since} and ${within(sql`store_id`, storeIds)}
      union all
      select day, 0, 0, 1 from insight.stays where entered_at >= ${since} and ${within(sql`store_id`, storeIds)}
    ) as facts
    group by day order by day`,
  );
}

const presentRow = z.object({
  visits_now: z.number(),
  stores: z.number(),
  devices_online: z.number(),
  devices: z.number(),
  open_alerts: z.number(),
  abnormal_orders: z.number(),
  low_stock: z.number(),
});

/** How things stand this moment in the stores of a scope. */
export function presentFigures(db: Db, storeIds: readonly string[] | null): Promise<z.infer<typeof presentRow>> {
  const mine = within(sql`store_id`, storeIds);
  return db.row(
    presentRow,
    sql`
    select
      (select count(*) from visits.visits where state in ('entering', 'inside', 'leaving', 'timed_out') and ended_at is null and ${mine}) as visits_now,
      (select count(*) from organisation.stores where ${within(sql`id`, storeIds)}) as stores,
      (select count(*) from devices.devices where online and state = 'active' and ${mine}) as devices_online,
      (select count(*) from devices.devices where state = 'active' and ${mine}) as devices,
      (select count(*) from desk.alerts where closed_at is null and ${mine}) as open_alerts,
      (select count(*) from orders.orders where abnormality is not null and ${mine}) as abnormal_orders,
      (select count(*) from inventory.stock where low and ${mine}) as low_stock`,
  );
}
