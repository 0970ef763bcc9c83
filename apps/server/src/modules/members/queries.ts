import type { MemberState, membersSchemas } from '@latchkey/contract';
import type { z } from 'zod';
import { requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf } from '../../kernel/http.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { findCustomers, searchCustomers, staffNames } from '../identity/index.ts';
import { getStores } from '../organisation/index.ts';
import {
  findMember,
  listMembers,
  listStateChanges,
  type MemberView,
  selectMembers,
  selectStoreFigures,
  viewMember,
} from './store.ts';

/** What members need from the floors above, given by the wiring. */
export interface MembersPorts {
  /** Balances in fen by member; a member without one may be missing. */
  balances(ctx: ReadContext, memberIds: readonly string[]): Promise<Map<string, number>>;
}

export interface Member {
  id: string;
  cardNumber: string;
  state: MemberState;
  level: string;
  registeredAt: Date;
}

/** One member; a merged one answers as the surviving one. Throws not_found. */
export async function getMember(ctx: ReadContext, id: string): Promise<Member> {
  const row = await findMember(ctx.db, id);
  if (!row) throw new AppError('not_found');
  return {
    id: row.id,
    cardNumber: row.card_number,
    state: row.state,
    level: row.level,
    registeredAt: row.registered_at,
  };
}

/** A member as staff may see one beside a visit or an order: name and phone masked. */
export interface MaskedMember {
  id: string;
  name: string | null;
  phone: string | null;
  level: string;
  state: MemberState;
  visits: number;
  cardNumber: string;
}

/** MBR-7: masked members by the ids that were asked for; unknown ids are missing. */
export async function maskedMembers(ctx: ReadContext, ids: readonly string[]): Promise<Map<string, MaskedMember>> {
  if (ids.length === 0) return new Map();
  const rows = await selectMembers(ctx.db, [...new Set(ids)]);
  const customers = await findCustomers(
    ctx,
    rows.map((row) => row.id),
  );
  return new Map(
    rows.map((row) => {
      const customer = customers.get(row.id);
      const { id, level, state, visits } = row;
      const name = customer?.nameMasked ?? null;
      const phone = customer?.phoneMasked ?? null;
      return [row.asked_id, { id, name, phone, level, state, visits, cardNumber: row.card_number }];
    }),
  );
}

/** IDN-4: what the member base keeps about a customer. */
export async function memberPersonalData(ctx: ReadContext, customerId: string): Promise<Record<string, unknown>> {
  const row = await findMember(ctx.db, customerId);
  if (!row) return {};
  const figures = await selectStoreFigures(ctx.db, row.id);
  return {
    cardNumber: row.card_number,
    state: row.state,
    stateReason: row.state_reason,
    level: row.level,
    points: row.points,
    totalSpentFen: row.total_spent,
    purchases: row.purchases,
    visits: row.visits,
    registeredAt: row.registered_at.toISOString(),
    stores: figures.map((figure) => ({
      storeId: figure.store_id,
      visits: figure.visits,
      purchases: figure.purchases,
      spentFen: figure.spent,
      lastAt: figure.last_at.toISOString(),
    })),
  };
}

type StaffMemberView = z.input<typeof membersSchemas.staffMemberView>;

async function present(ctx: ReadContext, ports: MembersPorts, rows: readonly MemberView[]): Promise<StaffMemberView[]> {
  const ids = rows.map((row) => row.id);
  const customers = await findCustomers(ctx, ids);
  const balances = await ports.balances(ctx, ids);
  const stores = await getStores(
    ctx,
    rows.flatMap((row) => row.usual_store_id ?? []),
  );
  return rows.map((row) => {
    const customer = customers.get(row.id);
    const store = row.usual_store_id === null ? undefined : stores.get(row.usual_store_id);
    return {
      id: row.id,
      cardNumber: row.card_number,
      name: customer?.nameMasked ?? null,
      phone: customer?.phoneMasked ?? null,
      state: row.state,
      stateReason: row.state_reason,
      level: row.level,
      points: row.points,
      balance: balances.get(row.id) ?? 0,
      totalSpent: row.total_spent,
      purchases: row.purchases,
      visits: row.visits,
      usualStore: store ? { id: store.id, name: store.name } : null,
      lastVisitAt: row.last_visit_at?.toISOString() ?? null,
      registeredAt: row.registered_at.toISOString(),
      version: row.version,
    };
  });
}

export interface MemberQuery {
  cursor?: string | undefined;
  limit: number;
  search?: string | undefined;
  state?: MemberState | undefined;
  storeId?: string | undefined;
}

/** Members in the caller's scope, masked, newest first; figures are those of the stores in scope (MBR-13). */
export async function listStaffMembers(ctx: ReadContext, ports: MembersPorts, query: MemberQuery) {
  requireStaff(ctx.actor, 'members');
  if (query.storeId !== undefined) requireStore(ctx.actor, query.storeId);
  const text = query.search?.trim();
  const search = text ? { cardPrefix: /^\d+$/.test(text) ? text : '-', ids: await searchCustomers(ctx, text) } : null;
  const rows = await listMembers(ctx.db, {
    search,
    state: query.state,
    storeIds: query.storeId === undefined ? storeFilter(ctx.actor) : [query.storeId],
    before: decodeCursor(query.cursor, timeCursor),
    limit: query.limit + 1,
  });
  const page = toPage(rows, query.limit, (row) => [row.registered_at.toISOString(), row.id]);
  return { items: await present(ctx, ports, page.items), nextCursor: page.nextCursor };
}

/** IDN-8: the surviving account of a member whom the caller's scope reaches. Throws not_found. */
export async function visibleMemberId(ctx: ReadContext, id: string): Promise<string> {
  const row = await viewMember(ctx.db, id, storeFilter(ctx.actor));
  if (!row) throw new AppError('not_found');
  return row.id;
}

/** MBR-2: who changed the member's state, when and why. Throws not_found outside the scope. */
export async function memberStateChanges(
  ctx: ReadContext,
  memberId: string,
): Promise<AnswerOf<'GET /staff/members/:id/state-changes'>> {
  requireStaff(ctx.actor, 'members');
  const rows = await listStateChanges(ctx.db, await visibleMemberId(ctx, memberId));
  const names = await staffNames(
    ctx,
    rows.flatMap((row) => (row.actorKind === 'staff' ? (row.actorId ?? []) : [])),
  );
  return {
    items: rows.map(({ actorKind, actorId, at, ...change }) => ({
      ...change,
      by: { kind: actorKind, name: names.get(actorId ?? '') ?? null },
      at: at.toISOString(),
    })),
  };
}

/** One member as the caller's scope sees it. Throws not_found. */
export async function getStaffMember(ctx: ReadContext, ports: MembersPorts, id: string): Promise<StaffMemberView> {
  requireStaff(ctx.actor, 'members');
  const row = await viewMember(ctx.db, id, storeFilter(ctx.actor));
  const [view] = row ? await present(ctx, ports, [row]) : [];
  if (!view) throw new AppError('not_found');
  return view;
}
