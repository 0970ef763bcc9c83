import type { Bearer, CouponState } from '@latchkey/contract';

export type BatchState = 'draft' | 'running' | 'stopped' | 'ended';

const moves: Record<BatchState, readonly BatchState[]> = {
  draft: ['running', 'ended'],
  running: ['stopped', 'ended'],
  stopped: ['running', 'ended'],
  ended: [],
};

/** Whether a batch may go from one state to another. An ended batch never gives out coupons again. */
export function batchMayMove(from: BatchState, to: BatchState): boolean {
  return moves[from].includes(to);
}

export interface BatchTerms {
  kind: 'fixed' | 'threshold';
  amount: number;
  threshold: number;
  quantity: number;
  perMember: number;
  validFrom: Date;
  validTo: Date;
  storeIds: readonly string[];
  bearer: Bearer;
}

/** The first thing that is wrong with a batch's terms as a field and a short reason, or null. */
export function termsIssue(terms: BatchTerms, now: Date): { field: string; issue: string } | null {
  if (terms.kind === 'fixed' && terms.threshold !== 0)
    return { field: 'threshold', issue: 'must be 0 for a fixed coupon' };
  if (terms.kind === 'threshold' && terms.threshold <= 0) return { field: 'threshold', issue: 'must be above 0' };
  if (terms.kind === 'threshold' && terms.amount > terms.threshold) {
    return { field: 'amount', issue: 'must not be above the threshold' };
  }
  if (terms.validFrom >= terms.validTo) return { field: 'validTo', issue: 'must be after the start' };
  if (terms.validTo <= now) return { field: 'validTo', issue: 'is already over' };
  return null;
}

/** Staff with some stores only issue for those stores and at those stores' cost; the platform's money is not theirs. */
export function mayIssue(scope: readonly string[] | null, terms: Pick<BatchTerms, 'storeIds' | 'bearer'>): boolean {
  if (scope === null) return true;
  return terms.bearer === 'store' && terms.storeIds.length > 0 && terms.storeIds.every((id) => scope.includes(id));
}

/** IDN-8: whether a batch is seen at all: the platform's own are, those of other stores only are not. */
export function seesBatch(scope: readonly string[] | null, storeIds: readonly string[]): boolean {
  return scope === null || storeIds.length === 0 || storeIds.some((id) => scope.includes(id));
}

/** How a coupon shows: an available one that ran out of time is expired, without a job that says so. */
export function shownState(
  coupon: { state: Exclude<CouponState, 'expired'>; expiresAt: Date },
  now: Date,
): CouponState {
  return coupon.state === 'available' && coupon.expiresAt <= now ? 'expired' : coupon.state;
}

/** How many rows a batch's stock is spread over: enough that claimants rarely meet, no more than there are pieces. */
const stripes = 16;

/** The pieces of each stripe; they sum to the quantity. */
export function spreadStock(quantity: number): number[] {
  const rows = Math.min(stripes, quantity);
  return Array.from({ length: rows }, (_, index) => Math.floor((quantity + index) / rows));
}
