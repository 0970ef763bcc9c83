import { requireStaff, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { getListings } from '../catalog/index.ts';
import { maskedMembers } from '../members/index.ts';
import { getStores } from '../organisation/index.ts';
import { visitsSummary } from '../visits/index.ts';
import { summarise } from './rules.ts';
import { listUnsettledCarts, type UnsettledCart } from './staff-carts-store.ts';

type StaffCart = AnswerOf<'GET /staff/carts'>['items'][number];

/** ORD-21: what was scanned and not settled in the reader's stores, with its visit and its minutes. */
export async function staffCarts(
  ctx: ReadContext,
  { query }: Input<'GET /staff/carts'>,
): Promise<AnswerOf<'GET /staff/carts'>> {
  requireStaff(ctx.actor, 'visits');
  const { storeId, visitId, state, limit } = query;
  const after = decodeCursor(query.cursor, timeCursor);
  const filter = { storeIds: storeFilter(ctx.actor), storeId, visitId, state, after, limit: limit + 1 };
  const page = toPage(await listUnsettledCarts(ctx.db, filter, ctx.now), limit, (row) => [
    row.changedAt.toISOString(),
    row.id,
  ]);
  return { items: await present(ctx, page.items), nextCursor: page.nextCursor };
}

async function present(ctx: ReadContext, rows: readonly UnsettledCart[]): Promise<StaffCart[]> {
  const ids = (of: (row: UnsettledCart) => string) => [...new Set(rows.map(of))];
  const stores = await getStores(
    ctx,
    ids((row) => row.storeId),
  );
  const visits = await visitsSummary(
    ctx,
    ids((row) => row.visitId),
  );
  const members = await maskedMembers(
    ctx,
    ids((row) => row.memberId),
  );
  const listings = await getListings(ctx, [
    ...new Set(rows.flatMap((row) => row.listings.map((line) => line.listingId))),
  ]);
  const minutesSince = (at: Date) => Math.max(0, Math.floor((ctx.now.getTime() - at.getTime()) / 60_000));
  return rows.map((row) => {
    const visit = visits.get(row.visitId);
    const member = members.get(row.memberId);
    const { id, state, lines, quantity, payable } = row;
    return {
      ...{ id, state, lines, quantity, payable },
      store: { id: row.storeId, name: stores.get(row.storeId)?.name ?? '' },
      visit: {
        id: row.visitId,
        number: visit?.number ?? '',
        enteredAt: (visit?.enteredAt ?? row.createdAt).toISOString(),
      },
      member: { id: row.memberId, name: member?.name ?? null, phone: member?.phone ?? null },
      summary: summarise(
        row.listings.map((line) => ({ name: listings.get(line.listingId)?.name ?? '', quantity: line.quantity })),
      ),
      createdAt: row.createdAt.toISOString(),
      changedAt: row.changedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      minutes: minutesSince(row.createdAt),
      idleMinutes: minutesSince(row.changedAt),
    };
  });
}
