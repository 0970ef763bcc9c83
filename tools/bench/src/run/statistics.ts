import { createRandom as createSequence } from '../../../../apps/server/src/demo/random.ts';

/** The smallest value that at least `share` (0–1) of the samples do not pass; NaN without samples. */
export function percentile(samples: readonly number[], share: number): number {
  if (samples.length === 0) return Number.NaN;
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] as number;
}

/** Rounded to so many decimals, for reports. */
export const rounded = (value: number, decimals = 2): number => Math.round(value * 10 ** decimals) / 10 ** decimals;

/** Repeatable random numbers in 0–1, so that two runs do the same work. */
export const createRandom = (seed: number): (() => number) => createSequence(seed).next;
