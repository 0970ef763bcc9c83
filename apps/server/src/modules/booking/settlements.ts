import { requireStaff, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { invalidInput } from '../../kernel/errors.ts';
import { type AnswerOf, defineHandlers, type Input, read } from '../../kernel/http.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { getRooms, getStores, storesWithRooms } from '../organisation/index.ts';
import { bookingBoard } from './board.ts';
import { type DayRow, listSettlements, moneyByDay } from './settlement-store.ts';

const DAY = 86_400_000;
const DEFAULT_DAYS = 31;
const MOST_DAYS = 366;

/** BKG-16: bills of bookings in scope. */
async function settlements(
  ctx: ReadContext,
  { query }: Input<'GET /staff/booking-settlements'>,
): Promise<AnswerOf<'GET /staff/booking-settlements'>> {
  requireStaff(ctx.actor, 'bookings');
  const after = decodeCursor(query.cursor, timeCursor);
  const rows = await listSettlements(ctx.db, { ...query, storeIds: storeFilter(ctx.actor) }, after, query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [row.createdAt.toISOString(), row.id]);
  const stores = await getStores(
    ctx,
    page.items.map((row) => row.storeId),
  );
  const rooms = await getRooms(
    ctx,
    page.items.map((row) => row.roomId),
  );
  const items = page.items.map((row) => {
    const { id, number, state, roomIncome, overtime, menu, refunded, owed, byHand } = row;
    const room = rooms.get(row.roomId);
    return {
      ...{ id, number, state, roomIncome, overtime, menu, refunded, owed, byHand },
      store: placeOf(stores, row.storeId),
      room: { id: row.roomId, name: room?.name ?? '', kind: room?.kind ?? ('other' as const) },
      from: row.from.toISOString(),
      to: row.to.toISOString(),
      startedAt: row.startedAt?.toISOString() ?? null,
      endedAt: row.endedAt?.toISOString() ?? null,
      net: roomIncome + overtime + menu - refunded,
    };
  });
  return { items, nextCursor: page.nextCursor };
}

type Stores = Awaited<ReturnType<typeof getStores>>;
const placeOf = (stores: Stores, id: string) => ({
  ...{ id, name: stores.get(id)?.name ?? '', zone: stores.get(id)?.zone ?? 'Asia/Shanghai' },
});

/** BKG-16: what rooms earned by store and local day. Throws invalid_input for more than a year at once. */
async function settlementDays(
  ctx: ReadContext,
  { query }: Input<'GET /staff/booking-settlements/days'>,
): Promise<AnswerOf<'GET /staff/booking-settlements/days'>> {
  requireStaff(ctx.actor, 'bookings');
  const to = query.to ? new Date(query.to) : ctx.now;
  const from = query.from ? new Date(query.from) : new Date(to.getTime() - DEFAULT_DAYS * DAY);
  if (to <= from || to.getTime() - from.getTime() > MOST_DAYS * DAY) throw invalidInput('to', 'out of range');
  const own = await storesWithRooms(ctx, storeFilter(ctx.actor));
  const wanted = query.storeId ? own.filter(({ id }) => id === query.storeId) : own;
  const rows = wanted.length === 0 ? [] : await moneyByDay(ctx.db, wanted, from, to, 2000);
  const stores = new Map(wanted.map((store) => [store.id, store]));
  return { items: rows.map((row) => presentDay(row, stores.get(row.storeId))) };
}

function presentDay({ storeId, ...row }: DayRow, store: { name: string; zone: string } | undefined) {
  return {
    ...row,
    store: { id: storeId, name: store?.name ?? '', zone: store?.zone ?? 'Asia/Shanghai' },
    net: row.roomIncome + row.overtime + row.menu - row.refunded,
  };
}

export const settlementHandlers = defineHandlers({
  'GET /staff/booking-settlements': read(settlements),
  'GET /staff/booking-settlements/days': read(settlementDays),
  'GET /staff/booking-board': read(bookingBoard),
});
