import type { ordersSchemas, walletSchemas } from '@latchkey/contract';
import type { z } from 'zod';
import type { PlanRow } from './plan-store.ts';
import { type Holding, type PlanTerms, refundableOf, refundableUntil, worth } from './rules.ts';
import type { EntryRow } from './store.ts';
import type { TopUpRow } from './top-up-store.ts';

export type BalanceView = z.input<typeof walletSchemas.balance>;
export type EntryView = z.input<typeof walletSchemas.balanceEntry>;
export type TopUpView = z.input<typeof walletSchemas.topUp>;
export type StaffTopUpView = z.input<typeof walletSchemas.staffTopUp>;
export type PlanView = z.input<typeof walletSchemas.topUpPlan>;
type PaymentView = z.input<typeof ordersSchemas.paymentView>;
type RefundView = z.input<typeof ordersSchemas.refundView>;

export const planTerms = (plan: PlanRow): PlanTerms => ({
  tiers: plan.tiers,
  freeAmount: plan.least === null || plan.most === null ? null : { least: plan.least, most: plan.most },
});

export function presentBalance(holdings: readonly Omit<Holding, 'entityId'>[]): BalanceView {
  const principal = holdings.reduce((sum, part) => sum + part.principal, 0);
  const gift = holdings.reduce((sum, part) => sum + part.gift, 0);
  return { balance: principal + gift, principal, gift };
}

export const presentEntry = (row: EntryRow, storeName: string | null): EntryView => ({
  id: row.id,
  kind: row.kind,
  amount: row.principal + row.gift,
  principal: row.principal,
  gift: row.gift,
  balanceAfter: row.balanceAfter,
  reference: { kind: row.referenceKind, id: row.referenceId, number: row.referenceNumber },
  storeName,
  at: row.at.toISOString(),
});

export function presentTopUp(row: TopUpRow, payments: readonly PaymentView[]): TopUpView {
  const paid = payments.find((payment) => payment.id === row.paymentId);
  return { ...topUpFields(row), payment: paid ?? payments.at(-1) ?? null };
}

const topUpFields = (row: TopUpRow) => ({
  id: row.id,
  number: row.number,
  state: row.state,
  amount: row.amount,
  gift: row.gift,
  refunded: row.refunded,
  createdAt: row.createdAt.toISOString(),
  paidAt: row.paidAt?.toISOString() ?? null,
});

export const presentStaffTopUp = (row: TopUpRow, holding: Holding | undefined, now: Date): StaffTopUpView => ({
  ...topUpFields(row),
  refundable: refundableOf(row, holding, now),
  refundableUntil: row.paidAt === null ? null : refundableUntil(row.paidAt).toISOString(),
});

export const presentPlan = (
  row: PlanRow,
  names: { entities: ReadonlyMap<string, string>; staff: ReadonlyMap<string, string> },
  inForceId: string | null,
): PlanView => ({
  id: row.id,
  version: row.version,
  entity: { id: row.entityId, name: names.entities.get(row.entityId) ?? '' },
  ...planTermsView(row),
  validFrom: row.validFrom.toISOString(),
  validTo: row.validTo?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  createdBy: names.staff.get(row.createdBy) ?? null,
  inForce: row.id === inForceId,
});

export const planTermsView = (row: PlanRow) => ({ tiers: row.tiers, freeAmount: planTerms(row).freeAmount });

/** A refund to the balance as the order's refunds show it. */
export const presentReturn = (row: EntryRow): RefundView => ({
  id: row.referenceId,
  number: row.referenceNumber ?? '',
  amount: worth(row.parts),
  state: 'succeeded',
  code: null,
  reason: '',
  createdAt: row.at.toISOString(),
  settledAt: row.at.toISOString(),
});

/** A payment from balance as the order's payments show it. */
export const presentSpend = (orderId: string, row: EntryRow): PaymentView => ({
  id: row.id,
  orderId,
  channel: 'balance',
  method: 'balance',
  state: 'succeeded',
  amount: -worth(row.parts),
  code: null,
  h5Url: null,
  codeUrl: null,
  jsapi: null,
  createdAt: row.at.toISOString(),
  settledAt: row.at.toISOString(),
});
