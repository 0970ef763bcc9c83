import { z } from 'zod';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { decodeCursor, toPage } from '../../kernel/paging.ts';
import { doorOfStore, peopleInside } from '../devices/index.ts';
import { staffNames } from '../identity/index.ts';
import { maskedMembers } from '../members/index.ts';
import { staffCarts } from '../orders/index.ts';
import { getStores } from '../organisation/index.ts';
import {
  type CaseFacts,
  caseTraces,
  getCase,
  getStaffVisit,
  insideCounts,
  listCases,
  type VisitsPorts,
} from '../visits/index.ts';

type CaseView = AnswerOf<'POST /staff/cases/:id/decide'>;
type CaseDetail = AnswerOf<'GET /staff/cases/:id'>;

const caseCursor = z.tuple([z.int().min(0).max(1), z.iso.datetime({ offset: true }), z.uuid()]);

/** VIS-17: visits that wait for a decision and those that were decided. */
export async function listStaffCases(ctx: ReadContext, query: Input<'GET /staff/cases'>['query']) {
  const after = decodeCursor(query.cursor, caseCursor);
  const found = await listCases(ctx, {
    open: query.open,
    storeId: query.storeId,
    after: after && { decided: after[0] === 1, at: after[1], id: after[2] },
    limit: query.limit + 1,
  });
  const page = toPage(found, query.limit, (each) => [
    each.decidedAt === null ? 0 : 1,
    (each.decidedAt ?? each.openedAt).toISOString(),
    each.id,
  ]);
  return { items: await presentCases(ctx, page.items), nextCursor: page.nextCursor };
}

export async function presentCase(ctx: ReadContext, facts: CaseFacts): Promise<CaseView> {
  const [view] = await presentCases(ctx, [facts]);
  if (!view) throw new AppError('not_found');
  return view;
}

/** One case with what happened and what speaks for which decision, as it is now. */
export async function getStaffCase(ctx: ReadContext, ports: VisitsPorts, caseId: string): Promise<CaseDetail> {
  const facts = await getCase(ctx, caseId);
  const { visit, timeline } = await getStaffVisit(ctx, ports, facts.visitId);
  const door = await doorOfStore(ctx, facts.storeId);
  const counted = await peopleInside(ctx, [facts.storeId]);
  const inside = await insideCounts(ctx, [facts.storeId]);
  const traces = await caseTraces(ctx, facts.visitId);
  return {
    case: await presentCase(ctx, facts),
    visit,
    timeline,
    evidence: {
      ...traces,
      paid: visit.orders.some((order) => order.state !== 'pending_payment' && order.state !== 'closed'),
      unpaid: await unsettledGoods(ctx, facts.visitId),
      unpaidOrders: visit.orders.filter((order) => order.state === 'pending_payment').length,
      doorOnline: door?.online ?? null,
      insideByCounter: counted.get(facts.storeId) ?? null,
      openVisits: inside.get(facts.storeId) ?? 0,
    },
  };
}

/** What was scanned on a visit and never settled: its cart may be open still, have run out, or have been left behind. */
async function unsettledGoods(ctx: ReadContext, visitId: string): Promise<CaseDetail['evidence']['unpaid']> {
  for (const state of ['open', 'expired', 'abandoned'] as const) {
    const [cart] = (await staffCarts(ctx, { query: { visitId, state, limit: 1 }, params: undefined, body: undefined }))
      .items;
    if (cart) return { quantity: cart.quantity, total: cart.payable, summary: cart.summary };
  }
  return null;
}

async function presentCases(ctx: ReadContext, cases: readonly CaseFacts[]): Promise<CaseView[]> {
  const stores = await getStores(ctx, [...new Set(cases.map((each) => each.storeId))]);
  const members = await maskedMembers(ctx, [...new Set(cases.map((each) => each.memberId))]);
  const names = await staffNames(ctx, [...new Set(cases.flatMap((each) => each.decidedBy ?? []))]);
  return cases.map((each) => {
    const store = stores.get(each.storeId);
    const member = members.get(each.memberId);
    return {
      id: each.id,
      kind: each.kind,
      store: { id: each.storeId, name: store?.name ?? '', zone: store?.zone ?? 'Asia/Shanghai' },
      visitId: each.visitId,
      visitNumber: each.visitNumber,
      member: { id: each.memberId, name: member?.name ?? member?.phone ?? null, state: member?.state ?? 'normal' },
      enteredAt: each.enteredAt.toISOString(),
      openedAt: each.openedAt.toISOString(),
      decision: each.decision,
      decidedBy: each.decidedBy === null ? null : { id: each.decidedBy, name: names.get(each.decidedBy) ?? '' },
      decidedAt: each.decidedAt?.toISOString() ?? null,
      note: each.note,
    };
  });
}
