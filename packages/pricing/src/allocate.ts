/** Weights may sum to at most this: every intermediate product then stays an exact integer. */
export const maxWeightSum = 2 ** 42;
const digit = 2 ** 10;

/**
 * Split `total` fen over `weights` by largest remainder: the parts are whole fen and sum to `total` exactly.
 * A zero weight gets nothing, and no part exceeds its weight while `total` does not exceed the weights' sum.
 * Ties go to the larger weight, then to the earlier one. A negative total is split as its opposite and negated, so
 * that a refund mirrors its sale. Throws RangeError for anything that is not a safe integer, for negative weights,
 * and for an amount that nobody can take (all weights zero).
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(total)) throw new RangeError('The total must be a whole number of fen.');
  let sum = 0;
  for (const weight of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0) throw new RangeError('A weight must be a whole number ≥ 0.');
    sum += weight;
  }
  if (sum > maxWeightSum) throw new RangeError('The weights are too large.');
  if (total === 0) return weights.map(() => 0);
  if (sum === 0) throw new RangeError('An amount cannot be split over nothing.');
  const amount = Math.abs(total);
  const shares = weights.map((weight, index) => ({ index, weight, ...multiplyDivide(amount, weight, sum) }));
  let rest = amount - shares.reduce((taken, share) => taken + share.quotient, 0);
  const byClaim = [...shares].sort((a, b) => b.remainder - a.remainder || b.weight - a.weight || a.index - b.index);
  for (const share of byClaim) {
    if (rest === 0) break;
    share.quotient += 1;
    rest -= 1;
  }
  // `0 - 0` avoids a negative zero, which `Object.is` and snapshots tell apart.
  return shares.map((share) => (total < 0 ? 0 - share.quotient : share.quotient));
}

/**
 * `amount × rate` for a rate in basis points (1/10,000), rounded half away from zero, to whole fen.
 * Throws RangeError for anything that is not a safe integer or for a rate below zero.
 */
export function basisPointsOf(amount: number, rate: number): number {
  if (!Number.isSafeInteger(amount)) throw new RangeError('The amount must be a whole number of fen.');
  if (!Number.isSafeInteger(rate) || rate < 0 || rate > maxWeightSum) {
    throw new RangeError('The rate must be a whole number ≥ 0.');
  }
  const { quotient, remainder } = multiplyDivide(Math.abs(amount), rate, 10_000);
  const rounded = remainder >= 5_000 ? quotient + 1 : quotient;
  return amount < 0 ? 0 - rounded : rounded;
}

/**
 * Exact quotient and remainder of `a × b ÷ divisor` without BigInt, which old phones do not have: long division over
 * the base-1024 digits of `a`. Exact while `b` and `divisor` stay within 2^42.
 */
function multiplyDivide(a: number, b: number, divisor: number): { quotient: number; remainder: number } {
  const digits: number[] = [];
  for (let left = a; left > 0; left = Math.floor(left / digit)) digits.push(left % digit);
  let quotient = 0;
  let remainder = 0;
  for (const value of digits.reverse()) {
    const step = remainder * digit + value * b;
    quotient = quotient * digit + Math.floor(step / divisor);
    remainder = step % divisor;
  }
  return { quotient, remainder };
}
