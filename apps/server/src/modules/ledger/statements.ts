import { requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import { localParts } from '../../kernel/calendar.ts';
import type { ReadContext } from '../../kernel/context.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { getStores } from '../organisation/index.ts';
import { dayCursor } from './cursor.ts';
import { storeAccountOwners } from './fund-store.ts';
import { type StatementLabels, statementCsv } from './statement-csv.ts';
import {
  type DayRow,
  dayTotals,
  listDays,
  listOrders,
  type OrderRow,
  orderTotals,
  type StatementAmounts,
  type StatementFilter,
} from './statement-store.ts';

type Statement = AnswerOf<'GET /staff/ledger/statements'>;
export type StatementLine = Statement['items'][number];
type Query = Omit<Input<'GET /staff/ledger/statements'>['query'], 'cursor' | 'limit'>;

/** An export holds this many lines; a longer one says so. */
const MOST_LINES = 20_000;

interface Scope {
  filter: StatementFilter;
  names: ReadonlyMap<string, { name: string; zone: string }>;
}

async function scopeOf(ctx: ReadContext, query: Query): Promise<Scope> {
  requireStaff(ctx.actor, 'ledger');
  if (query.storeId !== undefined) requireStore(ctx.actor, query.storeId);
  const ids = query.storeId === undefined ? await storeAccountOwners(ctx.db, storeFilter(ctx.actor)) : [query.storeId];
  const names = await getStores(ctx, ids);
  return {
    filter: {
      stores: [...names.values()].map(({ id, zone }) => ({ id, zone })),
      from: query.from === undefined ? null : new Date(query.from),
      to: query.to === undefined ? null : new Date(query.to),
    },
    names,
  };
}

const amountsOf = (row: StatementAmounts): StatementAmounts => ({
  orders: row.orders,
  gross: row.gross,
  storeDiscount: row.storeDiscount,
  platformDiscount: row.platformDiscount,
  paid: row.paid,
  serviceFee: row.serviceFee,
  channelFee: row.channelFee,
  platformChannelFee: row.platformChannelFee,
  refunded: row.refunded,
  refundedShare: row.refundedShare,
  net: row.net,
});

const storeOf = (row: { storeId: string }, names: Scope['names']) => ({
  id: row.storeId,
  name: names.get(row.storeId)?.name ?? '',
});

const presentDay = (row: DayRow, names: Scope['names']): StatementLine => ({
  day: row.day,
  store: storeOf(row, names),
  order: null,
  ...amountsOf(row),
});

const presentOrder = (row: OrderRow, names: Scope['names']): StatementLine => ({
  day: row.day,
  store: storeOf(row, names),
  order: {
    id: row.orderId,
    number: row.number ?? '',
    at: row.at.toISOString(),
    serviceFeeRate: row.rate,
    journalId: row.journalId,
  },
  ...amountsOf(row),
});

/** LED-2: a page of the statement per order or per local day, with totals over everything that was asked for. */
export async function statementPage(
  ctx: ReadContext,
  { query }: Input<'GET /staff/ledger/statements'>,
): Promise<Statement> {
  const { filter, names } = await scopeOf(ctx, query);
  const { by, cursor, limit } = query;
  if (by === 'day') {
    const rows = await listDays(ctx.db, filter, decodeCursor(cursor, dayCursor), limit + 1);
    const page = toPage(
      rows,
      limit,
      (row) => [row.day, row.storeId],
      (row) => presentDay(row, names),
    );
    return { ...page, totals: amountsOf(await dayTotals(ctx.db, filter)) };
  }
  const rows = await listOrders(ctx.db, filter, decodeCursor(cursor, timeCursor), limit + 1);
  const page = toPage(
    rows,
    limit,
    (row) => [row.at.toISOString(), row.journalId],
    (row) => presentOrder(row, names),
  );
  return { ...page, totals: amountsOf(await orderTotals(ctx.db, filter)) };
}

/** LED-2: the same as CSV for spreadsheets, in the caller's language; amounts in yuan. */
export async function exportStatement(
  ctx: ReadContext,
  { query }: Input<'GET /staff/ledger/statements/export'>,
  labels: StatementLabels,
): Promise<AnswerOf<'GET /staff/ledger/statements/export'>> {
  const { filter, names } = await scopeOf(ctx, query);
  const most = MOST_LINES + 1;
  const lines =
    query.by === 'day'
      ? (await listDays(ctx.db, filter, null, most)).map((row) => presentDay(row, names))
      : (await listOrders(ctx.db, filter, null, most)).map((row) => presentOrder(row, names));
  const shown = lines.slice(0, MOST_LINES);
  const day = localParts(ctx.now, 'Asia/Shanghai').date;
  return {
    fileName: `statement-${query.by}-${day}.csv`,
    csv: statementCsv(shown, labels, (storeId) => names.get(storeId)?.zone ?? 'Asia/Shanghai'),
    lines: shown.length,
    complete: lines.length <= MOST_LINES,
  };
}
