import { allocate } from '@latchkey/pricing';

/** Balance by the entity that issued it; fen. */
export interface Holding {
  entityId: string;
  principal: number;
  gift: number;
}

export const worth = (parts: readonly Holding[]): number =>
  parts.reduce((sum, part) => sum + part.principal + part.gift, 0);

export const negated = (parts: readonly Holding[]): Holding[] =>
  parts.map(({ entityId, principal, gift }) => ({ entityId, principal: -principal || 0, gift: -gift || 0 }));

/** An order's own entity first: what is paid with its own balance needs no settling between entities. */
const ownFirst = (entityId: string) => (a: Holding, b: Holding) =>
  Number(b.entityId === entityId) - Number(a.entityId === entityId) || (a.entityId < b.entityId ? -1 : 1);

/**
 * PAY-11: what an order takes from a wallet, or null when there is not enough. The rule: principal before gift, so that
 * what was given is spent last; within each, the balance that the store's own entity issued before that of others.
 */
export function takeFrom(holdings: readonly Holding[], amount: number, entityId: string): Holding[] | null {
  const parts = [...holdings].sort(ownFirst(entityId)).map((holding) => ({ holding, principal: 0, gift: 0 }));
  let left = amount;
  for (const kind of ['principal', 'gift'] as const) {
    for (const part of parts) {
      part[kind] = Math.min(left, part.holding[kind]);
      left -= part[kind];
    }
  }
  if (left > 0) return null;
  return parts
    .map(({ holding, principal, gift }) => ({ entityId: holding.entityId, principal, gift }))
    .filter((part) => part.principal + part.gift > 0);
}

/** What is left of a payment from balance after the parts that refunds gave back. */
export function remainingParts(spent: readonly Holding[], returned: readonly Holding[]): Holding[] {
  return spent.map((part) => {
    const back = returned.filter((one) => one.entityId === part.entityId);
    return {
      entityId: part.entityId,
      principal: back.reduce((rest, one) => rest - one.principal, part.principal),
      gift: back.reduce((rest, one) => rest - one.gift, part.gift),
    };
  });
}

/** PAY-11: gives an amount back to where it came from, principal and gift in the proportion in which they are left. */
export function giveBackParts(left: readonly Holding[], amount: number): Holding[] {
  if (amount < 1 || amount > worth(left)) throw new RangeError('A refund is at most what is left of the payment');
  const shares = allocate(
    amount,
    left.flatMap((part) => [part.principal, part.gift]),
  );
  return left
    .map((part, index) => ({
      entityId: part.entityId,
      principal: shares[2 * index] ?? 0,
      gift: shares[2 * index + 1] ?? 0,
    }))
    .filter((part) => part.principal + part.gift > 0);
}

export interface TopUpTier {
  amount: number;
  gift: number;
}
export interface PlanTerms {
  tiers: readonly TopUpTier[];
  /** Bounds of freely chosen amounts; null allows the tiers' own amounts only. */
  freeAmount: { least: number; most: number } | null;
}

/** What is given on top of an amount, or null when the plan does not take it. The highest tier that was reached counts. */
export function giftFor(plan: PlanTerms, amount: number): number | null {
  const free = plan.freeAmount;
  const offered =
    plan.tiers.some((tier) => tier.amount === amount) || (free !== null && amount >= free.least && amount <= free.most);
  if (!offered) return null;
  const reached = plan.tiers.filter((tier) => tier.amount <= amount).sort((a, b) => b.amount - a.amount);
  return reached[0]?.gift ?? 0;
}

/** The first thing that is wrong with a plan's terms as a field and a short reason, or null. */
export function planIssue(
  plan: PlanTerms & { validFrom: Date; validTo: Date | null },
  now: Date,
): { field: string; issue: string } | null {
  const amounts = plan.tiers.map((tier) => tier.amount);
  if (new Set(amounts).size !== amounts.length) return { field: 'tiers', issue: 'one tier for an amount' };
  const rising = [...plan.tiers].sort((a, b) => a.amount - b.amount);
  if (rising.some((tier, index) => tier.gift < (rising[index - 1]?.gift ?? 0)))
    return { field: 'tiers', issue: 'a larger top-up gives no less' };
  if (plan.freeAmount !== null && plan.freeAmount.least > plan.freeAmount.most)
    return { field: 'freeAmount', issue: 'the least is above the most' };
  if (plan.validTo !== null && plan.validTo <= plan.validFrom)
    return { field: 'validTo', issue: 'must be after the start' };
  if (plan.validTo !== null && plan.validTo <= now) return { field: 'validTo', issue: 'is already over' };
  return null;
}

/** PAY-13: unspent principal may go back for seven days. */
export const REFUND_DAYS = 7;
export const refundableUntil = (paidAt: Date): Date => new Date(paidAt.getTime() + REFUND_DAYS * 86_400_000);

export interface RefundableTopUp {
  amount: number;
  refunded: number;
  gift: number;
  giftLapsed: number;
  channelFee: number;
  feeReturned: number;
  paidAt: Date | null;
}

/** What of a top-up may still go back to its channel: principal that is neither spent nor given back, in time. Fen. */
export function refundableOf(topUp: RefundableTopUp, holding: Holding | undefined, now: Date): number {
  if (topUp.paidAt === null || now >= refundableUntil(topUp.paidAt)) return 0;
  return Math.min(topUp.amount - topUp.refunded, holding?.principal ?? 0);
}

/** What goes with a refunded amount: the gift that lapses (as far as it is unspent) and the fee that the channel returns. */
export function refundShares(
  topUp: RefundableTopUp,
  amount: number,
  unspentGift: number,
): { gift: number; fee: number } {
  const weights = [amount, topUp.amount - topUp.refunded - amount];
  const [gift = 0] = allocate(topUp.gift - topUp.giftLapsed, weights);
  const [fee = 0] = allocate(topUp.channelFee - topUp.feeReturned, weights);
  return { gift: Math.min(gift, unspentGift), fee };
}

export const stateAfterRefund = (
  topUp: { amount: number },
  refunded: number,
): 'paid' | 'partially_refunded' | 'refunded' =>
  refunded === 0 ? 'paid' : refunded >= topUp.amount ? 'refunded' : 'partially_refunded';
