import { requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf } from '../../kernel/http.ts';
import { doorsOfStores, peopleInside } from '../devices/index.ts';
import { type WatchedStore, watchedStores } from '../organisation/index.ts';
import { openCaseCounts, openVisitsForStaff, type StaffVisitView, type VisitsPorts } from '../visits/index.ts';
import { openAlertKinds } from './store.ts';

type BoardStore = AnswerOf<'GET /staff/board/:id'>;

/** DSK-1: the stores in the caller's scope, those with customers first. */
export async function getBoard(ctx: ReadContext, ports: VisitsPorts): Promise<AnswerOf<'GET /staff/board'>> {
  requireStaff(ctx.actor, 'desk');
  const stores = await boardStores(ctx, ports, await watchedStores(ctx, storeFilter(ctx.actor)));
  stores.sort(byUrgency);
  return { at: ctx.now.toISOString(), stores };
}

export async function getBoardStore(ctx: ReadContext, ports: VisitsPorts, storeId: string): Promise<BoardStore> {
  requireStaff(ctx.actor, 'desk');
  requireStore(ctx.actor, storeId);
  const [store] = await boardStores(ctx, ports, await watchedStores(ctx, [storeId]));
  if (!store) throw new AppError('not_found');
  return store;
}

/** Customers first, the latest entry on top; then what has open alerts; then by name. */
function byUrgency(a: BoardStore, b: BoardStore): number {
  if (a.visits.length > 0 || b.visits.length > 0) {
    const entry = (b.lastEntryAt ?? '').localeCompare(a.lastEntryAt ?? '');
    if (entry !== 0) return entry;
  }
  return b.openAlerts - a.openAlerts || a.name.localeCompare(b.name, 'zh-CN');
}

async function boardStores(
  ctx: ReadContext,
  ports: VisitsPorts,
  stores: readonly WatchedStore[],
): Promise<BoardStore[]> {
  const ids = stores.map((store) => store.id);
  const doors = await doorsOfStores(ctx, ids);
  const visits = await openVisitsForStaff(ctx, ports, ids);
  const alerts = Map.groupBy(await openAlertKinds(ctx.db, ids), (row) => row.store_id);
  const cases = await openCaseCounts(ctx, ids);
  const counted = await peopleInside(ctx, ids);
  return stores.map((store) => {
    const inside: StaffVisitView[] = visits.get(store.id) ?? [];
    const door = doors.get(store.id) ?? null;
    const { id, name, city, zone, state, lockdown, capacity, attended } = store;
    const open = alerts.get(id) ?? [];
    return {
      id,
      name,
      city,
      zone,
      state,
      lockdown: lockdown && { ...lockdown, since: lockdown.since.toISOString() },
      attended,
      capacity,
      availability: store.availability({ doorOnline: door?.online ?? false, inside: inside.length }),
      door,
      inside: inside.length,
      visits: inside.slice(0, 50),
      openAlerts: open.reduce((sum, { count }) => sum + count, 0),
      alerts: open.map(({ kind, count, untaken, since }) => ({ kind, count, untaken, since: since.toISOString() })),
      openCases: cases.get(id) ?? 0,
      lastEntryAt: inside.at(-1)?.enteredAt ?? null,
      insideByCounter: counted.get(id) ?? null,
    };
  });
}
