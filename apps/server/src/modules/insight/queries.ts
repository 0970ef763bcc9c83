import { requireStaff, storeFilter } from '../../kernel/actor.ts';
import { localParts, startOfLocalDay } from '../../kernel/calendar.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { doorsOfStores } from '../devices/index.ts';
import { countAvailabilities } from '../organisation/index.ts';
import { insideCounts } from '../visits/index.ts';
import { dayFigures, presentFigures } from './store.ts';

/** The zone that "today" of figures over many stores means. */
const headquartersZone = 'Asia/Shanghai';
const trendDays = 14;

const doorOnline = async (ctx: ReadContext, storeIds: readonly string[]) =>
  new Map([...(await doorsOfStores(ctx, storeIds))].map(([id, door]) => [id, door.online]));

/** Today at a glance and the last two weeks, in the caller's scope. Sales in fen, net of refunds. */
export async function overview(ctx: ReadContext) {
  requireStaff(ctx.actor, 'overview');
  const storeIds = storeFilter(ctx.actor);
  const since = startOfLocalDay(ctx.now, headquartersZone, 1 - trendDays);
  const [days, present] = [await dayFigures(ctx.db, storeIds, since), await presentFigures(ctx.db, storeIds)];
  const doors = await countAvailabilities(ctx, { doorOnline, insideCounts }, storeIds);
  const byDay = new Map(days.map((day) => [day.day, day]));
  const trend = Array.from({ length: trendDays }, (_, index) => {
    const date = localParts(startOfLocalDay(ctx.now, headquartersZone, index + 1 - trendDays), headquartersZone).date;
    const { sales = 0, orders = 0, visits = 0 } = byDay.get(date) ?? {};
    return { date, sales: Math.max(0, sales), orders, visits };
  });
  const today = trend.at(-1);
  return {
    at: ctx.now.toISOString(),
    salesToday: today?.sales ?? 0,
    ordersToday: today?.orders ?? 0,
    visitsToday: today?.visits ?? 0,
    visitsNow: present.visits_now,
    storesOpen: doors.get('open') ?? 0,
    storesShut: [...doors]
      .filter(([availability]) => availability !== 'open')
      .map(([availability, stores]) => ({ availability, stores }))
      .sort((a, b) => b.stores - a.stores),
    stores: present.stores,
    devicesOnline: present.devices_online,
    devices: present.devices,
    openAlerts: present.open_alerts,
    abnormalOrders: present.abnormal_orders,
    lowStock: present.low_stock,
    trend,
  };
}
