import { settlementsSchemas } from '@latchkey/contract';
import { requireStaff, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { maskedMembers } from '../members/index.ts';
import { bookingsByStage, givenBackSince, refundedOften, stuckBookings } from './board-store.ts';
import { presentForStaff } from './present.ts';
import type { BookingRow } from './store.ts';

const DAY = 86_400_000;
const EACH = 20;
/** Refunds in a week from which on a person looks at them. */
const OFTEN = 3;

/** BKG-26: bookings by stage now, and what needs a person. */
export async function bookingBoard(
  ctx: ReadContext,
  { query }: Input<'GET /staff/booking-board'>,
): Promise<AnswerOf<'GET /staff/booking-board'>> {
  requireStaff(ctx.actor, 'bookings');
  const own = storeFilter(ctx.actor);
  const stores = query.storeId ? [query.storeId].filter((id) => own === null || own.includes(id)) : own;
  const week = new Date(ctx.now.getTime() - 7 * DAY);
  const [staged, stuck, twice, often] = await Promise.all([
    bookingsByStage(ctx.db, stores, new Date(ctx.now.getTime() - DAY), EACH),
    stuckBookings(ctx.db, stores, ctx.now, 100),
    givenBackSince(ctx.db, stores, week, 50),
    refundedOften(ctx.db, stores, week, OFTEN, 50),
  ]);
  const show = await shown(ctx, [...staged, ...stuck, ...twice]);
  const members = await maskedMembers(
    ctx,
    often.map((one) => one.memberId),
  );
  return {
    at: ctx.now.toISOString(),
    stages: settlementsSchemas.boardStage.options.map((stage) => {
      const rows = staged.filter((row) => row.stage === stage);
      return { stage, count: rows[0]?.count ?? 0, items: rows.flatMap((row) => show(row)) };
    }),
    stuck: stuck.flatMap((row) =>
      show(row).map((booking) => ({
        ...{ reason: settlementsSchemas.stuckReason.parse(row.reason), since: row.since.toISOString(), booking },
      })),
    ),
    duplicates: twice.flatMap(({ amount, purpose, at, ...row }) =>
      show(row as BookingRow).map((booking) => ({ booking, amount, purpose, at: at.toISOString() })),
    ),
    abuse: often.map(({ memberId, refunds, amount }) => {
      const member = members.get(memberId);
      return {
        ...{ member: { id: memberId, name: member?.name ?? null, phone: member?.phone ?? null }, refunds, amount },
      };
    }),
  };
}

/** Every booking once, as staff see it. */
async function shown(ctx: ReadContext, rows: readonly BookingRow[]) {
  const once = [...new Map(rows.map((row) => [row.id, row])).values()];
  const views = new Map((await presentForStaff(ctx, once)).map((view) => [view.id, view]));
  return ({ id }: Pick<BookingRow, 'id'>) => [views.get(id)].filter((view) => view !== undefined);
}
