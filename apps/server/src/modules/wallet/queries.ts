import { requireCustomer, requireStaff, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { staffNames } from '../identity/index.ts';
import { visibleMemberId } from '../members/index.ts';
import { entityNames, getStores } from '../organisation/index.ts';
import { type PaymentView, paymentsOfOrder, type RefundView } from '../payments/index.ts';
import { requireWholeChain } from './authorise.ts';
import { positionCursor } from './cursor.ts';
import { listPlans, type PlanRow, planInForce } from './plan-store.ts';
import {
  type BalanceView,
  type EntryView,
  type PlanView,
  planTermsView,
  presentBalance,
  presentEntry,
  presentPlan,
  presentReturn,
  presentSpend,
  presentStaffTopUp,
  presentTopUp,
  type StaffTopUpView,
  type TopUpView,
} from './present.ts';
import { type Holding, REFUND_DAYS } from './rules.ts';
import {
  entriesOfOrder,
  findEntry,
  firstDifference,
  holdingsOf,
  liabilityRows,
  listEntries,
  walletsOf,
} from './store.ts';
import { findTopUp, paidTopUps, type TopUpRow } from './top-up-store.ts';

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** Balances in fen by member, for the member base; who never topped up is missing. */
export async function balancesOf(ctx: ReadContext, memberIds: readonly string[]): Promise<Map<string, number>> {
  if (memberIds.length === 0) return new Map();
  const rows = await walletsOf(ctx.db, memberIds);
  return new Map(rows.map((row) => [row.memberId, row.principal + row.gift]));
}

/** The signed-in customer's balance. */
export async function myBalance(ctx: ReadContext): Promise<BalanceView> {
  const { id } = requireCustomer(ctx.actor);
  return presentBalance(await walletsOf(ctx.db, [id]));
}

async function statement(
  ctx: ReadContext,
  memberId: string,
  query: { cursor?: string | undefined; limit: number },
  storeIds: readonly string[] | null,
): Promise<Page<EntryView>> {
  const after = decodeCursor(query.cursor, positionCursor);
  const rows = await listEntries(ctx.db, memberId, after?.[0] ?? null, query.limit + 1);
  const shown = rows.flatMap((row) => row.storeId ?? []);
  const stores = await getStores(ctx, shown);
  const nameOf = (storeId: string | null) =>
    storeId === null || (storeIds !== null && !storeIds.includes(storeId)) ? null : (stores.get(storeId)?.name ?? null);
  return toPage(
    rows,
    query.limit,
    (row) => [row.position],
    (row) => presentEntry(row, nameOf(row.storeId)),
  );
}

/** PAY-11, PAY-13: every use of the balance at the member's hand, newest first. */
export function myStatement(ctx: ReadContext, { query }: Input<'GET /me/balance/entries'>): Promise<Page<EntryView>> {
  const { id } = requireCustomer(ctx.actor);
  return statement(ctx, id, query, null);
}

/** What can be topped up now. */
export async function topUpOptions(ctx: ReadContext): Promise<AnswerOf<'GET /top-up-options'>> {
  const plan = await planInForce(ctx.db, ctx.now);
  if (!plan) return { plan: null };
  const validTo = plan.validTo?.toISOString() ?? null;
  return { plan: { id: plan.id, ...planTermsView(plan), validTo, refundDays: REFUND_DAYS } };
}

/** A top-up of the signed-in customer. Throws not_found for another member's. */
export async function myTopUpRow(ctx: ReadContext, id: string): Promise<TopUpRow> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const topUp = await findTopUp(ctx.db, id);
  if (topUp?.memberId !== memberId) throw new AppError('not_found');
  return topUp;
}

export async function myTopUp(ctx: ReadContext, id: string): Promise<TopUpView> {
  return presentTopUp(await myTopUpRow(ctx, id), await paymentsOfOrder(ctx, id));
}

/** What an order was paid with from balance, as its payments show it. The caller has checked that the order may be seen. */
export async function balancePayments(ctx: ReadContext, orderId: string): Promise<PaymentView[]> {
  const entries = await entriesOfOrder(ctx.db, orderId);
  return entries.filter((entry) => entry.kind === 'spend').map((entry) => presentSpend(orderId, entry));
}

/** What an order gave back to the balance, as its refunds show it; the reasons are the order's. */
export async function balanceRefunds(ctx: ReadContext, orderId: string): Promise<RefundView[]> {
  const entries = await entriesOfOrder(ctx.db, orderId);
  return entries.filter((entry) => entry.kind === 'refund').map(presentReturn);
}

/** What a refund gave back to the balance, by issuing entity. Throws not_found. */
export async function returnedParts(ctx: ReadContext, refundId: string): Promise<Holding[]> {
  const entry = await findEntry(ctx.db, { kind: 'refund', id: refundId });
  if (!entry) throw new AppError('not_found');
  return entry.parts;
}

/** A member's balance as staff see it. Throws not_found outside their scope. */
export async function memberBalance(ctx: ReadContext, memberId: string): Promise<BalanceView> {
  requireStaff(ctx.actor, 'members');
  const id = await visibleMemberId(ctx, memberId);
  return presentBalance(await walletsOf(ctx.db, [id]));
}

/** A member's statement as staff see it: stores beyond their scope have no name. */
export async function memberStatement(
  ctx: ReadContext,
  { params, query }: Input<'GET /staff/members/:id/balance/entries'>,
): Promise<Page<EntryView>> {
  requireStaff(ctx.actor, 'members');
  return statement(ctx, await visibleMemberId(ctx, params.id), query, storeFilter(ctx.actor));
}

/** PAY-13: a member's paid top-ups with what may still go back. */
export async function memberTopUps(
  ctx: ReadContext,
  { params, query }: Input<'GET /staff/members/:id/top-ups'>,
): Promise<Page<StaffTopUpView>> {
  requireStaff(ctx.actor, 'balances');
  const memberId = await visibleMemberId(ctx, params.id);
  const rows = await paidTopUps(ctx.db, memberId, decodeCursor(query.cursor, timeCursor), query.limit + 1);
  const holdings = new Map((await holdingsOf(ctx.db, memberId)).map((holding) => [holding.entityId, holding]));
  return toPage(
    rows,
    query.limit,
    (row) => [row.createdAt.toISOString(), row.id],
    (row) => presentStaffTopUp(row, holdings.get(row.entityId), ctx.now),
  );
}

/** One top-up as staff see it after acting on it. */
export async function staffTopUp(ctx: ReadContext, id: string): Promise<StaffTopUpView> {
  const topUp = await findTopUp(ctx.db, id);
  if (!topUp) throw new AppError('not_found');
  const holding = (await holdingsOf(ctx.db, topUp.memberId)).find((one) => one.entityId === topUp.entityId);
  return presentStaffTopUp(topUp, holding, ctx.now);
}

export async function plansPage(
  ctx: ReadContext,
  { query }: Input<'GET /staff/top-up-plans'>,
): Promise<Page<PlanView>> {
  requireWholeChain(ctx.actor, 'balances');
  const after = decodeCursor(query.cursor, positionCursor);
  const rows = await listPlans(ctx.db, after?.[0] ?? null, query.limit + 1);
  const views = await presentPlans(ctx, rows);
  return toPage(
    rows,
    query.limit,
    (row) => [row.version],
    (row) => views.get(row.id) as PlanView,
  );
}

async function presentPlans(ctx: ReadContext, rows: readonly PlanRow[]): Promise<Map<string, PlanView>> {
  const entities = await entityNames(
    ctx,
    rows.map((row) => row.entityId),
  );
  const authors = rows.map((row) => row.createdBy).filter((id) => /^[0-9a-f-]{36}$/.test(id));
  const names = { entities, staff: await staffNames(ctx, authors) };
  const inForce = await planInForce(ctx.db, ctx.now);
  return new Map(rows.map((row) => [row.id, presentPlan(row, names, inForce?.id ?? null)]));
}

export async function planView(ctx: ReadContext, plan: PlanRow): Promise<PlanView> {
  return (await presentPlans(ctx, [plan])).get(plan.id) as PlanView;
}

/** PAY-13: what every issuing entity owes its members, compared with the journal's accounts. */
export async function liabilities(ctx: ReadContext): Promise<AnswerOf<'GET /staff/balances/liabilities'>> {
  requireWholeChain(ctx.actor, 'balances');
  const rows = await liabilityRows(ctx.db);
  const names = await entityNames(
    ctx,
    rows.map((row) => row.entityId),
  );
  return {
    at: ctx.now.toISOString(),
    items: rows.map(({ entityId, principal, gift, members }) => ({
      entity: { id: entityId, name: names.get(entityId) ?? '' },
      principal,
      gift,
      members,
    })),
    consistent: rows.every((row) => row.booked),
  };
}

export interface WalletVerification {
  consistent: boolean;
  /** The entity whose journal accounts and wallets differ. */
  differingEntity: string | null;
  /** The member whose balance is not what holdings or statement add up to. */
  differingMember: string | null;
}

/** LED-10 for stored balances: wallets, holdings, statements and the journal say the same. Reads only. */
export async function verifyWallets(ctx: ReadContext): Promise<WalletVerification> {
  requireStaff(ctx.actor, 'ledger:verify');
  const entity = (await liabilityRows(ctx.db)).find((row) => !row.booked);
  const member = await firstDifference(ctx.db);
  return {
    consistent: !entity && !member,
    differingEntity: entity?.entityId ?? null,
    differingMember: member?.memberId ?? null,
  };
}

/** IDN-4: what the wallet keeps about a customer, for the personal archive. Amounts in fen. */
export async function walletPersonalData(ctx: ReadContext, customerId: string): Promise<Record<string, unknown>> {
  const entries = await listEntries(ctx.db, customerId, null, 5000);
  return {
    ...presentBalance(await walletsOf(ctx.db, [customerId])),
    entries: entries.map((entry) => presentEntry(entry, null)),
  };
}
