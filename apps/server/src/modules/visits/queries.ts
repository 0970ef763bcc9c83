import { z } from 'zod';
import { requireCustomer, requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { type Sql, sql } from '../../kernel/db.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Input } from '../../kernel/http.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { findOpening } from './opening-store.ts';
import type { VisitsPorts } from './ports.ts';
import { type OpeningView, presentForCustomer, presentForStaff, presentOpening, presentTimeline } from './present.ts';
import { countOpenVisits, findOpenVisitOf, findVisit, listVisits, openVisitsIn, type VisitRow } from './store.ts';

/** What other modules may know of a visit. */
export interface VisitFacts {
  id: string;
  number: string;
  storeId: string;
  memberId: string;
  state: VisitRow['state'];
  enteredAt: Date;
}

const facts = (visit: VisitRow): VisitFacts => ({
  id: visit.id,
  number: visit.number,
  storeId: visit.store_id,
  memberId: visit.member_id,
  state: visit.state,
  enteredAt: visit.entered_at,
});

/** The visit of a member that has not ended, or null. The member may be an expression, to be asked in one go with others. */
export async function findOpenVisit(ctx: ReadContext, memberId: string | Sql): Promise<VisitFacts | null> {
  const visit = await findOpenVisitOf(ctx.db, memberId);
  return visit && facts(visit);
}

/** Throws not_found. */
export async function getVisit(ctx: ReadContext, visitId: string): Promise<VisitFacts> {
  const visit = await findVisit(ctx.db, visitId);
  if (!visit) throw new AppError('not_found');
  return facts(visit);
}

/** Visits by id; unknown ones are missing. */
export async function visitsSummary(ctx: ReadContext, visitIds: readonly string[]): Promise<Map<string, VisitFacts>> {
  if (visitIds.length === 0) return new Map();
  const rows = await listVisits(ctx.db, sql`id = any(${[...visitIds]}::uuid[])`, visitIds.length);
  return new Map(rows.map((row) => [row.id, facts(row)]));
}

/** Open visits in each store; a store without any is missing. */
export async function insideCounts(ctx: ReadContext, storeIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await countOpenVisits(ctx.db, storeIds);
  return new Map(rows.map((row) => [row.store_id, row.count]));
}

/** IDN-4: an open visit keeps an account from being deleted. */
export async function openVisitMatters(ctx: ReadContext, customerId: string): Promise<{ kind: 'visit'; id: string }[]> {
  const visit = await findOpenVisitOf(ctx.db, customerId);
  return visit ? [{ kind: 'visit', id: visit.id }] : [];
}

/** The open visits of stores as agents see them, oldest first, by store. */
export async function openVisitsForStaff(ctx: ReadContext, ports: VisitsPorts, storeIds: readonly string[]) {
  requireStaff(ctx.actor, 'desk');
  const views = await presentForStaff(ctx, ports, await openVisitsIn(ctx.db, storeIds));
  return Map.groupBy(views, (view) => view.store.id);
}

export async function getOwnOpening(ctx: ReadContext, openingId: string): Promise<OpeningView> {
  const customer = requireCustomer(ctx.actor);
  const opening = await findOpening(ctx.db, openingId);
  if (opening?.member_id !== customer.id) throw new AppError('not_found');
  return presentOpening(ctx, opening);
}

export async function getCurrentVisit(ctx: ReadContext, ports: VisitsPorts) {
  const customer = requireCustomer(ctx.actor);
  const visit = await findOpenVisitOf(ctx.db, customer.id);
  const [view] = visit ? await presentForCustomer(ctx, ports, [visit]) : [];
  return { visit: view ?? null };
}

export async function getOwnVisit(ctx: ReadContext, ports: VisitsPorts, visitId: string) {
  const customer = requireCustomer(ctx.actor);
  const visit = await findVisit(ctx.db, visitId);
  if (visit?.member_id !== customer.id) throw new AppError('not_found');
  const [view] = await presentForCustomer(ctx, ports, [visit]);
  if (!view) throw new AppError('not_found');
  return { visit: view, timeline: await presentTimeline(ctx, visit) };
}

export async function listOwnVisits(ctx: ReadContext, ports: VisitsPorts, query: Input<'GET /visits'>['query']) {
  const customer = requireCustomer(ctx.actor);
  const before = decodeCursor(query.cursor, timeCursor);
  const condition = sql`member_id = ${customer.id} ${after(before)}`;
  const rows = await listVisits(ctx.db, condition, query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [row.entered_at.toISOString(), row.id]);
  return { items: await presentForCustomer(ctx, ports, page.items), nextCursor: page.nextCursor };
}

export async function listStaffVisits(
  ctx: ReadContext,
  ports: VisitsPorts,
  query: Input<'GET /staff/visits'>['query'],
) {
  requireStaff(ctx.actor, 'visits');
  const stores = storeFilter(ctx.actor);
  const conditions = [
    stores === null ? sql`true` : sql`store_id = any(${[...stores]}::uuid[])`,
    query.storeId ? sql`store_id = ${query.storeId}` : null,
    query.memberId ? sql`member_id = ${query.memberId}` : null,
    query.state ? sql`state = ${query.state}` : null,
    query.from ? sql`entered_at >= ${query.from}::timestamptz` : null,
    query.to ? sql`entered_at < ${query.to}::timestamptz` : null,
  ].filter((condition) => condition !== null);
  const condition = sql`${sql.join(conditions, sql` and `)} ${after(decodeCursor(query.cursor, timeCursor))}`;
  const rows = await listVisits(ctx.db, condition, query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [row.entered_at.toISOString(), row.id]);
  return { items: await presentForStaff(ctx, ports, page.items), nextCursor: page.nextCursor };
}

function after(before: [string, string] | null) {
  return before ? sql`and (entered_at, id) < (${before[0]}::timestamptz, ${before[1]}::uuid)` : sql.empty;
}

export async function getStaffVisit(ctx: ReadContext, ports: VisitsPorts, visitId: string) {
  requireStaff(ctx.actor, 'visits');
  const visit = await findVisit(ctx.db, visitId);
  if (!visit) throw new AppError('not_found');
  requireStore(ctx.actor, visit.store_id);
  const [view] = await presentForStaff(ctx, ports, [visit]);
  if (!view) throw new AppError('not_found');
  return { visit: view, timeline: await presentTimeline(ctx, visit) };
}

const keptVisit = z.object({
  number: z.string(),
  storeId: z.string(),
  state: z.string(),
  ending: z.string().nullable(),
  enteredAt: z.date(),
  endedAt: z.date().nullable(),
});

/** IDN-4: all visits of a customer for the personal archive, newest first. */
export function visitsPersonalData(ctx: ReadContext, customerId: string): Promise<unknown[]> {
  return ctx.db.rows(
    keptVisit,
    sql`select number, store_id as "storeId", state, ending, entered_at as "enteredAt", ended_at as "endedAt"
      from visits.visits where member_id = ${customerId} order by entered_at desc limit 5000`,
  );
}
