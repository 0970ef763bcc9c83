import { z } from 'zod';

/** LED-1: what an account is for. */
export const accountKind = z.enum([
  'channel_transit',
  'store_balance',
  'entity_balance',
  'service_fee_income',
  'channel_fees',
  'coupon_subsidy',
  'customer_refunds',
  'member_balance',
  'member_gifts',
  'balance_gifts',
  'deposits',
  'points_liability',
  'agent_rebates',
  'payouts_in_transit',
  'supplier_payables',
  'expenses',
]);
export type AccountKind = z.infer<typeof accountKind>;

export const ownerKind = z.enum(['platform', 'entity', 'store', 'channel', 'member', 'agent', 'supplier']);
export type OwnerKind = z.infer<typeof ownerKind>;

/** What the account belongs to; the platform's own accounts have no id. Channels are named, all others have UUIDs. */
export interface AccountName {
  kind: AccountKind;
  owner: { kind: OwnerKind; id: string };
}

export interface Posting {
  account: AccountName;
  /** Fen; debits positive. */
  amount: number;
}

const platform = { kind: 'platform', id: '' } as const;

export const channelTransit = (channel: string): AccountName => ({
  kind: 'channel_transit',
  owner: { kind: 'channel', id: channel },
});
export const storeBalance = (storeId: string): AccountName => ({
  kind: 'store_balance',
  owner: { kind: 'store', id: storeId },
});
const entity = (id: string) => ({ kind: 'entity', id }) as const;
/** PAY-13: what an issuing entity owes members for balance that they paid for. */
export const memberBalance = (entityId: string): AccountName => ({ kind: 'member_balance', owner: entity(entityId) });
/** What an issuing entity owes members for balance that it gave on top. */
export const memberGifts = (entityId: string): AccountName => ({ kind: 'member_gifts', owner: entity(entityId) });
/** What the gifts of top-ups cost the issuing entity. */
export const balanceGifts = (entityId: string): AccountName => ({ kind: 'balance_gifts', owner: entity(entityId) });
/** BKG-15: what customers left before a session and is still theirs, at the store's entity. */
export const deposits = (entityId: string): AccountName => ({ kind: 'deposits', owner: entity(entityId) });
export const serviceFeeIncome: AccountName = { kind: 'service_fee_income', owner: platform };
export const channelFees: AccountName = { kind: 'channel_fees', owner: platform };
export const couponSubsidy: AccountName = { kind: 'coupon_subsidy', owner: platform };
/** Money that came for nothing we sold and goes back: late and double payments. */
export const customerRefunds: AccountName = { kind: 'customer_refunds', owner: platform };
