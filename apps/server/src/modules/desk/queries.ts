import { requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { sql } from '../../kernel/db.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { staffNames } from '../identity/index.ts';
import { maskedMembers } from '../members/index.ts';
import { getStores } from '../organisation/index.ts';
import { staffOpenings, visitsSummary } from '../visits/index.ts';
import { alertCursor } from './rules.ts';
import { type AlertRow, findAlert, findService, listAlertRows, listServiceRows, type ServiceRow } from './store.ts';

type AlertView = AnswerOf<'POST /staff/alerts/:id/take'>;
type ServiceView = AnswerOf<'GET /staff/services/:id'>;

export async function listAlerts(ctx: ReadContext, query: Input<'GET /staff/alerts'>['query']) {
  requireStaff(ctx.actor, 'desk');
  const stores = storeFilter(ctx.actor);
  const before = decodeCursor(query.cursor, alertCursor);
  const conditions = [
    stores === null ? sql`true` : sql`store_id = any(${[...stores]}::uuid[])`,
    query.storeId ? sql`store_id = ${query.storeId}` : null,
    query.open === undefined ? null : sql`(closed_at is null) = ${query.open}`,
    before ? afterAlert(before) : null,
  ].filter((condition) => condition !== null);
  const rows = await listAlertRows(ctx.db, sql.join(conditions, sql` and `), query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [
    row.closed_at === null ? 0 : 1,
    row.created_at.toISOString(),
    row.id,
  ]);
  return { items: await presentAlerts(ctx, page.items), nextCursor: page.nextCursor };
}

function afterAlert([closed, at, id]: [number, string, string]) {
  const within = sql`(created_at, id) < (${at}::timestamptz, ${id}::uuid)`;
  return closed === 0
    ? sql`((closed_at is null and ${within}) or closed_at is not null)`
    : sql`(closed_at is not null and ${within})`;
}

export async function getAlert(ctx: ReadContext, alertId: string): Promise<AlertView> {
  requireStaff(ctx.actor, 'desk');
  const alert = await findAlert(ctx.db, alertId);
  if (!alert) throw new AppError('not_found');
  requireStore(ctx.actor, alert.store_id);
  const [view] = await presentAlerts(ctx, [alert]);
  if (!view) throw new AppError('not_found');
  return view;
}

async function presentAlerts(ctx: ReadContext, rows: readonly AlertRow[]): Promise<AlertView[]> {
  const stores = await getStores(ctx, [...new Set(rows.map((row) => row.store_id))]);
  const members = await maskedMembers(ctx, [...new Set(rows.flatMap((row) => row.member_id ?? []))]);
  const names = await staffNames(ctx, [...new Set(rows.flatMap((row) => row.taken_by ?? []))]);
  return rows.map((row) => {
    const member = row.member_id === null ? undefined : members.get(row.member_id);
    return {
      id: row.id,
      kind: row.kind,
      storeId: row.store_id,
      storeName: stores.get(row.store_id)?.name ?? '',
      visitId: row.visit_id,
      memberName: member?.name ?? member?.phone ?? null,
      detail: row.detail,
      createdAt: row.created_at.toISOString(),
      takenBy: row.taken_by === null ? null : { id: row.taken_by, name: names.get(row.taken_by) ?? '' },
      takenAt: row.taken_at?.toISOString() ?? null,
      closedAt: row.closed_at?.toISOString() ?? null,
      escalation: row.escalated_at && { level: row.level, at: row.escalated_at.toISOString() },
    };
  });
}

export async function listServices(ctx: ReadContext, query: Input<'GET /staff/services'>['query']) {
  requireStaff(ctx.actor, 'desk');
  const stores = storeFilter(ctx.actor);
  const before = decodeCursor(query.cursor, timeCursor);
  const conditions = [
    stores === null ? sql`true` : sql`store_id = any(${[...stores]}::uuid[])`,
    query.storeId ? sql`store_id = ${query.storeId}` : null,
    query.agentId ? sql`agent_id = ${query.agentId}` : null,
    query.kind ? sql`kind = ${query.kind}` : null,
    query.visitId ? sql`visit_id = ${query.visitId}` : null,
    query.bookingId ? sql`booking_id = ${query.bookingId}` : null,
    query.from ? sql`requested_at >= ${query.from}::timestamptz` : null,
    query.to ? sql`requested_at < ${query.to}::timestamptz` : null,
    before ? sql`(requested_at, id) < (${before[0]}::timestamptz, ${before[1]}::uuid)` : null,
  ].filter((condition) => condition !== null);
  const rows = await listServiceRows(ctx.db, sql.join(conditions, sql` and `), query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [row.requested_at.toISOString(), row.id]);
  return { items: await presentServices(ctx, page.items), nextCursor: page.nextCursor };
}

export async function getService(ctx: ReadContext, serviceId: string): Promise<ServiceView> {
  requireStaff(ctx.actor, 'desk');
  const service = await findService(ctx.db, serviceId);
  if (!service) throw new AppError('not_found');
  requireStore(ctx.actor, service.store_id);
  const [view] = await presentServices(ctx, [service]);
  if (!view) throw new AppError('not_found');
  return view;
}

async function presentServices(ctx: ReadContext, rows: readonly ServiceRow[]): Promise<ServiceView[]> {
  const stores = await getStores(ctx, [...new Set(rows.map((row) => row.store_id))]);
  const members = await maskedMembers(ctx, [...new Set(rows.flatMap((row) => row.member_id ?? []))]);
  const names = await staffNames(ctx, [...new Set(rows.map((row) => row.agent_id))]);
  const visits = await visitsSummary(ctx, [...new Set(rows.flatMap((row) => row.visit_id ?? []))]);
  const openings = await staffOpenings(ctx, [...new Set(rows.flatMap((row) => row.opening_id ?? []))]);
  return rows.map((row) => {
    const member = row.member_id === null ? undefined : members.get(row.member_id);
    return {
      id: row.id,
      kind: row.kind,
      outcome: row.outcome,
      code: row.code,
      store: { id: row.store_id, name: stores.get(row.store_id)?.name ?? '' },
      visitId: row.visit_id,
      visitNumber: row.visit_id === null ? null : (visits.get(row.visit_id)?.number ?? null),
      memberName: member?.name ?? member?.phone ?? null,
      agent: { id: row.agent_id, name: names.get(row.agent_id) ?? '' },
      note: row.note,
      openingId: row.opening_id,
      bookingId: row.booking_id,
      opening: row.opening_id === null ? null : (openings.get(row.opening_id) ?? null),
      requestedAt: row.requested_at.toISOString(),
      settledAt: row.settled_at?.toISOString() ?? null,
    };
  });
}
