import { requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import { startOfLocalDay } from '../../kernel/calendar.ts';
import type { ReadContext } from '../../kernel/context.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { decodeCursor, toPage } from '../../kernel/paging.ts';
import { getStores } from '../organisation/index.ts';
import { nameCursor } from './cursor.ts';
import { readPool, storeAccountOwners } from './fund-store.ts';

/** What the ledger needs from the floors above, given by the wiring. */
export interface LedgerPorts {
  /** Fen that each store's refunds under way have promised to customers; stores without any may be missing. */
  refundsUnderWay(ctx: ReadContext, storeIds: readonly string[]): Promise<Map<string, number>>;
}

const HEADQUARTERS_ZONE = 'Asia/Shanghai';

type FundPool = AnswerOf<'GET /staff/ledger/fund-pool'>;

/**
 * LED-3, LED-14: what is owed to the stores in scope, in total and each, with in- and outflow of a period. Sales of a
 * store's running day are not yet settled; refunds under way are held.
 */
export async function fundPool(
  ctx: ReadContext,
  ports: LedgerPorts,
  { query }: Input<'GET /staff/ledger/fund-pool'>,
): Promise<FundPool> {
  requireStaff(ctx.actor, 'ledger');
  if (query.storeId !== undefined) requireStore(ctx.actor, query.storeId);
  const scope = storeFilter(ctx.actor);
  const asked = query.storeId === undefined ? scope : [query.storeId];
  const owners = await storeAccountOwners(ctx.db, asked);
  const known = await getStores(ctx, owners);
  const held = await ports.refundsUnderWay(ctx, owners);
  const pool = await readPool(ctx.db, {
    scope: asked,
    days: [...known.values()].map(({ id, zone }) => ({ id, dayFrom: startOfLocalDay(ctx.now, zone) })),
    otherwise: startOfLocalDay(ctx.now, HEADQUARTERS_ZONE),
    from: query.from === undefined ? null : new Date(query.from),
    to: query.to === undefined ? null : new Date(query.to),
  });
  // A store may have sold for the first time meanwhile: every figure is the one statement's.
  const stores = await getStores(
    ctx,
    pool.stores.map((row) => row.storeId),
  );
  const items = pool.stores
    .map(({ storeId, ...row }) => ({
      ...row,
      store: { id: storeId, name: stores.get(storeId)?.name ?? '' },
      held: held.get(storeId) ?? 0,
      available: row.balance - row.notSettled - (held.get(storeId) ?? 0),
    }))
    .sort((a, b) => b.balance - a.balance || (a.store.id < b.store.id ? -1 : 1));
  const after = decodeCursor(query.cursor, nameCursor);
  const from = after === null ? 0 : items.findIndex((item) => item.store.id === after[0]) + 1;
  const sum = (figure: 'balance' | 'inflow' | 'outflow') => items.reduce((total, item) => total + item[figure], 0);
  return {
    ...toPage(items.slice(from, from + query.limit + 1), query.limit, (item) => [item.store.id]),
    at: ctx.now.toISOString(),
    total: sum('balance'),
    inflow: sum('inflow'),
    outflow: sum('outflow'),
    kinds: scope === null && query.storeId === undefined ? pool.kinds : [],
  };
}
