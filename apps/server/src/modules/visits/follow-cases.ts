import type { CaseKind } from '@latchkey/contract';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { doorOfStore, peopleInside } from '../devices/index.ts';
import { changeCaseKind, decideCaseRow, findOpenCaseOf, insertCase } from './case-store.ts';
import { caseDecided, caseOpened } from './events.ts';
import { latestOpenings } from './opening-store.ts';
import type { VisitsPorts } from './ports.ts';
import { recordTimeline } from './record-timeline.ts';
import { caseKindOf } from './rules.ts';
import type { VisitRow } from './store.ts';

/** VIS-17: why nobody knows what became of this visit. */
export async function kindOfCase(ctx: Context, ports: VisitsPorts, visit: VisitRow): Promise<CaseKind> {
  const cart = (await ports.cartSummaries(ctx, [visit.id])).get(visit.id);
  const orders = (await ports.ordersOfVisits(ctx, [visit.id])).get(visit.id) ?? [];
  const [opening] = await latestOpenings(ctx.db, [visit.id]);
  const door = await doorOfStore(ctx, visit.store_id);
  const counted = (await peopleInside(ctx, [visit.store_id])).get(visit.store_id);
  return caseKindOf({
    unpaid: (cart?.lines ?? 0) > 0 || orders.some((order) => order.state === 'pending_payment'),
    opening: opening ? { purpose: opening.purpose, state: opening.state, closed: opening.closed_at !== null } : null,
    doorOnline: door?.online ?? false,
    insideByCounter: counted ?? null,
  });
}

/** Puts a visit before an agent, once while the same visit waits already; answers whether it is new. */
export async function openCase(ctx: Context, visit: VisitRow, kind: CaseKind): Promise<boolean> {
  const { id: visitId, store_id: storeId, member_id: memberId } = visit;
  const id = newId();
  const fresh = await insertCase(ctx.tx, { id, kind, visitId, storeId, memberId, at: ctx.now });
  if (!fresh) {
    await changeCaseKind(ctx.tx, visitId, kind);
    return false;
  }
  await recordTimeline(ctx, visitId, { name: 'visit.case_opened', actor: 'system', detail: { kind } });
  await emit(ctx, caseOpened, { caseId: id, kind, visitId, storeId, memberId, at: ctx.now.toISOString() });
  return true;
}

/** A visit came to a proper end by itself: its case needs nobody any more. */
export async function settleCaseOf(ctx: Context, visit: VisitRow): Promise<void> {
  const found = await findOpenCaseOf(ctx.db, visit.id);
  if (!found) return;
  const decided = { decision: 'left' as const, by: null, note: null, at: ctx.now };
  if (!(await decideCaseRow(ctx.tx, found.id, decided))) return;
  await emit(ctx, caseDecided, {
    caseId: found.id,
    kind: found.kind,
    visitId: visit.id,
    storeId: visit.store_id,
    memberId: visit.member_id,
    decision: 'left',
    by: null,
    at: ctx.now.toISOString(),
  });
}
