import type { PastStay } from '@latchkey/pricing';
import type { ReadContext } from '../../kernel/context.ts';
import { getRooms } from '../organisation/index.ts';
import { paidStays } from './store.ts';

/** Stays that one replay looks at. */
const MOST = 20_000;

/** BIL-5: stays of customers that began between two instants and were paid, with what their time cost. */
export async function pastStays(ctx: ReadContext, storeId: string, from: Date, until: Date): Promise<PastStay[]> {
  const rows = await paidStays(ctx.db, storeId, from, until, MOST);
  const rooms = await getRooms(
    ctx,
    rows.map((row) => row.roomId),
  );
  return rows.map((row) => ({
    id: row.id,
    paid: row.paid,
    from: row.from.getTime(),
    until: row.to.getTime(),
    at: row.createdAt.getTime(),
    roomId: row.roomId,
    roomKindId: rooms.get(row.roomId)?.kind ?? null,
    people: row.people,
    memberLevel: null,
    mode: row.mode,
    packageId: row.packageId,
  }));
}
