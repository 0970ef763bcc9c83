import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { utcOffset } from '../../kernel/calendar.ts';
import type { ReadContext } from '../../kernel/context.ts';
import type { AnswerOf } from '../../kernel/http.ts';
import { maskedMembers } from '../members/index.ts';
import { getStores } from '../organisation/index.ts';
import { findOpenings, latestOpenings, type OpeningRow } from './opening-store.ts';
import type { VisitOrder, VisitsPorts } from './ports.ts';
import { isOpen, nextStep } from './rules.ts';
import { timelineOf, type VisitRow } from './store.ts';

export type OpeningView = AnswerOf<'GET /visits/openings/:id'>;
export type CustomerVisitView = NonNullable<AnswerOf<'GET /visits/current'>['visit']>;
export type StaffVisitView = AnswerOf<'GET /staff/visits/:id'>['visit'];
type TimelineView = AnswerOf<'GET /visits/:id'>['timeline'];

export async function presentOpening(ctx: ReadContext, opening: OpeningRow): Promise<OpeningView> {
  const stores = await getStores(ctx, [opening.store_id]);
  return openingView(opening, stores.get(opening.store_id)?.name ?? '');
}

/** Openings by id as staff see them, step by step; unknown ones are missing. */
export async function staffOpenings(ctx: ReadContext, ids: readonly string[]): Promise<Map<string, OpeningView>> {
  requireStaff(ctx.actor, 'desk');
  if (ids.length === 0) return new Map();
  const openings = await findOpenings(ctx.db, ids);
  const stores = await getStores(ctx, [...new Set(openings.map((opening) => opening.store_id))]);
  return new Map(
    openings.map((opening) => [opening.id, openingView(opening, stores.get(opening.store_id)?.name ?? '')]),
  );
}

function openingView(opening: OpeningRow, storeName: string): OpeningView {
  return {
    id: opening.id,
    storeId: opening.store_id,
    storeName,
    visitId: opening.visit_id,
    purpose: opening.purpose,
    state: opening.state,
    code: opening.code,
    requestedAt: opening.requested_at.toISOString(),
    sentAt: opening.sent_at?.toISOString() ?? null,
    acknowledgedAt: opening.acknowledged_at?.toISOString() ?? null,
    answeredLateAt: opening.late_acknowledged_at?.toISOString() ?? null,
    openedAt: opening.opened_at?.toISOString() ?? null,
    settledAt: opening.settled_at?.toISOString() ?? null,
    expiresAt: opening.expires_at.toISOString(),
  };
}

/** What screens show beside the rows of visits, read once for all of them. */
async function surroundings(ctx: ReadContext, ports: VisitsPorts, visits: readonly VisitRow[]) {
  const ids = visits.map((visit) => visit.id);
  const openIds = visits.filter((visit) => isOpen(visit.state)).map((visit) => visit.id);
  const stores = await getStores(ctx, [...new Set(visits.map((visit) => visit.store_id))]);
  const carts = await ports.cartSummaries(ctx, openIds);
  const orders = await ports.ordersOfVisits(ctx, ids);
  const openings = new Map((await latestOpenings(ctx.db, ids)).map((opening) => [opening.visit_id, opening]));
  return { stores, carts, orders, openings };
}

/** VIS-7: the customer's own visits with the next step that each leaves. */
export async function presentForCustomer(
  ctx: ReadContext,
  ports: VisitsPorts,
  visits: readonly VisitRow[],
): Promise<CustomerVisitView[]> {
  const { stores, carts, orders, openings } = await surroundings(ctx, ports, visits);
  return visits.map((visit) => {
    const store = stores.get(visit.store_id);
    const cart = carts.get(visit.id) ?? null;
    const opening = openings.get(visit.id) ?? null;
    const bought = orders.get(visit.id) ?? [];
    return {
      id: visit.id,
      number: visit.number,
      store: {
        id: visit.store_id,
        name: store?.name ?? '',
        address: store?.address ?? '',
        utcOffset: utcOffset(visit.entered_at, store?.zone ?? 'UTC'),
      },
      state: visit.state,
      ending: visit.ending,
      enteredAt: visit.entered_at.toISOString(),
      endedAt: visit.ended_at?.toISOString() ?? null,
      firstVisit: visit.first_visit,
      nextStep: nextStep({
        state: visit.state,
        paid: visit.paid_at !== null,
        exitRequested: visit.exit_requested_at !== null,
        cartLines: cart?.lines ?? 0,
        unpaidOrder: bought.some((order) => order.state === 'pending_payment'),
        opening,
      }),
      cart,
      orderId: bought.at(-1)?.id ?? null,
      opening: opening ? openingView(opening, store?.name ?? '') : null,
      exitRequestedAt: visit.exit_requested_at?.toISOString() ?? null,
    };
  });
}

/** Visits as staff see them: members masked, flags with what follows from the moment. */
export async function presentForStaff(
  ctx: ReadContext,
  ports: VisitsPorts,
  visits: readonly VisitRow[],
): Promise<StaffVisitView[]> {
  const { stores, carts, orders, openings } = await surroundings(ctx, ports, visits);
  const members = await maskedMembers(ctx, [...new Set(visits.map((visit) => visit.member_id))]);
  return visits.map((visit) => {
    const store = stores.get(visit.store_id);
    const opening = openings.get(visit.id);
    const member = members.get(visit.member_id);
    return {
      id: visit.id,
      number: visit.number,
      store: { id: visit.store_id, name: store?.name ?? '', zone: store?.zone ?? 'Asia/Shanghai' },
      member: {
        id: visit.member_id,
        name: member?.name ?? null,
        phone: member?.phone ?? null,
        level: member?.level ?? '',
        state: member?.state ?? 'normal',
        visits: member?.visits ?? 0,
      },
      state: visit.state,
      ending: visit.ending,
      flags: flagsOf(visit, member?.state ?? 'normal'),
      enteredAt: visit.entered_at.toISOString(),
      endedAt: visit.ended_at?.toISOString() ?? null,
      exitRequestedAt: visit.exit_requested_at?.toISOString() ?? null,
      cart: carts.get(visit.id) ?? null,
      orders: (orders.get(visit.id) ?? []).map(orderView),
      opening: opening ? openingView(opening, store?.name ?? '') : null,
    };
  });
}

const orderView = ({ id, number, state, payable }: VisitOrder) => ({ id, number, state, payable });

function flagsOf(visit: VisitRow, memberState: string): StaffVisitView['flags'] {
  const flags = new Set(visit.flags as StaffVisitView['flags']);
  if (memberState !== 'normal') flags.add('abnormal_member');
  if (visit.first_visit) flags.add('first_visit');
  if (isOpen(visit.state) && visit.exit_requested_at !== null) flags.add('exit_requested');
  if (isOpen(visit.state) && visit.help_requested_at !== null) flags.add('help');
  return [...flags];
}

/** VIS-12. Customers do not learn the names of staff. */
export async function presentTimeline(ctx: ReadContext, visit: VisitRow): Promise<TimelineView> {
  if (ctx.actor.kind !== 'customer') {
    requireStaff(ctx.actor, null);
    requireStore(ctx.actor, visit.store_id);
  }
  const entries = await timelineOf(ctx.db, visit.id);
  return entries.map((entry) => ({
    at: entry.at.toISOString(),
    name: entry.name,
    actor: entry.actor,
    actorName: ctx.actor.kind === 'customer' ? null : entry.actor_name,
    detail: entry.detail,
  }));
}
