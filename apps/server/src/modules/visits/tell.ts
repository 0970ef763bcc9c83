import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { news } from '../../kernel/news.ts';
import { openingSettled } from './events.ts';
import type { OpeningRow } from './opening-store.ts';

/** Tells the customer's and the agents' screens that an opening moved. */
export function tellOpening(ctx: Context, opening: OpeningRow): void {
  const data = {
    id: opening.id,
    storeId: opening.store_id,
    state: opening.state,
    kind: opening.purpose,
    ...(opening.visit_id ? { visitId: opening.visit_id } : {}),
  };
  if (opening.member_id) news(ctx, `me:${opening.member_id}`, 'opening.changed', data);
  news(ctx, `store:${opening.store_id}`, 'opening.changed', data);
}

/** Tells that an opening came to its end, to screens and to other modules. */
export async function tellSettled(ctx: Context, opening: OpeningRow): Promise<void> {
  tellOpening(ctx, opening);
  await emit(ctx, openingSettled, {
    openingId: opening.id,
    storeId: opening.store_id,
    visitId: opening.visit_id,
    memberId: opening.member_id,
    purpose: opening.purpose,
    state: opening.state,
    code: opening.code,
    at: ctx.now.toISOString(),
  });
}

/** Tells the customer's and the agents' screens that a visit moved. */
export function tellVisit(
  ctx: Context,
  visit: { id: string; store_id: string; member_id: string },
  state: string,
): void {
  const data = { id: visit.id, storeId: visit.store_id, visitId: visit.id, state };
  news(ctx, `me:${visit.member_id}`, 'visit.changed', data);
  news(ctx, `store:${visit.store_id}`, 'visit.changed', data);
}
