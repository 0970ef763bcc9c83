import type { menusSchemas } from '@latchkey/contract';
import { z } from 'zod';
import { requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { decodeCursor, toPage } from '../../kernel/paging.ts';
import { getRooms, getStores } from '../organisation/index.ts';
import { tabOf } from './menu-rules.ts';
import { findStaffMenuOrder, listMenuOrders, type MenuOrderRow, type StaffMenuOrderRow } from './menu-store.ts';
import type { BookingRow } from './store.ts';

type StaffMenuOrder = z.input<typeof menusSchemas.staffMenuOrder>;

/** What was ordered for a booking, and what stands on its bill, as its host sees it. */
export function presentMenu(booking: BookingRow, orders: readonly MenuOrderRow[]) {
  const own = orders.filter((order) => order.bookingId === booking.id);
  return {
    menuOrders: own.map(({ id, state, settle, lines, amount, note, chargeId, createdAt, servedAt }) => ({
      ...{ id, state, settle, amount, note, chargeId },
      lines: lines.map(({ label, quantity, unitPrice, amount: sum }) => ({ label, quantity, unitPrice, amount: sum })),
      createdAt: createdAt.toISOString(),
      servedAt: servedAt?.toISOString() ?? null,
    })),
    menuTab: { limit: booking.policy.menuTab, open: tabOf(own) },
  };
}

const dueCursor = z.tuple([z.iso.datetime(), z.uuid()]);

/** BKG-18: what is to be made and served in the caller's stores, the first due in front, or what is over. */
export async function staffMenuOrders(
  ctx: ReadContext,
  { query }: Input<'GET /staff/menu-orders'>,
): Promise<AnswerOf<'GET /staff/menu-orders'>> {
  requireStaff(ctx.actor, 'menus');
  const after = decodeCursor(query.cursor, dueCursor);
  const rows = await listMenuOrders(
    ctx.db,
    { storeIds: storeFilter(ctx.actor), storeId: query.storeId, open: query.stage === 'open' },
    after && { dueAt: new Date(after[0]), id: after[1] },
    query.limit + 1,
  );
  const page = toPage(rows, query.limit, (row) => [row.dueAt.toISOString(), row.id]);
  return { items: await present(ctx, page.items), nextCursor: page.nextCursor };
}

export async function staffMenuOrder(ctx: ReadContext, orderId: string): Promise<StaffMenuOrder> {
  const [order] = await present(ctx, [await findStaffMenuOrder(ctx.db, orderId)]);
  if (!order) throw new AppError('not_found');
  requireStore(ctx.actor, order.store.id);
  return order;
}

async function present(ctx: ReadContext, rows: readonly StaffMenuOrderRow[]): Promise<StaffMenuOrder[]> {
  const stores = await getStores(
    ctx,
    rows.map((row) => row.storeId),
  );
  const rooms = await getRooms(
    ctx,
    rows.map((row) => row.roomId),
  );
  return rows.map(({ id, bookingId, number, bookingState, storeId, roomId, ...row }) => {
    const store = stores.get(storeId);
    const { state, settle, amount, note, version } = row;
    return {
      ...{ id, state, settle, amount, note, version },
      booking: { id: bookingId, number, state: bookingState },
      store: { id: storeId, name: store?.name ?? '', zone: store?.zone ?? 'Asia/Shanghai' },
      room: { id: roomId, name: rooms.get(roomId)?.name ?? '' },
      lines: row.lines.map(({ label, quantity, amount: sum, preparation }) => ({
        ...{ label, quantity, preparation },
        amount: sum,
      })),
      dueAt: row.dueAt.toISOString(),
      servedAt: row.servedAt?.toISOString() ?? null,
      cancelledAt: row.cancelledAt?.toISOString() ?? null,
    };
  });
}
