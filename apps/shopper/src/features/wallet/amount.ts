import type { Answer } from '../../api';

export type Plan = NonNullable<Answer<'GET /top-up-options'>['plan']>;

/** What is given on top: by the tier with the largest amount that was reached. */
export function giftFor(plan: Pick<Plan, 'tiers'>, amount: number): number {
  let best = { amount: 0, gift: 0 };
  for (const tier of plan.tiers) if (tier.amount <= amount && tier.amount > best.amount) best = tier;
  return best.gift;
}

/** Yuan as typed to fen, or null when it is no amount: at most two decimals. */
export function fenOf(typed: string): number | null {
  const found = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(typed.trim());
  if (!found) return null;
  return Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
}
