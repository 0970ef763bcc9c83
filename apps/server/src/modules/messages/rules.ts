/** What a vendor said about one message. `unknown`: it may or may not have accepted. */
export type VendorAnswer =
  | { result: 'accepted'; reference: string | null }
  | { result: 'refused'; reason: string }
  | { result: 'unreached'; reason: string }
  | { result: 'unknown'; reason: string };

export const MAX_ATTEMPTS = 6;
/** A claimed send whose server died is looked at again after this. */
export const LEASE_MS = 60_000;

export type SendMove = { state: 'accepted' | 'failed' | 'unknown' | 'expired' } | { state: 'queued'; waitMs: number };

/**
 * MSG-3: what becomes of a send. One that a vendor may have accepted is tried again only when the vendor drops
 * duplicates; otherwise it stays unknown rather than reaching the person twice.
 */
export function settle(answer: VendorAnswer, attempts: number, deduplicates: boolean): SendMove {
  if (answer.result === 'accepted') return { state: 'accepted' };
  if (answer.result === 'refused') return { state: 'failed' };
  if (answer.result === 'unknown' && !deduplicates) return { state: 'unknown' };
  if (attempts >= MAX_ATTEMPTS) return { state: answer.result === 'unknown' ? 'unknown' : 'failed' };
  return { state: 'queued', waitMs: 1000 * 2 ** (attempts - 1) };
}

/** What to do with a claimed send before asking anybody; null to go on and ask. */
export function judgeClaim(
  claim: { was: 'queued' | 'sending'; expiresAt: Date },
  now: Date,
  deduplicates: boolean,
): SendMove | null {
  // A server died between asking and writing down the answer.
  if (claim.was === 'sending' && !deduplicates) return { state: 'unknown' };
  return claim.expiresAt.getTime() <= now.getTime() ? { state: 'expired' } : null;
}
