import type { Runtime } from '../../kernel/context.ts';
import { claimRefunds, type RefundRow } from './refund-store.ts';
import { type Attempt, claimAttempts, type DueWork } from './store.ts';
import { later, settler } from './work.ts';

/** How many calls of one kind a worker has under way. */
export const BATCH = 16;
/**
 * Longer than a call and a fetch of the platform's keys may take, so that a live worker never loses its lease, and no
 * longer, because it is what a customer waits for whose server was killed at work.
 */
const LEASE_MS = 20_000;

/** Takes due attempts; another worker sees them again only when the lease has ended. */
export function claimDueAttempts(runtime: Runtime, due: DueWork, limit: number): Promise<Attempt[]> {
  return runtime.transaction(settler, (ctx) => claimAttempts(ctx.tx, due, limit, ctx.now, later(ctx, LEASE_MS)));
}

/** Takes due refunds in the same way. */
export function claimDueRefunds(runtime: Runtime, limit: number): Promise<RefundRow[]> {
  return runtime.transaction(settler, (ctx) => claimRefunds(ctx.tx, limit, ctx.now, later(ctx, LEASE_MS)));
}
